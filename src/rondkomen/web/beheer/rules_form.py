"""A draft of the rules as a form: points, thresholds and sentences, and rules moved up and down."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content, queries, services
from rondkomen.outreach.core import rule_editing
from rondkomen.outreach.core.rule_editing import THRESHOLDS, Plain
from rondkomen.outreach.core.rule_table import Level
from rondkomen.outreach.queries import RuleVersionView
from rondkomen.web.beheer.rules import reading, rule_lines
from rondkomen.web.ui.screen import ActorRequest, screen

_THRESHOLD_LABELS = {
    "supply_ends_within": gettext_lazy("Werkdagen tot het einde van de levering"),
    "amount_at_least": gettext_lazy("Bedrag ten minste (euro)"),
    "amount_below": gettext_lazy("Bedrag lager dan (euro)"),
    "partners_at_least": gettext_lazy("Aantal partners ten minste"),
}
_STEPS: dict[str, Callable[[Plain, int], Plain]] = {
    "up": partial(rule_editing.moved_rule, by=-1),
    "down": partial(rule_editing.moved_rule, by=1),
    "copy": rule_editing.copied_rule,
    "remove": rule_editing.without_rule,
}
_LANDS = {"up": -1, "down": 1, "copy": 1, "remove": 0}


class TableForm(forms.Form):
    """What holds for the whole table."""

    name = forms.CharField(label=gettext_lazy("Naam van de tabel"), max_length=100)
    version = forms.CharField(label=gettext_lazy("Versie"), max_length=40)
    explanation = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    minimum_points = forms.IntegerField(
        label=gettext_lazy("Ten minste zoveel punten om op te pakken"),
        min_value=-1000,
        max_value=1000,
    )
    cases_per_week = forms.IntegerField(
        label=gettext_lazy("Ruimte per week (0 is onbeperkt)"), min_value=0, max_value=100_000
    )
    threshold_euros = forms.IntegerField(
        label=gettext_lazy("Drempelbedrag (euro)"), min_value=0, max_value=100_000
    )
    offer_days = forms.IntegerField(
        label=gettext_lazy("Dagen tot het aanbod"), min_value=1, max_value=60
    )
    handover_working_days = forms.IntegerField(
        label=gettext_lazy("Werkdagen voor antwoord op een overdracht"), min_value=1, max_value=30
    )
    stalled_days = forms.IntegerField(
        label=gettext_lazy("Dagen tot een zaak stil heet"), min_value=1, max_value=90
    )
    retention_months = forms.IntegerField(
        label=gettext_lazy("Maanden bewaren"), min_value=6, max_value=84
    )

    def applied(self, data: Plain) -> Plain:
        """The table with these values."""
        terms = ("threshold_euros", *_TERMS)
        plain = {name: value for name, value in self.cleaned_data.items() if name not in terms}
        own_terms = {name: self.cleaned_data[name] for name in terms}
        return {**data, **plain, "terms": {**data.get("terms", {}), **own_terms}}


_TERMS = ("offer_days", "handover_working_days", "stalled_days", "retention_months")


class RuleForm(forms.Form):
    """One rule: its points, its sentence, and the thresholds it has."""

    points = forms.IntegerField(label=gettext_lazy("Punten"), min_value=-1000, max_value=1000)
    reason = forms.CharField(label=gettext_lazy("Reden voor de medewerker"), max_length=200)

    def __init__(self, *args: Any, rule: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in THRESHOLDS:
            if name in rule["when"]:
                self.fields[name] = forms.IntegerField(
                    label=_THRESHOLD_LABELS[name], min_value=0, max_value=100_000
                )
        self.order_fields(["points", *THRESHOLDS, "reason"])


@dataclass(frozen=True)
class Draft:
    """A draft as plain values, with the forms that change it."""

    view: RuleVersionView
    data: Plain
    table: TableForm
    rules: list[RuleForm]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form on the screen."""
        return [self.table, *self.rules]

    def is_valid(self) -> bool:
        """Whether every form is filled in well; all of them are looked at."""
        return all(form.is_valid() for form in self.forms)

    def changed(self) -> Plain:
        """The table with what the forms say."""
        data = self.table.applied(self.data)
        for number, form in enumerate(self.rules):
            data = rule_editing.changed_rule(data, number, form.cleaned_data)
        return data

    def tell_faults(self, data: Plain) -> bool:
        """Whether the changed table has a fault; each stands with its own field."""
        faults = [f for f in content.check_rule_table(yaml.write(data)) if f.level is Level.FAULT]
        for fault in faults:
            place, _dot, field = fault.where.partition("].")
            number = place.removeprefix("rules[")
            if number.isdecimal() and int(number) <= len(self.rules):
                form: forms.Form = self.rules[int(number) - 1]
                field = field.removeprefix("when.")
            else:
                form, field = self.table, fault.where.removeprefix("terms.")
            form.add_error(field if field in form.fields else None, fault.sentence)
        return bool(faults)


