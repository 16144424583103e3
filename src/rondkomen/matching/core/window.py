"""Meervoudig and opeenvolgend: which signals of one address belong to one story."""

from collections.abc import Iterable

from rondkomen.kernel.period import Month

WINDOW_MONTHS = 6


def is_multiple(signals_this_month: int) -> bool:
    """Whether an address has two signals or more in one month (meervoudig).

    Policy: Divosa Monitor Vroegsignalering Schulden, Jaarrapportage 2023.
    """
    return signals_this_month > 1


def is_consecutive(month: Month, earlier: Iterable[Month]) -> bool:
    """Whether the address had a signal in the six months before (opeenvolgend); both can hold.

    Policy: Divosa Monitor Vroegsignalering Schulden, Jaarrapportage 2023; until 2023 the monitor
    looked one month back, which breaks the series.
    """
    return any(month.plus(-WINDOW_MONTHS) <= other < month for other in earlier)
