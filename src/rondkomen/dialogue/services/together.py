"""Writing in one answer with several people at once, cell by cell; removing a row; taking back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in import answering, cells
from rondkomen.dialogue.core.filling_in.order import is_for_the_group
from rondkomen.dialogue.core.instrument.definition import Instrument, Question, TableShape
from rondkomen.dialogue.core.session.codes import Mode, Phase
from rondkomen.dialogue.models import Answer, AnswerChange
from rondkomen.dialogue.services.answering import (
    asked_at,
    freeze,
    instrument_in,
    remark,
)
from rondkomen.dialogue.services.counting_on import count_on_while_open
from rondkomen.dialogue.services.handing_on import hand_on
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class CellWrite:
    """One cell as somebody wants it.

    `based_on` is the revision of the cell they saw, zero for an empty one. A path ending in `+` is
    the next free row or card. The author is who acts; who leads may write for another.
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


@dataclass(frozen=True)
class _Place:
    """Where is written: the question and the group's answer to it, locked until it is stored."""

    instrument: Instrument
    question: Question
    row: Any

    def read(self, path: str) -> Any:
        if self.is_remark(path):
            return self.row.comment
        return cells.read(self.question, self.row.value, path)

    def write(self, path: str, value: Any) -> None:
        if self.is_remark(path):
            self.row.comment = remark(value, self.question)
            return
        value = cells.write(self.question, self.row.value, path, value)
        answering.judge(self.question, cells.compact(self.question, value))
        self.row.value = value

    def revision(self, path: str) -> int:
        return cells.revision(self.question, self.row.cells, path)

    def is_remark(self, path: str) -> bool:
        return path == cells.COMMENT and self.question.comment is not None


@transaction.atomic
def write_cell(wanted: CellWrite, *, at: datetime, actor: Actor) -> Written | Conflict:
    """The cell as it stands now, or both texts when somebody else was first.

    Raises: Refused when the session is not open, the group does not fill in this question together,
    the cell does not exist, or the text does not fit.
    Policy: nobody overwrites a cell unseen; people in different cells never meet.
    """
    place = _open(wanted, at)
    path = cells.placed(place.question, place.row.value, wanted.path)
    if path.endswith("/"):
        raise cells.no_such_cell()
    now_there, held = place.read(path), place.revision(path)
    if now_there == wanted.value:
        return Written(path, held)
    if held != wanted.based_on and held and path == wanted.path:
        return Conflict(path, held, now_there, wanted.value)
    _store(place, _signed(replace(wanted, path=path), actor), at)
    _tell("dialogue_cell_written", wanted, actor)
    return Written(path, int(place.row.revision))


@transaction.atomic
def remove_row(wanted: CellWrite, *, at: datetime, actor: Actor) -> Written:
    """The row or card, emptied in one go; the others keep their places.

    Raises: Refused when somebody changed it since, or another wrote it and the remover does not lead.
    Policy: a row is taken away by who wrote all of it, or by who leads.
    """
    place = _open(wanted, at)
    path = cells.place_of(place.question, wanted.path)
    if cells.is_empty(place.question, place.row.value, path):
        return Written(path, place.revision(path))
    _unchanged_since(wanted, place.revision(path))
    authors = cells.authors(place.question, place.row.cells, path)
    _own_or_leading(actor, is_own=authors == {str(actor.participant_id)})
    empty = {} if isinstance(place.question.shape, TableShape) else ""
    _store(place, _signed(replace(wanted, path=path, value=empty), actor), at)
    _tell("dialogue_row_removed", wanted, actor)
    return Written(path, int(place.row.revision))


@transaction.atomic
def undo(wanted: CellWrite, *, at: datetime, actor: Actor) -> Written:
    """The cell or row with what stood there before its last change.

    Raises: Refused when somebody has changed it since the revision in `based_on`, there is nothing to
    take back, or the change is another's and who acts does not lead.
    Policy: everybody takes back their own last change; who leads takes back anybody's.
    """
    place = _open(wanted, at)
    held = place.revision(wanted.path)
    change = AnswerChange.objects.filter(answer=place.row, path=wanted.path, revision=held).first()
    if change is None:
        raise _changed_since()
    _unchanged_since(wanted, held)
    _own_or_leading(actor, is_own=change.author_ref == actor.participant_id)
    _store(place, _signed(replace(wanted, value=change.before), actor), at, undoes=held)
    _tell("dialogue_change_undone", wanted, actor)
    return Written(wanted.path, int(place.row.revision))


def _open(wanted: CellWrite, at: datetime) -> _Place:
    """The place to write in; the session stays locked, so nobody else makes or writes it now."""
    instrument = instrument_in(wanted.session_id, wanted.instrument)
    asked = asked_at(instrument, wanted.question)
    count_on_while_open(wanted.session_id)
    mode = queries.session(wanted.session_id).mode
    if mode is not Mode.TOGETHER and not is_for_the_group(asked.step):
        raise Refused(
            "Deze vraag beantwoordt ieder apart. Laad de pagina opnieuw.", code="question"
        )
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
    return _Place(instrument, asked.question, found)


def _signed(wanted: CellWrite, actor: Actor) -> CellWrite:
    """With the author in it: who acts, or whom the one who leads writes for."""
    if wanted.author not in (None, actor.ref):
        require(actor, Purpose.DIALOGUE)
        return wanted
    return replace(wanted, author=actor.ref)


def _store(place: _Place, wanted: CellWrite, at: datetime, *, undoes: int | None = None) -> None:
    row, path = place.row, wanted.path
    before = place.read(path)
    place.write(path, wanted.value)
    row.at, row.author_ref = at, wanted.author
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
    hand_on(wanted.session_id, place.instrument, at)


def _own_or_leading(actor: Actor, *, is_own: bool) -> None:
    if actor.participant_id is None:
        require(actor, Purpose.DIALOGUE)
    elif not is_own:
        raise Refused(
            "Dit schreef ook iemand anders. Vraag uw gespreksleider om het terug te draaien.",
            code="not-own",
        )


def _unchanged_since(wanted: CellWrite, held: int) -> None:
    if held != wanted.based_on:
        raise _changed_since()


def _changed_since() -> Refused:
    return Refused(
        "Dit vak is daarna veranderd. Bekijk eerst wat er nu staat.", code="changed-since"
    )


def _tell(event: str, wanted: CellWrite, actor: Actor) -> None:
    data = {"instrument": wanted.instrument, "question": wanted.question}
    record(event, subject=wanted.session_id, actor=actor, data=data)
