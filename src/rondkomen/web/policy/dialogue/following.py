"""What follows from what the group filled in: advice, questions back, sums, and where to go on."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.outcome.outputs import links
from rondkomen.dialogue.core.outcome.words import Told, tell
from rondkomen.dialogue.queries import AnswerRow
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen


@dataclass(frozen=True)
class Following:
    """What one instrument leads to. Shape: `onward` holds the reason and the sheet it leads to."""

    title: str
    told: tuple[Told, ...]
    onward: tuple[tuple[str, str], ...]


@screen(Purpose.DIALOGUE)
def following(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The outcomes of every sheet of the session."""
    row = queries.session(session_id)
    written = queries.group_answers(session_id)
    found = [_of(instrument, written) for instrument in queries.instruments_of(session_id)]
    context = {"session": row, "found": [one for one in found if one.told or one.onward]}
    return render(request, "policy/dialogue/following.html", context)


def _of(instrument: Instrument, written: list[AnswerRow]) -> Following:
    answers = queries.judged(instrument, written)
    if not answers:
        return Following(say(instrument.title), (), ())
    shipped = instruments()
    return Following(
        say(instrument.title),
        tell(instrument, answers, get_language() or "nl"),
        tuple(
            (say(link.text), say(shipped[link.to].title))
            for link in links(instrument, answers)
            if link.to in shipped
        ),
    )
