"""The review queue: two records side by side, the score hidden until the choice, every choice undoable."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import match_review
from rondkomen.matching import queries
from rondkomen.matching.core.decisions import DECISION_LABELS, Decision
from rondkomen.matching.queries import ReviewRow
from rondkomen.matching.services import Verdict
from rondkomen.people.core.identity import Identity
from rondkomen.people.queries import cards
from rondkomen.web.ui.components import Badge, Column, Compared
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.difference import compared
from rondkomen.web.worker.explaining import waterfall

CHOICES = (Decision.SAME, Decision.HOUSEHOLD_ONLY, Decision.DIFFERENT, Decision.LATER)
DECIDED_SHOWN = 100


class VerdictForm(forms.Form):
    """One answer: the choice, about whom, and why if that is not obvious."""

    decision = forms.ChoiceField(choices=[(choice.value, choice.value) for choice in CHOICES])
    person = forms.UUIDField(required=False)
    reason = forms.CharField(required=False, max_length=200)


def lines(signal: Identity, person: Identity) -> list[Compared]:
    """The two identities field by field, differing letters marked."""
    return [
        compared(_("Achternaam"), _surname(signal), _surname(person)),
        compared(
            _("Voorletters"),
            signal.initials or signal.given_names,
            person.initials or person.given_names,
        ),
        compared(_("Geboortedatum"), _day(signal), _day(person)),
        compared(_("Adres"), _house(signal), _house(person)),
        compared(_("Postcode"), signal.postcode, person.postcode),
        compared(_("Telefoon"), ", ".join(signal.phones), ", ".join(person.phones)),
        compared(_("E-mail"), signal.email, person.email),
    ]


def _surname(identity: Identity) -> str:
    own = f"{identity.prefix} {identity.surname}".strip()
    partner = f"{identity.partner_prefix} {identity.partner_surname}".strip()
    return " – ".join(filter(None, (own, partner)))


def _day(identity: Identity) -> str:
    return identity.birth_date.strftime("%d-%m-%Y") if identity.birth_date else ""


def _house(identity: Identity) -> str:
    return f"{identity.street} {identity.house}".strip()


@screen(Purpose.MATCHING)
def queue(request: ActorRequest) -> HttpResponse:
    """The next choice to make, or a page that says there is none."""
    waiting = queries.review_queue(limit=1)
    if waiting:
        return redirect("worker:review-item", review_id=waiting[0].id)
    return render(request, "worker/review_done.html")


@screen(Purpose.MATCHING)
def item(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """One choice: the signal beside each person it may concern."""
    row = queries.review(review_id)
    found = cards(
        [row.identity_ref, *(candidate.person_ref for candidate in row.candidates)],
        purpose=Purpose.MATCHING,
        actor=request.actor,
    )
    signal = found[row.identity_ref].identity
    shown = [
        {
            "ref": candidate.person_ref,
            "lines": lines(signal, found[candidate.person_ref].identity),
            "chosen": candidate.person_ref == row.chosen_person,
            "waterfall": waterfall(candidate.explanation) if _decided(row) else None,
            "score": round(100 * candidate.score),
        }
        for candidate in row.candidates
        if candidate.person_ref in found
    ]
    counts = queries.queue_counts()
    context = {
        "row": row,
        "shown": shown,
        "decided": _decided(row),
        "decision": _(DECISION_LABELS[row.decision]),
        "waiting": counts.review_waiting,
        "done": counts.review_decided,
    }
    return render(request, "worker/review.html", context)


def _decided(row: ReviewRow) -> bool:
    return row.decided_at is not None and row.decision is not Decision.LATER


@require_POST
@screen(Purpose.MATCHING)
def decide(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """Stores the choice and shows why the engine doubted."""
    form = VerdictForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies: zelfde, zelfde huishouden, anders of later."))
        return redirect("worker:review-item", review_id=review_id)
    decision = Decision(form.cleaned_data["decision"])
    verdict = Verdict(decision, form.cleaned_data["person"], form.cleaned_data["reason"])
    match_review.decide(
        review_id, verdict, today=timezone.localdate(), now=timezone.now(), actor=request.actor
    )
    if decision is Decision.LATER:
        messages.info(request, _("Opzijgelegd; dit signaal komt achteraan in de rij."))
        return redirect("worker:review")
    return redirect("worker:review-item", review_id=review_id)


@require_POST
@screen(Purpose.MATCHING)
def undo(request: ActorRequest, review_id: UUID) -> HttpResponse:
    """Takes a choice back."""
    match_review.undo(
        review_id, today=timezone.localdate(), now=timezone.now(), actor=request.actor
    )
    messages.success(request, _("De beslissing is ongedaan gemaakt."))
    return redirect("worker:review-item", review_id=review_id)


@screen(Purpose.MATCHING)
def decided(request: ActorRequest) -> HttpResponse:
    """The latest choices, to look back on or undo."""
    rows = queries.decided_reviews(limit=DECIDED_SHOWN)
    columns = [
        Column(
            _("Beslist"), "decided_at", kind="moment", url=lambda row: f"../beoordelen/{row.id}/"
        ),
        Column(_("Maand"), "month", kind="month"),
        Column(
            _("Beslissing"),
            lambda row: Badge("neutral", _(DECISION_LABELS[row.decision])),
            kind="badge",
        ),
        Column(_("Reden"), "reason"),
    ]
    return render(request, "worker/reviewed.html", {"rows": rows, "columns": columns})
