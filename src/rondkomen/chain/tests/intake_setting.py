"""A municipality with one landlord, for tests of taking in."""

from datetime import date
from pathlib import Path
from uuid import UUID

from rondkomen.access.core.actor import system_actor
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries, services
from rondkomen.arrears.adapters.checking import Told
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain import intake

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


def load(path: Path, told: Told) -> intake.Loaded:
    """The file taken in for "Proef Wonen" of the municipality 9901."""
    actor = system_actor("9901")
    with acting_for("9901"):
        partner = queries.find_partner("proef-wonen")
    with path.open("rb") as source:
        return intake.load(source, partner.id, today=TODAY, actor=actor, told=told)