def _draft(request: HttpRequest, version_id: UUID) -> Draft:
    """The draft with its forms, filled in from what was sent or else from what is stored.

    Raises: Refused when the version is no draft, or its text has faults.
    """
    view = queries.rule_version(version_id)
    if view.row.state != "draft" or view.table is None:
        raise Refused(
            _("Alleen een concept zonder fouten is als formulier te wijzigen; open de tekst."),
            code="rules-no-form",
        )
    data: Plain = yaml.load(view.text)
    sent = request.POST or None
    rules = [
        RuleForm(sent, prefix=f"regel-{number}", rule=rule, initial={**rule["when"], **rule})
        for number, rule in enumerate(data["rules"])
    ]
    known = {**vars(view.table), **vars(view.table.terms)}
    table = TableForm(sent, prefix="tabel", initial=known)
    return Draft(view, data, table, rules)


@require_POST
@screen(Purpose.ADMINISTRATION)
def start(request: ActorRequest) -> HttpResponse:
    """A draft that starts from the rules in force, with a version number of its own."""
    data: Plain = yaml.load(queries.active_rules().text)
    taken = [data["version"], *(row.version for row in queries.rule_versions())]
    data["version"] = rule_editing.next_version(taken)
    draft = services.save_draft(yaml.write(data), actor=request.actor)
    return redirect("beheer:rules-form", version_id=draft)


@screen(Purpose.ADMINISTRATION)
def edit(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """The draft as a form; every button saves, then moves, copies or removes a rule."""
    draft = _draft(request, version_id)
    if request.method == "POST" and draft.is_valid():
        data = draft.changed()
        step, number = _step(request, len(draft.rules))
        if not draft.tell_faults(data):
            if step:
                data = _STEPS[step](data, number)
            try:
                services.save_draft(yaml.write(data), actor=request.actor, version_id=version_id)
            except Refused as refusal:
                draft.table.add_error("version", str(refusal))
            else:
                messages.success(request, _("Het concept is bewaard."))
                place = f"#regel-{max(number + _LANDS[step], 0)}" if step else ""
                return redirect(reverse("beheer:rules-form", args=[version_id]) + place)
    wrong = any(form.errors for form in draft.forms)
    return render(request, "beheer/rules_form.html", _context(draft), status=400 if wrong else 200)


def _step(request: HttpRequest, rules: int) -> tuple[str, int]:
    """What to do after saving, and with which rule; nothing for the plain save button."""
    step, _colon, number = request.POST.get("do", "").partition(":")
    if step not in _STEPS or not number.isdecimal() or int(number) >= rules:
        return "", 0
    return step, int(number)


def _context(draft: Draft) -> dict[str, Any]:
    table = draft.view.table
    lines = rule_lines(table, timezone.localdate()) if table else []
    return {
        "row": draft.view.row,
        "table_form": draft.table,
        "rules": [
            {"form": form, "line": line, "number": number, "name": _("Regel %d") % (number + 1)}
            for number, (form, line) in enumerate(zip(draft.rules, lines, strict=True))
        ],
        "last": len(draft.rules) - 1,
        "all_forms": draft.forms,
        "wrong": any(form.errors for form in draft.forms),
        "reading": reading(draft.view.text),
    }


@require_POST
@screen(Purpose.ADMINISTRATION)
def preview(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """What the form says as sentences, asked for while somebody fills it in."""
    draft = _draft(request, version_id)
    data = draft.changed() if draft.is_valid() else draft.data
    context = {"reading": reading(yaml.write(data)), "unfinished": not draft.is_valid()}
    return render(request, "beheer/parts/rules_reading.html", context)
