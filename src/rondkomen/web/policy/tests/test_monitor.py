"""The monitor's screens: exact for the team lead, published for policy, and nothing for others."""

import io
import re
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.jobs.worker import run_next
from rondkomen.kernel.period import Month
from rondkomen.monitoring import queries, services
from rondkomen.monitoring.tests.examples import a_month

SEPTEMBER = Month(2026, 9)
NOW = datetime(2026, 10, 3, 9, tzinfo=UTC)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def keep(gemeente: str, month: Month, seed: int = 1, source: str = "", **sizes: int) -> str:
    """A counted month; gives the fingerprint of its counts."""
    with acting_for(gemeente):
        services.keep_counts(
            a_month(month, seed, **sizes),
            inhabitants=60_000,
            at=NOW,
            actor=system_actor(gemeente),
            source=source,
        )
        return queries.month_counts([month])[month].fingerprint


def publish(gemeente: str, month: Month, **options: Any) -> None:
    fingerprint = keep(gemeente, month, **options)
    with acting_for(gemeente):
        services.publish(
            month,
            fingerprint=fingerprint,
            today=date(2026, 10, 3),
            now=NOW,
            actor=system_actor(gemeente),
        )


@pytest.fixture
def officer(signed_in: Any) -> Client:
    return signed_in(Role.POLICY_OFFICER)  # type: ignore[no-any-return]  # a fixture shared by all


@pytest.fixture
def lead(signed_in: Any) -> Client:
    return signed_in(Role.TEAM_LEAD)  # type: ignore[no-any-return]  # a fixture shared by all


def test_before_the_first_publication_the_page_says_whom_to_ask(officer: Client) -> None:
    assert "Vraag daar wanneer dat gebeurt" in text_of(officer.get(reverse("policy:monitor")))


def test_before_the_first_publication_the_team_lead_is_sent_on(lead: Client) -> None:
    answer = lead.get(reverse("policy:monitor"))
    assert reverse("policy:internal") in answer.content.decode()


