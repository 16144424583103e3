"""The sheet that the group fills in together, on a participant's own screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rondkomen.web.participant.guard import ParticipantRequest, participant_screen
from rondkomen.web.ui.questions import standing, together


@participant_screen
def sheet(request: ParticipantRequest) -> HttpResponse:
    """One step of the sheets, and the way to the others."""
    row = request.session_row
    context = {
        "session": row,
        "gemeente_id": request.gemeente_id,
        "walk": together.walk(row, request.GET.get("stap", "")),
        "base": reverse("participant:together", args=[request.gemeente_id, row.id]),
        "frame_template": "participant/page.html",
    }
    return render(request, "participant/together.html", context)


@participant_screen
def stand(request: ParticipantRequest) -> HttpResponse:
    """What others wrote since."""
    row = request.session_row
    names = standing.names_of(row.id, standing.authors_on(row.id), in_full=False)
    return standing.stand(request, row, standing.Reader(request.acting, names))


@require_POST
@participant_screen
def write(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """One cell."""
    place = (instrument, question)
    return together.write(request, request.session_row, place, request.acting, timezone.now())


@require_POST
@participant_screen
def undo(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """One's own last change of a cell or row taken back."""
    place = (instrument, question)
    return together.undo(request, request.session_row, place, request.acting, timezone.now())


@require_POST
@participant_screen
def remove(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """One's own row or card taken away."""
    place = (instrument, question)
    return together.remove(request, request.session_row, place, request.acting, timezone.now())
