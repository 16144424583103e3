"""The beheer entries of the main menu."""

from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.web.ui.navigation import Item

NAVIGATION = [
    Item(_("Beheer"), "beheer:home", Purpose.ADMINISTRATION, 80),
    Item(_("Verantwoording"), "beheer:accountability", Purpose.AUDIT, 90),
]
