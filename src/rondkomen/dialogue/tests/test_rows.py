"""Rows of a joint sheet: taken away and put back, handed on to later steps; who may take back what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor, participant_actor
from rondkomen.access.core.roles import Role
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.dialogue.services import Conflict, Written
from rondkomen.dialogue.tests.people import NOW, SHEETS, joined, new_session, text_of
from rondkomen.journal.queries import events
from rondkomen.kernel.refusal import Refused

CHAIN, FIRST, LATER = "theory-of-change", "K3", "K3.b"


@dataclass
class Sheet:
    """A sheet and those who write on it."""

    session: UUID
    instrument: str
    leader: Actor
    anna: Actor
    kees: Actor

    def do(
        self, verb: Callable[..., Any], by: Actor, place: tuple[str, str], value: object = "", based_on: int = 0
    ) -> Any:  # fmt: skip
        """What became of it."""
        wanted = services.CellWrite(self.session, self.instrument, *place, value, based_on)
        return verb(wanted, at=NOW, actor=by)

    def write(self, by: Actor, question: str, path: str, value: object, based_on: int = 0) -> Any:
        """One cell."""
        return self.do(services.write_cell, by, (question, path), value, based_on)

    def stored(self, question: str) -> Any:
        """What stands there, emptied places too."""
        return {row.question: row.value for row in queries.group_answers(self.session)}[question]


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER)


def sheet_on(leader: Actor, key: str, text: str) -> Sheet:
    session = new_session(leader, key=key, text=text, mode=Mode.TOGETHER)
    anna, kees = (
        participant_actor(leader.gemeente_id, joined(session, leader, name))
        for name in ("anna", "kees")
    )
    return Sheet(session, key, leader, anna, kees)


@pytest.fixture
def sheet(leader: Actor) -> Sheet:
    """A table with a row of Anna and a row that both wrote in."""
    made = sheet_on(leader, "vellen", SHEETS.read_text(encoding="utf-8"))
    made.write(made.anna, "tabel", "0/wat", "van Anna")
    made.write(made.anna, "tabel", "1/wat", "van beiden")
    made.write(made.kees, "tabel", "1/hoeveel", "2")
    return made


def test_a_row_is_taken_away_at_once_and_the_others_keep_their_place(sheet: Sheet) -> None:
    gone = sheet.do(services.remove_row, sheet.anna, ("tabel", "0/"), based_on=1)
    assert gone == Written("0/", 4)
    assert sheet.stored("tabel") == [{}, {"wat": "van beiden", "hoeveel": "2"}]
    back = sheet.do(services.undo, sheet.anna, ("tabel", "0/"), based_on=4)
    assert back == Written("0/", 5)
    assert sheet.stored("tabel")[0] == {"wat": "van Anna"}


def test_a_row_of_others_is_taken_away_by_who_leads_only(sheet: Sheet) -> None:
    for who, row, seen in ((sheet.kees, "0/", 1), (sheet.anna, "1/", 3), (sheet.kees, "1/", 3)):
        with pytest.raises(Refused, match="iemand anders"):
            sheet.do(services.remove_row, who, ("tabel", row), based_on=seen)
    assert sheet.stored("tabel")[1] == {"wat": "van beiden", "hoeveel": "2"}
    sheet.do(services.remove_row, sheet.leader, ("tabel", "1/"), based_on=3)
    assert sheet.stored("tabel")[1] == {}


def test_a_row_that_changed_since_stays(sheet: Sheet) -> None:
    sheet.write(sheet.anna, "tabel", "0/wat", "later", based_on=1)
    with pytest.raises(Refused, match="daarna veranderd"):
        sheet.do(services.remove_row, sheet.anna, ("tabel", "0/"), based_on=1)
    assert sheet.stored("tabel")[0] == {"wat": "later"}


def test_who_types_in_a_row_that_was_taken_away_sees_it_first(sheet: Sheet) -> None:
    sheet.do(services.remove_row, sheet.anna, ("tabel", "0/"), based_on=1)
    clash = sheet.write(sheet.kees, "tabel", "0/wat", "van Kees", based_on=1)
    assert clash == Conflict("0/wat", 4, "", "van Kees")


def test_a_card_is_taken_away_by_its_author(sheet: Sheet) -> None:
    sheet.write(sheet.anna, "doek", "links/0", "kaart")
    with pytest.raises(Refused):
        sheet.do(services.remove_row, sheet.kees, ("doek", "links/0"), based_on=1)
    sheet.do(services.remove_row, sheet.anna, ("doek", "links/0"), based_on=1)
    assert sheet.stored("doek") == {"links": [""]}


def test_everybody_takes_back_their_own_last_change_and_who_leads_anybodys(sheet: Sheet) -> None:
    with pytest.raises(Refused):
        sheet.do(services.undo, sheet.kees, ("tabel", "0/wat"), based_on=1)
    sheet.do(services.undo, sheet.anna, ("tabel", "0/wat"), based_on=1)
    assert sheet.stored("tabel")[0] == {"wat": ""}
    sheet.write(sheet.kees, "keuze", "", {"chosen": ["ja"], "namely": {}})
    sheet.do(services.undo, sheet.leader, ("keuze", ""), based_on=1)
    assert sheet.stored("keuze") == ""


def test_every_change_has_an_author_and_a_row_in_the_history(sheet: Sheet) -> None:
    sheet.do(services.remove_row, sheet.leader, ("tabel", "1/"), based_on=3)
    sheet.do(services.undo, sheet.leader, ("tabel", "1/"), based_on=4)
    authors = models.AnswerChange.objects.order_by("revision").values_list("author_ref", flat=True)
    anna, kees = sheet.anna.participant_id, sheet.kees.participant_id
    assert list(authors) == [anna, anna, kees, sheet.leader.user_id, sheet.leader.user_id]
    told = [event for event in events(sheet.session) if event.data.get("by") == "participant"]
    assert [event.actor for event in told][-3:] == [anna, anna, kees]
    assert "dialogue_row_removed" in {event.kind for event in events(sheet.session)}


def test_a_participant_signs_for_nobody_else(sheet: Sheet) -> None:
    wanted = services.CellWrite(
        sheet.session, "vellen", "doek", "links/0", "x", author=sheet.anna.participant_id
    )
    with pytest.raises(Refused, match="gesprek"):
        services.write_cell(wanted, at=NOW, actor=sheet.kees)


def test_rows_of_an_earlier_step_come_in_and_what_somebody_wrote_stays(leader: Actor) -> None:
    made = sheet_on(leader, CHAIN, text_of(CHAIN))
    made.write(made.anna, FIRST, "0/als", "bellen")
    assert made.stored(LATER) == [{"als": "bellen"}]
    made.write(made.kees, LATER, "0/praktijk", "werkt")
    made.write(made.anna, FIRST, "1/als", "schrijven")
    made.write(made.anna, FIRST, "0/als", "bellen en langsgaan", based_on=1)
    assert made.stored(LATER) == [
        {"als": "bellen en langsgaan", "praktijk": "werkt"},
        {"als": "schrijven"},
    ]
    made.do(services.remove_row, made.anna, (FIRST, "0/"), based_on=3)
    made.do(services.remove_row, made.anna, (FIRST, "1/"), based_on=2)
    assert made.stored(LATER) == [
        {"als": "bellen en langsgaan", "praktijk": "werkt"},
        {"als": ""},
    ]


def test_what_the_group_fills_in_is_not_written_apart_and_the_other_way_round(
    leader: Actor,
) -> None:
    tool = new_session(leader)
    who = joined(tool, leader, "t")
    actor = participant_actor(leader.gemeente_id, who)
    alone = services.CellWrite(tool, "gesprekstool", "A", "", 5)
    with pytest.raises(Refused, match="ieder apart"):
        services.write_cell(alone, at=NOW, actor=actor)
    table = next(
        one.code for one in queries.instruments_of(tool)[0].steps[-1].sections[0].questions
    )
    given = services.Given(tool, "gesprekstool", table, [])
    with pytest.raises(Refused, match="samen"):
        services.give_answer(given, participant_id=who, at=NOW, actor=actor)
    assert queries.session_answers(tool) == []


@pytest.mark.parametrize("path", ["wat/+", "+/+", "0/", "x/", "+/", "0", "²/wat"])
def test_a_made_up_place_in_a_table_is_refused(path: str, sheet: Sheet) -> None:
    with pytest.raises(Refused, match="bestaat hier niet"):
        sheet.write(sheet.anna, "tabel", path, "x")
