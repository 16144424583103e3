"""Trying a version of the rules on past months, beside the one in force."""

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
from rondkomen.chain import rules_trial
from rondkomen.chain.rules_trial import TrialOutcome
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries
from rondkomen.outreach.core.closing import CLOSING_RULES
from rondkomen.outreach.core.simulation import Share, Simulation
from rondkomen.web.ui import charts, formats, working
from rondkomen.web.ui.charts import Chart, Plot, Series
from rondkomen.web.ui.months import MonthsForm
from rondkomen.web.ui.screen import ActorRequest, screen

_MOST_MONTHS = 12
_MONTHS_BACK = 2
_MONTHS_OFFERED = 25


class TrialForm(MonthsForm):
    """Which past months, and how many cases a week the team can handle."""

    all_optional = True
    capacity = forms.IntegerField(
        label=gettext_lazy("Ruimte per week"),
        required=False,
        min_value=0,
        max_value=100_000,
    )

    def clean(self) -> dict[str, Any]:
        """Both months in order, and no more than a year of them."""
        data = super().clean()
        if {"first", "last"} <= data.keys() and data["first"].plus(_MOST_MONTHS) <= data["last"]:
            self.add_error("last", _("Kies ten hoogste twaalf maanden."))
        return data


@screen(Purpose.ADMINISTRATION, Purpose.TEAM_MANAGEMENT)
def trial(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """What the version would have done the last time it was tried; sending the form tries it again."""
    view = queries.rule_version(version_id)
    now = Month.of(timezone.localdate())
    status = rules_trial.latest(version_id, gemeente_id=request.actor.gemeente_id)
    found = rules_trial.outcome(status) if status else None
    first, last = (found.first, found.last) if found else (now.plus(-_MONTHS_BACK), now)
    form = TrialForm(
        request.POST or None,
        newest=now,
        count=_MONTHS_OFFERED,
        initial={"first": str(first), "last": str(last)},
    )
    if request.method == "POST" and form.is_valid():
        wanted = rules_trial.Trial(version_id, **form.cleaned_data)
        if view.table is None:
            form.add_error(None, _("Deze versie heeft nog fouten; verbeter die eerst."))
        else:
            rules_trial.start(wanted, gemeente_id=request.actor.gemeente_id)
            return redirect("beheer:rules-trial", version_id=version_id)
    context: dict[str, Any] = {
        "row": view.row,
        "form": form,
        "status": status if status and status.is_open else None,
        "failed": status if status and status.state == "failed" else None,
        **(_shown(found) if found else {}),
        "changed_since": found is not None and found.text != rules_trial.mark_of(view.text),
    }
    return render(request, "beheer/rules_trial.html", context)


@screen(Purpose.ADMINISTRATION, Purpose.TEAM_MANAGEMENT)
def progress(request: ActorRequest, version_id: UUID, job_id: UUID) -> HttpResponse:
    """How far the trial is; the page renews itself when it is done."""
    queries.rule_version(version_id)
    status = working.work_of(request, job_id, rules_trial.KIND)
    return working.polled(request, status, _("stappen"))


@require_POST
@screen(Purpose.ADMINISTRATION, Purpose.TEAM_MANAGEMENT, only_stops_work=True)
def stop(request: ActorRequest, version_id: UUID, job_id: UUID) -> HttpResponse:
    """Stops the trial."""
    working.stop(working.work_of(request, job_id, rules_trial.KIND))
    messages.info(request, _("De proef stopt."))
    return redirect("beheer:rules-trial", version_id=version_id)


def _shown(found: TrialOutcome) -> dict[str, Any]:
    drafted, active = found.drafted, found.active
    return {
        "drafted": drafted,
        "active": active,
        "first": formats.month(found.first),
        "last": formats.month(found.last),
        "work": _work(drafted),
        "dropped": _dropped(drafted, active),
        "spreads": (
            _spread(_("Leeftijd"), drafted.by_age, active.by_age),
            _spread(_("Wijk"), drafted.by_neighbourhood, active.by_neighbourhood),
        ),
    }


def _work(drafted: Simulation) -> Chart | None:
    """The weeks as columns: what is done and what waits, against the capacity."""
    if not drafted.weeks:
        return None
    limit = (float(drafted.capacity), _("ruimte per week")) if drafted.capacity else None
    return charts.stacked(
        Plot(
            _("Werk per week"),
            tuple(f"{week.monday.day}-{week.monday.month}" for week in drafted.weeks),
            (
                Series(_("opgepakt"), tuple(float(week.handled) for week in drafted.weeks)),
                Series(_("wacht"), tuple(float(week.waiting) for week in drafted.weeks)),
            ),
            sentence=_late(drafted),
            limit=limit,
            heading=_("Week van"),
        )
    )


def _late(drafted: Simulation) -> str:
    late = max(week.late for week in drafted.weeks)
    if not late:
        return _("Geen zaak wacht langer dan de termijn.")
    return _("In de drukste week wachten %(count)d zaken langer dan de termijn.") % {"count": late}


def _dropped(drafted: Simulation, active: Simulation) -> list[dict[str, Any]]:
    now, before = dict(drafted.dropped), dict(active.dropped)
    return [
        {
            "label": CLOSING_RULES[reason].label,
            "drafted": now.get(reason, 0),
            "active": before.get(reason, 0),
        }
        for reason in sorted(now.keys() | before.keys(), key=lambda r: -now.get(r, 0))
    ]


def _spread(heading: str, drafted: tuple[Share, ...], active: tuple[Share, ...]) -> dict[str, Any]:
    """Of each group: how many cases, and which part comes first in line, in both versions."""
    before = {share.name: share for share in active}
    rows = [
        {
            "name": share.name,
            "cases": share.cases,
            "picked_up": share.picked_up,
            "picked_up_before": before[share.name].picked_up if share.name in before else 0,
            "first": share.in_first_week,
            "first_before": before[share.name].in_first_week if share.name in before else 0,
            "points": share.average_points,
            "points_before": before[share.name].average_points if share.name in before else 0.0,
        }
        for share in drafted
    ]
    return {"heading": heading, "rows": rows}
