"""The delivery to CBS: a checklist, making it, downloading it, and those made before."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import cbs_checklist, cbs_delivery
from rondkomen.chain.cbs_checklist import Standing, Topic
from rondkomen.exchange import queries
from rondkomen.exchange.core.codes import ROUTE_LABELS, Route
from rondkomen.exchange.queries import DeliveryRow
from rondkomen.kernel.period import Month, Period
from rondkomen.web.ui import formats, working
from rondkomen.web.ui.components import Badge, Column
from rondkomen.web.ui.months import MonthsForm
from rondkomen.web.ui.screen import ActorRequest, screen

MONTHS_BACK = 24
_JUST_MADE = timedelta(minutes=10)

_BADGES = {
    Standing.FINE: Badge("positive", gettext_lazy("in orde")),
    Standing.NOTE: Badge("info", gettext_lazy("ter info")),
    Standing.LOOK: Badge("warning", gettext_lazy("kijk na")),
    Standing.MISSING: Badge("negative", gettext_lazy("ontbreekt")),
}
_TOPICS: dict[Topic, str | Promise] = {
    Topic.ORGANISATION: gettext_lazy("Gegevens van de gemeente"),
    Topic.AGREEMENTS: gettext_lazy("Overeenkomsten"),
    Topic.QUARANTINE: gettext_lazy("Quarantaine"),
    Topic.MATCHING: gettext_lazy("Matchen"),
    Topic.REVIEW: gettext_lazy("Te beoordelen"),
    Topic.UNMATCHED: gettext_lazy("Niet gevonden"),
    Topic.PICK_UP: gettext_lazy("Datum van oppakken"),
    Topic.RESULTS: gettext_lazy("Resultaten"),
    Topic.PULL: gettext_lazy("Ophalen"),
}
_PLACES = {
    Topic.ORGANISATION: ("beheer:gemeente", Purpose.ADMINISTRATION),
    Topic.QUARANTINE: ("worker:quarantine", Purpose.INTAKE),
    Topic.MATCHING: ("worker:matching", Purpose.MATCHING),
    Topic.REVIEW: ("worker:review", Purpose.MATCHING),
    Topic.UNMATCHED: ("worker:unmatched", Purpose.MATCHING),
}


@dataclass(frozen=True)
class _Line:
    """One line of the checklist as the screen shows it."""

    topic: str | Promise
    badge: Badge
    sentence: str
    place: str


def _newest() -> Month:
    """The last month that is over."""
    return Month.of(timezone.localdate()).previous()


def _columns() -> list[Column]:
    return [
        Column(
            _("Periode"),
            lambda row: f"{formats.day(row.period.start)} – {formats.day(row.period.end)}",
            url=lambda row: reverse("worker:cbs-delivery", args=[row.id]),
        ),
        Column(_("Gemaakt"), "made_at", kind="moment"),
        Column(_("Door"), "made_by_name"),
        Column(_("Signalen"), "signals", kind="number"),
        Column(_("Zaken"), "cases", kind="number"),
        Column(_("Niet geleverd"), "left_out_count", kind="number"),
        Column(_("Langs"), lambda row: _(ROUTE_LABELS[row.route])),
        Column(_("Stand"), _standing, kind="badge"),
    ]


def _item_columns() -> list[Column]:
    return [
        Column(_("Onderwerp"), "topic", url=lambda line: line.place),
        Column(_("Stand"), "badge", kind="badge"),
        Column(_("Wat we zien"), "sentence", lang="nl"),
    ]


def _standing(row: DeliveryRow) -> Badge:
    if row.handed_over:
        return Badge("positive", _("meegegeven"))
    if row.has_content:
        return Badge("info", _("klaar"))
    return Badge("neutral", _("verlopen"))


@screen(Purpose.CBS_DELIVERY)
def overview(request: ActorRequest) -> HttpResponse:
    """The checklist over the chosen months, the button, and the deliveries made before."""
    newest = _newest()
    form = MonthsForm(
        request.GET if "first" in request.GET else None, newest=newest, count=MONTHS_BACK
    )
    period = form.period if form.is_valid() else Period(newest.first, newest.last)
    found = cbs_checklist.checklist(period, actor=request.actor)
    status, failed = working.latest_work(request, cbs_delivery.KIND)
    rows = queries.deliveries()
    context = {
        "form": form,
        "period": period,
        "months": {"first": str(Month.of(period.start)), "last": str(Month.of(period.end))},
        "found": found,
        "items": [
            _Line(_TOPICS[item.topic], _BADGES[item.standing], item.sentence, _place(item, request))
            for item in found.items
        ],
        "item_columns": _item_columns(),
        "status": status,
        "failed": failed,
        "fresh": _fresh(rows),
        "rows": rows,
        "columns": _columns(),
    }
    return render(request, "worker/cbs.html", context)


def _place(item: cbs_checklist.CheckItem, request: ActorRequest) -> str:
    """Where the item is mended, when this actor may go there."""
    if item.standing not in {Standing.LOOK, Standing.MISSING} or item.topic not in _PLACES:
        return ""
    route, purpose = _PLACES[item.topic]
    return reverse(route) if request.actor.may(purpose) else ""


def _fresh(rows: list[DeliveryRow]) -> DeliveryRow | None:
    """The delivery that was made just now and still has to be handed over."""
    newest = next((row for row in rows if row.route is Route.FILE), None)
    if newest is None or newest.handed_over or not newest.has_content:
        return None
    return newest if timezone.now() - newest.made_at < _JUST_MADE else None


@screen(Purpose.CBS_DELIVERY)
@require_POST
def start(request: ActorRequest) -> HttpResponse:
    """Starts making a delivery in the background."""
    form = MonthsForm(request.POST, newest=_newest(), count=MONTHS_BACK)
    if not form.is_valid():
        messages.error(request, _("Kies de eerste en de laatste maand uit de lijst."))
        return redirect("worker:cbs")
    if not cbs_checklist.checklist(form.period, actor=request.actor).may_be_made:
        messages.error(request, _("Vul eerst aan wat ontbreekt."))
        return redirect("worker:cbs")
    cbs_delivery.start(form.period, actor=request.actor)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    return redirect(f"{reverse('worker:cbs')}?first={first}&last={last}")


@screen(Purpose.CBS_DELIVERY)
def progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """How far the making is; the page renews itself when it is done."""
    status = working.work_of(request, job_id, cbs_delivery.KIND)
    return working.polled(request, status, _("stappen"))


@require_POST
@screen(Purpose.CBS_DELIVERY, only_stops_work=True)
def stop(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """Stops making the delivery; nothing of it is kept."""
    working.stop(working.work_of(request, job_id, cbs_delivery.KIND))
    messages.info(request, _("Het maken stopt; er wordt niets bewaard."))
    return redirect("worker:cbs")


@screen(Purpose.CBS_DELIVERY)
def delivery(request: ActorRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: what it holds, what could not be delivered, and its files."""
    row = queries.delivery(delivery_id)
    context = {
        "row": row,
        "standing": _standing(row),
        "facts": _facts(row),
        "files": [
            (number, len(page)) for number, page in enumerate(cbs_delivery.file_pages(row), 1)
        ],
    }
    return render(request, "worker/cbs_delivery.html", context)


