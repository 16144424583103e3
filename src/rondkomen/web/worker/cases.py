"""Every open case: filter, sort, page, and take the list along without names."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.files import csv, xlsx
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.clocks import CLOCK_LABELS, ClockKind
from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    OPEN_STATUSES,
    PARTNER_TYPE_LABELS,
    STATUS_LABELS,
    CaseStatus,
    PartnerType,
)
from rondkomen.outreach.queries import Sort, Whose, WorklistFilter, WorklistRow
from rondkomen.web.ui.months import MonthField
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording
from rondkomen.web.worker.today import lines

PAGE_SIZE = 50
_MONTHS_OFFERED = 25
_ANY = ("", gettext_lazy("alles"))
_YES_NO = (_ANY, ("yes", gettext_lazy("ja")), ("no", gettext_lazy("nee")))
SORTS: dict[str, Sort] = {
    "points": Sort.PRIORITY,
    "due": Sort.DUE,
    "reason": Sort.REASON,
    "neighbourhood": Sort.NEIGHBOURHOOD,
    "attempt": Sort.LAST_ATTEMPT,
    "amount": Sort.AMOUNT,
}
_SORT_LABELS = (
    ("points", gettext_lazy("prioriteit")),
    ("due", gettext_lazy("klok")),
    ("reason", gettext_lazy("reden")),
    ("neighbourhood", gettext_lazy("wijk")),
    ("attempt", gettext_lazy("laatste poging")),
    ("amount", gettext_lazy("bedrag")),
)
_PROGRESS = (
    _ANY,
    ("overdue", gettext_lazy("klok te laat")),
    ("due_today", gettext_lazy("klok loopt vandaag af")),
    ("stalled", gettext_lazy("stil gevallen")),
    ("returned", gettext_lazy("teruggekomen van overdracht")),
    ("proposed_to_close", gettext_lazy("voorstel om af te sluiten")),
)


class FilterForm(forms.Form):
    """Which cases to list; nothing in it says anything about a person."""

    all_optional = True
    whose = forms.ChoiceField(label=gettext_lazy("Van wie"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[_ANY]
        + [(s.value, gettext_lazy(STATUS_LABELS[s])) for s in CaseStatus if s in OPEN_STATUSES],
    )
    progress = forms.ChoiceField(label=gettext_lazy("Stand"), required=False, choices=_PROGRESS)
    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"),
        required=False,
        choices=[_ANY]
        + [(kind.value, gettext_lazy(PARTNER_TYPE_LABELS[kind])) for kind in PartnerType],
    )
    neighbourhood = forms.ChoiceField(label=gettext_lazy("Wijk"), required=False)
    month = MonthField(label=gettext_lazy("Maand"), required=False)
    multiple = forms.ChoiceField(label=gettext_lazy("Meervoudig"), required=False, choices=_YES_NO)
    consecutive = forms.ChoiceField(
        label=gettext_lazy("Opeenvolgend"), required=False, choices=_YES_NO
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Sorteer op"), required=False, choices=_SORT_LABELS
    )

    def __init__(self, data: Any, *, newest: Month, workers: Any, neighbourhoods: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["whose"].choices = [
            ("", _("het hele team")),
            ("mine", _("op mijn naam")),
            ("nobody", _("van niemand")),
            *((str(ref), name) for ref, name in workers),
        ]
        fields["month"].offer(newest, _MONTHS_OFFERED, none=_("alles"))
        fields["neighbourhood"].choices = [_ANY, *((name, name) for name in neighbourhoods)]

    def chosen(self, me: Any) -> WorklistFilter:
        """The filter; a field that cannot be read does not filter."""
        data = {name: self.cleaned_data.get(name, "") for name in self.fields}
        whose, owner = _whose(data["whose"], me)
        progress = data["progress"]
        return WorklistFilter(
            whose=whose,
            owner=owner,
            statuses=frozenset({CaseStatus(data["status"])}) if data["status"] else frozenset(),
            partner_type=PartnerType(data["partner"]) if data["partner"] else None,
            neighbourhood=data["neighbourhood"],
            month=str(data["month"] or ""),
            multiple=_yes_no(data["multiple"]),
            consecutive=_yes_no(data["consecutive"]),
            overdue=progress == "overdue",
            due_today=progress == "due_today",
            stalled=progress == "stalled",
            returned=progress == "returned",
            proposed_to_close=progress == "proposed_to_close",
        )


def _whose(text: str, me: Any) -> tuple[Whose, Any]:
    if text == "mine":
        return Whose.OWNER, me
    if text == "nobody":
        return Whose.NOBODY, None
    return (Whose.OWNER, forms.UUIDField().clean(text)) if text else (Whose.TEAM, None)


def _yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def selection(request: ActorRequest, wanted: QueryDict) -> tuple[WorklistFilter, Sort]:
    """The cases that an address with a filter means, and their order."""
    chosen = _form(wanted).chosen(request.actor.user_id)
    return chosen, SORTS.get(wanted.get("order", ""), Sort.PRIORITY)


def _form(wanted: QueryDict) -> FilterForm:
    form = FilterForm(
        wanted,
        newest=Month.of(timezone.localdate()),
        workers=queries.workers(),
        neighbourhoods=queries.neighbourhoods(),
    )
    form.is_valid()
    return form


@screen(Purpose.OUTREACH)
def cases(request: ActorRequest) -> HttpResponse:
    """One page of the open cases that the filter leaves."""
    day = timezone.localdate()
    form = _form(request.GET)
    number = request.GET.get("page", "1")
    found = queries.worklist(
        form.chosen(request.actor.user_id),
        today=day,
        actor=request.actor,
        sort=SORTS.get(request.GET.get("order", ""), Sort.PRIORITY),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        page_size=PAGE_SIZE,
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "lines": lines(found.rows, day),
        "total": found.total,
        "page": Paginator(range(found.total), PAGE_SIZE).get_page(found.page),
        "query": query.urlencode(),
        "filtered": any(request.GET.get(name) for name in form.fields if name != "order"),
    }
    return render(request, "worker/cases.html", context)


@screen(Purpose.OUTREACH)
def export(request: ActorRequest, form: str) -> HttpResponse:
    """The whole filtered list as a file: places and work, no names."""
    day = timezone.localdate()
    chosen, sort = selection(request, request.GET)
    rows = queries.worklist_rows(chosen, today=day, actor=request.actor, sort=sort)
    if form == "xlsx":
        sheet = xlsx.Sheet(
            _("Zaken"), _header(), [_cells(row) for row in rows], euros=frozenset({_("bedrag")})
        )
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return download(xlsx.write([sheet]), kind, f"zaken-{day}.xlsx")
    if form == "csv":
        plain = [
            [*row[:4], f"{row[4] / 100:.2f}".replace(".", ","), *row[5:]]
            for row in map(_cells, rows)
        ]
        return download(csv.write(_header(), plain), "text/csv; charset=utf-8", f"zaken-{day}.csv")
    raise Refused(_("Kies CSV of XLSX."), code="export-form")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; never kept by the browser or a proxy."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _header() -> list[str]:
    return [
        _("adres"),
        _("maand"),
        _("status"),
        _("partners"),
        _("bedrag"),
        _("punten"),
        _("wijk"),
        _("klok"),
        _("uiterlijk"),
        _("meervoudig"),
        _("opeenvolgend"),
        _("pogingen"),
        _("laatste poging"),
        _("soort poging"),
        _("van"),
    ]


def _cells(row: WorklistRow) -> list[Any]:
    last = row.last_attempt
    return [
        row.address,
        row.month,
        _(STATUS_LABELS[row.status]),
        wording.partners(row.partner_types),
        row.amount,
        row.points,
        row.neighbourhood,
        _(CLOCK_LABELS[ClockKind(row.due_kind)]) if row.due_kind else "",
        row.due_on,
        row.multiple,
        row.consecutive,
        row.attempt_count,
        last.on if last else None,
        _(CONTACT_KIND_LABELS[last.kind]) if last else "",
        row.owner_name,
    ]
