"""The published monitor: protected counts, for whoever steers and accounts."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente
from rondkomen.monitoring import queries
from rondkomen.web.policy import downloads, material, showing
from rondkomen.web.policy.drawing import charts_of
from rondkomen.web.policy.picking import asked, picker
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.MONITORING)
def latest(request: ActorRequest) -> HttpResponse:
    """The latest published month, or the month that was picked."""
    chosen = asked(request)
    if chosen is not None:
        return redirect("policy:month", str(chosen))
    months = queries.published_months()
    if months:
        return redirect("policy:month", str(months[0]))
    context = {"may_work": request.actor.may(Purpose.TEAM_MANAGEMENT)}
    return render(request, "policy/nothing_published.html", context)


@screen(Purpose.MONITORING)
def month(request: ActorRequest, month: str) -> HttpResponse:
    """One published month."""
    chosen = material.month_of(month)
    found = material.published(chosen)
    months = queries.published_months()
    if found is None:
        context = {
            "month": chosen,
            "may_work": request.actor.may(Purpose.TEAM_MANAGEMENT),
            "picker": picker(months, chosen, "policy:month"),
        }
        return render(request, "policy/nothing_published.html", context, status=404)
    context = {
        "month": chosen,
        "page": showing.page(found),
        "material": found,
        "charts": charts_of(found),
        "picker": picker(months, chosen, "policy:month"),
        "may_work": request.actor.may(Purpose.TEAM_MANAGEMENT),
        "gemeente": gemeente(request.actor.gemeente_id).name,
    }
    return render(request, "policy/published.html", context)


@screen(Purpose.MONITORING)
def download(request: ActorRequest, month: str, kind: str) -> HttpResponse:
    """A published month as a file to hand over."""
    found = material.published(material.month_of(month))
    if found is None:
        raise Http404(_("Deze maand is niet gepubliceerd."))
    return downloads.answer(kind, found, gemeente(request.actor.gemeente_id).name)
