"""Taking a whole session along, and erasing it."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.web.ui.screen import ActorRequest, screen


@require_POST
@screen(Purpose.DIALOGUE)
def export(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Everything of the session as JSON; names only of who consents."""
    data = services.export_session(session_id, actor=request.actor)
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="sessie.json"'},
    )


@screen(Purpose.DIALOGUE)
def erase(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Asks once, and then erases the session with everything in it."""
    row = queries.session(session_id)
    if request.method == "POST":
        services.erase_session(session_id, actor=request.actor)
        messages.success(request, _("De sessie en alles erin is gewist."))
        return redirect("dialogue:sessions")
    context = {
        "session": row,
        "people": len(queries.participants(session_id)),
        "actions": len(queries.actions(session_id)),
    }
    return render(request, "policy/dialogue/erase.html", context)
