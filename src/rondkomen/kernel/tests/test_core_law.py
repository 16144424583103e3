from datetime import date

import pytest

from rondkomen.kernel.law import Certainty, Dated, Parameter, dated, lookup, parameter_from
from rondkomen.kernel.refusal import Refused

# Maxima of the beslagvrije voet for a single person, Rv art. 475da(1), as published for the dates.
MAXIMUM = Parameter(
    key="bvv-maximum-single",
    label="het maximum van de beslagvrije voet voor alleenstaanden",
    unit="eurocents a month",
    article="Rv art. 475da lid 1",
    values=(
        Dated(date(2025, 1, 1), 207124, "Stcrt. 2024", end=date(2025, 6, 30)),
        Dated(date(2025, 7, 1), 209367, "Stcrt. 2025", end=date(2025, 12, 31)),
        Dated(date(2026, 7, 1), 220848, "Stcrt. 2026"),
    ),
)


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2025, 1, 1), 207124),
        (date(2025, 6, 30), 207124),
        (date(2025, 7, 1), 209367),
        (date(2031, 1, 1), 220848),
    ],
)
def test_gives_the_value_of_the_day(on, value):
    assert lookup(MAXIMUM, on) == value


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2026, 1, 1), date(2026, 6, 30)])
def test_refuses_a_day_nothing_was_loaded_for(on):
    with pytest.raises(Refused, match=r"geen waarde bekend van het maximum .*475da") as refused:
        lookup(MAXIMUM, on)
    assert refused.value.where == "bvv-maximum-single"


def test_the_source_comes_with_the_value():
    assert dated(MAXIMUM, date(2025, 8, 1)).source == "Stcrt. 2025"


def test_two_values_on_one_day_are_a_fault():
    with pytest.raises(ValueError, match="two values on 2026-01-01"):
        Parameter(
            "k", "l", "u", "a", (Dated(date(2025, 1, 1), 1, "s"), Dated(date(2026, 1, 1), 2, "s"))
        )


def test_reads_content():
    read = parameter_from(
        {
            "key": "k", "label": "l", "unit": "u", "article": "a",
            "values": [{"start": "2026-01-01", "value": 5, "source": "s", "certainty": "unverified"}],
        }
    )  # fmt: skip
    assert dated(read, date(2026, 5, 1)).certainty is Certainty.UNVERIFIED


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([{"start": "2026-01-01", "value": 5}], "ontbreekt het veld 'source'"),
        ([{"start": "1 januari", "value": 5, "source": "s"}], "klopt niet"),
        ([{"start": "2026-01-01", "value": 5, "source": "s", "certainty": "maybe"}], "klopt niet"),
        (5, "klopt niet"),
    ],
)
def test_refuses_incomplete_content(values, message):
    with pytest.raises(Refused, match=message):
        parameter_from({"key": "k", "label": "l", "unit": "u", "article": "a", "values": values})
