"""The small steps on a case: take it, put it back, give it away, log and undo, threatening or not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import services
from rondkomen.web.ui import refusals
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.attempt import AttemptForm
from rondkomen.web.worker.case import show

_BACK = {"today": "worker:today", "doors": "worker:doors", "cases": "worker:cases"}


def version_in(request: ActorRequest) -> int | None:
    """The version of the case that the form was made from; None when the form has none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def back_to(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """To the list the form came from, otherwise to the case."""
    route = _BACK.get(request.POST.get("back", ""))
    return redirect(route) if route else redirect("worker:case", case_id=case_id)


@require_POST
@screen(Purpose.OUTREACH)
def log_attempt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Logs an attempt; the same token twice logs once."""
    form = AttemptForm(request.POST)
    if form.is_valid():
        try:
            services.log_attempt(
                case_id, form.attempt(), today=timezone.localdate(), actor=request.actor
            )
        except Refused as refusal:
            refusals.add_to(form, refusal)
        else:
            messages.success(request, _("De poging staat erin."))
            return back_to(request, case_id)
    return show(request, case_id, form)


@require_POST
@screen(Purpose.OUTREACH)
def undo_attempt(request: ActorRequest, case_id: UUID, attempt_id: UUID) -> HttpResponse:
    """Takes an attempt back; it stays visible as undone."""
    services.undo_attempt(attempt_id, today=timezone.localdate(), actor=request.actor)
    messages.success(request, _("De poging is ongedaan gemaakt."))
    return redirect("worker:case", case_id=case_id)


@require_POST
@screen(Purpose.OUTREACH)
def pick_up(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Takes the case on."""
    services.pick_up(
        case_id, today=timezone.localdate(), actor=request.actor, version=version_in(request)
    )
    messages.success(request, _("De zaak staat op uw naam."))
    return back_to(request, case_id)


@require_POST
@screen(Purpose.OUTREACH)
def put_back(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Gives the case back to the pile."""
    services.put_back(
        case_id, today=timezone.localdate(), actor=request.actor, version=version_in(request)
    )
    messages.success(request, _("De zaak is teruggelegd."))
    return redirect("worker:today")


@require_POST
@screen(Purpose.OUTREACH)
def give(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Gives the case to a colleague."""
    try:
        colleague = UUID(request.POST.get("to", ""))
    except ValueError as unreadable:
        raise Refused(_("Kies aan wie u de zaak geeft."), code="give-to") from unreadable
    services.assign([case_id], to=colleague, today=timezone.localdate(), actor=request.actor)
    messages.success(request, _("De zaak staat op naam van uw collega."))
    return redirect("worker:case", case_id=case_id)


@require_POST
@screen(Purpose.OUTREACH)
def threatening(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Says whether the situation is threatening; the term of the first conversation follows."""
    services.set_threatening(
        case_id,
        threatening=request.POST.get("threatening") == "yes",
        today=timezone.localdate(),
        actor=request.actor,
        version=version_in(request),
    )
    messages.success(request, _("De situatie is bijgewerkt."))
    return redirect("worker:case", case_id=case_id)
