"""The demo's conversations: two waves with a picture worth talking about, one to join, a filled workbook."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.queries import actor_of
from rondkomen.access.services import NewGemeente, add_user, grant_role, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.chain.demo.conversations import code_to_join, hold_conversations
from rondkomen.chain.demo.of_its_own import add_its_own
from rondkomen.chain.demo.workbook import fill_workbook
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.changing.comparing import Sort, compare
from rondkomen.dialogue.core.filling_in.order import asked_together
from rondkomen.dialogue.core.instrument.definition import Instrument, OutputKind
from rondkomen.dialogue.core.outcome.outputs import outcomes
from rondkomen.dialogue.core.results.group import scale_results
from rondkomen.dialogue.core.results.movement import Movement, compare_waves
from rondkomen.dialogue.core.session.codes import ActionState, NoteKind, SessionState
from rondkomen.dialogue.queries import SessionRow
from rondkomen.journal.queries import verify_chain
from rondkomen.knowledge.core.practices import Keeping, by_theme
from rondkomen.knowledge.queries import practices

TODAY = date(2026, 11, 21)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lead(rows_of_the_module: None) -> Iterator[Actor]:
    """A policy officer; everything happens for Middenveld."""
    gemeente = set_up_gemeente(NewGemeente("9901", "Gemeente Middenveld", 60_000, 2026))
    user = add_user(email="bram@middenveld.example", name="Bram", password="een lang woord 1")
    grant_role(user, gemeente_id=gemeente, role=Role.POLICY_OFFICER)
    with acting_for(gemeente):
        yield actor_of(user, gemeente)


@pytest.fixture(scope="module")
def waves(lead: Actor) -> tuple[SessionRow, SessionRow]:
    """Both waves, when the demo's conversations were held."""
    hold_conversations(today=TODAY, lead=lead)
    rows = {one.wave: one for one in queries.sessions() if one.state is SessionState.CLOSED}
    return rows[1], rows[2]


def given_in(session: UUID) -> tuple[object, ...]:
    (tool,) = queries.instruments_of(session)
    return tool, queries.given(session, tool)


def test_twelve_take_part_in_each_of_two_waves_and_nine_come_back(
    waves: tuple[SessionRow, SessionRow],
) -> None:
    first, second = waves
    assert second.previous_id == first.id
    assert [len(queries.participants(one.id)) for one in waves] == [12, 12]
    assert len(queries.same_again(first.id, second.id)) == 9
    # The tenth working day of October 2025 and of October 2026: both months begin on a weekday.
    assert [one.opened_at.date() for one in waves] == [date(2025, 10, 14), date(2026, 10, 14)]
    assert all("verzonnen" in one.title for one in queries.sessions())
    assert verify_chain() == []


def test_the_municipality_has_an_instrument_and_an_example_of_its_own(lead: Actor) -> None:
    add_its_own(today=TODAY, lead=lead)
    (own,) = queries.offered_versions()
    source = queries.version(own.based_on_id)
    assert (source.key, source.is_own) == ("gesprekstool", False)
    changed = compare(source.instrument, own.instrument, "nl")
    assert [one.code for one in changed if one.sort is Sort.QUESTION] == ["A", "D"]
    assert [draft.based_on_id for draft in queries.drafts()] == [own.id]
    (example,) = [one for one in practices() if one.keeping is Keeping.OWN]
    assert any(line.startswith(example.name) for line in by_theme(practices())["B"])
    assert all("verzonnen" in name for name in (own.instrument.title.nl, example.name))
    assert verify_chain() == []


def test_a_theme_divides_many_do_not_know_another_and_one_rose(
    waves: tuple[SessionRow, SessionRow],
) -> None:
    found = {one.question.code: one for one in scale_results(*given_in(waves[0].id), least=3)}
    # After going deeper: poverty 4 3 4 4 4, health 2 2 2 1.
    assert found["E"].groups["poverty"].middle == 4
    assert found["E"].groups["health"].middle == 2
    # Hanneke, Rachid and Dennis still do not know; Samira and Tom chose a point after all.
    assert found["B"].everybody.unknown == 3
    (tool, before), (_, after) = (given_in(one.id) for one in waves)
    support = next(one for one in tool.questions() if one.code == "F")
    compared = compare_waves(support, before, after, least=3)
    # 2 2 2 2 2 2 1 2 ? became 4 4 3 4 4 3 4 3 4.
    assert compared.same == Movement(up=8, from_unknown=1)
    assert compared.before.middle == 2
    assert compared.after.middle == 4


