"""To whom a letter goes: read from `people` with the purpose of outreach."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.outreach.models import Case
from rondkomen.people import queries as people
from rondkomen.people.core.identity import Card, Door


@dataclass(frozen=True)
class Recipient:
    """One letter's address lines and the name to greet."""

    case_id: UUID
    address: tuple[str, ...]
    surname: str


def recipients_of(
    cases: Sequence[Case], *, actor: Actor
) -> tuple[list[Recipient], list[tuple[UUID, str]]]:
    """The recipients, and the cases that get no letter with the sentence that says why.

    Raises: Refused when the actor may not read people for outreach.
    """
    homes = (case.household_ref for case in cases)
    doors = people.doors(homes, purpose=Purpose.OUTREACH, actor=actor)
    refs = [case.person_ref for case in cases if case.person_ref]
    cards = people.cards(refs, purpose=Purpose.OUTREACH, actor=actor)
    found: list[Recipient] = []
    skipped: list[tuple[UUID, str]] = []
    for case in cases:
        card = cards.get(case.person_ref) if case.person_ref else None
        why_not = _why_not(case, card, doors.get(case.household_ref))
        if why_not:
            skipped.append((case.id, why_not))
        else:
            found.append(_recipient(case, card, doors[case.household_ref]))
    return found, skipped


def _why_not(case: Case, card: Card | None, door: Door | None) -> str:
    if not case.is_open:
        return "De zaak is afgesloten."
    if not case.signal_count:
        return "De zaak heeft geen signalen meer; sluit haar af."
    if door is None:
        return "Het adres is niet (meer) bekend."
    if card is not None and card.deceased:
        return "De inwoner is overleden; schrijf de nabestaanden zelf een brief."
    if card is not None and card.moved_to:
        return "De inwoner is verhuisd naar een andere gemeente."
    return ""


def _recipient(case: Case, card: Card | None, door: Door) -> Recipient:
    name = card.identity.display_name if card else ""
    surname = f"{card.identity.prefix} {card.identity.surname}".strip() if card else ""
    postcode = f"{door.postcode[:4]} {door.postcode[4:]}".strip()
    return Recipient(
        case_id=case.id,
        address=(name or "Aan de bewoner van", door.label, f"{postcode}  {door.city}".strip()),
        surname=surname,
    )
