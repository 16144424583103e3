"""Names and addresses that come in one column, taken apart."""

import re

from rondkomen.arrears.core.cells import house_number_in
from rondkomen.kernel.dutch.house_number import HouseNumber
from rondkomen.kernel.dutch.names import PREFIX_WORDS, split_surname

_TITLES = re.compile(
    r"^(?:(?:de heer|mevrouw|dhr|mevr|mw|hr|fam|familie|drs|dr|mr|ir|ing|prof)\b\.?\s*)+",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Za-zÀ-ž]{1,2}\.-?)+|[A-Z]{1,4}|[A-Z](?:\s[A-Z])*")
_NUMBERS = re.compile(r"\s(?=[1-9]\d{0,4}(?!\d))")


def split_full_name(text: str) -> tuple[str, str, str]:
    """Return initials (or given names), prefix and surname from a name in one piece.

    "A.B. van der Proef", "Proef, A.B. van der" and "Mevr. Anna Proef" are understood. Everything
    before the prefix or the last word counts as initials or given names.
    """
    name = _TITLES.sub("", text.strip())
    if "," in name:
        core, _, rest = (part.strip() for part in name.partition(","))
        words = rest.split()
        first = [
            word for word in words if word.lower() not in PREFIX_WORDS or _INITIALS.fullmatch(word)
        ]
        prefix = [word for word in words if word not in first]
        own_prefix, core = split_surname(core)
        return " ".join(first), own_prefix or " ".join(prefix).lower(), core
    words = name.split()
    first_count = _leading_names(words)
    prefix_text, core = split_surname(" ".join(words[first_count:]))
    return " ".join(words[:first_count]), prefix_text, core


def _leading_names(words: list[str]) -> int:
    for index, word in enumerate(words[1:], start=1):
        if word.lower().rstrip(".") in PREFIX_WORDS and index < len(words) - 1:
            return index
    if words and words[0].lower() in PREFIX_WORDS:
        return 0
    return max(len(words) - 1, 0)


def is_initials(text: str) -> bool:
    """Return whether the text is initials and not a name written out."""
    return _INITIALS.fullmatch(text) is not None


def split_address_line(text: str) -> tuple[str, HouseNumber]:
    """Return the street and the house number from an address in one piece.

    A number inside a street name ("Plein 1944 12") stays with the street: the number counts that
    leaves no other bare number behind it, except a floor or an addition of one digit.

    Raises: ValueError when there is no number after a street.
    """
    starts = [found.start() for found in _NUMBERS.finditer(text.strip())]
    street, rest = "", text.strip()
    if starts:
        place = starts[0]
        if len(starts) > 1 and len(rest[starts[1] :].split()[0]) > 1:
            place = starts[1]
        street, rest = rest[:place].strip(), rest[place:].strip()
    if not street:
        raise ValueError("Hier staat geen huisnummer achter een straat.")
    return street, house_number_in(rest)
