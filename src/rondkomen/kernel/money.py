"""Amounts of money: whole eurocents, read and shown the Dutch way."""

import re
from typing import Literal, NewType

Cents = NewType("Cents", int)

DecimalMark = Literal[",", "."]

_MOST_DIGITS = 12  # a thousand billion euro: more is a wrong column, not a debt
_GROUP_MARK = {",": ".", ".": ","}
_ADVICE = {
    ",": "Schrijf een bedrag als 1234,56 of 1.234,56.",
    ".": "Schrijf een bedrag als 1234.56 of 1,234.56.",
}


def _amount_pattern(decimal: str) -> re.Pattern[str]:
    mark, group = re.escape(decimal), re.escape(_GROUP_MARK[decimal])
    return re.compile(
        rf"(?P<sign>-?)\s*(?:(?:€|EUR)\s*)?(?P<late_sign>-?)\s*"
        rf"(?P<euros>[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)"
        rf"(?:{mark}(?P<cents>[0-9]{{1,2}}|-))?\s*(?:€|EUR)?",
        re.IGNORECASE,
    )


_PATTERNS = {mark: _amount_pattern(mark) for mark in _GROUP_MARK}


def parse_cents(text: str, *, decimal: DecimalMark = ",") -> Cents:
    """Return the amount written in ``text``.

    ``decimal`` is the mark before the cents; the other one may group thousands. A minus is read
    as such: whether a negative amount means anything is for the caller to decide.

    Units: eurocents.
    Raises: ValueError with a Dutch sentence; the sentence never repeats the text.
    """
    found = _PATTERNS[decimal].fullmatch(" ".join(text.split()))
    if found is None or (found["sign"] and found["late_sign"]):
        raise ValueError(f"Dit bedrag is niet te lezen. {_ADVICE[decimal]}")
    euros = found["euros"].replace(_GROUP_MARK[decimal], "")
    if len(euros.lstrip("0")) > _MOST_DIGITS:
        raise ValueError("Dit bedrag is te groot om te kloppen. Controleer de kolom.")
    fraction = (found["cents"] or "0").replace("-", "0")
    amount = int(euros) * 100 + int(fraction.ljust(2, "0"))
    return Cents(-amount if found["sign"] or found["late_sign"] else amount)


def format_euro(amount: Cents) -> str:
    """Return ``amount`` as people read it: ``€ 1.234,56``, or ``€ -5,00`` below zero."""
    euros, cents = divmod(abs(amount), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"€ {'-' if amount < 0 else ''}{grouped},{cents:02d}"


def whole_euros(amount: Cents) -> int:
    """Return ``amount`` rounded to whole euros; exactly half a euro goes up.

    Units: euros.
    """
    return (amount + 50) // 100
