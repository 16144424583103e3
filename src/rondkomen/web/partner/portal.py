"""The signal partner's own place: deliver a file, see every row's fate, read the scorecard."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries
from rondkomen.arrears.queries import DeliveryRecord
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import deliveries as shared
from rondkomen.web.ui import scorecards, working
from rondkomen.web.ui.components import Column
from rondkomen.web.ui.deliveries import UploadForm
from rondkomen.web.ui.screen import ActorRequest, screen

SHOWN = 50


def _partner_of(request: ActorRequest) -> UUID:
    """The partner this contact works for.

    Raises: Refused when the contact belongs to no partner.
    """
    if request.actor.partner_id is None:
        raise Refused(_("Uw account hoort bij geen partner; vraag de gemeente."), code="no-partner")
    return request.actor.partner_id


def _own(request: ActorRequest, delivery_id: UUID) -> DeliveryRecord:
    """The delivery, if it is the contact's own.

    Raises: Refused for a delivery of another partner, in the same words as for one that is not there.
    """
    record = queries.delivery(delivery_id)
    if record.partner_id != _partner_of(request):
        raise Refused(_("Deze levering bestaat hier niet."), code="delivery-unknown")
    return record


@screen(Purpose.PARTNER_PORTAL)
def home(request: ActorRequest) -> HttpResponse:
    """Deliver a file, and the deliveries so far."""
    partner_id = _partner_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        delivery_id = shared.receive(request, form, partner_id)
        if delivery_id is not None:
            return redirect("partner:delivery", delivery_id=delivery_id)
    context = {
        "form": form,
        "partner": queries.partner(partner_id),
        "rows": queries.deliveries(partner_id, limit=SHOWN),
        "columns": shared.delivery_columns(with_partner=False),
    }
    return render(request, "partner/home.html", context)


@screen(Purpose.PARTNER_PORTAL)
def delivery(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """One own delivery: progress, then the fate of every row."""
    record = _own(request, delivery_id)
    chosen = request.GET.get("stand", "")
    rows, page = shared.fates(record, chosen, request.GET.get("page", "1"))
    context = {
        "record": record,
        "state": shared.state_badge(record),
        "status": shared.status_of(request, record),
        "tiles": shared.fate_tiles(record, chosen),
        "rows": rows,
        "columns": shared.fate_columns(),
        "page": page,
    }
    return render(request, "partner/delivery.html", context)


@screen(Purpose.PARTNER_PORTAL)
def progress(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """How far the intake is."""
    status = shared.status_of(request, _own(request, delivery_id))
    return working.polled(request, status, _("rijen"))


@require_POST
@screen(Purpose.PARTNER_PORTAL, only_stops_work=True)
def cancel(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """Stops taking an own file in; nothing of it is stored."""
    shared.stop(request, _own(request, delivery_id).id)
    return redirect("partner:delivery", delivery_id=delivery_id)


@screen(Purpose.PARTNER_PORTAL)
def corrections(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """What to correct, as a file."""
    return shared.corrections(_own(request, delivery_id))


@screen(Purpose.PARTNER_PORTAL)
def scorecard(request: ActorRequest) -> HttpResponse:
    """How well the own deliveries went in the past half year."""
    period = scorecards.last_months(timezone.localdate())
    card = queries.scorecard(_partner_of(request), period)
    columns = [
        Column(_("Onderdeel"), lambda line: line[0]),
        Column(_("Aantal"), lambda line: line[1], kind="number"),
        Column(_("Aandeel"), lambda line: line[2], "figure"),
        Column(_("Wat u kunt doen"), lambda line: line[3]),
    ]
    context = {"card": card, "rows": scorecards.lines(card), "columns": columns}
    return render(request, "partner/scorecard.html", context)
