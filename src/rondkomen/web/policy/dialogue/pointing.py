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
from rondkomen.dialogue.core.actions.agenda import from_plain, plain, points
from rondkomen.dialogue.core.actions.pointing import Place, PointKind
from rondkomen.kernel.dutch.names import fold
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
class Asked:
    """One question with what of it can be pointed at."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Offer:
    """The questions of one step, or all figures, under the sheet they stand on."""

    sheet: str
    title: str
    asked: tuple[Asked, ...]
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
    words = fold(request.GET.get("words", "")[:100]).split()
    offers = [*_sheets(row.session_id, chosen, words), *_figures(chosen, words)]
    context = {"row": row, "offers": offers, "words": request.GET.get("words", "")[:100]}
    return render(request, "policy/dialogue/pointing.html", context)


def _sheets(session_id: UUID, chosen: str, words: list[str]) -> list[Offer]:
    language = get_language() or "nl"
    steps: dict[tuple[str, str], list[Asked]] = {}
    for one in queries.pointable(session_id):
        title = say(one.question.text)
        made = tuple(_choice(place, chosen, language) for place in one.places)
        choices = _fitting(made, title, words)
        if choices:
            place = (say(one.instrument.title), say(one.step.title))
            steps.setdefault(place, []).append(Asked(title, choices))
    return [_offer(sheet, title, asked, words) for (sheet, title), asked in steps.items()]


def _figures(chosen: str, words: list[str]) -> list[Offer]:
    language = get_language() or "nl"
    made = tuple(
        Choice(value, one.label.text(language), "", chosen=value == chosen)
        for one in definitions().indicators.values()
        if (value := f"{PointKind.INDICATOR}:{one.key}")
    )
    title = _("Cijfers")
    choices = _fitting(made, title, words)
    return [_offer(_("Monitor"), title, [Asked("", choices)], words)] if choices else []


def _offer(sheet: str, title: str, asked: list[Asked], words: list[str]) -> Offer:
    is_chosen = any(choice.chosen for one in asked for choice in one.choices)
    return Offer(sheet, title, tuple(asked), opened=is_chosen or bool(words))


def _fitting(choices: tuple[Choice, ...], title: str, words: list[str]) -> tuple[Choice, ...]:
    """The choices in which all words occur, of the question, the place or what stands there."""
    return tuple(
        one
        for one in choices
        if all(word in fold(f"{title} {one.label} {one.holds}") for word in words)
    )


def _choice(place: Place, chosen: str, language: str) -> Choice:
    value = f"{place.kind}:{place.ref}"
    rest = replace(place, words=place.words[1:]).said(language)
    holds = "" if place.holds in rest else place.holds
    return Choice(value, rest or _("de hele vraag"), _short(holds), chosen=value == chosen)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
