"""Dates of holidays come from published calendars, terms from counting on a calendar by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.calendar import (
    add_working_days,
    easter_sunday,
    end_of_term,
    holidays,
    is_working_day,
    working_days_between,
)
from rondkomen.kernel.refusal import Refused

days = st.dates(date(2015, 1, 1), date(2060, 12, 31))
numbers = st.integers(-60, 60)


@pytest.mark.parametrize(
    "day",
    [date(2008, 3, 23), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5),
     date(2027, 3, 28), date(2038, 4, 25), date(2285, 3, 22)],
)  # fmt: skip
def test_easter_falls_on_the_published_sundays(day):
    assert easter_sunday(day.year) == day


def test_the_holidays_of_2026():
    assert holidays(2026) == {
        date(2026, 1, 1): "Nieuwjaarsdag",
        date(2026, 4, 3): "Goede Vrijdag",
        date(2026, 4, 6): "Tweede Paasdag",
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
        date(2026, 5, 25): "Tweede Pinksterdag",
        date(2026, 12, 25): "Eerste Kerstdag",
        date(2026, 12, 26): "Tweede Kerstdag",
    }


def test_kings_day_moves_when_the_27th_is_a_sunday():
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)


@pytest.mark.parametrize("year", [2013, 2200, 1])
def test_refuses_years_without_loaded_holidays(year):
    with pytest.raises(Refused, match="van 2014 tot en met 2199"):
        holidays(year)


def test_three_working_days_before_christmas_end_after_it():
    # Wednesday 23 December 2026: Thursday 24th, (Friday 25th and 26th are Christmas, weekend),
    # Monday 28th, Tuesday 29th.
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 29)


def test_twenty_working_days_over_the_may_holidays():
    # From Wednesday 22 April 2026: 23, 24, 28-30 April, 1, 4, 6-8, 11-13, 15, 18-22, 26 May;
    # 27 April, 5, 14 and 25 May are holidays.
    assert add_working_days(date(2026, 4, 22), 20) == date(2026, 5, 26)


def test_counting_back_skips_the_weekend():
    assert add_working_days(date(2026, 11, 23), -1) == date(2026, 11, 20)


def test_a_term_ending_at_christmas_runs_on_to_monday():
    # Algemene termijnenwet art. 1(1): Friday 25 December, Saturday, Sunday, so Monday the 28th.
    assert end_of_term(date(2026, 12, 25)) == date(2026, 12, 28)
    assert end_of_term(date(2026, 12, 24)) == date(2026, 12, 24)


def test_a_designated_day_is_no_working_day_when_told_so():
    friday_after_ascension = date(2026, 5, 15)
    assert is_working_day(friday_after_ascension)
    assert not is_working_day(friday_after_ascension, designated={friday_after_ascension})
    assert end_of_term(friday_after_ascension, designated={friday_after_ascension}) == date(
        2026, 5, 18
    )


@given(days, numbers)
def test_counting_the_days_gives_the_number_that_was_added(day, number):
    assert working_days_between(day, add_working_days(day, number)) == number


@given(days, st.integers(1, 60))
def test_adding_lands_on_a_working_day_after_at_least_as_many_days(day, number):
    landed = add_working_days(day, number)
    assert is_working_day(landed)
    assert landed >= day + timedelta(days=number)


@given(days, numbers, st.sets(st.integers(-60, 60), max_size=4))
def test_the_number_is_that_of_the_days_counted_one_by_one(start, length, offsets):
    designated = {start + timedelta(days=offset) for offset in offsets}
    end = start + timedelta(days=length)
    around = [start + timedelta(days=offset) for offset in range(-61, 62)]
    working = [day for day in around if is_working_day(day, designated=designated)]
    ahead = sum(start < day <= end for day in working)
    back = sum(end <= day < start for day in working)
    assert working_days_between(start, end, designated=designated) == ahead - back


@given(days, days, days)
def test_stretches_add_up(a, b, c):
    first, middle, last = sorted([a, b, c])
    last = min(last, middle + timedelta(days=400))
    first = max(first, middle - timedelta(days=400))
    assert working_days_between(first, last) == (
        working_days_between(first, middle) + working_days_between(middle, last)
    )


@given(days)
def test_no_term_is_extended_by_more_than_four_days(day):
    # Good Friday to Easter Monday is the longest run: four days, so on Friday the 4th day after.
    assert timedelta(0) <= end_of_term(day) - day <= timedelta(days=4)
