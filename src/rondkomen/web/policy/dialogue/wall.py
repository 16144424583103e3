"""The wall: one theme at a time, large enough for a room; a decision becomes an action on the spot."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import NoteKind
from rondkomen.dialogue.queries import SessionRow
from rondkomen.dialogue.queries.answers import Attendance
from rondkomen.web.ui.questions import pictures, words
from rondkomen.web.ui.questions.pictures import Theme
from rondkomen.web.ui.screen import ActorRequest, screen


class QuickActionForm(forms.Form):
    """An action as it is agreed in the room; the rest follows in the agenda."""

    what = forms.CharField(label=gettext_lazy("Wat gaan wij doen?"), max_length=500)
    owner = forms.CharField(label=gettext_lazy("Wie trekt het?"), max_length=120, required=False)
    due = forms.DateField(
        label=gettext_lazy("Klaar op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@screen(Purpose.DIALOGUE)
def wall(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The theme that is shown now."""
    return render(request, "policy/dialogue/wall.html", _wall(session_id))


@screen(Purpose.DIALOGUE)
def stand(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The wall again when anything changed; 204 when nothing did."""
    if request.GET.get("sinds") == str(queries.revision_of(session_id)):
        return HttpResponse(status=204)
    return render(request, "policy/dialogue/wall_stand.html", _wall(session_id))


@require_POST
@screen(Purpose.DIALOGUE)
def show(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Another theme on the wall."""
    services.show_theme(session_id, request.POST.get("theme", ""), actor=request.actor)
    return redirect("dialogue:wall", session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def timer(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The time starts, or stops at zero minutes."""
    text = request.POST.get("minutes", "0")
    minutes = int(text) if text.isdecimal() and len(text) < 5 else 0
    services.start_timer(session_id, minutes, at=timezone.now(), actor=request.actor)
    return redirect("dialogue:wall", session_id)


@require_POST
@screen(Purpose.DIALOGUE)
def act(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """A decision becomes an action of the agenda, and a note of the theme."""
    form = QuickActionForm(request.POST)
    theme = request.POST.get("theme", "")
    if not form.is_valid():
        return render(
            request, "policy/dialogue/wall.html", _wall(session_id) | {"form": form}, status=400
        )
    agreed = services.AgreedAction(
        what=form.cleaned_data["what"],
        theme=theme,
        owner=form.cleaned_data["owner"],
        due=form.cleaned_data["due"],
    )
    now = timezone.now()
    services.agree_action(session_id, agreed, at=now, actor=request.actor)
    services.take_note(
        session_id, agreed.what, theme=theme, kind=NoteKind.DECISION, at=now, actor=request.actor
    )
    return redirect("dialogue:wall", session_id)


def _waiting(row: SessionRow, shown: Theme) -> Attendance | None:
    """How far people are with this theme while the wall waits for some of them; else None.

    Policy: who watches a theme fill one by one sees whose answer came in.
    """
    if not row.waits_for_all:
        return None
    found = queries.attendance(row.id, shown.instrument.key, shown.question.code)
    return found if found.answered < found.began else None


def _wall(session_id: UUID) -> dict[str, Any]:
    row = queries.session(session_id)
    themes = pictures.themes_of(session_id)
    keys = [theme.key for theme in themes]
    at = keys.index(row.current_theme) if row.current_theme in keys else 0
    shown = themes[at] if themes else None
    people = queries.participants(session_id)
    waiting = _waiting(row, shown) if shown else None
    return {
        "session": row,
        "themes": themes,
        "shown": shown,
        "waiting": waiting,
        "picture": pictures.pictured(row, shown, people) if shown and not waiting else None,
        "number": at + 1,
        "before": keys[at - 1] if at else "",
        "after": keys[at + 1] if at + 1 < len(keys) else "",
        "people": len(people),
        "notes": [
            {"row": one, "kind": words.NOTES[one.kind]}
            for one in queries.notes(session_id, shown.key if shown else "")
        ],
        "form": QuickActionForm(),
        "timer_ends": int(row.timer_ends_at.timestamp()) if row.timer_ends_at else "",
    }
