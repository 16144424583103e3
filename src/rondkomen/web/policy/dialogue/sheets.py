"""The sheet that the group fills in together, on the facilitator's screen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.web.ui.questions import changing, standing, together
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.DIALOGUE)
def sheet(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """One step of the sheets, and the way to the others."""
    row = queries.session(session_id)
    context = {
        "session": row,
        "walk": together.walk(row, request.GET.get("stap", "")),
        "base": reverse("dialogue:together", args=[session_id]),
        "after_all": reverse("dialogue:following", args=[session_id]),
    }
    return render(request, "policy/dialogue/together.html", context)


@screen(Purpose.DIALOGUE)
def stand(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """What others wrote since."""
    row = queries.session(session_id)
    authors = standing.authors_on(session_id)
    names = standing.names_of(session_id, authors, in_full=True)
    return standing.stand(request, row, standing.Reader(request.actor, names))


@require_POST
@screen(Purpose.DIALOGUE)
def write(request: ActorRequest, session_id: UUID, instrument: str, question: str) -> HttpResponse:
    """One cell."""
    row = queries.session(session_id)
    return together.write(request, row, (instrument, question), request.actor, timezone.now())


@require_POST
@screen(Purpose.DIALOGUE)
def undo(request: ActorRequest, session_id: UUID, instrument: str, question: str) -> HttpResponse:
    """The last change of one cell taken back."""
    row = queries.session(session_id)
    return together.undo(request, row, (instrument, question), request.actor, timezone.now())


@require_POST
@screen(Purpose.DIALOGUE)
def remove(request: ActorRequest, session_id: UUID, instrument: str, question: str) -> HttpResponse:
    """A row or card taken away."""
    row = queries.session(session_id)
    return together.remove(request, row, (instrument, question), request.actor, timezone.now())


@screen(Purpose.DIALOGUE)
def changes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Who wrote what, the newest first; what nobody changed since can be taken back."""
    if request.method == "POST":
        wanted = services.CellWrite(
            session_id,
            request.POST.get("instrument", ""),
            request.POST.get("question", ""),
            request.POST.get("path", ""),
            None,
            together.based_on(request),
        )
        services.undo(wanted, at=timezone.now(), actor=request.actor)
        messages.success(request, _("Teruggedraaid."))
        return redirect("dialogue:together-changes", session_id)
    found = queries.changes(session_id)
    authors = {str(one.author_ref or "") for one in found}
    names = standing.names_of(session_id, authors, in_full=True)
    context = {
        "session": queries.session(session_id),
        "changes": changing.told(queries.instruments_of(session_id), found, names),
    }
    return render(request, "policy/dialogue/changes.html", context)
