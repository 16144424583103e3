"""Signals nobody was found for: visible with the likely cause until a person settles each."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import PARTNER_TYPE_LABELS
from rondkomen.chain import match_review
from rondkomen.matching import queries
from rondkomen.matching.core.decisions import Settlement
from rondkomen.people.queries import card
from rondkomen.web.ui.components import Column, Tile
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.placing import delivered_facts

ROWS_PER_PAGE = 50

CAUSE_LABELS = {
    "no_candidate": gettext_lazy("niemand die erop lijkt"),
    "address_unknown": gettext_lazy("adres onbekend"),
    "not_at_address": gettext_lazy("woont hier niet"),
    "legal_person": gettext_lazy("bedrijf of rechtspersoon"),
    "too_little_data": gettext_lazy("te weinig gegevens"),
    "split_off": gettext_lazy("losgemaakt"),
}


class SettlementForm(forms.Form):
    """What should happen with the signal."""

    settlement = forms.ChoiceField(
        label=gettext_lazy("Wat doet u met dit signaal?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Settlement.AT_DELIVERED_ADDRESS.value,
                gettext_lazy("Oppakken op het geleverde adres"),
            ),
            (Settlement.NOT_RESIDENT.value, gettext_lazy("Geen inwoner (meer) van onze gemeente")),
            (
                Settlement.LEGAL_PERSON.value,
                gettext_lazy("Bedrijf of rechtspersoon: niet oppakken"),
            ),
        ],
    )


@screen(Purpose.MATCHING)
def listing(request: ActorRequest) -> HttpResponse:
    """The waiting signals, by likely cause."""
    cause = request.GET.get("oorzaak", "")
    here = reverse("worker:unmatched")
    causes = queries.unmatched_causes()
    tiles = [Tile(_("alle oorzaken"), sum(causes.values()), here, current=not cause)]
    tiles += [
        Tile(CAUSE_LABELS.get(code, code), count, f"{here}?oorzaak={code}", current=code == cause)
        for code, count in causes.items()
    ]
    total = causes.get(cause, 0) if cause else sum(causes.values())
    page = Paginator(range(total), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    offset = (page.number - 1) * ROWS_PER_PAGE
    rows = queries.unmatched_queue(limit=ROWS_PER_PAGE, offset=offset, cause=cause)
    signals = arrears.signals(row.signal_ref for row in rows)
    columns = [
        Column(_("Gematcht"), "made_at", kind="date", url=lambda row: f"{row.id}/"),
        Column(_("Maand"), "month", kind="month"),
        Column(_("Partner"), lambda row: signals[row.signal_ref].partner_name),
        Column(_("Bedrag"), lambda row: signals[row.signal_ref].amount, kind="euro"),
        Column(_("Waarschijnlijke oorzaak"), "text"),
    ]
    known = [row for row in rows if row.signal_ref in signals]
    context = {"tiles": tiles, "rows": known, "columns": columns, "page": page}
    return render(request, "worker/unmatched_list.html", context)


@screen(Purpose.MATCHING)
def item(request: ActorRequest, unmatched_id: UUID) -> HttpResponse:
    """One signal nobody was found for, and the ways on."""
    row = queries.unmatched(unmatched_id)
    form = SettlementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _settle(request, unmatched_id, Settlement(form.cleaned_data["settlement"]))
    identity = card(row.identity_ref, purpose=Purpose.MATCHING, actor=request.actor).identity
    signal = arrears.signals([row.signal_ref])[row.signal_ref]
    context = {
        "row": row,
        "form": form,
        "identity": delivered_facts(identity),
        "signal": signal,
        "partner_type": _(PARTNER_TYPE_LABELS[signal.partner_type]),
        "open": row.settlement is Settlement.WAITING,
    }
    return render(request, "worker/unmatched.html", context)


def _settle(request: ActorRequest, unmatched_id: UUID, settlement: Settlement) -> HttpResponse:
    now = timezone.now()
    if settlement is Settlement.AT_DELIVERED_ADDRESS:
        match_review.open_at_delivered_address(
            unmatched_id, today=timezone.localdate(), now=now, actor=request.actor
        )
        messages.success(request, _("Er is een zaak geopend op het geleverde adres."))
    else:
        match_review.settle(unmatched_id, settlement, now=now, actor=request.actor)
        messages.success(
            request, _("Het signaal is afgehandeld; de partner hoort het in de terugkoppeling.")
        )
    return redirect("worker:unmatched")
