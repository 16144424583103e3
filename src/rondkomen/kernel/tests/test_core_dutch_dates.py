from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.dutch.dates import in_words, parse_date

days = st.dates(date(1880, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["1980-03-03", "3-3-1980", "03/03/1980", "3.3.1980", "3 maart 1980", "3 mrt. 1980", "3-MRT-1980",
     "19800303", "03031980", "1980-03-03T00:00:00", "3-3-1980 00:00:00", " 1980-03-03 "],
)  # fmt: skip
def test_ways_to_write_one_day(text):
    assert parse_date(text) == date(1980, 3, 3)


def test_the_order_decides_which_number_is_the_day():
    assert parse_date("01-02-2003") == date(2003, 2, 1)
    assert parse_date("01-02-2003", order="mdy") == date(2003, 1, 2)
    assert parse_date("2003-01-02", order="mdy") == date(2003, 1, 2)


@pytest.mark.parametrize("text", ["01/02/03", "1-2-99", "3 maart 80", "31.12.26"])
def test_a_year_of_two_digits_is_refused(text):
    with pytest.raises(ValueError, match="vier cijfers"):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["31-02-2026", "29-02-2023", "2026-13-01", "0-1-2020", "32-1-2020"]
)
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match="bestaat niet"):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["", "gisteren", "3-4/1980", "1980", "46000", "2026-01-31T10:15", "٣-٣-١٩٨٠"]
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match="niet te lezen"):
        parse_date(text)


@pytest.mark.parametrize("text", ["1-1-0980", "1-1-2980", "18791231"])
def test_a_year_nobody_lives_in_is_refused(text):
    with pytest.raises(ValueError, match="tussen 1880 en 2199"):
        parse_date(text)


@given(days)
def test_every_form_gives_the_day_back(day):
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d%m%Y"):
        assert parse_date(day.strftime(form)) == day
    assert parse_date(in_words(day)) == day


@given(days)
def test_eight_digits_have_one_reading_in_month_first_files_too(day):
    assert parse_date(day.strftime("%m%d%Y"), order="mdy") == day
    assert parse_date(day.strftime("%Y%m%d"), order="mdy") == day


@given(st.text(max_size=15))
def test_any_text_gives_a_date_or_a_refusal(text):
    with suppress(ValueError):
        assert isinstance(parse_date(text), date)
