"""The policy entries of the main menu."""

from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.web.ui.navigation import Item

NAVIGATION = [
    Item(_("Monitor"), "policy:monitor", Purpose.MONITORING, 50),
    Item(_("Gesprek"), "dialogue:sessions", Purpose.DIALOGUE, 55),
    Item(_("Inspiratie"), "inspiration:practices", Purpose.DIALOGUE, 57),
]
