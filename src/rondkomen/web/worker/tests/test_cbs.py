"""The CBS screens: for the team lead alone, from an empty list to a file that passes the check."""

import re
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.chain import cbs_delivery
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.exchange import queries
from rondkomen.exchange.adapters.check import check
from rondkomen.exchange.adapters.json_bytes import read_bytes
from rondkomen.exchange.core.codes import Route
from rondkomen.jobs.worker import run_next
from rondkomen.journal import queries as journal

OCTOBER = {"first": "2026-10", "last": "2026-10"}


@pytest.fixture
def lead(signed_in: Any) -> Client:
    """The team lead of Middenveld, whose own data are complete."""
    made.middenveld()
    return signed_in(Role.TEAM_LEAD)  # type: ignore[no-any-return]  # a fixture shared by all


@pytest.fixture
def october(gemeente: str, lead: Client) -> UUID:
    """A delivery over October with seven signals."""
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        signals = made.deliver(made.insurer(actor), 7, actor=actor)
        made.open_case(signals[:2], actor=actor)
        return cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=timezone.now(), actor=actor)


def _text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_empty_list_says_what_to_do(lead: Client) -> None:
    answer = lead.get(reverse("worker:cbs"))
    assert answer.status_code == 200
    assert "Nog geen leveringen" in _text(answer)
    assert "Levering maken" in _text(answer)


def test_what_lacks_stops_the_delivery(signed_in: Any) -> None:
    client = signed_in(Role.TEAM_LEAD)
    answer = client.get(reverse("worker:cbs"), OCTOBER)
    assert "De contactpersoon voor het CBS heeft geen naam." in _text(answer)
    assert "Levering maken" not in _text(answer)
    answer = client.post(reverse("worker:cbs-start"), OCTOBER, follow=True)
    assert "Vul eerst aan wat ontbreekt." in _text(answer)


@pytest.mark.parametrize("months", [{"first": "2026-10", "last": "2026-09"}, {"first": "x"}])
def test_months_that_cannot_be_are_refused(lead: Client, months: dict[str, str]) -> None:
    assert lead.get(reverse("worker:cbs"), months).status_code == 200
    answer = lead.post(reverse("worker:cbs-start"), months, follow=True)
    assert "Kies de eerste en de laatste maand" in _text(answer)


@pytest.mark.django_db(transaction=True)
def test_a_delivery_is_made_in_the_background_and_downloaded(lead: Client, gemeente: str) -> None:
    lead.post(reverse("worker:cbs-start"), OCTOBER)
    waiting = lead.get(reverse("worker:cbs"), OCTOBER)
    poll = re.search(r'hx-get="([^"]+)"', waiting.content.decode())
    assert poll is not None
    assert lead.get(poll[1]).status_code == 200
    assert run_next(Event())
    assert lead.get(poll[1])["HX-Refresh"] == "true"
    done = lead.get(reverse("worker:cbs"))
    assert "De levering is klaar" in _text(done)
    with acting_for(gemeente):
        (row,) = queries.deliveries()
    file = lead.post(reverse("worker:cbs-file", args=[row.id, 1]))
    assert check(read_bytes(file.content)[0]).is_valid


def test_a_delivery_shows_its_counts_and_its_file(lead: Client, october: UUID) -> None:
    page = _text(lead.get(reverse("worker:cbs-delivery", args=[october])))
    assert "Download pagina 1 (7 signalen)" in page
    assert "klaar" in page
    answer = lead.post(reverse("worker:cbs-file", args=[october, 1]))
    assert answer["Content-Type"] == "application/json"
    assert 'filename="ddas-vs-9901-2026-10-01-2026-10-31-1.json"' in answer["Content-Disposition"]
    assert "meegegeven" in _text(lead.get(reverse("worker:cbs")))


def test_a_page_that_is_not_there_is_refused(lead: Client, october: UUID) -> None:
    assert lead.post(reverse("worker:cbs-file", args=[october, 2])).status_code == 400
    assert lead.post(reverse("worker:cbs-file", args=[UUID(int=1), 1])).status_code == 400


def test_looking_at_the_address_of_a_file_hands_nothing_over(lead: Client, october: UUID) -> None:
    answer = lead.get(reverse("worker:cbs-file", args=[october, 1]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = lead.get(reverse("worker:cbs-delivery", args=[october]))
    assert "nog niet" in _text(page)
    with acting_for("9901"):
        assert [event.kind for event in journal.events(october)] == ["cbs_delivery_made"]


def test_no_screen_shows_a_person(lead: Client, october: UUID) -> None:
    for address in (reverse("worker:cbs"), reverse("worker:cbs-delivery", args=[october])):
        shown = lead.get(address).content.decode()
        assert not any(word in shown for word in ("Voorbeeld", "999990019", "1234AB"))


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.TEAM_LEAD, Role.PARTNER_CONTACT}]
)
def test_other_roles_may_not(october: UUID, signed_in: Any, role: Role) -> None:
    client = signed_in(role)
    for address in (
        reverse("worker:cbs"),
        reverse("worker:cbs-delivery", args=[october]),
    ):
        assert client.get(address).status_code == 403
    assert client.post(reverse("worker:cbs-file", args=[october, 1])).status_code == 403
    assert client.post(reverse("worker:cbs-start"), OCTOBER).status_code == 403


def test_another_municipality_sees_nothing(october: UUID, signed_in: Any) -> None:
    stranger = signed_in(Role.TEAM_LEAD, gemeente_id="9902", email="teamleider@anderland.example")
    assert "Nog geen leveringen" in _text(stranger.get(reverse("worker:cbs")))
    assert stranger.get(reverse("worker:cbs-delivery", args=[october])).status_code == 400
    assert stranger.post(reverse("worker:cbs-file", args=[october, 1])).status_code == 400
