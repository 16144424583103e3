"""One case: what we know, what we did, what comes next."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.kernel.ids import new_id
from rondkomen.matching import queries as matching
from rondkomen.matching.core.decisions import ORIGIN_LABELS
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    PART_OF_DAY_LABELS,
    PARTNER_TYPE_LABELS,
    SIGNAL_KIND_LABELS,
    STATUS_LABELS,
    ContactKind,
    PartOfDay,
    part_of_day,
)
from rondkomen.outreach.queries.rows import CaseView
from rondkomen.outreach.services import NewAttempt
from rondkomen.people.queries import members
from rondkomen.web.ui.components import Happening
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording
from rondkomen.web.worker.explaining import sentences, waterfall

LOGGABLE = (
    ContactKind.PHONE,
    ContactKind.HOME_VISIT,
    ContactKind.TEXT_MESSAGE,
    ContactKind.EMAIL,
    ContactKind.LETTER,
    ContactKind.CARD,
    ContactKind.APPOINTMENT,
    ContactKind.ADMINISTRATIVE,
    ContactKind.OTHER,
)


class AttemptForm(forms.Form):
    """An attempt in three clicks: kind, reached or not, log; the part of the day is filled in."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hoe"),
        widget=forms.RadioSelect,
        choices=[(kind.value, CONTACT_KIND_LABELS[kind]) for kind in LOGGABLE],
    )
    part_of_day = forms.ChoiceField(
        label=gettext_lazy("Dagdeel"),
        widget=forms.RadioSelect,
        choices=[(part.value, PART_OF_DAY_LABELS[part]) for part in PartOfDay],
    )
    on = forms.DateField(
        label=gettext_lazy("Dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("Bereikt?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("nee")),
            ("yes", gettext_lazy("ja")),
            ("accepted", gettext_lazy("ja, en hulp aangenomen")),
        ],
    )
    note = forms.CharField(
        label=gettext_lazy("Eén regel (mag leeg blijven)"), required=False, max_length=280
    )

    def attempt(self) -> NewAttempt:
        """The attempt as filled in."""
        data = self.cleaned_data
        return NewAttempt(
            token=data["token"],
            kind=ContactKind(data["kind"]),
            part_of_day=PartOfDay(data["part_of_day"]),
            on=data["on"],
            reached=data["reached"] != "no",
            note=data["note"],
            accepted=data["reached"] == "accepted",
        )


def _fresh_form() -> AttemptForm:
    now = timezone.localtime()
    return AttemptForm(
        initial={
            "token": new_id(),
            "on": now.date(),
            "part_of_day": part_of_day(now.hour).value,
            "reached": "no",
        }
    )


@screen(Purpose.OUTREACH)
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Everything about one case; opening it is a logged look at the household."""
    view = queries.case(case_id, actor=request.actor, today=timezone.localdate())
    return render(request, "worker/case.html", _context(request, view, _fresh_form()))


def _context(request: ActorRequest, view: CaseView, form: AttemptForm) -> dict[str, Any]:
    return {
        "view": view,
        "row": view.row,
        "status": STATUS_LABELS[view.row.status],
        "clock": wording.clock_badge(view.row),
        "people": members(view.row.household_ref, purpose=Purpose.OUTREACH, actor=request.actor),
        "signals": _signals(view),
        "happenings": [Happening(line.at, line.text, line.by_name) for line in view.timeline],
        "form": form,
        "may_log": view.closed_on is None,
    }


def _signals(view: CaseView) -> list[dict[str, Any]]:
    refs = [signal.signal_ref for signal in view.signals]
    facts, links = arrears.signals(refs), matching.live_links(refs)
    return [
        {
            "row": signal,
            "partner": facts[signal.signal_ref].partner_name if signal.signal_ref in facts else "",
            "type": PARTNER_TYPE_LABELS[signal.partner_type],
            "kind": SIGNAL_KIND_LABELS[signal.kind],
            "link": links.get(signal.signal_ref),
            "origin": ORIGIN_LABELS[links[signal.signal_ref].origin]
            if signal.signal_ref in links
            else "",
            "why": sentences(links[signal.signal_ref].explanation)
            if signal.signal_ref in links
            else [],
            "waterfall": waterfall(links[signal.signal_ref].explanation)
            if signal.signal_ref in links
            else None,
        }
        for signal in view.signals
    ]


@require_POST
@screen(Purpose.OUTREACH)
def log_attempt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Logs an attempt; the same token twice logs once."""
    form = AttemptForm(request.POST)
    today = timezone.localdate()
    if not form.is_valid():
        view = queries.case(case_id, actor=request.actor, today=today)
        return render(request, "worker/case.html", _context(request, view, form), status=400)
    services.log_attempt(case_id, form.attempt(), today=today, actor=request.actor)
    messages.success(request, _("De poging staat erin."))
    return redirect("worker:case", case_id=case_id)


@require_POST
@screen(Purpose.OUTREACH)
def pick_up(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Takes the case on."""
    services.pick_up(case_id, today=timezone.localdate(), actor=request.actor)
    messages.success(request, _("De zaak staat op uw naam."))
    return redirect("worker:case", case_id=case_id)
