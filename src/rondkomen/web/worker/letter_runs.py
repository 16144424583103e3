"""A batch of letters: how far it is, what it became, and the document while it is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import letter_batch
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.queries import JobStatus
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.letters import LETTER_KIND_LABELS
from rondkomen.web.ui import working
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.handing_over import pdf_answer


def _status(request: ActorRequest, run_id: UUID) -> JobStatus | None:
    """How making this batch stands; only for who ordered it."""
    queries.letter_run(run_id, actor=request.actor)
    return jobs.find(request.actor.gemeente_id, letter_batch.key_of(run_id))


@screen(Purpose.OUTREACH)
def run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Progress while the letters are made, then the document and which cases got none."""
    status = _status(request, run_id)
    found = queries.letter_run(run_id, actor=request.actor)
    context = {
        "run": found,
        "kind": _(LETTER_KIND_LABELS[found.kind]),
        "status": status if status and status.is_open else None,
        "failed": status if status and status.state == "failed" else None,
    }
    return render(request, "worker/letters_run.html", context)


@screen(Purpose.OUTREACH)
def progress(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How far the letters are."""
    return working.polled(request, _status(request, run_id), _("brieven"))


@require_POST
@screen(Purpose.OUTREACH, only_stops_work=True)
def stop(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Stops making the letters; none is logged."""
    working.stop(_status(request, run_id))
    messages.info(request, _("Het maken stopt; er wordt geen brief gelogd."))
    return redirect("worker:letters-run", run_id=run_id)


@require_POST
@screen(Purpose.OUTREACH)
def document(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """The letters as one PDF; the journal knows who took it."""
    found = queries.letter_run(run_id, actor=request.actor)
    content = services.open_letters(run_id, actor=request.actor)
    return pdf_answer(content, f"brieven-{found.ordered_at.date()}.pdf")
