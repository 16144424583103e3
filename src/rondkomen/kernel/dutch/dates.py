"""Dates as they come in files and forms."""

import re
from datetime import date
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]

_ADVICE = "Schrijf een datum als 31-01-2026 of 2026-01-31."
_EARLIEST, _LATEST = 1880, 2199  # outside it, a typing error or digits in another order
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_COMPACT = re.compile(r"[0-9]{8}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])[0-9a-z.]+\1[0-9]{2}")
_IN_WORDS = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})")

_MONTHS = {
    "januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6,
    "juli": 7, "augustus": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_NAMES = tuple(_MONTHS)[:12]


def parse_date(text: str, *, order: Order = "dmy") -> date:
    """Return the day written in ``text``.

    Four digits in front are a year, whatever ``order`` says: ISO is always read as ISO. With the
    year at the end ``order`` decides which of the other two is the day. Eight digits in a row and
    a month in words (``3 maart 1980``) are read too; a time of midnight behind it is dropped.

    Raises: ValueError with a Dutch sentence that does not repeat the date.
    """
    cleaned = _MIDNIGHT.sub("", text.strip()).lower()
    if _SHORT_YEAR.fullmatch(cleaned):
        raise ValueError(
            f"Schrijf het jaar met vier cijfers: met twee is de datum onzeker. {_ADVICE}"
        )
    year, month, day = _year_month_day(cleaned, order)
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError("Deze dag bestaat niet in de kalender. Controleer dag en maand.") from None
    if not _EARLIEST <= found.year <= _LATEST:
        raise ValueError(f"Het jaar moet tussen {_EARLIEST} en {_LATEST} liggen. {_ADVICE}")
    return found


def in_words(day: date) -> str:
    """The day as it stands in a Dutch sentence: `3 maart 1980`."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def _year_month_day(text: str, order: Order) -> tuple[int, int, int]:
    if year_first := _YEAR_FIRST.fullmatch(text):
        return int(year_first[1]), int(year_first[3]), int(year_first[4])
    if year_last := _YEAR_LAST.fullmatch(text):
        return _ordered(year_last[1], year_last[3], year_last[4], order)
    if _COMPACT.fullmatch(text):
        # Month and day are at most 1231 and a year at least 1880: only one reading can hold.
        if int(text[4:]) < _EARLIEST:
            return int(text[:4]), int(text[4:6]), int(text[6:])
        return _ordered(text[:2], text[2:4], text[4:], order)
    if (words := _IN_WORDS.fullmatch(text)) and words[2] in _MONTHS:
        return int(words[3]), _MONTHS[words[2]], int(words[1])
    raise ValueError(f"Deze datum is niet te lezen. {_ADVICE}")


def _ordered(first: str, second: str, year: str, order: Order) -> tuple[int, int, int]:
    if order == "mdy":
        return int(year), int(first), int(second)
    return int(year), int(second), int(first)
