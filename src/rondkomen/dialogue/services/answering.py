"""Giving an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import queries
from rondkomen.dialogue.core import answering
from rondkomen.dialogue.core.conditions import holds
from rondkomen.dialogue.core.instrument import Instrument, Question
from rondkomen.dialogue.core.order import find
from rondkomen.dialogue.core.sessions import Phase
from rondkomen.dialogue.models import (
    Answer,
    AnswerChange,
    InstrumentVersion,
    SessionInstrument,
)
from rondkomen.dialogue.services.counting_on import count_on_while_open
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
    Policy: the answer as first given and as adjusted later are both kept.
    """
    _check(given, participant_id)
    with transaction.atomic():
        count_on_while_open(given.session_id)
        return _store(given, participant_id, at, actor)


def _store(given: Given, participant_id: UUID, at: datetime, actor: Actor) -> int:
    place = {
        "session_id": given.session_id,
        "instrument": given.instrument,
        "question": given.question,
        "phase": given.phase,
        "participant_id": participant_id,
    }
    found = Answer.objects.filter(**place).first()
    value, comment = _or_none(given.raw), given.comment.strip()
    if found is not None and (found.value, found.comment) == (value, comment):
        return int(found.revision)
    before = found.value if found else None
    row = found or Answer(**place, revision=0)
    row.value, row.comment, row.at = value, comment, at
    row.revision, row.author_ref = row.revision + 1, participant_id
    row.save(force_insert=found is None, force_update=found is not None)
    AnswerChange.objects.create(
        answer=row,
        before=before,
        after=value,
        revision=row.revision,
        author_ref=participant_id,
        at=at,
    )
    if not queries.is_known_frozen(given.session_id):
        freeze(given.session_id, at)
    data = {"instrument": given.instrument, "question": given.question, "phase": given.phase}
    record("dialogue_answered", subject=given.session_id, actor=actor, data=data)
    return int(row.revision)


def _or_none(raw: Any) -> Any:
    """An empty form is no answer; the point zero of a scale is one."""
    return None if raw in ("", [], {}) else raw


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


def asked_question(instrument: Instrument, code: str, phase: Phase = Phase.FIRST) -> Question:
    """The question with this code, where it is asked in this phase.

    Raises: Refused when it is not.
    """
    found = find(instrument, code, phase)
    if found is None:
        raise Refused("Deze vraag bestaat hier niet. Laad de pagina opnieuw.", code="question")
    return found.question


def _check(given: Given, participant_id: UUID) -> None:
    instrument = instrument_in(given.session_id, given.instrument)
    question = asked_question(instrument, given.question, given.phase)
    if len(given.comment.strip()) > LONGEST_COMMENT:
        raise Refused(
            f"Deze opmerking is te lang; er passen {LONGEST_COMMENT} tekens.",
            code="answer",
            where=given.question,
        )
    answering.judge(question, given.raw)
    if question.show_when is not None:
        own = queries.answers_of(given.session_id, participant_id)
        if not holds(question.show_when, queries.judged(instrument, own)):
            raise Refused("Deze vraag geldt niet bij uw andere antwoorden.", code="question")
