"""Checking whether the journal is whole: starting it, its progress, and stopping it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import journal_check
from rondkomen.web.ui import working
from rondkomen.web.ui.screen import ActorRequest, screen


@require_POST
@screen(Purpose.AUDIT)
def start(request: ActorRequest) -> HttpResponse:
    """Starts a check, unless one runs."""
    running, _failed = working.latest_work(request, journal_check.KIND)
    if running is None:
        journal_check.start(request.actor.gemeente_id)
    return redirect("beheer:accountability")


@screen(Purpose.AUDIT)
def progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """How far the check is; the page renews itself when it is done."""
    status = working.work_of(request, job_id, journal_check.KIND)
    return working.polled(request, status, _("gebeurtenissen"))


@require_POST
@screen(Purpose.AUDIT, only_stops_work=True)
def stop(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Stops the check."""
    working.stop(working.work_of(request, job_id, journal_check.KIND))
    messages.info(request, _("De controle stopt."))
    return redirect("beheer:accountability")
