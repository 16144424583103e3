"""A municipality with one landlord, for tests of taking in."""

from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import system_actor
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import services
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts

TODAY = date(2026, 11, 21)
EFFORT = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)


def set_up_partner(
    code: str = "9901", kind: PartnerType = PartnerType.RENT, end: date | None = None
) -> UUID:
    """The key of the partner "Proef Wonen" in a municipality made for it."""
    set_up_gemeente(NewGemeente(code, "Gemeente Middenveld", 60_000, 2026))
    actor = system_actor(code)
    with acting_for(code):
        partner = services.save_partner(PartnerFacts("Proef Wonen", kind), actor=actor)
        facts = AgreementFacts(date(2021, 1, 1), end, effort=EFFORT)
        services.save_agreement(partner, facts, actor=actor, today=TODAY)
    return partner
