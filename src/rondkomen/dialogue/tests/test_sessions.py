"""A session from preparing to erasing: who may, what it leaves in the journal, what comes along."""

import json
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.session.codes import ActionState, NoteKind, Phase, SessionState
from rondkomen.dialogue.tests.people import NOW, TOOL, answer, joined, new_session, text_of
from rondkomen.journal.queries import events, verify_chain
from rondkomen.kernel.refusal import Refused

NAME = "Fatima El Amrani 🙂"
WORDS = "<script>alert(1)</script> \u202bمرحبا"


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER)


def test_a_code_lets_in_while_the_session_is_open_and_not_after(leader: Actor) -> None:
    made = new_session(leader)
    code = queries.session(made).join_code
    found = queries.find_by_code(code, now=NOW)
    assert found is not None
    assert found.id == made
    assert queries.find_by_code(code, now=NOW + timedelta(days=14)) is None
    services.close_session(made, at=NOW, actor=leader)
    assert queries.find_by_code(code, now=NOW) is None


def test_two_who_close_at_once_close_once(leader: Actor) -> None:
    made = new_session(leader)
    assert services.close_session(made, at=NOW, actor=leader)
    assert not services.close_session(made, at=NOW + timedelta(seconds=1), actor=leader)
    assert [event.kind for event in events(made)].count("dialogue_session_closed") == 1
    assert queries.session(made).closed_at == NOW
    with pytest.raises(Refused, match="gesloten"):
        services.open_session(made, at=NOW, actor=leader)


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.AUDITOR])
def test_who_may_not_lead_prepares_nothing(
    role: Role, acting: str, actor_with: Callable[..., Actor]
) -> None:
    with pytest.raises(Refused, match="gesprek"):
        new_session(actor_with(role))
    assert queries.sessions() == []


def test_a_version_is_frozen_at_the_first_answer(leader: Actor) -> None:
    made = new_session(leader)
    changed = services.NewVersion(TOOL, "1", text_of(TOOL) + "\n# later\n")
    services.keep_version(changed, at=NOW, actor=leader)  # nobody answered yet
    answer(made, joined(made, leader, "t"), leader, ("A", 4))
    again = services.NewVersion(TOOL, "1", text_of(TOOL))
    with pytest.raises(Refused, match="nieuw versienummer"):
        services.keep_version(again, at=NOW, actor=leader)
    assert services.keep_version(changed, at=NOW, actor=leader)


def test_the_journal_holds_no_name_and_no_answer(leader: Actor) -> None:
    made = new_session(leader)
    who = joined(made, leader, "t", name=NAME, consents_to_name=True)
    answer(made, who, leader, ("opvallend", WORDS))
    services.take_note(made, WORDS, theme="", kind=NoteKind.NOTE, at=NOW, actor=leader)
    services.agree_action(made, services.AgreedAction(WORDS, owner=NAME), at=NOW, actor=leader)
    told = json.dumps([event.data for event in events(made)], default=str)
    assert "El Amrani" not in told
    assert "script" not in told
    assert len(events(made)) >= 5
    assert verify_chain() == []


def test_a_name_is_sealed_in_the_table_and_read_only_with_consent(leader: Actor) -> None:
    made = new_session(leader)
    joined(made, leader, "a", name=NAME, consents_to_name=True)
    hidden = joined(made, leader, "b", name="Niemand", consents_to_name=False)
    assert [one.name for one in queries.participants(made)] == [NAME, ""]
    assert queries.own_name(hidden) == "Niemand"
    stored = [bytes(row.name_sealed) for row in models.Participant.objects.all()]
    assert not any(b"Amrani" in one or b"Niemand" in one for one in stored)


def test_everything_can_be_taken_along_and_erased(leader: Actor) -> None:
    made = new_session(leader)
    who = joined(made, leader, "a", name="Niemand")
    answer(made, who, leader, ("A", 4))
    services.take_note(made, "later", theme="", kind=NoteKind.PARKING, at=NOW, actor=leader)
    services.agree_action(made, services.AgreedAction("Bellen"), at=NOW, actor=leader)
    data = services.export_session(made, actor=leader)
    assert data["answers"] == []  # one person is too few for any answer to be shown
    (question,) = data["questions"]
    assert (question["question"], question["answered"], question["told"]) == ("A", 1, False)
    assert data["participants"] == [
        {"domain": "", "name": "", "on_paper": False, "saw_results_at": None}
    ]
    assert [one["text"] for one in data["notes"]] == ["later"]
    assert str(who) not in json.dumps(data)
    services.erase_session(made, actor=leader)
    tables = (models.Session, models.Participant, models.Answer, models.AnswerChange, models.Note)
    assert [table.objects.count() for table in (*tables, models.Action)] == [0] * 6
    assert [event.kind for event in events(made)][-1] == "dialogue_session_erased"


def taken_along(
    leader: Actor, answered: dict[str, list[str]], named: Collection[str] = ()
) -> dict[str, Any]:
    """The file of a session, least three, in which these people answered these questions."""
    made = new_session(leader, least_group=3)
    for who, questions in answered.items():
        domain = {"p": "poverty", "h": "health"}[who[0]]
        is_named = who in named
        one = joined(made, leader, who, domain=domain, name=who, consents_to_name=is_named)
        for question in questions:
            answer(made, one, leader, (question, 4))
    return services.export_session(made, actor=leader)


