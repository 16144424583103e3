"""Terms and trace numbers, calculated by hand."""

from datetime import date

import pytest

from rondkomen.journal.core.clocks import ClockState, TimeLeft, state_when_closed, time_left
from rondkomen.journal.core.trace import (
    current_trace_id,
    new_operation_id,
    new_trace_id,
    trace_of,
    tracing,
)
from rondkomen.kernel.calendar import add_working_days

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def test_three_working_days_from_the_day_before_christmas_eve() -> None:
    """Christmas 2026: Wed 23 Dec accepted; Thu 24 is day 1; Fri 25 and Sat 26 are holidays, Sun 27
    is a Sunday; Mon 28 is day 2; Tue 29 is day 3 (Wgs art. 4 lid 1, threatening situation).
    """
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 29)


def test_time_left_over_christmas() -> None:
    """From Thu 24 to Tue 29 Dec 2026 are five days, of which Mon 28 and Tue 29 are worked."""
    assert time_left(date(2026, 12, 29), date(2026, 12, 24)) == TimeLeft(5, 2)


def test_twenty_working_days_over_christmas_and_new_year() -> None:
    """From Mon 14 Dec 2026: 15-18 Dec are 4, 21-24 Dec 8, 28-31 Dec 12 (25 and 26 Dec holidays),
    4-8 Jan 17 (Fri 1 Jan holiday), 11 Jan 18, 12 Jan 19, 13 Jan 20.
    """
    assert add_working_days(date(2026, 12, 14), 20) == date(2027, 1, 13)
    assert time_left(date(2027, 1, 13), date(2026, 12, 14)).working_days == 20


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 28), ClockState.MET),
        (date(2026, 12, 29), ClockState.MET),
        (date(2026, 12, 30), ClockState.MISSED),
    ],
)
def test_last_day_belongs_to_the_term(on: date, expected: ClockState) -> None:
    assert state_when_closed(date(2026, 12, 29), on) is expected


def test_term_is_overdue_the_day_after() -> None:
    due = date(2026, 12, 29)
    assert not time_left(due, due).is_overdue
    assert time_left(due, date(2026, 12, 30)).is_overdue


def test_trace_of_the_caller_is_carried_on() -> None:
    assert trace_of(f"00-{TRACE}-00f067aa0ba902b7-01") == TRACE


@pytest.mark.parametrize(
    "header", ["", "onzin", f"01-{TRACE}-00f067aa0ba902b7-01", f"00-{'0' * 32}-00f067aa0ba902b7-01"]
)
def test_unreadable_trace_gets_a_fresh_one(header: str) -> None:
    fresh = trace_of(header)
    assert len(fresh) == 32
    assert fresh not in {"0" * 32, TRACE}
    assert trace_of(header) != fresh


def test_one_trace_holds_inside_and_ends_outside() -> None:
    with tracing(f"00-{TRACE}-00f067aa0ba902b7-01") as number:
        assert number == current_trace_id() == TRACE
    assert current_trace_id() != TRACE


def test_numbers_have_the_length_of_the_standard() -> None:
    assert (len(new_trace_id()), len(new_operation_id())) == (32, 16)
