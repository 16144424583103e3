"""What was answered: by one participant, by the group, or by all to one question."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from rondkomen.dialogue.core.filling_in import answering, cells
from rondkomen.dialogue.core.instrument.answers import Answer as Judged
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.models import Answer, AnswerChange
from rondkomen.dialogue.queries.sessions import instruments_of
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class AnswerRow:
    """An answer in its raw form, and at which revision each of its cells was written, by whom."""

    instrument: str
    question: str
    phase: Phase
    value: Any
    comment: str
    revision: int
    author_ref: UUID | None
    at: datetime
    participant_id: UUID | None = None
    cells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    origins: Mapping[str, int] = field(default_factory=dict)
    after_results: bool = False


@dataclass(frozen=True)
class ChangeRow:
    """One write to an answer or a cell of it. `is_last` when nothing was written there since."""

    instrument: str
    question: str
    path: str
    before: Any
    after: Any
    revision: int
    author_ref: UUID | None
    at: datetime
    is_last: bool


@dataclass(frozen=True)
class GivenPoint:
    """The raw answer of one participant to one question."""

    participant_id: UUID
    value: Any
    after_results: bool


def answers_of(session_id: UUID, participant_id: UUID) -> list[AnswerRow]:
    """Everything this participant answered in this session."""
    return _rows(Answer.objects.filter(session_id=session_id, participant_id=participant_id))


def group_answers(session_id: UUID, instrument: str = "") -> list[AnswerRow]:
    """What the group answered together, on all instruments of the session or on one."""
    found = Answer.objects.filter(session_id=session_id, participant=None)
    return _rows(found.filter(instrument=instrument) if instrument else found)


def group_answers_in(session_ids: Collection[UUID]) -> dict[UUID, list[AnswerRow]]:
    """What the groups of these sessions answered together."""
    found: dict[UUID, list[AnswerRow]] = {one: [] for one in session_ids}
    rows = list(Answer.objects.filter(session_id__in=session_ids, participant=None))
    for row, read in zip(rows, _rows(rows), strict=True):
        found[row.session_id].append(read)
    return found


def session_answers(session_id: UUID) -> list[AnswerRow]:
    """Everything answered in this session, by everybody."""
    return _rows(Answer.objects.filter(session_id=session_id).order_by("at"))


def given_points(session_id: UUID, instrument: str, question: str) -> dict[Phase, list[GivenPoint]]:
    """The answers of all participants to one question, by phase."""
    found: dict[Phase, list[GivenPoint]] = {phase: [] for phase in Phase}
    rows = Answer.objects.filter(
        session_id=session_id, instrument=instrument, question=question, participant__isnull=False
    ).values_list("phase", "participant_id", "value", "after_results")
    for phase, *given in rows:
        found[Phase(phase)].append(GivenPoint(*given))
    return found


@dataclass(frozen=True)
class Attendance:
    """How many answered a question, of all who answered anything in the session."""

    answered: int
    began: int


def attendance(session_id: UUID, instrument: str, question: str) -> Attendance:
    """How many participants answered this question, never what."""
    given = Answer.objects.filter(
        session_id=session_id, participant__isnull=False, value__isnull=False
    )
    here = given.filter(instrument=instrument, question=question)
    return Attendance(
        *(found.values("participant_id").distinct().count() for found in (here, given))
    )


def progress(session_id: UUID) -> dict[UUID, Counter[tuple[str, str]]]:
    """Per participant which questions have an answer, never what it is.

    Shape: participant → (instrument, question, with "+" behind it when revisited) → 1.
    """
    found: dict[UUID, Counter[tuple[str, str]]] = {}
    rows = Answer.objects.filter(
        session_id=session_id, participant__isnull=False, value__isnull=False
    ).values_list("participant_id", "instrument", "question", "phase")
    for participant, instrument, question, phase in rows:
        mark = "+" if phase == Phase.REVISITED else ""
        found.setdefault(participant, Counter())[(instrument, question + mark)] = 1
    return found


def changes(session_id: UUID, *, most: int = 200) -> list[ChangeRow]:
    """The history of what the group wrote, the newest first."""
    rows = (
        AnswerChange.objects.filter(answer__session_id=session_id, answer__participant=None)
        .select_related("answer")
        .order_by("-at", "-revision")[:most]
    )
    known = {
        (instrument.key, one.code): one
        for instrument in instruments_of(session_id)
        for one in instrument.questions()
    }
    return [_change(row, known.get((row.answer.instrument, row.answer.question))) for row in rows]


def _change(row: Any, question: Question | None) -> ChangeRow:
    last = cells.revision(question, row.answer.cells, row.path) if question else 0
    return ChangeRow(
        row.answer.instrument,
        row.answer.question,
        row.path,
        row.before,
        row.after,
        row.revision,
        row.author_ref,
        row.at,
        is_last=row.revision == last,
    )


def judged(instrument: Instrument, rows: Iterable[AnswerRow]) -> dict[str, Judged]:
    """The answers by question code; a revisited answer stands in for the first one.

    Policy: an answer that no longer fits the question is left out, never guessed at.
    """
    questions = {question.code: question for question in instrument.questions()}
    own = [row for row in rows if row.instrument == instrument.key and row.question in questions]
    found: dict[str, Judged] = {}
    for row in sorted(own, key=lambda row: row.phase is Phase.REVISITED):
        question = questions[row.question]
        try:
            answer = answering.judge(question, cells.compact(question, row.value))
        except Refused:
            continue
        if answer is not None:
            found[row.question] = answer
    return found


def _rows(found: Any) -> list[AnswerRow]:
    return [
        AnswerRow(
            one.instrument,
            one.question,
            Phase(one.phase),
            one.value,
            one.comment,
            one.revision,
            one.author_ref,
            one.at,
            one.participant_id,
            one.cells,
            one.origins,
            one.after_results,
        )
        for one in found
    ]
