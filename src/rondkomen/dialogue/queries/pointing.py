"""What the sheets of a session hold that an action can point at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rondkomen.dialogue.core.actions.pointing import Place, places
from rondkomen.dialogue.core.filling_in.offering import offered
from rondkomen.dialogue.core.filling_in.order import asked_together
from rondkomen.dialogue.core.instrument.definition import Instrument, Question, Step
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.dialogue.models import Session
from rondkomen.dialogue.queries.answers import AnswerRow, group_answers_in, judged
from rondkomen.dialogue.queries.sessions import instruments_in


@dataclass(frozen=True)
class Pointable:
    """One question of a sheet, and what of it can be pointed at."""

    instrument: Instrument
    step: Step
    question: Question
    places: tuple[Place, ...]


def pointable(session_id: UUID) -> list[Pointable]:
    """Every question the group fills in together in this session, in order."""
    return pointable_in([session_id])[session_id]


def pointable_in(session_ids: Collection[UUID]) -> dict[UUID, list[Pointable]]:
    """The same for several sessions at once; a session that is not there holds nothing."""
    modes = dict(Session.objects.filter(id__in=session_ids).values_list("id", "mode"))
    instruments = instruments_in(session_ids)
    rows = group_answers_in(session_ids)
    return {
        one: _of(instruments[one], Mode(modes[one]), rows[one]) if one in modes else []
        for one in session_ids
    }


def places_in(session_ids: Collection[UUID]) -> dict[UUID, dict[str, Place]]:
    """What can be pointed at in these sessions, by its reference."""
    return {
        session_id: {place.ref: place for one in found for place in one.places}
        for session_id, found in pointable_in(session_ids).items()
    }


def _of(
    instruments: Iterable[Instrument], mode: Mode, rows: Sequence[AnswerRow]
) -> list[Pointable]:
    held = {(row.instrument, row.question): row.value for row in rows}
    found = []
    for instrument in instruments:
        known = judged(instrument, rows)
        for one in asked_together(instrument, known, mode):
            raw = held.get((instrument.key, one.question.code))
            raw = offered(instrument, one.question, known, raw)
            made = places(instrument, one.question, raw)
            found.append(Pointable(instrument, one.step, one.question, made))
    return found
