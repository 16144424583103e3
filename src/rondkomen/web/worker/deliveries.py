"""Deliveries: upload a partner's file and see what became of every row."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries
from rondkomen.arrears.core.codes import SIGNING_STATUS_LABELS, SigningStatus
from rondkomen.arrears.queries import DeliveryRecord
from rondkomen.web.ui import deliveries as shared
from rondkomen.web.ui import working
from rondkomen.web.ui.deliveries import UploadForm
from rondkomen.web.ui.screen import ActorRequest, screen

PER_PAGE = 50


class PartnerUploadForm(UploadForm):
    """A file and the partner it comes from."""

    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"),
        error_messages={"required": gettext_lazy("Kies van welke partner dit bestand is.")},
    )
    field_order = ("partner", "file")

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # POST and FILES, passed through
        self.fields["partner"].choices = [  # type: ignore[attr-defined]  # a choice field, declared above
            ("", _("Kies een partner")),
            *((str(partner.id), partner.name) for partner in queries.partners()),
        ]


@screen(Purpose.INTAKE)
def listing(request: ActorRequest) -> HttpResponse:
    """The latest deliveries of all partners."""
    page = Paginator(range(queries.delivery_count()), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.deliveries(offset=(page.number - 1) * PER_PAGE, limit=PER_PAGE)
    context = {
        "rows": rows,
        "columns": shared.delivery_columns(with_partner=True),
        "page": page,
        "waiting": queries.count_open_quarantine(),
    }
    return render(request, "worker/deliveries.html", context)


@screen(Purpose.INTAKE)
def upload(request: ActorRequest) -> HttpResponse:
    """Takes a file in; the work goes on in the background."""
    form = PartnerUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        delivery_id = shared.receive(request, form, UUID(form.cleaned_data["partner"]))
        if delivery_id is not None:
            return redirect("worker:delivery", delivery_id=delivery_id)
    context = {"form": form, "no_partners": not queries.partners()}
    return render(request, "worker/delivery_upload.html", context)


@screen(Purpose.INTAKE)
def delivery(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: progress while it is taken in, then the fate of every row."""
    record = queries.delivery(delivery_id)
    chosen = request.GET.get("stand", "")
    rows, page = shared.fates(record, chosen, request.GET.get("page", "1"))
    context = {
        "record": record,
        "state": shared.state_badge(record),
        "status": shared.status_of(request, record),
        "tiles": shared.fate_tiles(record, chosen),
        "rows": rows,
        "columns": shared.fate_columns(rows),
        "page": page,
        "unsigned": _unsigned(record),
    }
    return render(request, "worker/delivery.html", context)


def _unsigned(record: DeliveryRecord) -> str:
    """How far the agreement is that this file came in under; empty once it is signed, or ended."""
    for agreement in queries.agreements(record.partner_id):
        if agreement.in_force(record.received_on):
            settled = agreement.signing_status in (SigningStatus.SIGNED, SigningStatus.ENDED)
            return "" if settled else _(SIGNING_STATUS_LABELS[agreement.signing_status])
    return ""


@screen(Purpose.INTAKE)
def progress(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """How far the intake is; the page renews itself when it is done."""
    status = shared.status_of(request, queries.delivery(delivery_id))
    return working.polled(request, status, _("rijen"))


@require_POST
@screen(Purpose.INTAKE, only_stops_work=True)
def cancel(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """Stops taking the file in; nothing of it is stored."""
    shared.stop(request, delivery_id)
    return redirect("worker:delivery", delivery_id=delivery_id)


@screen(Purpose.INTAKE)
def corrections(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """What the partner should correct, without any value from the file."""
    return shared.corrections(queries.delivery(delivery_id))
