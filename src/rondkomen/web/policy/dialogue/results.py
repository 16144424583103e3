"""What all answered, for who leads the session."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.web.ui.questions import pictures
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.DIALOGUE)
def results(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Every theme with its dots."""
    row = queries.session(session_id)
    context = {"session": row, "pictures": pictures.all_pictures(row)}
    return render(request, "policy/dialogue/results.html", context)
