"""The priority rules: versions, writing a draft with its faults beside it, and publishing by another."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content, queries, services
from rondkomen.outreach.core.algorithm_register import faults_in, rule_sentence_parts
from rondkomen.outreach.core.priority import RuleTable
from rondkomen.outreach.core.rule_examples import example_reason
from rondkomen.outreach.core.rule_table import Fault, Level
from rondkomen.outreach.queries import RuleVersionRow
from rondkomen.web.ui import refusals
from rondkomen.web.ui.components import Badge
from rondkomen.web.ui.screen import ActorRequest, screen

_STATES: dict[str, Badge] = {
    "active": Badge("positive", gettext_lazy("in gebruik")),
    "draft": Badge("info", gettext_lazy("concept")),
    "retired": Badge("neutral", gettext_lazy("vervangen")),
}
_LONGEST = 200_000


class TextForm(forms.Form):
    """The table as YAML."""

    text = forms.CharField(
        label=gettext_lazy("Regeltabel (YAML)"),
        max_length=_LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 34, "spellcheck": "false", "class": "code-area"}),
        error_messages={"required": gettext_lazy("De tabel is leeg.")},
    )


@screen(Purpose.ADMINISTRATION, Purpose.TEAM_MANAGEMENT)
def rules(request: ActorRequest) -> HttpResponse:
    """The version in force as sentences, the drafts and what was in force before."""
    active = queries.active_rules()
    versions = [_line(row) for row in queries.rule_versions()]
    context = {
        "active": active,
        "reading": reading(active.text),
        "versions": versions,
        "may_write": request.actor.may(Purpose.ADMINISTRATION),
    }
    return render(request, "beheer/rules.html", context)


def _line(row: RuleVersionRow) -> dict[str, Any]:
    return {"row": row, "state": _STATES[row.state]}


@screen(Purpose.ADMINISTRATION)
def new_version(request: ActorRequest) -> HttpResponse:
    """A draft that starts from the table in force."""
    form = TextForm(request.POST or None, initial={"text": queries.active_rules().text})
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.save_draft(form.cleaned_data["text"], actor=request.actor)
        except Refused as refusal:
            refusals.add_to(form, refusal, "text")
        else:
            messages.success(request, _("Het concept is bewaard."))
            return redirect("beheer:rules-version", version_id=draft)
    text = form["text"].value() or ""
    context = {"form": form, "reading": reading(text)}
    return render(request, "beheer/rules_new.html", context)


@screen(Purpose.ADMINISTRATION)
def version(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """One version: a draft can be written on, the others only read."""
    view = queries.rule_version(version_id)
    draft = view.row.state == "draft"
    form = TextForm(request.POST or None, initial={"text": view.text})
    if request.method == "POST" and draft and form.is_valid():
        try:
            services.save_draft(
                form.cleaned_data["text"], actor=request.actor, version_id=version_id
            )
        except Refused as refusal:
            refusals.add_to(form, refusal, "text")
        else:
            messages.success(request, _("Het concept is bewaard."))
            return redirect("beheer:rules-version", version_id=version_id)
    context = {
        "row": view.row,
        "state": _STATES[view.row.state],
        "draft": draft,
        "form": form,
        "text": view.text,
        "reading": reading(form["text"].value() or ""),
        "own": view.row.author_ref == request.actor.user_id,
        "sound": view.table is not None,
    }
    return render(request, "beheer/rules_version.html", context)


@require_POST
@screen(Purpose.ADMINISTRATION)
def read(request: ActorRequest) -> HttpResponse:
    """What a text says as sentences, and its faults; asked for while somebody writes."""
    text = request.POST.get("text", "")[:_LONGEST]
    return render(request, "beheer/parts/rules_reading.html", {"reading": reading(text)})


def reading(text: str) -> dict[str, Any]:
    """The rules of a text as sentences with points, and everything that is wrong with it."""
    try:
        found = content.check_rule_table(text)
    except Refused as refusal:
        place = refusal.where or _("tekst")
        return {"faults": [Fault(place, str(refusal))], "remarks": [], "table": None, "rules": []}
    faults = [fault for fault in found if fault.level is Level.FAULT]
    remarks = [fault for fault in found if fault.level is Level.REMARK]
    table = None if faults else content.read_rule_table(text)
    return {
        "faults": faults,
        "remarks": remarks,
        "table": table,
        "rules": rule_lines(table, timezone.localdate()) if table else [],
    }


def rule_lines(table: RuleTable, today: date) -> list[dict[str, Any]]:
    """Each rule as a line: its points, its conditions, and its sentence with example values."""
    return [
        {
            "points": f"{rule.points:+d}",
            "when": f" {_('en')} ".join(rule_sentence_parts(rule, table)),
            "reason": example_reason(rule, table, today=today),
            "group": rule.group,
        }
        for rule in table.rules
    ]


@require_POST
@screen(Purpose.ADMINISTRATION)
def publish(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Puts the version in force; its author cannot."""
    changed = services.publish(version_id, today=timezone.localdate(), actor=request.actor)
    words = ngettext(
        "De regels zijn in gebruik. %(count)d open zaak kreeg andere punten.",
        "De regels zijn in gebruik. %(count)d open zaken kregen andere punten.",
        changed,
    )
    messages.success(request, words % {"count": changed})
    return redirect("beheer:rules")


@require_POST
@screen(Purpose.ADMINISTRATION)
def discard(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Throws a draft away."""
    services.discard_draft(version_id, actor=request.actor)
    messages.success(request, _("Het concept is weg."))
    return redirect("beheer:rules")


@screen(Purpose.ADMINISTRATION)
def register(request: ActorRequest) -> HttpResponse:
    """The text for the Algoritmeregister, written from the rules in force."""
    entry = queries.algorithm_register()
    return render(
        request, "beheer/rules_register.html", {"entry": entry, "faults": faults_in(entry)}
    )
