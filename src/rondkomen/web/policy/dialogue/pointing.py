"""Choosing what an action points at: a cell or a node of a sheet, or a figure of the monitor."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain.pointing import indicators
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.agenda import from_plain, plain, points
from rondkomen.dialogue.core.pointing import Place, PointKind
from rondkomen.monitoring.content import definitions
from rondkomen.web.policy.dialogue.agenda import revision_in
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen

_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Choice:
    """One thing to point at."""

    value: str
    label: str
    holds: str
    chosen: bool


@dataclass(frozen=True)
class Offer:
    """The things of one question, or all figures, under the sheet they stand on."""

    sheet: str
    title: str
    choices: tuple[Choice, ...]
    opened: bool


@screen(Purpose.DIALOGUE)
def choose(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """Everything there is to point at, and pointing at it, or at nothing any more."""
    row = queries.action(action_id)
    if request.method == "POST":
        kind, _sign, ref = request.POST.get("points", "").partition(":")
        wanted = replace(from_plain(plain(row)), points_to_kind=kind, points_to=ref)
        clash = services.change_action(
            action_id,
            wanted,
            based_on=revision_in(request),
            at=timezone.now(),
            actor=request.actor,
            indicators=indicators(),
        )
        if clash is not None:
            messages.warning(
                request, _("Iemand anders veranderde deze actie intussen. Kijk eerst.")
            )
        return redirect("dialogue:action", action_id)
    chosen = points(row)
    offers = [*_sheets(row.session_id, chosen), _figures(chosen)]
    context = {"row": row, "offers": offers, "chosen": chosen}
    return render(request, "policy/dialogue/pointing.html", context)


def _sheets(session_id: UUID, chosen: str) -> list[Offer]:
    language = get_language() or "nl"
    found = []
    for one in queries.pointable(session_id):
        choices = tuple(_choice(place, chosen, language) for place in one.places)
        opened = any(choice.chosen for choice in choices)
        sheet = f"{say(one.instrument.title)} · {say(one.step.title)}"
        found.append(Offer(sheet, say(one.question.text), choices, opened))
    return found


def _choice(place: Place, chosen: str, language: str) -> Choice:
    value = f"{place.kind}:{place.ref}"
    rest = replace(place, words=place.words[1:]).said(language)
    holds = "" if place.holds in rest else place.holds
    return Choice(value, rest or _("de hele vraag"), _short(holds), chosen=value == chosen)


def _figures(chosen: str) -> Offer:
    language = get_language() or "nl"
    choices = tuple(
        Choice(value, one.label.text(language), "", chosen=value == chosen)
        for one in definitions().indicators.values()
        if (value := f"{PointKind.INDICATOR}:{one.key}")
    )
    opened = any(choice.chosen for choice in choices)
    return Offer(_("Monitor"), _("Een cijfer van de monitor"), choices, opened)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
