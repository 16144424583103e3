"""The scorecard of one partner, on screen and as a file to send."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries
from rondkomen.web.ui import scorecards
from rondkomen.web.ui.components import Column
from rondkomen.web.ui.deliveries import download
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.INTAKE)
def scorecard(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """How this partner delivered in the past half year."""
    card = queries.scorecard(partner_id, scorecards.last_months(timezone.localdate()))
    if request.GET.get("als") == "csv":
        return download(scorecards.as_csv(card), "rapport-partner.csv", "text/csv")
    columns = [
        Column(_("Onderdeel"), lambda line: line[0]),
        Column(_("Aantal"), lambda line: line[1], kind="number"),
        Column(_("Aandeel"), lambda line: line[2], "figure"),
        Column(_("Wat de partner kan doen"), lambda line: line[3]),
    ]
    context = {"card": card, "rows": scorecards.lines(card), "columns": columns}
    return render(request, "worker/scorecard.html", context)
