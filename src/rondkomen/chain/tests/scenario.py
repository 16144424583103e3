"""A street of fictional residents, and partners that report some of them: for tests of several parts."""

import csv
import io
from datetime import date
from pathlib import Path
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.arrears import services
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain import intake
from rondkomen.people.adapters.file_registers import ADDRESS_COLUMNS, PERSON_COLUMNS

TODAY = date(2026, 11, 20)
EFFORT = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)
COLUMNS = (
    "klantnummer",
    "signaaldatum",
    "bedrag",
    "voorletters",
    "tussenvoegsel",
    "achternaam",
    "geboortedatum",
    "postcode",
    "huisnummer",
    "telefoon",
    "bsn",
    "reactie_op_doorgeven",
)
# register key, BSN, initials, prefix, surname, birth date, house number, deceased
RESIDENTS = (
    ("r1", "999990019", "A.", "van der", "Veldhuis", "1980-05-17", "12", ""),
    ("r2", "999990020", "B.", "", "Molenaar", "1978-02-03", "12", ""),
    ("r3", "999990032", "C.", "", "Zandstra", "1990-11-30", "14", ""),
    ("r4", "999990044", "D.", "de", "Waterman", "1944-01-09", "16", "2026-08-01"),
)


def write_registers(folder: Path) -> None:
    """The BRP and BAG of the Lindelaan in Middenveld."""
    home = {"postcode": "9010AB", "street": "Lindelaan", "city": "Middenveld"}
    names = (
        "register_key",
        "bsn",
        "initials",
        "prefix",
        "surname",
        "birth_date",
        "house_number",
        "deceased_on",
    )
    people = [home | dict(zip(names, person, strict=True)) for person in RESIDENTS]
    houses = [
        home | {"house_number": number, "neighbourhood": "Oude Kern"}
        for number in ("12", "14", "16")
    ]
    _write(folder / "brp-9901.csv", PERSON_COLUMNS, people)
    _write(folder / "bag-9901.csv", ADDRESS_COLUMNS, houses)


def _write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def add_partner(
    name: str, kind: PartnerType = PartnerType.RENT, *, actor: Actor, bsn: bool = False
) -> UUID:
    """A partner with an agreement that attests every effort."""
    partner_id = services.save_partner(PartnerFacts(name, kind), actor=actor)
    facts = AgreementFacts(start=date(2024, 1, 1), effort=EFFORT, bsn_allowed=bsn)
    services.save_agreement(partner_id, facts, actor=actor, today=TODAY)
    return partner_id


def deliver_rows(partner_id: UUID, *rows: dict[str, str], actor: Actor, on: date = TODAY) -> UUID:
    """The delivery in which these rows were taken in."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter=";")
    writer.writeheader()
    writer.writerows({"signaaldatum": on.isoformat(), "postcode": "9010AB", **row} for row in rows)
    source = io.BytesIO(text.getvalue().encode())
    return intake.load(source, partner_id, today=on, actor=actor).delivery_id
