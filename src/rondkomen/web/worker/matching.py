"""Matching a month: what the engine placed by itself, and what waits for a person."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import match_month
from rondkomen.kernel.period import Month
from rondkomen.matching import queries
from rondkomen.web.ui import working
from rondkomen.web.ui.components import Column, Tile
from rondkomen.web.ui.months import MonthField
from rondkomen.web.ui.screen import ActorRequest, screen

MONTHS_OFFERED = 13


class MonthForm(forms.Form):
    """Which month to match; a month can be matched again when files came in later."""

    month = MonthField(label=gettext_lazy("Maand"))

    def __init__(self, data: Any, *, current: Month) -> None:
        super().__init__(data, initial={"month": str(current)})
        fields: Any = self.fields
        fields["month"].offer(current, MONTHS_OFFERED)


def _columns() -> list[Column]:
    return [
        Column(_("Maand"), "month", kind="month"),
        Column(_("Gematcht"), "started_at", kind="moment"),
        Column(_("Gekoppeld"), lambda row: row.counts.get("placed", 0), kind="number"),
        Column(
            _("waarvan alleen huishouden"),
            lambda row: row.counts.get("household_only", 0),
            kind="number",
        ),
        Column(_("Te beoordelen"), lambda row: row.counts.get("review", 0), kind="number"),
        Column(_("Niemand gevonden"), lambda row: row.counts.get("unmatched", 0), kind="number"),
        Column(_("Model"), "model_version"),
    ]


def _tiles() -> list[Tile]:
    counts = queries.queue_counts()
    return [
        Tile(_("te beoordelen"), counts.review_waiting, reverse("worker:review"), kind="warning"),
        Tile(
            _("niemand gevonden"),
            counts.unmatched_waiting,
            reverse("worker:unmatched"),
            kind="warning",
        ),
        Tile(_("beoordeeld"), counts.review_decided, reverse("worker:reviewed"), kind="positive"),
    ]


@screen(Purpose.MATCHING)
def overview(request: ActorRequest) -> HttpResponse:
    """The queues, the runs so far and the month to match."""
    status, failed = working.latest_work(request, match_month.KIND)
    context = {
        "form": MonthForm(None, current=Month.of(timezone.localdate())),
        "tiles": _tiles(),
        "runs": queries.runs(),
        "columns": _columns(),
        "status": status,
        "failed": failed,
    }
    return render(request, "worker/matching.html", context)


@require_POST
@screen(Purpose.MATCHING)
def start(request: ActorRequest) -> HttpResponse:
    """Starts matching a month in the background."""
    today = timezone.localdate()
    form = MonthForm(request.POST, current=Month.of(today))
    if form.is_valid():
        month = form.cleaned_data["month"]
        match_month.start(month, today=today, actor=request.actor)
    else:
        messages.error(request, _("Kies een maand uit de lijst."))
    return redirect("worker:matching")


@screen(Purpose.MATCHING)
def progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """How far a matching is; the page renews itself when it is done."""
    status = working.work_of(request, job_id, match_month.KIND)
    return working.polled(request, status, _("stappen"))


@require_POST
@screen(Purpose.MATCHING, only_stops_work=True)
def stop(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Stops the matching; no signal gets another place."""
    working.stop(working.work_of(request, job_id, match_month.KIND))
    messages.info(request, _("Het matchen stopt; er verandert niets."))
    return redirect("worker:matching")
