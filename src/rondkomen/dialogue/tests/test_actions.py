"""Actions: two who change one, undoing, pointing at what exists, and what is open over sessions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.actions.agenda import Clash
from rondkomen.dialogue.core.session.codes import ActionState, Mode
from rondkomen.dialogue.tests.people import NOW, new_session
from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused

CALL = services.AgreedAction("Bellen", owner="Anna")
EVALUATION = "werkboek-evaluatie"


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """Somebody who leads conversations in Middenveld, for whom all happens."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def colleague(leader: Actor, actor_with: Callable[..., Actor]) -> Actor:
    """Another one."""
    return actor_with(Role.POLICY_OFFICER, email="tweede@middenveld.example")


@pytest.fixture
def session(leader: Actor) -> UUID:
    """An open session."""
    return new_session(leader)


@pytest.fixture
def sheet(leader: Actor) -> UUID:
    """A session on the evaluation workbook, with two cards on its logic chain."""
    made = new_session(leader, key=EVALUATION, mode=Mode.TOGETHER)
    for path, text in (("input/0", "Twee mensen"), ("output/0", "Gesprekken")):
        cell = services.CellWrite(made, EVALUATION, "W5.2", path, text)
        services.write_cell(cell, at=NOW, actor=leader)
    return made


def agreed_in(session: UUID, agreed: services.AgreedAction, actor: Actor) -> UUID:
    return services.agree_action(session, agreed, at=NOW, actor=actor)


def test_two_who_change_different_fields_both_have_their_way(
    session: UUID, leader: Actor, colleague: Actor
) -> None:
    made = agreed_in(session, CALL, leader)
    for actor, wanted in (
        (leader, replace(CALL, owner="Bram")),
        (colleague, replace(CALL, due=date(2026, 12, 1))),
    ):
        told = services.change_action(made, wanted, based_on=1, at=NOW, actor=actor)
        assert told is None
    row = queries.action(made)
    assert (row.owner, row.due, row.revision) == ("Bram", date(2026, 12, 1), 3)


def test_the_same_field_is_never_overwritten_unseen(
    session: UUID, leader: Actor, colleague: Actor
) -> None:
    made = agreed_in(session, CALL, leader)
    services.change_action(made, replace(CALL, owner="Bram"), based_on=1, at=NOW, actor=leader)
    mine = replace(CALL, owner="Carla", notice="minder brieven")
    told = services.change_action(made, mine, based_on=1, at=NOW, actor=colleague)
    assert told == services.ActionClash((Clash("owner", "Bram", "Carla"),), mine, 2, leader.user_id)
    assert queries.action(made).owner == "Bram"
    assert services.change_action(made, mine, based_on=2, at=NOW, actor=colleague) is None
    assert queries.action(made).owner == "Carla"


def test_a_state_is_set_beside_what_another_changed_but_not_over_it(
    session: UUID, leader: Actor, colleague: Actor
) -> None:
    made = agreed_in(session, CALL, leader)
    services.change_action(made, replace(CALL, owner="Bram"), based_on=1, at=NOW, actor=leader)
    done = services.set_action_state(made, ActionState.DONE, based_on=1, at=NOW, actor=colleague)
    assert done is None
    assert (queries.action(made).owner, queries.action(made).state) == ("Bram", ActionState.DONE)
    told = services.set_action_state(made, ActionState.DROPPED, based_on=1, at=NOW, actor=leader)
    assert told is not None
    assert queries.action(made).state is ActionState.DONE


def test_a_change_is_undone_once_and_its_history_stays(session: UUID, leader: Actor) -> None:
    made = agreed_in(session, CALL, leader)
    services.change_action(made, replace(CALL, owner="Bram"), based_on=1, at=NOW, actor=leader)
    services.undo_action_change(made, based_on=2, at=NOW, actor=leader)
    assert queries.action(made).owner == "Anna"
    assert [one.before["owner"] for one in queries.action_changes(made)] == ["Bram", "Anna"]
    with pytest.raises(Refused, match="daarna veranderd"):
        services.undo_action_change(made, based_on=2, at=NOW, actor=leader)


def test_an_unknown_revision_overwrites_nothing(session: UUID, leader: Actor) -> None:
    made = agreed_in(session, CALL, leader)
    with pytest.raises(Refused, match="Laad de pagina opnieuw"):
        services.change_action(made, replace(CALL, owner="X"), based_on=9, at=NOW, actor=leader)
    with pytest.raises(Refused, match="niets terug"):
        services.undo_action_change(made, based_on=1, at=NOW, actor=leader)


