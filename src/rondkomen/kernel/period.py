"""Months and periods: the stretches of time that deliveries, cases and reports speak of."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 1, 9998  # the month after the last one must still be a date


@total_ordering
@dataclass(frozen=True)
class Month:
    """One calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (_FIRST_YEAR <= self.year <= _LAST_YEAR and 1 <= self.month <= 12):
            raise ValueError("Deze maand bestaat niet. Schrijf een maand als 2026-11.")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Return the month written as ``2026-11``.

        Raises: ValueError with a Dutch sentence.
        """
        found = _MONTH.fullmatch(text.strip())
        if found is None:
            raise ValueError("Deze maand is niet te lezen. Schrijf een maand als 2026-11.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month ``day`` falls in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> "Month":
        """Return the month that many later, or earlier when ``months`` is negative."""
        year, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, index + 1)

    def next(self) -> "Month":
        """Return the month after this one."""
        return self.plus(1)

    def previous(self) -> "Month":
        """Return the month before this one."""
        return self.plus(-1)

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __lt__(self, other: "Month") -> bool:
        return (self.year, self.month) < (other.year, other.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` up to and including ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("Deze periode eindigt voor zij begint. Draai de datums om.")

    @property
    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def months(self) -> Iterator[Month]:
        """Return each month the period touches, in order."""
        month, last = Month.of(self.start), Month.of(self.end)
        while month <= last:
            yield month
            month = month.next()

    def overlaps(self, other: "Period") -> bool:
        """Return whether at least one day lies in both."""
        return self.start <= other.end and other.start <= self.end

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end
