"""Where a signal belongs: taken out of a household, or put in another one, at any time."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.chain import match_review
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries
from rondkomen.matching.core.decisions import END_LABELS, ORIGIN_LABELS, Place
from rondkomen.outreach.queries import cases_of
from rondkomen.people.core.identity import Card, Door, Identity
from rondkomen.people.queries import card, doors, find_households, members
from rondkomen.web.ui.components import Happening
from rondkomen.web.ui.screen import ActorRequest, screen

HOMES_SHOWN = 10
_HOUSEHOLD_ONLY = "huishouden"


@dataclass(frozen=True)
class Home:
    """A household the words led to."""

    door: Door
    members: list[Card]


class PlaceForm(forms.Form):
    """Whom the signal is about, and how one knows."""

    household = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.CharField(max_length=40)
    reason = forms.CharField(
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf kort waarom dit signaal daar hoort.")},
    )

    def clean_person(self) -> UUID | None:
        """The chosen member; None for the household as a whole."""
        chosen: str = self.cleaned_data["person"]
        if chosen == _HOUSEHOLD_ONLY:
            return None
        try:
            return UUID(chosen)
        except ValueError:
            raise forms.ValidationError(_("Kies wie het is, of het huishouden.")) from None


def delivered_facts(identity: Identity) -> list[tuple[str, str]]:
    """What the partner delivered about a person, in pairs to show."""
    born = identity.birth_date.strftime("%d-%m-%Y") if identity.birth_date else ""
    return [
        (_("Naam"), identity.display_name),
        (_("Geboortedatum"), born),
        (_("Adres"), f"{identity.street} {identity.house}".strip()),
        (_("Postcode en plaats"), f"{identity.postcode} {identity.city}".strip()),
        (_("Telefoon"), ", ".join(identity.phones)),
    ]


@screen(Purpose.MATCHING)
def place(request: ActorRequest, signal_ref: UUID) -> HttpResponse:
    """The signal beside the households the words lead to; choosing one puts it there."""
    if request.method == "POST" and "household" in request.POST:
        return _placed(request, signal_ref)
    text = request.POST.get("q", "").strip()[:120]
    return _show(request, signal_ref, text, error="")


def _placed(request: ActorRequest, signal_ref: UUID) -> HttpResponse:
    form = PlaceForm(request.POST)
    text = request.POST.get("q", "").strip()[:120]
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return _show(request, signal_ref, text, error=str(sentence))
    match_review.merge(
        signal_ref,
        Place(form.cleaned_data["household"], form.cleaned_data["person"]),
        reason=form.cleaned_data["reason"],
        today=timezone.localdate(),
        now=timezone.now(),
        actor=request.actor,
    )
    messages.success(request, _("Het signaal hoort nu bij dit huishouden."))
    return redirect("worker:signal-place", signal_ref=signal_ref)


def _show(request: ActorRequest, signal_ref: UUID, text: str, *, error: str) -> HttpResponse:
    signal = arrears.signals([signal_ref]).get(signal_ref)
    if signal is None:
        raise Refused(_("Dit signaal bestaat niet (meer)."), code="signal-unknown")
    who = card(signal.identity_ref, purpose=Purpose.MATCHING, actor=request.actor)
    homes = _homes(request, text) if text else []
    context = {
        "signal": signal,
        "identity": delivered_facts(who.identity),
        "history": _history(request, signal_ref),
        "homes": homes[:HOMES_SHOWN],
        "more": len(homes) > HOMES_SHOWN,
        "text": text,
        "error": error,
        "household_only": _HOUSEHOLD_ONLY,
    }
    return render(request, "worker/placing.html", context, status=400 if error else 200)


def _homes(request: ActorRequest, text: str) -> list[Home]:
    """The households of the address or surname, one more than shown when there are more."""
    found = find_households(text, purpose=Purpose.MATCHING, actor=request.actor)
    found = found[: HOMES_SHOWN + 1]
    shown = doors(found, purpose=Purpose.MATCHING, actor=request.actor)
    living = members(found, purpose=Purpose.MATCHING, actor=request.actor)
    return [Home(shown[ref], living[ref]) for ref in found if ref in shown]


def _history(request: ActorRequest, signal_ref: UUID) -> list[Happening]:
    """Every place the signal had and has, the newest first."""
    places = queries.history(signal_ref)
    homes = [row.household_ref for row in places]
    known = doors(homes, purpose=Purpose.MATCHING, actor=request.actor)
    cases = cases_of(homes) if request.actor.may(Purpose.OUTREACH) else {}
    return [
        Happening(
            row.made_at,
            known[row.household_ref].label if row.household_ref in known else _("onbekend adres"),
            " · ".join(filter(None, (_(ORIGIN_LABELS[row.origin]), _ended(row)))),
            "neutral" if row.ended_at else "positive",
            url=_case_url(cases.get(row.household_ref, ())),
        )
        for row in reversed(places)
    ]


def _case_url(cases: tuple[UUID, ...]) -> str:
    """Where the newest case of a household is; empty without one."""
    return reverse("worker:case", args=[cases[-1]]) if cases else ""


def _ended(row: queries.LinkRow) -> str:
    if row.ended_at is None:
        return ""
    day = timezone.localtime(row.ended_at).strftime("%d-%m-%Y")
    return f"{_(END_LABELS.get(row.end_reason, row.end_reason))} {day}"


@require_POST
@screen(Purpose.MATCHING)
def split(request: ActorRequest, signal_ref: UUID) -> HttpResponse:
    """Takes a signal out of its household; it waits until somebody places it."""
    match_review.split(
        signal_ref,
        reason=request.POST.get("reason", ""),
        today=timezone.localdate(),
        now=timezone.now(),
        actor=request.actor,
    )
    messages.success(request, _("Het signaal is losgemaakt en wacht bij 'niemand gevonden'."))
    return redirect("worker:signal-place", signal_ref=signal_ref)
