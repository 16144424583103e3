from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.figures import Beside, beside_last_year, figures_of
from rondkomen.monitoring.core.reading import (
    base_text,
    difference_text,
    ninetieth_text,
    number_text,
    sentence,
    value_text,
)
from rondkomen.monitoring.tests.examples import NOVEMBER, worked, worked_counts

MONTH = worked("monitor_month.yaml")
FIGURES = figures_of(
    worked_counts(MONTH), definitions=definitions(), inhabitants=MONTH["inhabitants"]
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234, 0, "1.234"),
        (Fraction(5, 2), 0, "3"),  # half goes up
        (Fraction(-5, 2), 0, "−3"),
        (Fraction(-1, 100), 1, "0,0"),  # nought has no sign
        (Fraction(2, 3), 1, "0,7"),
        (Fraction(1999, 2000), 1, "1,0"),
    ],
)
def test_numbers_are_written_the_dutch_way(value: Fraction, decimals: int, text: str) -> None:
    assert number_text(value, decimals) == text


def test_english_numbers_turn_round() -> None:
    assert number_text(Fraction(12345, 10), 1, "en") == "1,234.5"


@pytest.mark.parametrize(
    ("key", "value", "base"),
    [
        ("inflow", "2,0 per 1.000", "12 op 6.000 (inwoners van de gemeente)"),
        ("pick_up", "75%", "9 van 12 (alle signalen van de maand)"),
        ("attempts", "1,7", "10 op 6 (opgepakte zaken van de maand)"),
        ("lead_total", "5 dagen", "4 zaken waarin iemand is bereikt"),
    ],
)
def test_a_figure_carries_its_denominator_in_words(key: str, value: str, base: str) -> None:
    assert (value_text(FIGURES[key]), base_text(FIGURES[key])) == (value, base)


def test_nine_in_ten() -> None:
    assert ninetieth_text(FIGURES["lead_total"]) == "negen van de tien binnen 6 dagen"
    assert ninetieth_text(FIGURES["reach"]) == ""


def test_an_absent_value_says_why() -> None:
    assert value_text(replace(FIGURES["reach"], value=None, absent="hidden")) == (
        "niet getoond: te klein"
    )


@pytest.mark.parametrize(
    ("key", "before", "text"),
    [
        ("pick_up", Fraction(72), "+3 procentpunt"),
        ("pick_up", Fraction(753, 10), "gelijk"),
        ("inflow", Fraction(12, 5), "−0,4"),
        ("lead_total", Fraction(6), "−1 dag"),
    ],
)
def test_differences_have_a_sign_and_a_unit(key: str, before: Fraction, text: str) -> None:
    last_year = replace(FIGURES[key], value=before)
    assert difference_text(Beside(FIGURES[key], last_year)) == text


def test_without_last_year_there_is_no_difference() -> None:
    assert difference_text(Beside(FIGURES["reach"], None)) == ""


# 73.4 − 69.6 is 3.8, but who reads 73% and 70% expects 3; and 2.04 − 1.95 is 0.09, read as 2,0 − 2,0
@pytest.mark.parametrize(
    ("key", "now", "before", "texts"),
    [
        ("pick_up", Fraction(734, 10), Fraction(696, 10), ("73%", "70%", "+3 procentpunt")),
        ("pick_up", Fraction(726, 10), Fraction(694, 10), ("73%", "69%", "+4 procentpunt")),
        ("inflow", Fraction(204, 100), Fraction(195, 100), ("2,0 per 1.000", "2,0 per 1.000", "gelijk")),
        ("lead_total", Fraction(13, 2), Fraction(5), ("6,5 dagen", "5 dagen", "+1,5 dagen")),
    ],
)  # fmt: skip
def test_a_difference_is_that_of_the_figures_as_they_are_shown(
    key: str, now: Fraction, before: Fraction, texts: tuple[str, str, str]
) -> None:
    figure, last_year = replace(FIGURES[key], value=now), replace(FIGURES[key], value=before)
    found = difference_text(Beside(figure, last_year))
    assert (value_text(figure), value_text(last_year), found) == texts


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.integers(1, 500))
def test_any_two_shares_and_their_difference_add_up(
    now: int, before: int, all_now: int, all_before: int
) -> None:
    shares = [
        replace(FIGURES["pick_up"], value=Fraction(100 * part, whole))
        for part, whole in ((now, all_now), (before, all_before))
    ]
    first, second = (int(value_text(one).rstrip("%").replace(".", "")) for one in shares)
    told = difference_text(Beside(*shares)).removesuffix(" procentpunt")
    assert int(told.replace("gelijk", "0").replace("−", "-").replace(".", "")) == first - second


def test_no_percentage_is_told_of_fewer_than_fifty_signals() -> None:
    def trend(before: int) -> str:
        found = {
            **beside_last_year(FIGURES, {}, month=NOVEMBER, definitions=definitions()),
            "inflow": Beside(
                replace(FIGURES["inflow"], numerator=100),
                replace(FIGURES["inflow"], numerator=before),
            ),
        }
        return sentence(NOVEMBER, found)

    assert "100% meer dan een jaar eerder" in trend(50)
    assert "jaar eerder" not in trend(49)


def test_the_sentence_says_what_happened() -> None:
    now = {**FIGURES, "inflow": replace(FIGURES["inflow"], numerator=75)}
    before = {"inflow": replace(FIGURES["inflow"], numerator=60)}
    found = beside_last_year(now, before, month=NOVEMBER, definitions=definitions())
    assert sentence(NOVEMBER, found) == (
        "In november 2026 kwamen 75 signalen binnen (2,0 per 1.000 inwoners), 25% meer dan een "
        "jaar eerder; 75% daarvan is opgepakt, in 67% van de opgepakte zaken is iemand bereikt en "
        "75% van wie bereikt is, aanvaardde hulp."
    )
    assert sentence(NOVEMBER, found, "en").startswith("In November 2026 75 signals came in")


def test_the_sentence_leaves_out_what_may_not_be_shown() -> None:
    figures = {key: replace(one, value=None, absent="hidden") for key, one in FIGURES.items()}
    found = beside_last_year(figures, {}, month=NOVEMBER, definitions=definitions())
    assert sentence(NOVEMBER, found) == "In november 2026 kwamen 12 signalen binnen."
    hidden = {key: replace(one, numerator=None) for key, one in figures.items()}
    found = beside_last_year(hidden, {}, month=NOVEMBER, definitions=definitions())
    assert sentence(NOVEMBER, found) == "In november 2026 is te weinig geteld om te tonen."
    nothing = {key: replace(one, numerator=0) for key, one in figures.items()}
    found = beside_last_year(nothing, {}, month=NOVEMBER, definitions=definitions())
    assert sentence(NOVEMBER, found) == "In november 2026 zijn er geen signalen."