def _facts(row: DeliveryRow) -> list[tuple[str, str]]:
    handed_over = formats.moment(row.handed_over_at) if row.handed_over else _("nog niet")
    return [
        (_("Gemaakt"), f"{formats.moment(row.made_at)}, {row.made_by_name}"),
        (_("Langs"), _(ROUTE_LABELS[row.route])),
        (_("Signalen"), formats.number(row.signals)),
        (_("Zaken"), formats.number(row.cases)),
        (_("Contactpogingen"), formats.number(row.attempts)),
        (_("Laatst meegegeven"), handed_over),
        (_("Inhoud bewaard tot"), formats.moment(row.keep_until)),
        (_("Controlegetal (SHA-256)"), row.sha256),
    ]


@require_POST
@screen(Purpose.CBS_DELIVERY)
def file(request: ActorRequest, delivery_id: UUID, page: int) -> HttpResponse:
    """One page of a delivery as a file to hand to CBS; the journal knows it left.

    Posted, so that a browser that looks ahead or loads a page again hands nothing over.
    """
    row = queries.delivery(delivery_id)
    content = cbs_delivery.download(row, page, now=timezone.now(), actor=request.actor)
    name = f"ddas-vs-{row.gemeente_id}-{row.period.start}-{row.period.end}-{page}.json"
    return HttpResponse(
        content,
        content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
