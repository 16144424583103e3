"""Publishing a month: first see what stays hidden and why, then confirm."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring import queries, services
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.differencing import Leak, Objection
from rondkomen.monitoring.core.publishing import protect_month
from rondkomen.monitoring.core.reading import month_name
from rondkomen.monitoring.core.suppression import SAFETY, Protection, Reason
from rondkomen.monitoring.core.tables import counted_tables
from rondkomen.monitoring.queries import CountedMonth
from rondkomen.web.policy import material, showing
from rondkomen.web.ui.components import Tile
from rondkomen.web.ui.screen import ActorRequest, screen


@dataclass(frozen=True)
class Line:
    """A count that stays hidden, or that stands in the way of a correction, with the reason."""

    name: str
    why: str


@screen(Purpose.TEAM_MANAGEMENT)
def publish(request: ActorRequest, month: str) -> HttpResponse:
    """What would be published, and on confirmation its publication."""
    chosen = material.month_of(month)
    counted = queries.month_counts([chosen]).get(chosen)
    if counted is None:
        raise Http404
    if request.method == "POST":
        return _confirmed(request, counted)
    return render(request, "policy/publish.html", _preview(counted))


def _confirmed(request: ActorRequest, counted: CountedMonth) -> HttpResponse:
    month = str(counted.month)
    try:
        services.publish(
            counted.month,
            fingerprint=request.POST.get("fingerprint", ""),
            today=timezone.localdate(),
            now=timezone.now(),
            actor=request.actor,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("policy:publish", month)
    name = month_name(counted.month, showing.language())
    messages.success(request, _("%(month)s is gepubliceerd.") % {"month": name.capitalize()})
    return redirect("policy:month", month)


def _preview(counted: CountedMonth) -> dict[str, object]:
    protections = protect_month(counted.counts)
    tables = counted_tables(counted.counts.families, definitions(), protections=protections)
    version = queries.published([counted.month]).get(counted.month)
    objections = services.objections_to(counted) if version else ()
    return {
        "month": counted.month,
        "counted": counted,
        "tiles": _tiles(protections),
        "tables": [showing.shown(table) for table in tables],
        "threshold": SAFETY.threshold,
        "rounding": SAFETY.rounding,
        "percent_from": SAFETY.percent_from,
        "width": SAFETY.width,
        "is_over": timezone.localdate() > counted.month.last,
        "version": version,
        "is_same": bool(version and version.fingerprint == counted.fingerprint),
        "objections": [_line(each) for each in objections],
        "log": _log(counted.month),
    }


def _log(month: Month) -> list[dict[str, object]]:
    """The tables of this month that left, version by version."""
    titles = definitions().table_titles
    return [
        {"title": showing.say(titles[line.table]), "line": line}
        for line in queries.published_tables()
        if line.month == month
    ]


def _tiles(protections: dict[str, Protection]) -> list[Tile]:
    """How many numbers are hidden, by reason."""
    hidden = [each for found in protections.values() for each in found.hidden.values()]
    reasons = [each.reason for each in hidden]
    return [
        Tile(_("blijven verborgen"), len(hidden), kind="info"),
        Tile(_("te klein"), reasons.count(Reason.SMALL)),
        Tile(_("van te weinig huishoudens"), reasons.count(Reason.FEW_HOUSEHOLDS)),
        Tile(_("om een klein aantal te beschermen"), reasons.count(Reason.COMPLEMENT)),
    ]


def _line(each: Objection) -> Line:
    why = (
        _("verschilt te weinig van de vorige versie")
        if each.leak is Leak.SMALL_DIFFERENCE
        else _("is met de vorige versie uit te rekenen")
    )
    return Line(showing.name_of(each.key), why)
