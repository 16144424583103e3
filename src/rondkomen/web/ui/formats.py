"""How values read on screen: amounts, dates, numbers."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone

from rondkomen.kernel.money import Cents, format_euro
from rondkomen.kernel.period import Month

NO_VALUE = "–"
_POSTCODE = re.compile(r"[0-9]{4}[A-Z]{2}")


def euro(amount: Cents | None) -> str:
    """`€ 1.234,56`, or a dash for no amount."""
    return NO_VALUE if amount is None else format_euro(amount).replace(" ", "\N{NO-BREAK SPACE}")


def number(value: int | float | None) -> str:
    """A number with the separators of the language."""
    return (
        NO_VALUE
        if value is None
        else formats.number_format(value, use_l10n=True, force_grouping=True)
    )


def day(value: date | None) -> str:
    """`16 nov 2026`; months stay readable in both languages."""
    return NO_VALUE if value is None else formats.date_format(value, "j M Y").lower()


def postcode(value: str) -> str:
    """`1234 AB`; what is no Dutch postcode stays as it is."""
    return f"{value[:4]}\N{NO-BREAK SPACE}{value[4:]}" if _POSTCODE.fullmatch(value) else value


def phone(value: str) -> str:
    """A Dutch number as people read it aloud: `06 12345678`; the rest stays as it is."""
    local = f"0{value[3:]}" if value.startswith("+31") else value
    return f"06\N{NO-BREAK SPACE}{local[2:]}" if local.startswith("06") else local


def bound(value: str) -> str:
    """A sentence in which no amount is cut off from its euro sign at the end of a line."""
    return value.replace("€ ", "€\N{NO-BREAK SPACE}")


def weekday(value: date | None) -> str:
    """`ma 16 nov`, with the year when it is not this one."""
    if value is None:
        return NO_VALUE
    this_year = value.year == timezone.localdate().year
    return formats.date_format(value, "D j M" if this_year else "D j M Y").lower()


def moment(value: datetime | None) -> str:
    """`16 nov 2026 14:05` in local time."""
    return (
        NO_VALUE
        if value is None
        else formats.date_format(timezone.localtime(value), "j M Y H:i").lower()
    )


def month(value: Month | date | None) -> str:
    """`november 2026`."""
    if value is None:
        return NO_VALUE
    return formats.date_format(value.first if isinstance(value, Month) else value, "F Y").lower()


_BY_KIND: dict[str, Callable[[Any], str]] = {
    "euro": euro,
    "number": number,
    "date": day,
    "moment": moment,
    "month": month,
}


def shown(value: Any, kind: str) -> Any:
    """The value as a cell of this kind shows it."""
    if kind in _BY_KIND:
        return _BY_KIND[kind](value)
    return NO_VALUE if value is None or value == "" else value
