"""Giving an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in import answering, raw_answers
from rondkomen.dialogue.core.filling_in.order import Asked, find, is_for_the_group
from rondkomen.dialogue.core.instrument.conditions import holds
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.session.codes import Mode, Phase
from rondkomen.dialogue.models import (
    Answer,
    AnswerChange,
    InstrumentVersion,
    Participant,
    SessionInstrument,
)
from rondkomen.dialogue.services.counting_on import count_on_while_open
from rondkomen.dialogue.services.joining import gone, require_own
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

LONGEST_COMMENT = 5000


@dataclass(frozen=True)
class Given:
    """An answer in its raw form; `comment` is the remark below the question."""

    session_id: UUID
    instrument: str
    question: str
    raw: Any
    comment: str = ""
    phase: Phase = Phase.FIRST


def give_answer(given: Given, *, participant_id: UUID, at: datetime, actor: Actor) -> int:
    """The revision of the answer; the same answer again changes nothing.

    Raises: Refused when the session is not open, the question is not asked, or the answer does not fit.
    Policy: the answer as first given and as adjusted later are both kept; it is kept in one form,
    whether it came from a screen or from paper.
    """
    require_own(participant_id, actor)
    value = _judged(given, participant_id)
    with transaction.atomic():
        count_on_while_open(given.session_id)
        return _store(given, _writer(given, participant_id), (value, at), actor)


@dataclass(frozen=True)
class _Writer:
    id: UUID
    has_seen_results: bool


def _writer(given: Given, participant_id: UUID) -> _Writer:
    """Who takes part, read while the session is locked: nobody leaves it meanwhile."""
    found = (
        Participant.objects.filter(id=participant_id, session_id=given.session_id)
        .values_list("seen_results_at", "session__mode")
        .first()
    )
    if found is None:
        raise gone()
    if found[1] == Mode.TOGETHER:
        raise _of_the_group()
    return _Writer(participant_id, found[0] is not None)


def _store(given: Given, writer: _Writer, new: tuple[Any, datetime], actor: Actor) -> int:
    place = {
        "session_id": given.session_id,
        "instrument": given.instrument,
        "question": given.question,
        "phase": given.phase,
        "participant_id": writer.id,
    }
    found = Answer.objects.filter(**place).first()
    (value, at), comment = new, given.comment.strip()
    if found is not None and (found.value, found.comment) == (value, comment):
        return int(found.revision)
    author = actor.ref or writer.id
    before = found.value if found else None
    row = found or Answer(**place, revision=0)
    if value != before:
        row.after_results = writer.has_seen_results
    row.value, row.comment, row.at = value, comment, at
    row.revision, row.author_ref = row.revision + 1, author
    row.save(force_insert=found is None, force_update=found is not None)
    AnswerChange.objects.create(
        answer=row,
        before=before,
        after=value,
        revision=row.revision,
        author_ref=author,
        at=at,
    )
    if not queries.is_known_frozen(given.session_id):
        freeze(given.session_id, at)
    data = {"instrument": given.instrument, "question": given.question, "phase": given.phase}
    record("dialogue_answered", subject=given.session_id, actor=actor, data=data)
    return int(row.revision)


def remark(text: str, question: Question) -> str:
    """The remark below a question as it is kept.

    Raises: Refused when it is too long.
    """
    kept = text.replace("\x00", "").strip()
    if len(kept) > LONGEST_COMMENT:
        raise Refused(
            f"Deze opmerking is te lang; er passen {LONGEST_COMMENT} tekens.",
            code="answer",
            where=question.code,
        )
    return kept


def freeze(session_id: UUID, at: datetime) -> None:
    """Nothing; the instruments of the session can no longer change."""
    versions = SessionInstrument.objects.filter(session_id=session_id).values("version_id")
    InstrumentVersion.objects.filter(id__in=versions, frozen_at=None).update(frozen_at=at)


def instrument_in(session_id: UUID, key: str) -> Instrument:
    """The instrument with this key in the session.

    Raises: Refused when the session does not run on it.
    """
    for instrument in queries.instruments_of(session_id):
        if instrument.key == key:
            return instrument
    raise Refused("Deze sessie heeft dit instrument niet. Laad de pagina opnieuw.", code="question")


def asked_at(instrument: Instrument, code: str, phase: Phase = Phase.FIRST) -> Asked:
    """The question with this code, where it is asked in this phase.

    Raises: Refused when it is not.
    """
    found = find(instrument, code, phase)
    if found is None:
        raise Refused("Deze vraag bestaat hier niet. Laad de pagina opnieuw.", code="question")
    return found


def _judged(given: Given, participant_id: UUID) -> Any:
    """The answer in the one form it is kept in.

    Policy: what the group fills in together nobody answers alone.
    """
    instrument = instrument_in(given.session_id, given.instrument)
    asked = asked_at(instrument, given.question, given.phase)
    if is_for_the_group(asked.step):
        raise _of_the_group()
    question = asked.question
    remark(given.comment, question)
    answer = answering.judge(question, given.raw)
    if question.show_when is not None:
        own = queries.answers_of(given.session_id, participant_id)
        if not holds(question.show_when, queries.judged(instrument, own)):
            raise Refused("Deze vraag geldt niet bij de andere antwoorden.", code="question")
    return raw_answers.raw(question, answer)


def _of_the_group() -> Refused:
    return Refused(
        "Deze vraag vult de groep samen in. Ga naar het gezamenlijke blad.", code="question"
    )
