"""The sheet that the group fills in together, on the facilitator's screen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import user_names
from rondkomen.dialogue import queries
from rondkomen.web.ui.questions import together
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.DIALOGUE)
def sheet(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Every section of the sheet."""
    row = queries.session(session_id)
    context = {
        "session": row,
        "sheets": together.sheets(row),
        "base": reverse("dialogue:together", args=[session_id]),
        "may_undo": True,
    }
    return render(request, "policy/dialogue/together.html", context)


@screen(Purpose.DIALOGUE)
def stand(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """What others wrote since."""
    row = queries.session(session_id)
    return together.stand(request, row, together.names_of(session_id, _users(session_id)))


@require_POST
@screen(Purpose.DIALOGUE)
def write(request: ActorRequest, session_id: UUID, instrument: str, question: str) -> HttpResponse:
    """One cell."""
    row = queries.session(session_id)
    return together.write(request, row, (instrument, question), _writer(request), timezone.now())


@require_POST
@screen(Purpose.DIALOGUE)
def undo(request: ActorRequest, session_id: UUID, instrument: str, question: str) -> HttpResponse:
    """The last change of one cell taken back."""
    row = queries.session(session_id)
    return together.undo(request, row, (instrument, question), _writer(request), timezone.now())


def _writer(request: ActorRequest) -> together.Writer:
    return together.Writer(request.actor.user_id, request.actor)


def _users(session_id: UUID) -> dict[str, str]:
    marks: list[Any] = [
        mark for row in queries.group_answers(session_id) for mark in row.cells.values()
    ]
    ids = {UUID(mark["author"]) for mark in marks if mark.get("author")}
    return {str(one): name for one, name in user_names(ids).items()}