def test_actions_are_done_dropped_carried_over_and_late(
    waves: tuple[SessionRow, SessionRow],
) -> None:
    first, second = (queries.actions(one.id) for one in waves)
    states = [one.state for one in first]
    assert states.count(ActionState.DONE) == 2
    assert states.count(ActionState.DROPPED) == 1
    carried = [one for one in second if one.carried_from_id]
    assert len(carried) == 3
    assert [one.state for one in carried].count(ActionState.DONE) == 1
    assert [one.is_late(TODAY) for one in second].count(True) == 1
    assert "indicator" in {one.points_to_kind for one in second}
    kinds = {one.kind for session in waves for one in queries.notes(session.id)}
    assert kinds == set(NoteKind)


def test_a_visitor_can_join_long_after_the_demo_was_built(
    waves: tuple[SessionRow, SessionRow],
) -> None:
    years_later = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC) + timedelta(days=2000)
    found = queries.find_by_code(code_to_join(), now=years_later)
    assert found is not None
    assert found.id not in {one.id for one in waves}
    assert len(queries.participants(found.id)) == 6


@pytest.fixture(scope="module")
def project(lead: Actor) -> dict[str, SessionRow]:
    """The sessions of the fictional project, by the first word of their title."""
    fill_workbook(today=TODAY, lead=lead)
    return {one.title.split()[0]: one for one in queries.sessions()}


def silent(sheet: Instrument, book: SessionRow) -> set[str]:
    """The questions without an answer, and the outcomes other than prompts that say nothing."""
    answers = queries.judged(sheet, queries.group_answers(book.id))
    asked = {one.question.code for one in asked_together(sheet, answers, book.mode)}
    told = {one.output.code for one in outcomes(sheet, answers)}
    computed = {one.code for one in sheet.outputs if one.kind is not OutputKind.PROMPT}
    return (asked - set(answers)) | (computed - told)


def test_every_sheet_is_filled_in_and_every_outcome_says_something(
    project: dict[str, SessionRow],
) -> None:
    book = project["Werkboek"]
    sheets = {one.key: one for one in queries.instruments_of(book.id)}
    found = {key: missing for key, one in sheets.items() if (missing := silent(one, book))}
    # Volunteers share responsibility here, so the advice for who carries it alone stays away.
    assert found == {"werkboek-vrijwilligers": {"draagkracht"}}
    assert len(sheets) == 6
    assert all("verzonnen" in one.title for one in project.values())
    assert {one.points_to_kind for one in queries.actions(book.id)} == {"cell", "node"}
    check_sizes(sheets["werkboek-vroegsignalering"], book)
    check_range(sheets["werkboek-evaluatie"], book)


def check_sizes(sheet: Instrument, book: SessionRow) -> None:
    found = outcomes(sheet, queries.judged(sheet, queries.group_answers(book.id)))
    numbers = next(one.numbers for one in found if one.output.code == "omvang")
    assert dict(numbers) == {"W2.1.2": Decimal(140 + 45), "W2.1.3": Decimal(310)}


def check_range(sheet: Instrument, book: SessionRow) -> None:
    found = outcomes(sheet, queries.judged(sheet, queries.group_answers(book.id)))
    numbers = next(one.numbers for one in found if one.output.code == "verschil")
    # With: 3 × 60 + 8 × 70 = 740 to 3 × 90 + 8 × 85 = 950. Without: 350 + 0,1 × 9000 = 1250 to
    # 900 + 0,1 × 22000 = 3100. So 1250 − 950 = 300 at least, and 3100 − 740 = 2360 at most.
    assert set(numbers.values()) == {Decimal(300), Decimal(2360)}


def test_lead_and_partners_read_the_thermometer_apart(project: dict[str, SessionRow]) -> None:
    session = project["Procesthermometer"]
    (sheet,) = queries.instruments_of(session.id)
    found = {
        one.question.code: one
        for one in scale_results(sheet, queries.given(session.id, sheet), least=3)
    }
    assert found["instroom"].everybody.answered == 4  # 2 2 3 2
    assert found["instroom"].everybody.middle == 2
    assert found["vervolg"].everybody.unknown == 2  # 2 ? 2 ?
