"""The worker entries of the main menu."""

from django.utils.translation import gettext_lazy as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.web.ui.navigation import Item, Search

NAVIGATION = [
    Item(_("Vandaag"), "worker:today", Purpose.OUTREACH, 10),
    Item(_("Zaken"), "worker:cases", Purpose.OUTREACH, 20),
    Item(_("Leveringen"), "worker:deliveries", Purpose.INTAKE, 30),
    Item(_("Bord"), "worker:board", Purpose.TEAM_MANAGEMENT, 25),
    Item(_("Terugkoppeling"), "worker:feedback", Purpose.PARTNER_FEEDBACK, 50),
    Item(_("Matchen"), "worker:matching", Purpose.MATCHING, 40),
    Item(_("CBS"), "worker:cbs", Purpose.CBS_DELIVERY, 70),
]

SEARCH = Search("worker:search", Purpose.OUTREACH, _("Adres of achternaam"))
