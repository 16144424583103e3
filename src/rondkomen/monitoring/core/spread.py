"""Median and ninetieth percentile of lead times, from how many cases took how many days."""

from collections.abc import Mapping
from fractions import Fraction


def measured(days: Mapping[int, int]) -> int:
    """How many cases have this lead time."""
    return sum(days.values())


def median(days: Mapping[int, int]) -> Fraction | None:
    """The lead time of the middle case, or halfway the two middle ones; None without cases.

    Units: days.
    Policy: the usual median; no weighting.
    """
    count = measured(days)
    if count == 0:
        return None
    lower, upper = _nth(days, (count + 1) // 2), _nth(days, count // 2 + 1)
    return Fraction(lower + upper, 2)


def ninetieth(days: Mapping[int, int]) -> int | None:
    """The fewest days within which at least nine in ten cases were done; None without cases.

    Units: days.
    Policy: nearest rank, so it is always a lead time that occurred.
    """
    count = measured(days)
    return _nth(days, -(-9 * count // 10)) if count else None


def _nth(days: Mapping[int, int], place: int) -> int:
    """The lead time of the case at `place` (from 1) when ordered from short to long."""
    seen = 0
    for length in sorted(days):
        seen += days[length]
        if seen >= place:
            return length
    raise ValueError(f"there is no case {place} among {seen}")
