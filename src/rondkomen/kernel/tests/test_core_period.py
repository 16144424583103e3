from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.period import Month, Period

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_a_month_knows_its_first_and_last_day():
    assert Month(2024, 2).first == date(2024, 2, 1)
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert Month(2100, 2).last == date(2100, 2, 28)


def test_months_run_over_the_turn_of_the_year():
    assert Month(2026, 12).next() == Month(2027, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2026, 11).plus(-6) == Month(2026, 5)
    assert Month(2026, 1).plus(25) == Month(2028, 2)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "26-11", "2026-1", "11-2026"])
def test_refuses_a_month_that_is_written_differently(text):
    with pytest.raises(ValueError, match="2026-11"):
        Month.parse(text)


@given(months)
def test_a_month_is_read_back_from_its_text(month):
    assert Month.parse(str(month)) == month


@given(months, st.integers(-500, 500))
def test_going_there_and_back_ends_where_it_began(month, number):
    assert month.plus(number).plus(-number) == month
    assert (month.plus(number) > month) == (number > 0)


@given(days)
def test_a_day_lies_in_its_month_only(day):
    month = Month.of(day)
    assert day in month
    assert day not in month.next()
    assert month.first <= day <= month.last


def test_a_period_counts_both_ends():
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert period.days == 30
    assert date(2026, 11, 30) in period
    assert date(2026, 12, 1) not in period


def test_a_period_names_each_month_it_touches():
    period = Period(date(2026, 11, 30), date(2027, 1, 1))
    assert [str(month) for month in period.months()] == ["2026-11", "2026-12", "2027-01"]


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="Draai de datums om"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


@given(days, days, days, days)
def test_overlap_is_mutual_and_means_a_shared_day(a, b, c, d):
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    shared = max(one.start, other.start) <= min(one.end, other.end)
    assert one.overlaps(other) == other.overlaps(one) == shared
