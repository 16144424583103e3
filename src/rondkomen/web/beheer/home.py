"""The front page of beheer: what can be arranged here, and what waits."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
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


@screen(Purpose.ADMINISTRATION)
def home(request: ActorRequest) -> HttpResponse:
    """The parts of beheer."""
    return render(request, "beheer/home.html", {"sections": SECTIONS})
