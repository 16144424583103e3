"""Choosing months from a list."""

from rondkomen.kernel.period import Month
from rondkomen.web.ui.months import MonthsForm

NEWEST = Month(2026, 11)


def sent(first: str, last: str) -> MonthsForm:
    return MonthsForm({"first": first, "last": last}, newest=NEWEST, count=3)


def test_the_list_goes_back_from_the_newest_month() -> None:
    offered = MonthsForm(None, newest=NEWEST, count=3)["first"].field.choices
    assert [value for value, _label in offered] == ["2026-11", "2026-10", "2026-09"]


def test_a_period_runs_from_the_first_day_to_the_last() -> None:
    form = sent("2026-09", "2026-10")
    assert form.is_valid()
    assert str(form.period.start) == "2026-09-01"
    assert str(form.period.end) == "2026-10-31"


def test_months_the_wrong_way_round_are_pointed_out() -> None:
    form = sent("2026-11", "2026-09")
    assert not form.is_valid()
    assert "draai ze om" in form.errors["last"][0]


def test_a_month_that_is_not_offered_is_refused() -> None:
    assert not sent("2026-08", "2026-11").is_valid()
    assert not sent("onzin", "2026-11").is_valid()
