"""A signal without a name still has an address: it belongs to the household behind that door."""

from collections.abc import Sequence

from rondkomen.people.core.identity import Identity
from rondkomen.people.core.registers import RegisteredPerson

EXPLANATION: dict[str, object] = {
    "rule": "address_only",
    "comparisons": [],
    "text": "De partner leverde geen naam; het adres is gelijk.",
}


def behind_the_door(
    identity: Identity, residents: Sequence[RegisteredPerson]
) -> list[RegisteredPerson]:
    """The residents of the one door this identity can mean; nobody when it may be several doors.

    Policy: docs/matching.md; an addition that is missing is only filled in when there is one door.
    """
    if identity.surname or not identity.postcode or identity.house_number is None:
        return []
    there = [
        person
        for person in residents
        if (person.postcode, person.house_number) == (identity.postcode, identity.house_number)
        and person.deceased_on is None
        and not person.moved_to
    ]
    wanted = _addition(identity.house_letter, identity.house_addition)
    exact = [p for p in there if _addition(p.house_letter, p.house_addition) == wanted]
    if exact:
        return exact
    doors = {_addition(p.house_letter, p.house_addition) for p in there}
    return there if not wanted and len(doors) == 1 else []


def _addition(letter: str, addition: str) -> str:
    return "".join(sign for sign in (letter + addition).casefold() if sign.isalnum())
