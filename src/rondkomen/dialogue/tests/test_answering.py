"""Giving answers: kept as given, both times; refused in a sentence; every write counts the session on."""

from collections.abc import Callable
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.tests.people import (
    NOW,
    SHEETS,
    answer,
    joined,
    new_session,
    without_tables,
)
from rondkomen.kernel.refusal import Refused


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def session(leader: Actor) -> UUID:
    """An open session on the dialogue tool."""
    return new_session(leader)


def given_by(session: UUID, who: UUID) -> dict[tuple[str, Phase], object]:
    return {(row.question, row.phase): row.value for row in queries.answers_of(session, who)}


def test_the_first_and_the_adjusted_answer_are_both_kept(session: UUID, leader: Actor) -> None:
    who = joined(session, leader, "t")
    answer(session, who, leader, ("A", 5))
    answer(session, who, leader, ("A", 3), Phase.REVISITED)
    assert given_by(session, who) == {("A", Phase.FIRST): 5, ("A", Phase.REVISITED): 3}
    rows = queries.answers_of(session, who)
    (tool,) = queries.instruments_of(session)
    assert queries.judged(tool, rows)["A"].value == 3  # type: ignore[union-attr]  # a number


def test_each_change_is_history_and_the_same_answer_is_none(session: UUID, leader: Actor) -> None:
    who = joined(session, leader, "t")
    before = queries.revision_of(session)
    assert [answer(session, who, leader, ("A", raw)) for raw in (5, 5, 2, "unknown")] == [
        1,
        1,
        2,
        3,
    ]
    history = models.AnswerChange.objects.order_by("revision").values_list("before", "after")
    assert list(history) == [(None, 5), (5, 2), (2, "unknown")]
    assert queries.revision_of(session) >= before + 3


@pytest.mark.parametrize(
    ("question", "raw", "sentence"),
    [
        ("A", 9, "schaal"),
        ("A", True, "schaal"),
        ("Q1", {"chosen": ["Q1.1", "Q1.5"]}, "sluit"),
        ("Q1", {"chosen": ["Q2.1"]}, "bestaat hier niet"),
        ("Z", 1, "bestaat hier niet"),
        ("opvallend", "x" * 5001, "tekens"),
    ],
)
def test_a_wrong_answer_is_refused_and_changes_nothing(
    question: str, raw: object, sentence: str, session: UUID, leader: Actor
) -> None:
    who = joined(session, leader, "t")
    before = queries.revision_of(session)
    with pytest.raises(Refused, match=sentence):
        answer(session, who, leader, (question, raw))
    assert given_by(session, who) == {}
    assert queries.revision_of(session) == before


def test_a_closed_session_takes_no_answer(session: UUID, leader: Actor) -> None:
    who = joined(session, leader, "t")
    answer(session, who, leader, ("A", 5))
    services.close_session(session, at=NOW, actor=leader)
    with pytest.raises(Refused, match="gesloten"):
        answer(session, who, leader, ("A", 1))
    assert given_by(session, who) == {("A", Phase.FIRST): 5}


def test_joining_twice_from_one_browser_is_one_participant(session: UUID, leader: Actor) -> None:
    assert joined(session, leader, "t") == joined(session, leader, "t", domain="health")
    assert [one.domain for one in queries.participants(session)] == ["poverty"]


def test_somebody_is_recognised_in_the_next_wave_by_their_key(leader: Actor, session: UUID) -> None:
    before = joined(session, leader, "t", again_key_hash="k1")
    joined(session, leader, "u", again_key_hash="k2")
    later = new_session(leader, previous=session)
    after = joined(later, leader, "v", again_key_hash="k1")
    assert queries.same_again(session, later) == {before: after}
    with pytest.raises(Refused, match="terugkomcode"):
        joined(later, leader, "w", again_key_hash="k1")


def test_who_withdraws_leaves_no_answer(session: UUID, leader: Actor) -> None:
    who, other = joined(session, leader, "t"), joined(session, leader, "u")
    answer(session, who, leader, ("A", 5))
    answer(session, other, leader, ("A", 4))
    services.withdraw(session, who, actor=leader)
    assert [one.id for one in queries.participants(session)] == [other]
    assert [row.value for row in queries.session_answers(session)] == [4]


def test_a_question_that_is_not_asked_takes_no_answer(leader: Actor) -> None:
    made = new_session(leader, key="vellen", text=without_tables(SHEETS.read_text("utf-8")))
    who = joined(made, leader, "t")

    def give(question: str, raw: object) -> int:
        given = services.Given(made, "vellen", question, raw)
        return services.give_answer(given, participant_id=who, at=NOW, actor=leader)

    give("keuze", {"chosen": ["ja"]})
    with pytest.raises(Refused, match="geldt niet"):
        give("waarom", "omdat")
    give("keuze", {"chosen": ["nee"]})
    assert give("waarom", "omdat") == 1


def test_text_is_kept_as_written_whatever_it_holds(session: UUID, leader: Actor) -> None:
    who = joined(session, leader, "t")
    text = "<b>vet</b> 🙂 \u202bمرحبا\u202c " + "é" * 1900
    answer(session, who, leader, ("opvallend", text))
    assert given_by(session, who) == {("opvallend", Phase.FIRST): text}
