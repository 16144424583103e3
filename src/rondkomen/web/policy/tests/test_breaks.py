"""The breaks a municipality marks itself: who may, what is refused, and where they show."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.roles import Role
from rondkomen.kernel.period import Month
from rondkomen.web.policy.tests.test_monitor import keep, publish, text_of

AUGUST, SEPTEMBER = Month(2026, 8), Month(2026, 9)
BREAKS = reverse("policy:breaks")
WHY = "Vanaf nu belt ook het wijkteam."


@pytest.fixture
def lead(signed_in: Any) -> Client:
    return signed_in(Role.TEAM_LEAD)  # type: ignore[no-any-return]  # a fixture shared by all


def mark(client: Client, **changed: str) -> Any:
    form = {"since": str(SEPTEMBER), "indicator": "inflow", "why": WHY, **changed}
    return client.post(BREAKS, form, follow=True)


def test_a_marked_break_stands_with_the_figures_the_chart_and_the_workbook(
    lead: Client, gemeente: str
) -> None:
    for month in (SEPTEMBER.plus(-12), AUGUST, SEPTEMBER):
        keep(gemeente, month)
    mark(lead)
    answer = lead.get(reverse("policy:internal-month", args=[str(SEPTEMBER)]))
    assert f"Vanaf september 2026, Instroom: {WHY}" in text_of(answer)
    assert "reeksbreuk" in answer.content.decode()
    # Only inflow bears the mark: once as a card and once in the table of all figures.
    assert answer.content.decode().count(f'title="{WHY}"') == 2
    file = lead.get(reverse("policy:internal-download", args=[str(SEPTEMBER), "xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(WHY in cell for cell in cells)


def test_a_break_for_all_figures_also_stands_in_what_is_published(
    lead: Client, gemeente: str, signed_in: Any
) -> None:
    for month in (SEPTEMBER.plus(-12), AUGUST, SEPTEMBER):
        publish(gemeente, month)
    mark(lead, indicator="")
    officer = signed_in(Role.POLICY_OFFICER)
    found = text_of(officer.get(reverse("policy:month", args=[str(SEPTEMBER)])))
    assert f"Vanaf september 2026, alle cijfers: {WHY}" in found


def test_a_mark_can_be_taken_away_and_marking_twice_replaces_the_reason(lead: Client) -> None:
    mark(lead)
    answer = mark(lead, why="Anders geteld.")
    found = text_of(answer)
    assert WHY not in found
    assert "Anders geteld." in found
    break_id = answer.context["lines"][0]["row"].id
    answer = lead.post(reverse("policy:break-remove", args=[break_id]), follow=True)
    assert "Geen reeksbreuk gemerkt" in text_of(answer)


@pytest.mark.parametrize(
    "wrong", [{"since": "1999-01"}, {"indicator": "geluk"}, {"why": "  "}], ids=str
)
def test_what_cannot_be_is_told_at_its_field(lead: Client, wrong: dict[str, str]) -> None:
    answer = mark(lead, **wrong)
    assert answer.status_code == 400
    (field,) = wrong
    assert f"id_{field}_error" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.EARLY_DETECTION_WORKER])
def test_only_the_team_lead_marks(signed_in: Any, acting: str, role: Role) -> None:
    assert mark(signed_in(role)).status_code == 403