@pytest.mark.parametrize(
    "wrong",
    [{"what": " "}, {"what": "x" * 501}, {"owner": "x" * 121}, {"remind_days": -1},
     {"remind_days": 366}],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_field(
    session: UUID, leader: Actor, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        agreed_in(session, replace(CALL, **wrong), leader)
    assert refused.value.where == next(iter(wrong))


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("node", f"{EVALUATION}/W5.2/output/1"),
        ("node", f"{EVALUATION}/W5.2/impact"),
        ("cell", f"{EVALUATION}/W5.4"),
        ("indicator", "cijfer"),
    ],
)
def test_an_action_points_at_what_exists(sheet: UUID, leader: Actor, kind: str, ref: str) -> None:
    agreed = replace(CALL, points_to_kind=kind, points_to=ref)
    made = services.agree_action(sheet, agreed, at=NOW, actor=leader, indicators={"cijfer"})
    row = queries.action(made)
    assert (row.points_to_kind, row.points_to) == (kind, ref)
    assert row.points_in_id == (None if kind == "indicator" else sheet)


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("node", f"{EVALUATION}/W5.2/output/2"),  # no such card
        ("cell", f"{EVALUATION}/W5.2/output/1"),  # a node is no cell
        ("node", f"{EVALUATION}/W5.9/output/1"),
        ("cell", "gesprekstool/G3"),              # another instrument
        ("cell", f"{EVALUATION}/W5.4/1/aantal"),  # a row nobody wrote
        ("indicator", "cijfer"),                  # a figure that is not known
        ("iets", "anders"),
        ("", "los"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_pointed_at(
    sheet: UUID, leader: Actor, kind: str, ref: str
) -> None:
    with pytest.raises(Refused, match="bestaat hier niet"):
        agreed_in(sheet, replace(CALL, points_to_kind=kind, points_to=ref), leader)


def test_what_is_carried_over_keeps_what_it_points_at(sheet: UUID, leader: Actor) -> None:
    agreed = replace(
        CALL, remind_days=3, points_to_kind="node", points_to=f"{EVALUATION}/W5.2/output/1"
    )
    agreed_in(sheet, agreed, leader)
    later = new_session(leader, previous=sheet)
    services.carry_over(later, at=NOW, actor=leader)
    (row,) = queries.actions(later)
    assert (row.points_to, row.points_in_id, row.remind_days) == (agreed.points_to, sheet, 3)
    # and it can be changed there, where the sheet of the earlier session is not
    changed = replace(agreed, owner="Bram")
    assert services.change_action(row.id, changed, based_on=1, at=NOW, actor=leader) is None
    assert queries.action(row.id).points_in_id == sheet
    services.erase_session(sheet, actor=leader)
    assert queries.action(row.id).points_in_id is None


def test_what_is_open_stands_once_over_all_sessions(leader: Actor) -> None:
    first = new_session(leader)
    agreed_in(first, CALL, leader)
    agreed_in(first, replace(CALL, what="Gedaan", state=ActionState.DONE), leader)
    second = new_session(leader, previous=first)
    services.carry_over(second, at=NOW, actor=leader)
    agreed_in(second, replace(CALL, what="Mailen", due=date(2026, 12, 1)), leader)
    found = queries.open_actions()
    assert [(row.what, row.session_id) for row in found] == [("Mailen", second), ("Bellen", second)]
    done = queries.finished_actions(since=NOW - timedelta(days=1))
    assert [row.what for row in done] == ["Gedaan"]
    assert queries.finished_actions(since=NOW + timedelta(days=1)) == []


def test_attention_counts_what_is_late_and_what_is_recalled(session: UUID, leader: Actor) -> None:
    today = date(2026, 11, 25)
    for day, state in (
        (date(2026, 11, 24), ActionState.OPEN),  # overdue
        (date(2026, 11, 24), ActionState.DONE),  # over
        (date(2026, 12, 2), ActionState.OPEN),   # in seven days: recalled today
        (date(2026, 12, 3), ActionState.OPEN),   # from tomorrow
        (None, ActionState.OPEN),
    ):  # fmt: skip
        agreed_in(session, replace(CALL, due=day, state=state), leader)
    assert queries.attention(today) == queries.Attention(overdue=1, reminded=1)


def test_another_municipality_has_none_of_it(
    gemeente: str, actor_with: Callable[..., Actor]
) -> None:
    leader = actor_with(Role.POLICY_OFFICER)
    with acting_for(gemeente):
        made = agreed_in(new_session(leader), CALL, leader)
    other = actor_with(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    with acting_for("9902"):
        assert queries.open_actions() == []
        for write in (
            lambda: services.change_action(made, CALL, based_on=1, at=NOW, actor=other),
            lambda: services.undo_action_change(made, based_on=1, at=NOW, actor=other),
            lambda: services.set_action_state(
                made, ActionState.DONE, based_on=1, at=NOW, actor=other
            ),
        ):
            with pytest.raises(Refused, match="bestaat niet"):
                write()


def test_a_change_leaves_an_event_without_its_words(session: UUID, leader: Actor) -> None:
    made = agreed_in(session, CALL, leader)
    services.change_action(made, replace(CALL, owner="Bram"), based_on=1, at=NOW, actor=leader)
    services.erase_session(session, actor=leader)
    events = journal.events(made)
    assert [one.kind for one in events] == ["dialogue_action_agreed", "dialogue_action_changed"]
    assert not any(word in str(one.data) for one in events for word in ("Anna", "Bram", "Bellen"))
    assert models.ActionChange.objects.count() == 0


def test_open_actions_cost_one_question_and_their_sheets_three(
    sheet: UUID, leader: Actor, django_assert_num_queries: Callable[[int], Any]
) -> None:
    others = [new_session(leader) for _ in range(3)]
    for one in others:
        agreed_in(one, CALL, leader)
    with django_assert_num_queries(1):
        assert len(queries.open_actions()) == 3
    queries.places_in([sheet, *others])
    with django_assert_num_queries(3):
        assert queries.places_in([sheet, *others])[sheet]
