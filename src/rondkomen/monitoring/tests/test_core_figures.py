from datetime import date
from fractions import Fraction

import pytest

from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import Locality, count_month
from rondkomen.monitoring.core.definitions import Break, Words
from rondkomen.monitoring.core.facts import CaseFact, SignalFact
from rondkomen.monitoring.core.figures import beside_last_year, figures_of
from rondkomen.monitoring.core.layout import TABLES
from rondkomen.monitoring.core.spread import median, ninetieth
from rondkomen.monitoring.tests.examples import LOCALITY, NOVEMBER, worked, worked_counts

MONTH = worked("monitor_month.yaml")
COUNTS = worked_counts(MONTH)
FIGURES = figures_of(COUNTS, definitions=definitions(), inhabitants=MONTH["inhabitants"])


@pytest.mark.parametrize("key", MONTH["expected"])
def test_a_figure_is_the_sum_done_by_hand(key: str) -> None:
    numerator, denominator, value, _ = MONTH["expected"][key]
    figure = FIGURES[key]
    assert (figure.numerator, figure.denominator) == (numerator, denominator)
    assert figure.value == Fraction(value)


@pytest.mark.parametrize("key", MONTH["expected_days"])
def test_a_lead_time_is_the_middle_case(key: str) -> None:
    cases, middle, nine_in_ten, _ = MONTH["expected_days"][key]
    figure = FIGURES[key]
    assert (figure.denominator, figure.value, figure.ninetieth) == (cases, middle, nine_in_ten)


@pytest.mark.parametrize(("table", "row", "column", "number"), MONTH["expected_cells"])
def test_a_cell_is_counted_by_hand(table: str, row: str, column: str, number: int) -> None:
    layout = next(each for each in TABLES if each.key == table)
    family = COUNTS.family(layout.family)
    pairs = sorted(
        ((layout.rows, row), (layout.columns, column)),
        key=lambda pair: family.family.dimensions.index(pair[0]),
    )
    assert family.at(*pairs).value == number


def test_every_figure_says_what_it_is_divided_by_and_where_that_comes_from() -> None:
    for figure in FIGURES.values():
        assert figure.denominator_words.nl
        assert figure.denominator_words.en
        assert figure.definition
        assert figure.source


def test_households_are_counted_once_in_a_cell() -> None:
    found = COUNTS.family("signals").total
    assert (found.value, found.units) == (12, 9)  # A, D and F have two signals each


@pytest.mark.parametrize(
    ("days", "middle", "nine_in_ten"),
    [
        ({}, None, None),
        ({7: 1}, 7, 7),
        ({1: 1, 2: 1}, Fraction(3, 2), 2),
        ({0: 9, 30: 1}, 0, 0),  # nine of ten cases took 0 days
        ({0: 8, 30: 2}, 0, 30),
    ],
)
def test_median_and_ninetieth(days: dict[int, int], middle: Fraction, nine_in_ten: int) -> None:
    assert median(days) == middle
    assert ninetieth(days) == nine_in_ten


def test_a_change_of_definition_is_marked() -> None:
    january = Month(2023, 1)
    counts = count_month(january, [], [], definitions=definitions(), locality=LOCALITY)
    figures = figures_of(counts, definitions=definitions(), inhabitants=6000)
    beside = beside_last_year(figures, {}, month=january, definitions=definitions())
    assert [b.since for b in beside["consecutive"].breaks] == [january]
    assert beside["multiple"].breaks == ()


def test_a_change_of_definition_long_ago_is_not_marked() -> None:
    beside = beside_last_year(FIGURES, FIGURES, month=NOVEMBER, definitions=definitions())
    assert beside["consecutive"].breaks == ()
    assert beside["consecutive"].difference == 0


def test_a_local_change_is_marked_in_its_year_only() -> None:
    words = Words("Nieuw systeem", "New system")
    changes = tuple(Break("reach", since, words) for since in (Month(2025, 11), Month(2025, 12)))
    beside = beside_last_year(
        FIGURES, {}, month=NOVEMBER, definitions=definitions(), local_breaks=changes
    )
    assert [b.since for b in beside["reach"].breaks] == [Month(2025, 12)]
    assert beside["pick_up"].breaks == ()


def test_without_inhabitants_there_is_no_inflow_and_the_reason_is_given() -> None:
    figure = figures_of(COUNTS, definitions=definitions(), inhabitants=None)["inflow"]
    assert (figure.value, figure.absent, figure.numerator) == (None, "no_inhabitants", 12)


def test_an_empty_month_has_no_shares() -> None:
    empty = count_month(NOVEMBER, [], [], definitions=definitions(), locality=LOCALITY)
    figures = figures_of(empty, definitions=definitions(), inhabitants=6000)
    assert figures["inflow"].value == 0
    assert figures["reach"].absent == figures["lead_total"].absent == "nothing_counted"


def test_no_fact_is_lost_in_an_unknown_category() -> None:
    strange = SignalFact(NOVEMBER, "gas_station", "early", "picked_up", "A")
    with pytest.raises(Refused, match="gas_station"):
        count_month(NOVEMBER, [strange], [], definitions=definitions(), locality=Locality())


def test_a_fact_of_another_month_is_refused() -> None:
    late = SignalFact(Month(2026, 10), "rent", "early", "picked_up", "A")
    with pytest.raises(Refused, match="2026-10"):
        count_month(NOVEMBER, [late], [], definitions=definitions(), locality=LOCALITY)


def test_dates_in_the_wrong_order_are_set_apart() -> None:
    wrong = CaseFact(
        NOVEMBER,
        multiple=False,
        consecutive=False,
        signalled_on=date(2026, 11, 9),
        picked_up_on=date(2026, 11, 2),
    )
    counts = count_month(NOVEMBER, [], [wrong], definitions=definitions(), locality=LOCALITY)
    assert counts.days["lead_pick_up"] == {}
    assert counts.unmeasured["lead_pick_up"] == 1
