"""Writing in one answer with several people at once, cell by cell."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core import answering, cells
from rondkomen.dialogue.core.instrument import Question
from rondkomen.dialogue.core.offering import offered
from rondkomen.dialogue.core.sessions import Phase
from rondkomen.dialogue.models import Answer, AnswerChange
from rondkomen.dialogue.services.answering import asked_question, freeze, instrument_in
from rondkomen.dialogue.services.counting_on import count_on_while_open
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

NEW_PLACE = "+"


@dataclass(frozen=True)
class CellWrite:
    """One cell as somebody wants it.

    `based_on` is the revision of the cell they saw, zero for an empty one. A path ending in `+` is
    the next free row or card.
    """

    session_id: UUID
    instrument: str
    question: str
    path: str
    value: Any
    based_on: int = 0
    author: UUID | None = None


@dataclass(frozen=True)
class Written:
    """The cell stands as it was sent."""

    path: str
    revision: int


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed the cell since; nothing was written."""

    path: str
    revision: int
    theirs: Any
    mine: Any


@transaction.atomic
def write_cell(wanted: CellWrite, *, at: datetime, actor: Actor) -> Written | Conflict:
    """The cell as it stands now, or both texts when somebody else was first.

    Raises: Refused when the session is not open, the cell does not exist, or the text does not fit.
    Policy: nobody overwrites a cell unseen; people in different cells never meet.
    """
    instrument = instrument_in(wanted.session_id, wanted.instrument)
    question = asked_question(instrument, wanted.question)
    count_on_while_open(wanted.session_id)
    row = _group_answer(wanted, at)
    if row.value is None:
        # Who writes in a table that offers rows of an earlier step keeps those rows.
        known = queries.judged(instrument, queries.group_answers(wanted.session_id))
        row.value = offered(instrument, question, known, None)
    path = _place(wanted.path, row.value)
    now_there = cells.read(question, row.value, path)
    held = int(row.cells.get(path, {}).get("revision", 0))
    if now_there == wanted.value:
        return Written(path, held)
    if held != wanted.based_on and held and path == wanted.path:
        return Conflict(path, held, now_there, wanted.value)
    _store(row, question, replace(wanted, path=path), at)
    _tell(wanted, actor)
    return Written(path, row.revision)


@transaction.atomic
def undo(wanted: CellWrite, *, at: datetime, actor: Actor) -> Written:
    """The cell with what stood there before its last change.

    Raises: Refused when somebody has changed the cell since the revision in `based_on`, or there is
    nothing to take back.
    """
    require(actor, Purpose.DIALOGUE)
    question = asked_question(instrument_in(wanted.session_id, wanted.instrument), wanted.question)
    count_on_while_open(wanted.session_id)
    row = _group_answer(wanted, at)
    held = int(row.cells.get(wanted.path, {}).get("revision", 0))
    change = AnswerChange.objects.filter(answer=row, path=wanted.path, revision=held).first()
    if change is None or held != wanted.based_on:
        raise Refused(
            "Dit vak is daarna veranderd. Bekijk eerst wat er nu staat.", code="changed-since"
        )
    before = replace(wanted, value=change.before)
    _store(row, question, before, at, undoes=held)
    _tell(wanted, actor)
    return Written(wanted.path, row.revision)


def _group_answer(wanted: CellWrite, at: datetime) -> Any:
    """The group's answer to write in; the session row is locked, so nobody else makes it now."""
    place = {
        "session_id": wanted.session_id,
        "instrument": wanted.instrument,
        "question": wanted.question,
        "phase": Phase.FIRST,
        "participant": None,
    }
    found = Answer.objects.filter(**place).first()
    if found is None:
        found = Answer.objects.create(**place, revision=0, at=at)
        freeze(wanted.session_id, at)
    return found


def _place(path: str, raw: Any) -> str:
    """The path with a free place filled in: `+/column` in a table, `area/+` on a canvas."""
    first, _, last = path.partition("/")
    if first == NEW_PLACE:
        return f"{cells.next_place(raw)}/{last}"
    if last == NEW_PLACE:
        return f"{first}/{cells.next_place(raw, first)}"
    return path


def _store(
    row: Any, question: Question, wanted: CellWrite, at: datetime, *, undoes: int | None = None
) -> None:
    path = wanted.path
    before = cells.read(question, row.value, path)
    value = cells.write(question, row.value, path, wanted.value)
    answering.judge(question, cells.compact(question, value))
    row.value, row.at, row.author_ref = value, at, wanted.author
    row.revision += 1
    author = str(wanted.author) if wanted.author else ""
    row.cells = {**row.cells, path: {"revision": row.revision, "author": author}}
    row.save(force_update=True)
    AnswerChange.objects.create(
        answer=row,
        path=path,
        before=before,
        after=wanted.value,
        revision=row.revision,
        author_ref=wanted.author,
        undoes=undoes,
        at=at,
    )


def _tell(wanted: CellWrite, actor: Actor) -> None:
    data = {"instrument": wanted.instrument, "question": wanted.question}
    record("dialogue_cell_written", subject=wanted.session_id, actor=actor, data=data)
