"""The six months before, counted by hand: for November 2026 that is May up to and including October."""

import pytest

from rondkomen.kernel.period import Month
from rondkomen.matching.core.window import is_consecutive, is_multiple

NOVEMBER = Month(2026, 11)


@pytest.mark.parametrize(
    ("earlier", "outcome"),
    [
        ("2026-04", False),
        ("2026-05", True),
        ("2026-10", True),
        ("2026-11", False),
        ("2026-12", False),
    ],
)
def test_only_the_six_months_before_count(earlier: str, outcome: bool) -> None:
    assert is_consecutive(NOVEMBER, [Month.parse(earlier)]) is outcome


def test_no_earlier_signal_is_not_consecutive() -> None:
    assert not is_consecutive(NOVEMBER, [])


@pytest.mark.parametrize(("count", "outcome"), [(1, False), (2, True), (5, True)])
def test_two_signals_in_a_month_are_multiple(count: int, outcome: bool) -> None:
    assert is_multiple(count) is outcome
