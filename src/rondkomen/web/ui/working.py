"""Background work on a screen: only of the kind the screen is for, its progress, and stopping it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from rondkomen.jobs import queries, services
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.queries import JobStatus
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.screen import ActorRequest


def work_of(request: ActorRequest, job_id: UUID, kind: str) -> JobStatus:
    """How this work stands, when it is of this kind and of the actor's municipality.

    Raises: Refused for any other work, in the same words as for work that is not there.
    """
    return queries.status(job_id, gemeente_id=request.actor.gemeente_id, kind=kind)


def latest_work(request: ActorRequest, kind: str) -> tuple[JobStatus | None, JobStatus | None]:
    """The last work of this kind when it still runs, and when it failed."""
    found = queries.latest(request.actor.gemeente_id, kind=kind, limit=1)
    last = found[0] if found else None
    return (
        last if last and last.is_open else None,
        last if last and last.state is JobState.FAILED else None,
    )


def polled(request: HttpRequest, status: JobStatus | None, unit: str) -> HttpResponse:
    """The progress part again; when the work is over the page renews itself."""
    if status is None or not status.is_open:
        return HttpResponseClientRefresh()
    return render(
        request, "ui/parts/polled.html", {"status": status, "poll": request.path, "unit": unit}
    )


def stop(status: JobStatus | None) -> None:
    """Nothing; the work stops at its next step and leaves nothing behind.

    Raises: Refused when it is over.
    """
    if status is None or not status.is_open:
        raise Refused(_("Dit werk is al klaar; stoppen kan niet meer."), code="too-late")
    services.cancel(status.id)
