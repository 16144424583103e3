"""The exact monitor: for the early-detection team alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente
from rondkomen.chain import monitor
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.queries import JobStatus
from rondkomen.kernel.period import Month
from rondkomen.monitoring import queries
from rondkomen.web.policy import downloads, material, showing
from rondkomen.web.policy.drawing import charts_of
from rondkomen.web.policy.picking import asked, picker
from rondkomen.web.ui import working
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.TEAM_MANAGEMENT)
def latest(request: ActorRequest) -> HttpResponse:
    """The month that was picked, or else this one."""
    return redirect("policy:internal-month", str(asked(request) or _this_month()))


@screen(Purpose.TEAM_MANAGEMENT)
def month(request: ActorRequest, month: str) -> HttpResponse:
    """One month in exact figures, or the way to have it counted."""
    chosen = material.month_of(month)
    found = material.counted(chosen)
    status = _work(request, chosen)
    context: dict[str, object] = {
        "month": chosen,
        "picker": picker(
            [*queries.counted_months(), _this_month()], chosen, "policy:internal-month"
        ),
        "status": status if status and status.is_open else None,
        "failed": status if status and status.state == "failed" else None,
    }
    if found is None:
        return render(request, "policy/not_counted.html", context)
    context |= {
        "page": showing.page(found),
        "material": found,
        "charts": charts_of(found),
        "is_over": timezone.localdate() > chosen.last,
        "version": queries.published([chosen]).get(chosen),
    }
    return render(request, "policy/internal.html", context)


@screen(Purpose.TEAM_MANAGEMENT)
@require_POST
def count(request: ActorRequest, month: str) -> HttpResponse:
    """Starts counting a month again."""
    chosen = material.month_of(month)
    monitor.start(chosen, actor=request.actor)
    return redirect("policy:internal-month", str(chosen))


@screen(Purpose.TEAM_MANAGEMENT)
def progress(request: ActorRequest, month: str, job_id: UUID) -> HttpResponse:
    """How far the counting is; the page renews itself when it is done."""
    status = working.work_of(request, job_id, monitor.KIND)
    return working.polled(request, status, _("stappen"))


@require_POST
@screen(Purpose.TEAM_MANAGEMENT, only_stops_work=True)
def stop(request: ActorRequest, month: str, job_id: UUID) -> HttpResponse:
    """Stops the counting; what was counted before stays."""
    working.stop(working.work_of(request, job_id, monitor.KIND))
    messages.info(request, _("Het tellen stopt; wat er stond blijft staan."))
    return redirect("policy:internal-month", str(material.month_of(month)))


@screen(Purpose.TEAM_MANAGEMENT)
def download(request: ActorRequest, month: str, kind: str) -> HttpResponse:
    """A month in exact figures as a file for the team."""
    found = material.counted(material.month_of(month))
    if found is None:
        raise Http404
    return downloads.answer(kind, found, gemeente(request.actor.gemeente_id).name)


def _this_month() -> Month:
    return Month.of(timezone.localdate())


def _work(request: ActorRequest, month: Month) -> JobStatus | None:
    """The last time this month was counted in the background."""
    recent = jobs.latest(request.actor.gemeente_id, kind=monitor.KIND, limit=10)
    return next((one for one in recent if f":{month}:" in one.unique_key), None)
