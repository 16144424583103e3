"""The questions of a session in the order one meets them, over all its instruments."""

from collections.abc import Sequence
from dataclasses import dataclass

from rondkomen.dialogue.core.filling_in.order import Asked, asked_apart
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.queries import AnswerRow, judged


@dataclass(frozen=True)
class Stop:
    """One question on the way, and what is on file for it."""

    instrument: Instrument
    asked: Asked
    row: AnswerRow | None
    first: AnswerRow | None = None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, don't know included."""
        return self.row is not None and self.row.value is not None

    @property
    def key(self) -> tuple[str, str, Phase]:
        """What tells this stop from every other."""
        return (self.instrument.key, self.asked.question.code, self.asked.phase)


def stops(instruments: Sequence[Instrument], rows: Sequence[AnswerRow]) -> list[Stop]:
    """Every question one participant is asked alone, with the answers given so far."""
    held = {(row.instrument, row.question, row.phase): row for row in rows}
    found = []
    for instrument in instruments:
        for one in asked_apart(instrument, judged(instrument, rows)):
            place = (instrument.key, one.question.code)
            first = held.get((*place, Phase.FIRST))
            earlier = first if one.phase is Phase.REVISITED else None
            found.append(Stop(instrument, one, held.get((*place, one.phase)), earlier))
    return found
