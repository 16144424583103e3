"""House numbers with their letter and addition, in the many ways partners write them."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"([0-9]{1,5})(?![0-9])(.*)", re.DOTALL)
_LETTER = re.compile(r"([A-Z])(?:[\s\-/.](.*))?", re.DOTALL)
_LETTER_THEN_DIGITS = re.compile(r"([A-Z])([0-9].*)")
_FLOOR = re.compile(r"([0-9]{1,2})(?:E|DE|STE)?[\s\-]*(?:HOOG|HG|H|ETAGE|VERD(?:IEPING)?)")
_GROUND_FLOOR = re.compile(r"HS|HUIS|BG|BGG|BEGANE[\s\-]*GROND|PARTERRE")
_ROMAN_FLOORS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_SEPARATORS = re.compile(r"[\s\-/.,:]+")
_EDGES = " \t\r\n-/.,:"


@dataclass(frozen=True)
class HouseNumber:
    """A house number as the address register keeps it: number, one letter, addition."""

    number: int
    letter: str
    addition: str

    def __str__(self) -> str:
        return f"{self.number}{self.letter}" + (f"-{self.addition}" if self.addition else "")


def split(text: str) -> HouseNumber:
    """Return the number, letter and addition in ``text``, in capitals and without separators.

    Spellings of one thing come out alike: ``12-hs``, ``12 huis`` and ``12 bg`` have the addition
    ``HS``; ``12 2-hoog``, ``12-2e etage`` and ``12 II`` have ``2``. A separated ``I`` is the first
    floor, an attached one is a letter.

    Raises: ValueError with a Dutch sentence when no house number stands in front.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise ValueError(
            "Hier staat geen huisnummer voorop. Schrijf eerst het nummer, als 12 of 12-A."
        )
    rest = found[2].upper()
    attached = bool(rest) and rest[0] not in _EDGES
    letter, addition = _letter_and_addition(rest.strip(_EDGES), attached=attached)
    return HouseNumber(int(found[1]), letter, addition)


def _letter_and_addition(rest: str, *, attached: bool) -> tuple[str, str]:
    if not attached and rest in _ROMAN_FLOORS:
        return "", _ROMAN_FLOORS[rest]
    found = _LETTER.fullmatch(rest) or _LETTER_THEN_DIGITS.fullmatch(rest)
    if found:
        return found[1], _addition((found[2] or "").strip().lstrip(_EDGES))
    return "", _addition(rest)


def _addition(text: str) -> str:
    if _GROUND_FLOOR.fullmatch(text):
        return "HS"
    floor = _FLOOR.fullmatch(text)
    if floor:
        return floor[1]
    return _ROMAN_FLOORS.get(text) or _SEPARATORS.sub("", text)