def test_a_policy_officer_reads_the_published_month(officer: Client, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    answer = officer.get(reverse("policy:monitor"), follow=True)
    found = text_of(answer)
    assert "In september 2026 kwamen 240 signalen binnen" in found
    assert "Geen cijfer van vorig jaar" in found
    assert "Beveiligde aantallen" in found
    assert "Exacte cijfers" not in found
    assert answer.content.decode().count('<figure class="chart">') == 4


def test_a_published_page_shows_no_number_under_ten(officer: Client, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    page = officer.get(reverse("policy:month", args=["2026-09"])).content.decode()
    cells = re.findall(r'<td class="numeric">([^<]*)</td>', page)
    numbers = [int(cell.replace(".", "")) for cell in cells if re.fullmatch(r"[\d.]+", cell)]
    assert numbers
    assert all(number >= 10 and number % 5 == 0 for number in numbers)


def test_last_year_stands_beside_with_a_mark_where_the_system_changed(
    officer: Client, gemeente: str
) -> None:
    publish(gemeente, SEPTEMBER.plus(-12), seed=2, source="het vorige systeem", signals=200)
    publish(gemeente, SEPTEMBER)
    found = text_of(officer.get(reverse("policy:month", args=["2026-09"])))
    assert "20% meer dan een jaar eerder" in found  # 240 after 200, of as many inhabitants
    assert "Vorig jaar: 3,3 per 1.000" in found
    assert "breuk" in found
    assert "komen de cijfers uit het vorige systeem, daarna uit Rondkomen" in found


def test_the_team_lead_reads_exact_figures(lead: Client, gemeente: str) -> None:
    keep(gemeente, SEPTEMBER, signals=243)
    found = text_of(lead.get(reverse("policy:internal-month", args=["2026-09"])))
    assert "In september 2026 kwamen 243 signalen binnen" in found
    assert "Exacte aantallen: alleen voor het team" in found


def test_what_stays_hidden_is_shown_before_publishing(lead: Client, gemeente: str) -> None:
    keep(gemeente, SEPTEMBER)
    page = reverse("policy:publish", args=["2026-09"])
    found = text_of(lead.get(page))
    assert "kleiner dan 10" in found
    assert "beschermt" in found
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', lead.get(page).content.decode())
    assert fingerprint is not None
    answer = lead.post(page, {"fingerprint": fingerprint[1]}, follow=True)
    assert "September 2026 is gepubliceerd." in text_of(answer)
    assert "bevat precies deze cijfers" in text_of(lead.get(page))


def test_publishing_counts_that_changed_is_refused_and_shown_again(
    lead: Client, gemeente: str
) -> None:
    old = keep(gemeente, SEPTEMBER)
    keep(gemeente, SEPTEMBER, seed=2)
    answer = lead.post(
        reverse("policy:publish", args=["2026-09"]), {"fingerprint": old}, follow=True
    )
    assert "bijgewerkt sinds u ze bekeek" in text_of(answer)


def test_a_correction_that_gives_away_too_much_has_no_button(lead: Client, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    keep(gemeente, SEPTEMBER, signals=243)
    found = text_of(lead.get(reverse("policy:publish", args=["2026-09"])))
    assert "Deze verbeterde versie kan nog niet" in found
    assert "Publiceer deze maand" not in found


@pytest.mark.django_db(transaction=True)
def test_a_month_is_counted_in_the_background(lead: Client, gemeente: str) -> None:
    page = reverse("policy:internal-month", args=["2026-09"])
    assert "nog niet geteld" in text_of(lead.get(page))
    waiting = lead.post(reverse("policy:count", args=["2026-09"]), follow=True)
    poll = re.search(r'hx-get="([^"]+)"', waiting.content.decode())
    assert poll is not None
    assert lead.get(poll[1]).status_code == 200
    assert run_next(Event())
    assert lead.get(poll[1])["HX-Refresh"] == "true"
    assert "zijn er geen signalen" in text_of(lead.get(page))


def test_downloads_hold_the_published_numbers_and_no_others(officer: Client, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    answer = officer.get(reverse("policy:download", args=["2026-09", "xlsx"]))
    assert "monitor-2026-09-gepubliceerd.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 11
    values = [cell for tab in book.worksheets[1:] for row in tab.values for cell in row]
    numbers = [value for value in values if isinstance(value, int)]
    assert "x" in values
    assert all(number >= 10 and number % 5 == 0 for number in numbers)


def test_the_report_is_a_tagged_pdf(officer: Client, lead: Client, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    for client, route in ((officer, "policy:download"), (lead, "policy:internal-download")):
        content = client.get(reverse(route, args=["2026-09", "pdf"])).content
        assert content.startswith(b"%PDF")
        assert b"/MarkInfo" in content


@pytest.mark.parametrize("address", ["2026-13", "oktober", "2026-09/exe"])
def test_what_does_not_exist_is_not_found(officer: Client, gemeente: str, address: str) -> None:
    publish(gemeente, SEPTEMBER)
    assert officer.get(f"{reverse('policy:monitor')}{address}/").status_code == 404


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.AUDITOR, Role.EARLY_DETECTION_WORKER])
def test_exact_figures_are_closed_to_others(signed_in: Any, gemeente: str, role: Role) -> None:
    keep(gemeente, SEPTEMBER)
    client = signed_in(role)
    for route, args in (
        ("policy:internal", []),
        ("policy:internal-month", ["2026-09"]),
        ("policy:publish", ["2026-09"]),
        ("policy:internal-download", ["2026-09", "xlsx"]),
    ):
        assert client.get(reverse(route, args=args)).status_code == 403
    assert client.post(reverse("policy:count", args=["2026-09"])).status_code == 403
    assert client.post(reverse("policy:publish", args=["2026-09"])).status_code == 403


def test_another_municipality_is_not_in_sight(signed_in: Any, gemeente: str) -> None:
    publish(gemeente, SEPTEMBER)
    stranger = signed_in(Role.POLICY_OFFICER, gemeente_id="9902", email="p@anderland.example")
    assert stranger.get(reverse("policy:month", args=["2026-09"])).status_code == 404


def test_a_year_of_months_takes_no_more_queries_than_one(
    officer: Client, gemeente: str, django_assert_num_queries: Any
) -> None:
    publish(gemeente, SEPTEMBER)
    page = reverse("policy:month", args=["2026-09"])
    officer.get(page)
    with CaptureQueriesContext(connection) as alone:
        officer.get(page)
    for back in range(1, 5):
        publish(gemeente, SEPTEMBER.plus(-back), seed=back)
    with django_assert_num_queries(len(alone)):
        officer.get(page)
