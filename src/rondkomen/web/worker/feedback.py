"""Telling partners: what may be told since last time, sent and kept as disclosed, and the file."""

import json
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.chain import feedback as chain_feedback
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import PARTNER_TYPE_LABELS, PartnerType
from rondkomen.outreach.core.feedback import FEEDBACK_RULES, FEEDBACK_SENTENCES, Feedback
from rondkomen.outreach.core.results import RESULT_RULES
from rondkomen.outreach.queries.feedback import last_told, untold
from rondkomen.web.ui.months import MonthsForm
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.cases import download

_MONTHS_BACK = 5
_TOLD_MONTHS = 12
_MONTHS_OFFERED = 25


def _form(asked: QueryDict | None, today: date) -> MonthsForm:
    """The months whose signals the answers are about, half a year when nothing was chosen."""
    now = Month.of(today)
    chosen = asked if asked and "first" in asked else None
    default = {"first": str(now.plus(-_MONTHS_BACK)), "last": str(now)}
    return MonthsForm(chosen or default, newest=now, count=_MONTHS_OFFERED)


def _months(form: MonthsForm, today: date) -> tuple[Month, Month]:
    """The chosen months; half a year when they cannot be read."""
    if not form.is_valid():
        return Month.of(today).plus(-_MONTHS_BACK), Month.of(today)
    return form.cleaned_data["first"], form.cleaned_data["last"]


@screen(Purpose.PARTNER_FEEDBACK)
def partners(request: ActorRequest) -> HttpResponse:
    """The partners, whether they want to hear back, what waits for them, and when they last did."""
    today = timezone.localdate()
    running = {a.partner_id: a for a in arrears.agreements() if a.start <= today}
    since = Month.of(today).plus(-_TOLD_MONTHS).first
    told = last_told(since=since)
    first, last = _months(_form(None, today), today)
    waiting = untold(first=first, last=last)
    lines = [
        {
            "partner": partner,
            "kind": _(PARTNER_TYPE_LABELS[PartnerType(partner.partner_type.value)]),
            "wanted": partner.id in running and running[partner.id].feedback_wanted,
            "waiting": waiting.get(partner.id, 0),
            "told": told.get(partner.id),
        }
        for partner in arrears.partners()
    ]
    rules = [
        (RESULT_RULES[result].label, FEEDBACK_SENTENCES[rule.code], rule.kept_inside)
        for result, rule in FEEDBACK_RULES.items()
    ]
    context = {"lines": lines, "rules": rules, "first": first, "last": last}
    return render(request, "worker/feedback.html", context)


@screen(Purpose.PARTNER_FEEDBACK)
def partner(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """What this partner would hear now, and what it heard before."""
    today = timezone.localdate()
    found = arrears.partner(partner_id)
    form = _form(request.GET, today)
    first, last = _months(form, today)
    answers: tuple[Feedback, ...] = ()
    refused = ""
    try:
        answers = chain_feedback.preview(
            partner_id, first=first, last=last, today=today, actor=request.actor
        )
    except Refused as refusal:
        refused = str(refusal)
    told = queries.disclosures(partner_id, since=Month.of(today).plus(-_TOLD_MONTHS).first)
    context = {
        "partner": found,
        "form": form,
        "first": first,
        "last": last,
        "counts": _counts(answer.sentence for answer in answers),
        "total": len(answers),
        "refused": refused,
        "told": _by_day(told),
    }
    return render(request, "worker/feedback_partner.html", context)


def _counts(sentences: Any) -> list[tuple[str, int]]:
    return sorted(Counter(sentences).items(), key=lambda item: (-item[1], item[0]))


def _by_day(told: tuple[Any, ...]) -> list[dict[str, Any]]:
    days: dict[date, list[Any]] = {}
    for row in told:
        days.setdefault(row.as_of, []).append(row)
    return [
        {
            "on": day,
            "count": len(rows),
            "by": ", ".join(sorted({row.told_by for row in rows})),
            "counts": _counts(row.sentence for row in rows),
        }
        for day, rows in sorted(days.items(), reverse=True)
    ]


@require_POST
@screen(Purpose.PARTNER_FEEDBACK)
def send(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Tells the partner: every answer is kept as disclosed; the file is then there to fetch."""
    today = timezone.localdate()
    first, last = _months(_form(request.POST, today), today)
    file = chain_feedback.send(partner_id, first=first, last=last, today=today, actor=request.actor)
    words = ngettext(
        "%(count)d antwoord is vastgelegd. Haal het bestand op en stuur het de partner.",
        "%(count)d antwoorden zijn vastgelegd. Haal het bestand op en stuur het de partner.",
        len(file.lines),
    )
    messages.success(request, words % {"count": len(file.lines)})
    return redirect("worker:feedback-partner", partner_id=partner_id)


@require_POST
@screen(Purpose.PARTNER_FEEDBACK)
def file(request: ActorRequest, partner_id: UUID, form: str) -> HttpResponse:
    """What the partner was told since a day, for people (CSV) or for machines (JSON)."""
    today = timezone.localdate()
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
    except ValueError as unreadable:
        raise Refused(_("Kies een dag waarop u meldde."), code="feedback-since") from unreadable
    made = chain_feedback.again(partner_id, since=since, today=today, actor=request.actor)
    if form == "csv":
        return download(made.as_csv(), "text/csv; charset=utf-8", f"terugkoppeling-{since}.csv")
    if form == "json":
        text = json.dumps(made.as_data(), ensure_ascii=False, indent=2).encode()
        return download(text, "application/json", f"terugkoppeling-{since}.json")
    raise Refused(_("Kies CSV of JSON."), code="export-form")