@pytest.mark.parametrize(
    ("health", "domains"),
    # one of three of health answered: told by who remains, so poverty is withheld with it
    [(3, {"poverty", "health"}), (1, {""}), (0, {"poverty"})],
)
def test_a_domain_goes_along_where_enough_of_it_answered_that_very_question(
    leader: Actor, health: int, domains: set[str]
) -> None:
    answered = {f"p{number}": ["A"] for number in range(3)}
    answered |= {f"h{number}": ["A", "B"] if number < health else ["B"] for number in range(3)}
    data = taken_along(leader, answered)
    told = {
        code: {one["domain"] for one in data["answers"] if one["question"] == code}
        for code in ("A", "B")
    }
    assert told == {"A": domains, "B": {"health"}}
    assert {one["domain"] for one in data["participants"]} == {"poverty", "health"}


def test_a_question_that_few_answered_stays_behind_and_is_counted(leader: Actor) -> None:
    data = taken_along(leader, {"p1": ["A", "B"], "p2": ["A", "B"], "p3": ["A"]})
    assert [one["question"] for one in data["answers"]] == ["A", "A", "A"]
    counted = [(one["question"], one["answered"], one["told"]) for one in data["questions"]]
    assert counted == [("A", 3, True), ("B", 2, False)]


@pytest.mark.parametrize(("named", "told"), [(["p1", "p2", "p3"], 0), (["p1"], 1)])
def test_a_name_stands_with_an_answer_where_it_tells_on_nobody_else(
    leader: Actor, named: list[str], told: int
) -> None:
    # four answered: with three names the fourth is known, with one name three remain unnamed
    data = taken_along(leader, {f"p{number}": ["A"] for number in range(4)}, named=named)
    assert sum(bool(one["name"]) for one in data["answers"]) == told
    assert sorted(one["name"] for one in data["participants"] if one["name"]) == named


@pytest.mark.parametrize(
    ("again", "along"),
    [
        (2, [(2, None), (3, None), (4, None), (4, None)]),
        (3, [(2, None), (4, 3), (4, 3), (4, 3)]),
    ],
)
def test_how_people_moved_goes_along_once_enough_answered_again(
    leader: Actor, again: int, along: list[tuple[int, int | None]]
) -> None:
    made = new_session(leader, least_group=3)
    for number in range(4):
        who = joined(made, leader, f"t{number}")
        answer(made, who, leader, ("A", 3 if number else 2))
        if number > 3 - again:
            answer(made, who, leader, ("A", 4), Phase.REVISITED)
    answers = services.export_session(made, actor=leader)["answers"]
    assert sorted([(one["value"], one["first"]) for one in answers], key=str) == along


@pytest.mark.parametrize(("writers", "told"), [(2, 0), (3, 3)])
def test_remarks_go_along_without_their_writer_once_enough_wrote_some(
    leader: Actor, writers: int, told: int
) -> None:
    made = new_session(leader, least_group=3)
    for number in range(4):
        who = joined(made, leader, f"t{number}")
        text = f"idee {number}" if number < writers else ""
        given = services.Given(made, TOOL, "Q2", {"chosen": ["Q2.1"]}, comment=text)
        services.give_answer(given, participant_id=who, at=NOW, actor=leader)
    data = services.export_session(made, actor=leader)
    (question,) = data["questions"]
    assert question["remarks"] == [f"idee {number}" for number in range(told)]
    assert "idee" not in json.dumps(data["answers"])


def test_nothing_in_the_file_ties_the_answers_of_one_person_together(leader: Actor) -> None:
    names = [f"p{number:02}" for number in range(12)]
    data = taken_along(leader, {name: ["A", "B"] for name in names}, named=names)
    orders = [
        [one["name"] for one in data["answers"] if one["question"] == code] for code in ("A", "B")
    ]
    orders.append([one["name"] for one in data["participants"]])
    assert [sorted(order) for order in orders] == [names] * 3
    # Neither who came first, nor the same order twice: one in twelve factorial that it is by chance.
    assert len({tuple(order) for order in [names, *orders]}) == 4
    assert {"participant", "number", "at"}.isdisjoint(data["answers"][0])


def test_open_actions_live_on_in_the_next_wave_once(leader: Actor) -> None:
    first = new_session(leader)
    for what, state in (("Doen", ActionState.OPEN), ("Gedaan", ActionState.DONE)):
        agreed = services.AgreedAction(what, state=state)
        services.agree_action(first, agreed, at=NOW, actor=leader)
    second = new_session(leader, previous=first)
    assert queries.session(second).wave == 2
    assert services.carry_over(second, at=NOW, actor=leader) == 1
    assert services.carry_over(second, at=NOW, actor=leader) == 0
    assert [row.what for row in queries.actions(second)] == ["Doen"]
    assert len(queries.actions(first)) == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_a_note_holds_one_to_five_thousand_signs(text: str, leader: Actor) -> None:
    made = new_session(leader)
    with pytest.raises(Refused, match="5000"):
        services.take_note(made, text, theme="", kind=NoteKind.NOTE, at=NOW, actor=leader)
    services.take_note(made, "é" * 5000, theme="", kind=NoteKind.NOTE, at=NOW, actor=leader)


def test_a_prepared_session_takes_nobody_in(leader: Actor) -> None:
    made = new_session(leader)
    models.Session.objects.filter(id=made).update(state=SessionState.DRAFT)
    with pytest.raises(Refused, match="gesloten"):
        joined(made, leader, "a")
