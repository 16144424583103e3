"""The keys of partners' programs: given once, closed when no longer needed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.scopes import Scope
from rondkomen.access.queries import ProgramRow, programs
from rondkomen.access.services import add_program, close_program
from rondkomen.arrears import queries
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.screen import ActorRequest, screen


def programs_of(request: ActorRequest, partner_id: UUID) -> list[ProgramRow]:
    """The active programs that deliver for this partner here."""
    here = (request.actor.gemeente_id,)
    return [
        row
        for row in programs()
        if row.partner_id == partner_id and row.gemeenten == here and row.is_active
    ]


@require_POST
@screen(Purpose.ADMINISTRATION)
def add(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Makes a key; the secret is on screen once."""
    partner = queries.partner(partner_id)
    client_id, secret = add_program(
        partner.name,
        scope=Scope.DELIVER,
        gemeenten=[request.actor.gemeente_id],
        partner_id=partner.id,
    )
    given = {"program": client_id, "scope": Scope.DELIVER}
    record("program_added", subject=partner.id, actor=request.actor, data=given)
    context = {"partner": partner, "client_id": client_id, "secret": secret}
    return render(request, "beheer/program_added.html", context)


@require_POST
@screen(Purpose.ADMINISTRATION)
def close(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Closes a key; its tokens open nothing any longer."""
    client_id = request.POST.get("client_id", "")
    if client_id not in {row.client_id for row in programs_of(request, partner_id)}:
        raise Refused(_("Deze sleutel bestaat hier niet (meer)."), code="program-unknown")
    close_program(client_id)
    closed = {"program": client_id}
    record("program_closed", subject=partner_id, actor=request.actor, data=closed)
    messages.success(request, _("De sleutel is gesloten."))
    return redirect("beheer:partner", partner_id=partner_id)
