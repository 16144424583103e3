"""Quarantine: rows with a doubt that a person settles, with the reason and the legal note."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries
from rondkomen.arrears.core.codes import DECISION_LABELS, SIGNAL_KIND_LABELS, Decision
from rondkomen.arrears.core.fields import FIELD
from rondkomen.arrears.queries import QuarantinedRecord
from rondkomen.arrears.services.quarantine import Verdict
from rondkomen.chain import intake
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import formats, refusals
from rondkomen.web.ui.components import Column
from rondkomen.web.ui.deliveries import told
from rondkomen.web.ui.screen import ActorRequest, screen

ROWS_PER_PAGE = 50


class VerdictForm(forms.Form):
    """Accept or refuse, why, and the values that had to be corrected."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Besluit"),
        widget=forms.RadioSelect,
        choices=[
            (decision.value, gettext_lazy(DECISION_LABELS[decision])) for decision in Decision
        ],
        error_messages={"required": gettext_lazy("Kies wat er met de rij gebeurt.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=500,
        error_messages={"required": gettext_lazy("Schrijf waarom; de reden blijft bewaard.")},
    )

    def __init__(self, data: object, opened: QuarantinedRecord) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        self.corrected = [FIELD[name] for name in sorted(_doubted(opened)) if name in FIELD]
        for field in self.corrected:
            self.fields[f"field-{field.name}"] = forms.CharField(
                label=field.column,
                required=False,
                max_length=field.max_length,
                initial=opened.values.get(field.name, ""),
                help_text=_("Verbeter de waarde als de partner die gaf; bijvoorbeeld %(example)s.")
                % {"example": field.example},
            )

    def verdict(self) -> Verdict:
        """The decision as filled in."""
        given = {field.name: self.cleaned_data[f"field-{field.name}"] for field in self.corrected}
        changed = {name: text for name, text in given.items() if text != self.initial_of(name)}
        return Verdict(
            Decision(self.cleaned_data["decision"]), self.cleaned_data["reason"], changed
        )

    def initial_of(self, name: str) -> str:
        """The delivered text of a field."""
        return str(self.fields[f"field-{name}"].initial or "")


def _doubted(opened: QuarantinedRecord) -> set[str]:
    """The fields a finding asks to correct; a finding names the column as the partner calls it."""
    mapping = queries.current_mapping(opened.waiting.partner_id)
    field_of = {field.column: field.name for field in FIELD.values()}
    if mapping is not None:
        field_of |= {column: name for name, column in mapping.profile.columns.items()}
    columns = {
        finding.column for finding in opened.waiting.findings if finding.meaning.needs_correction
    }
    return {field_of.get(column, column) for column in columns}


@screen(Purpose.INTAKE)
def listing(request: ActorRequest) -> HttpResponse:
    """The rows that wait, oldest first."""
    waiting = Paginator(range(queries.count_open_quarantine()), ROWS_PER_PAGE)
    page = waiting.get_page(request.GET.get("page"))
    offset = (page.number - 1) * ROWS_PER_PAGE
    rows = queries.open_quarantine(offset=offset, limit=ROWS_PER_PAGE)
    columns = [
        Column(_("Ontvangen"), "received_on", kind="date"),
        Column(_("Partner"), "partner_name"),
        Column(_("Rij"), "row_no", kind="number"),
        Column(
            _("Waarom"),
            lambda row: told((each.sentence(row.row_no) for each in row.findings), row.row_no),
            lang="nl",
        ),
        Column(_("Besluit"), lambda row: _("Beslissen"), url=lambda row: f"{row.row_id}/"),
    ]
    context = {"rows": rows, "columns": columns, "page": page}
    return render(request, "worker/quarantine.html", context)


@screen(Purpose.INTAKE)
def item(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """One row, opened: what it says, what the doubt is, and the decision."""
    opened = queries.quarantined_row(row_id, actor=request.actor)
    form = VerdictForm(request.POST or None, opened)
    if request.method == "POST" and form.is_valid():
        try:
            intake.decide(row_id, form.verdict(), today=timezone.localdate(), actor=request.actor)
        except Refused as refusal:
            refusals.add_to(form, refusal)
        else:
            messages.success(request, _("Besloten; de rij is uit de quarantaine."))
            return redirect("worker:quarantine")
    context = {
        "opened": opened,
        "findings": [
            (
                told([finding.sentence(opened.waiting.row_no)], opened.waiting.row_no),
                finding.meaning.ground.partition(": ")[2],
            )
            for finding in opened.waiting.findings
        ],
        "values": [(FIELD[name].column, text) for name, text in opened.values.items() if text],
        "beside": _beside(opened) if not opened.decision else None,
        "form": form,
        "decided": _(DECISION_LABELS[opened.decision]) if opened.decision else "",
    }
    return render(request, "worker/quarantined.html", context)


def _beside(opened: QuarantinedRecord) -> dict[str, object] | None:
    """The row that was taken in for the same customer, kind and month, to choose between the two."""
    found = queries.row_beside(opened.waiting)
    if found is None:
        return None
    row_no, signal_ref = found
    signal = queries.signals([signal_ref]).get(signal_ref)
    if signal is None:
        return None
    facts = [
        (_("Soort signaal"), _(SIGNAL_KIND_LABELS[signal.kind])),
        (_("Bedrag"), formats.euro(signal.amount)),
        (_("Signaaldatum"), formats.day(signal.signal_date)),
        (_("Achterstand sinds"), formats.day(signal.arrears_since)),
        (_("Einde levering"), formats.day(signal.supply_end_date)),
    ]
    return {"row_no": row_no, "facts": facts}
