"""The front page of beheer: what can be arranged here, and what waits."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain.first_steps import FirstStep, first_steps
from rondkomen.web.ui.screen import ActorRequest, screen


@dataclass(frozen=True)
class Section:
    """One part of beheer: what it is called, what it is for, where it is."""

    title: str | Promise
    text: str | Promise
    route: str


SECTIONS = [
    Section(
        _("Partners en overeenkomsten"),
        _("Wie signalen mag leveren, vanaf wanneer, en hoe hun kolommen heten."),
        "beheer:partners",
    ),
    Section(
        _("Regels voor de volgorde"),
        _("Welke zaak eerst: schrijven, uitproberen en door een ander laten publiceren."),
        "beheer:rules",
    ),
    Section(
        _("Brieven en kaartjes"),
        _("De afzender, en teksten op B1 met voorbeeld."),
        "beheer:letters",
    ),
    Section(_("Gebruikers en rollen"), _("Wie hier werkt, en wat die mag zien."), "beheer:users"),
    Section(_("Gemeente"), _("Inwonertal, KvK en contact voor het CBS."), "beheer:gemeente"),
]


# What to do about each step, and where; files are set down outside the product.
_STEPS: dict[FirstStep, tuple[str | Promise, str]] = {
    FirstStep.COLLEAGUES: (
        _("Voeg een medewerker vroegsignalering en een teamleider toe."),
        "beheer:users",
    ),
    FirstStep.REGISTERS: (
        _(
            "Vraag de technisch beheerder de bestanden van BRP en BAG in de map registers te zetten."
        ),
        "",
    ),
    FirstStep.PARTNERS: (
        _("Voeg een signaalpartner toe en leg de overeenkomst vast."),
        "beheer:partners",
    ),
    FirstStep.SENDER: (_("Vul de afzender van de brieven in."), "beheer:letters"),
    FirstStep.GEMEENTE: (_("Vul de contactpersoon voor het CBS in."), "beheer:gemeente"),
}


@screen(Purpose.ADMINISTRATION)
def home(request: ActorRequest) -> HttpResponse:
    """The parts of beheer, and what a new municipality has yet to arrange."""
    waiting = first_steps(timezone.localdate(), actor=request.actor)
    context = {"sections": SECTIONS, "steps": [_STEPS[step] for step in waiting]}
    return render(request, "beheer/home.html", context)
