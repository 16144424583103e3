"""The facilitator's room: letting people in, seeing who has answered, opening and closing."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.filling_in.order import asked_apart
from rondkomen.dialogue.core.session.codes import Mode, NoteKind, Phase
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.web.ui.questions import links, words
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.questions.together import has_sheet
from rondkomen.web.ui.screen import ActorRequest, screen


@dataclass(frozen=True)
class StepStand:
    """How far everybody is with one step; never what they answered."""

    title: str
    begun: int
    finished: int
    names: tuple[str, ...]


@screen(Purpose.DIALOGUE)
def room(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The room of one session."""
    row = queries.session(session_id)
    context = _stand(row) | {"notes": _notes(session_id), "has_sheet": has_sheet(row)}
    if row.join_code:
        link = links.join_link(request, request.actor.gemeente_id, row.join_code)
        drawn = mark_safe(links.qr(link))  # noqa: S308 - drawn by us, from an address of our own
        context |= {"link": link, "qr": drawn}
        context["short"] = request.build_absolute_uri(f"/meedoen/{request.actor.gemeente_id}/")
    return render(request, "policy/dialogue/room.html", context)


@screen(Purpose.DIALOGUE)
def stand(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Who has answered, when anything changed since; 204 when nothing did."""
    if request.GET.get("sinds") == str(queries.revision_of(session_id)):
        return HttpResponse(status=204)
    return render(request, "policy/dialogue/stand.html", _stand(queries.session(session_id)))


@require_POST
@screen(Purpose.DIALOGUE)
def open_for_all(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """People may come in."""
    services.open_session(session_id, at=timezone.now(), actor=request.actor)
    return redirect("dialogue:room", session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def new_code(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Another join code; the old one is void."""
    services.renew_code(session_id, at=timezone.now(), actor=request.actor)
    return redirect("dialogue:room", session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def close(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """No more answers; what was agreed lives on."""
    if services.close_session(session_id, at=timezone.now(), actor=request.actor):
        messages.success(request, _("De sessie is gesloten. De antwoorden staan vast."))
    else:
        messages.info(request, _("De sessie was al gesloten."))
    return redirect("dialogue:room", session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def results_open(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The results open for participants, or hidden again."""
    change = services.open_results if request.POST.get("open") else services.hide_results
    change(session_id, actor=request.actor)
    back = "dialogue:wall" if request.POST.get("back") == "wall" else "dialogue:room"
    return redirect(back, session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def note(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Something written down, at a theme or for later."""
    kind = request.POST.get("kind", "")
    services.take_note(
        session_id,
        request.POST.get("text", ""),
        theme=request.POST.get("theme", ""),
        kind=NoteKind(kind) if kind in set(NoteKind) else NoteKind.NOTE,
        at=timezone.now(),
        actor=request.actor,
    )
    return redirect("dialogue:wall" if request.POST.get("theme") else "dialogue:room", session_id)


def _stand(row: SessionRow) -> dict[str, Any]:
    people = queries.participants(row.id)
    return {
        "session": row,
        "state": words.state(row.state),
        "purpose": words.PURPOSES[row.purpose],
        "mode": words.MODES[row.mode],
        "people": len(people),
        "named": [one for one in people if one.name],
        "domains": [
            {"label": words.domain(code), "count": count}
            for code, count in Counter(one.domain for one in people).most_common()
        ],
        "steps": _steps(row, people) if row.mode is Mode.APART else [],
        "looked": sum(one.seen_results_at is not None for one in people),
        "looked_named": [one.name for one in people if one.seen_results_at and one.name],
    }


def _steps(row: SessionRow, people: list[ParticipantRow]) -> list[StepStand]:
    given = queries.progress(row.id)
    found: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for instrument in queries.instruments_of(row.id):
        for one in asked_apart(instrument, {}):
            mark = "+" if one.phase is Phase.REVISITED else ""
            step = (instrument.key, one.step.code, say(one.step.title))
            found.setdefault(step, set()).add((instrument.key, one.question.code + mark))
    return [
        _step_stand(title, asked, [(one, set(given.get(one.id, ()))) for one in people])
        for (_key, _code, title), asked in found.items()
    ]


def _step_stand(
    title: str,
    asked: set[tuple[str, str]],
    people: list[tuple[ParticipantRow, set[tuple[str, str]]]],
) -> StepStand:
    begun = [one for one, given in people if given & asked]
    finished = [one for one, given in people if _is_finished(asked, given)]
    return StepStand(
        title, len(begun), len(finished), tuple(one.name for one in finished if one.name)
    )


def _is_finished(asked: set[tuple[str, str]], given: set[tuple[str, str]]) -> bool:
    """Remarks may stay empty and conditions may leave questions out: three quarters is finished."""
    return 4 * len(given & asked) >= 3 * len(asked)


def _notes(session_id: UUID) -> list[dict[str, Any]]:
    return [{"row": one, "kind": words.NOTES[one.kind]} for one in queries.notes(session_id)]
