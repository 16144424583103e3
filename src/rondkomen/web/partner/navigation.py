"""The partner entries of the main menu."""

from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.web.ui.navigation import Item

NAVIGATION = [
    Item(_("Leveringen"), "partner:home", Purpose.PARTNER_PORTAL, 10),
    Item(_("Rapport"), "partner:scorecard", Purpose.PARTNER_PORTAL, 20),
]
