"""The sheet that the group fills in together, on a participant's own screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rondkomen.web.participant.guard import ParticipantRequest, participant_screen
from rondkomen.web.ui.questions import together


@participant_screen
def sheet(request: ParticipantRequest) -> HttpResponse:
    """Every section of the sheet."""
    row = request.session_row
    context = {
        "session": row,
        "gemeente_id": request.gemeente_id,
        "sheets": together.sheets(row),
        "base": reverse("participant:together", args=[request.gemeente_id, row.id]),
        "frame_template": "participant/page.html",
    }
    return render(request, "participant/together.html", context)


@participant_screen
def stand(request: ParticipantRequest) -> HttpResponse:
    """What others wrote since."""
    row = request.session_row
    return together.stand(request, row, together.names_of(row.id, {}))


@require_POST
@participant_screen
def write(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """One cell."""
    writer = together.Writer(request.participant.id, request.acting)
    return together.write(
        request, request.session_row, (instrument, question), writer, timezone.now()
    )
