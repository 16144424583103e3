"""The script of a session, to print beforehand: the themes with most to talk about first."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.results.gaps import LENGTHS, Gap, Part, PartKind, gap_first, script
from rondkomen.dialogue.core.results.group import scale_results
from rondkomen.dialogue.core.results.showing import may_be_shown
from rondkomen.kernel.explained import Explained
from rondkomen.knowledge.core.practices import by_theme
from rondkomen.knowledge.queries import practices
from rondkomen.web.policy.dialogue.results import reason_of
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen

_USUAL = 90


@dataclass(frozen=True)
class Line:
    """One part of the script."""

    starts: str
    minutes: int
    title: str
    why: str = ""
    practices: tuple[str, ...] = ()
    theme: str = ""


@screen(Purpose.DIALOGUE)
def plan(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The script for this length of session, over all its instruments with a scale."""
    row = queries.session(session_id)
    asked = request.GET.get("minuten", "")
    minutes = int(asked) if asked in set(map(str, LENGTHS)) else _USUAL
    statements: dict[str, str] = {}
    gaps: list[Explained[Gap]] = []
    for instrument in queries.instruments_of(session_id):
        given = queries.given(session_id, instrument)
        statements |= {one.code: say(one.text) for one in instrument.questions()}
        if may_be_shown(given, least=row.least_group):
            gaps += gap_first(scale_results(instrument, given, least=row.least_group))
    parts = script(gaps, minutes=minutes, practices=by_theme(practices())) if gaps else ()
    context = {
        "session": row,
        "lines": [_line(part, statements) for part in parts],
        "minutes": minutes,
        "lengths": LENGTHS,
    }
    return render(request, "policy/dialogue/script.html", context)


def _line(part: Part, statements: dict[str, str]) -> Line:
    starts = f"{part.starts_at // 60}:{part.starts_at % 60:02}"
    if part.gap is None:
        titles = {
            PartKind.OPENING: _("Openen: waarom zijn wij hier, en hoe werkt het"),
            PartKind.THEME: _("Wat niemand had verwacht"),
            PartKind.BREAK: _("Pauze"),
            PartKind.ACTIONS: _("Acties: wie doet wat, en wanneer"),
            PartKind.CLOSING: _("Afronden: wat nemen wij mee"),
        }
        return Line(starts, part.minutes, titles[part.kind])
    return Line(
        starts,
        part.minutes,
        statements.get(part.gap.theme, part.gap.theme),
        reason_of(part.gap.reason),
        part.practices,
        part.gap.theme,
    )
