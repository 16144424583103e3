"""Telephone numbers, brought to the international form ``+31612345678``."""

import re

_DUTCH_LENGTH = 9  # digits after the country code or the leading zero
_MARKS = re.compile(r"[\s.\-/()\N{NO-BREAK SPACE}\N{EN DASH}]+")
_TRUNK_ZERO = re.compile(r"^(\+31|0031)\s*\(0\)")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")
_BETWEEN_NUMBERS = re.compile(r"[;,|]|\bof\b|\ben\b|\s/\s")
_ADVICE = "Schrijf tien cijfers, als 06 12345678, of begin met + en het landnummer."


def parse_phone(text: str) -> str:
    """Return the number in ``text`` with ``+`` and country code; without one it is Dutch.

    A Dutch number that lost its first zero in a spreadsheet gets it back.

    Raises: ValueError with a Dutch sentence that does not repeat the number.
    """
    compact = _MARKS.sub("", _TRUNK_ZERO.sub(r"\1", text.strip()))
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    elif compact.startswith("0"):
        compact = f"+31{compact[1:]}"
    elif len(compact) == _DUTCH_LENGTH and compact[0] != "+":
        compact = f"+31{compact}"
    compact = compact.replace("+310", "+31", 1)
    if not _INTERNATIONAL.fullmatch(compact):
        raise ValueError(f"Dit telefoonnummer is niet te lezen. {_ADVICE}")
    if compact.startswith("+31") and len(compact) != len("+31") + _DUTCH_LENGTH:
        raise ValueError(
            f"Dit Nederlandse telefoonnummer telt te veel of te weinig cijfers. {_ADVICE}"
        )
    return compact


def parse_phones(text: str) -> tuple[str, ...]:
    """Return every number in a field that may hold several, each once, in order.

    Numbers are kept apart by a comma, semicolon, bar, slash, "of" or "en"; a slash may also stand
    inside a number, as in 06/12345678.

    Raises: ValueError with a Dutch sentence if one of them cannot be read.
    """
    parts = (part for part in _BETWEEN_NUMBERS.split(text) if part.strip())
    return tuple(dict.fromkeys(number for part in parts for number in _numbers_in(part)))


def _numbers_in(text: str) -> list[str]:
    pieces = text.split("/")
    if len(pieces) > 1 and all(len(_MARKS.sub("", piece)) > _DUTCH_LENGTH - 1 for piece in pieces):
        return [parse_phone(piece) for piece in pieces]
    return [parse_phone(text)]
