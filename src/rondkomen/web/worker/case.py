"""One case: what we know, what we did, what comes next."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.queries import Correction, SignalFacts
from rondkomen.kernel.period import Month
from rondkomen.matching import queries as matching
from rondkomen.matching.core.decisions import ORIGIN_LABELS
from rondkomen.matching.queries import LinkRow
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import (
    HANDOVER_TO_LABELS,
    PARTNER_TYPE_LABELS,
    SIGNAL_KIND_LABELS,
    STATUS_LABELS,
    HandoverState,
    SignalKind,
)
from rondkomen.outreach.core.results import RESULT_RULES
from rondkomen.outreach.queries import CaseView, HandoverRow, SignalRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.charts import Chart
from rondkomen.web.ui.components import Badge
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording
from rondkomen.web.worker.attempt import AttemptForm, fresh_form
from rondkomen.web.worker.contacts import contacts
from rondkomen.web.worker.explaining import sentences, waterfall
from rondkomen.web.worker.story import story


@dataclass(frozen=True)
class Known:
    """One signal as the screen tells it, with why it was put in this household."""

    row: SignalRow
    partner: str
    kind: Badge
    origin: str
    why: list[str]
    waterfall: Chart | None
    changes: list[str]
    revoked: bool


@screen(Purpose.OUTREACH)
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Everything about one case; opening it is a logged look at the household."""
    return show(request, case_id, fresh_form())


def show(request: ActorRequest, case_id: UUID, form: AttemptForm) -> HttpResponse:
    """The screen of one case with this attempt form."""
    today = timezone.localdate()
    view = queries.case(case_id, actor=request.actor, today=today)
    refs = [signal.signal_ref for signal in view.signals]
    facts = arrears.signals(refs)
    context = {
        "view": view,
        "row": view.row,
        "month": Month.parse(view.row.month),
        "status": wording.status_badge(view.row),
        "clock": wording.clock_badge(view.row, today),
        "contacts": contacts(view, facts, actor=request.actor),
        "signals": _known(view, facts),
        "story": story(view),
        "earlier": _earlier(view),
        "result": RESULT_RULES[view.result].label if view.result else "",
        "handover": _handover(view),
        "form": form,
        "may_split": request.actor.may(Purpose.MATCHING),
        "mine": view.row.owner_ref == request.actor.user_id,
        "colleagues": [w for w in queries.workers() if w[0] != view.row.owner_ref],
    }
    return render(request, "worker/case.html", context)


def _known(view: CaseView, facts: dict[UUID, SignalFacts]) -> list[Known]:
    refs = [signal.signal_ref for signal in view.signals]
    links, revoked = matching.live_links(refs), arrears.revoked(refs)
    corrections = arrears.corrections(refs)
    return [
        replace(
            _one(signal, facts.get(signal.signal_ref), links.get(signal.signal_ref)),
            changes=[_correction(one) for one in corrections.get(signal.signal_ref, ())],
            revoked=signal.signal_ref in revoked,
        )
        for signal in view.signals
    ]


def _correction(one: Correction) -> str:
    told = {"on": formats.day(one.on), "what": ", ".join(one.labels)}
    text = _("De partner verbeterde dit op %(on)s: %(what)s.") % told
    if not one.is_about_client:
        return text
    return f"{text} {_('Kijk na of het signaal nog bij dit huishouden hoort.')}"


def _one(signal: SignalRow, fact: SignalFacts | None, link: LinkRow | None) -> Known:
    urgent = signal.kind in (SignalKind.END_OF_SUPPLY, SignalKind.WARM_TRANSFER)
    return Known(
        row=signal,
        partner=fact.partner_name if fact else _(PARTNER_TYPE_LABELS[signal.partner_type]),
        kind=Badge("warning" if urgent else "neutral", _(SIGNAL_KIND_LABELS[signal.kind])),
        origin=_(ORIGIN_LABELS[link.origin]) if link else "",
        why=sentences(link.explanation) if link else [],
        waterfall=waterfall(link.explanation) if link else None,
        changes=[],
        revoked=False,
    )


def _earlier(view: CaseView) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "outcome": RESULT_RULES[row.result].label
            if row.result
            else _(STATUS_LABELS[row.status]),
        }
        for row in view.earlier
    ]


def _handover(view: CaseView) -> dict[str, Any] | None:
    """The hand-over that waits for an answer, or that came back and needs the back-up step."""
    last: HandoverRow | None = view.handovers[0] if view.handovers else None
    if last is None or last.state is HandoverState.WITHDRAWN:
        return None
    return {
        "row": last,
        "to": _(HANDOVER_TO_LABELS[last.to]),
        "waiting": last.state is HandoverState.OFFERED,
        "back": view.closed_on is None and view.row.returned,
        "silent": last.state is HandoverState.SILENT,
    }
