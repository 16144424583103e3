"""Attacks on what is published: no hidden count may be narrowed to fewer than five steps."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.layout import FAMILIES, TABLES, crossed
from rondkomen.monitoring.core.network import circulation, room
from rondkomen.monitoring.core.publishing import (
    PublishedMonth,
    protect_month,
    publish_month,
    published_figures,
    rounded,
)
from rondkomen.monitoring.core.suppression import Protection, Reason, protect
from rondkomen.monitoring.tests.examples import some_family, some_month
from rondkomen.monitoring.tests.outsider import doubt, leaks

HIGHEST = 1_000_000  # where the solver stops

months = st.builds(
    some_month,
    st.integers(0, 10_000),
    signals=st.integers(0, 400),
    cases=st.integers(0, 300),
)
attacks = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def published(counts: MonthCounts, protections: dict[str, Protection]) -> PublishedMonth:
    return publish_month(counts, protections, definitions=definitions(), inhabitants=60_000)


def exact(month: PublishedMonth, protections: dict[str, Protection]) -> PublishedMonth:
    """The same publication as if nothing had been rounded: the strongest case for an outsider."""
    counts = {
        name: {
            key: None if shown is None else protections[name].counts.at(*key).value
            for key, shown in cells.items()
        }
        for name, cells in month.counts.items()
    }
    return replace(month, counts=counts)


@attacks
@given(months)
def test_nobody_can_narrow_down_a_hidden_count_from_totals(counts: MonthCounts) -> None:
    protections = protect_month(counts)
    assert not leaks(exact(published(counts, protections), protections), protections, blur=0)


@attacks
@given(months)
def test_nobody_can_narrow_down_a_hidden_count_from_rounded_totals(counts: MonthCounts) -> None:
    protections = protect_month(counts)
    assert not leaks(published(counts, protections), protections, blur=2)


@attacks
@given(months)
def test_a_published_count_is_a_five_of_at_least_ten(counts: MonthCounts) -> None:
    month = published(counts, protect_month(counts))
    for cells in month.counts.values():
        assert all(count is None or (count >= 10 and count % 5 == 0) for count in cells.values())


def test_the_outsider_does_find_counts_when_only_small_ones_are_hidden() -> None:
    counts = some_month(1)
    bare = {
        name: Protection(
            found.counts,
            {key: each for key, each in found.hidden.items() if each.reason is Reason.SMALL},
            found.unshown,
        )
        for name, found in protect_month(counts).items()
    }
    assert len(leaks(exact(published(counts, bare), bare), bare, blur=0)) > 10


@pytest.mark.parametrize("key", [family.key for family in FAMILIES])
@pytest.mark.parametrize("seed", range(3))
def test_flows_and_solver_agree_on_every_width(key: str, seed: int) -> None:
    counts = some_month(seed)
    protections = {key: protect(counts.family(key))}
    shown = exact(published(counts, protections), protections)
    by_solver = doubt(shown, protections, key)
    edges = circulation(counts.family(key))
    bounds = protections[key].bounds()
    for hidden, (low, high) in by_solver.items():
        found, true = room(edges, bounds, hidden), edges[hidden].value
        assert (true - found.down, min(true + found.up, HIGHEST)) == (low, high)


def test_few_households_behind_many_attempts_stay_hidden() -> None:
    counts = some_family("attempts", 4, cases=8)
    protection = protect(counts)
    assert counts.total.value >= 10
    assert protection.hidden[()].reason is Reason.FEW_HOUSEHOLDS


def test_a_complement_names_what_it_protects() -> None:
    protection = protect(some_family("signals", 1))
    extra = [each for each in protection.hidden.values() if each.reason is Reason.COMPLEMENT]
    assert extra
    assert all(each.protects in protection.hidden for each in extra)


def test_the_crossings_that_tables_show_are_those_that_are_protected() -> None:
    for family in FAMILIES:
        tables = {frozenset(t.dimensions) for t in TABLES if t.family == family.key and t.columns}
        assert tables == {frozenset(pair) for pair in family.shown}
        assert family.shown <= set(crossed(family))


def test_what_flows_in_flows_out() -> None:
    for family in FAMILIES:
        balance: dict[object, int] = {}
        for edge in circulation(some_family(family.key, 2)).values():
            balance[edge.start] = balance.get(edge.start, 0) - edge.value
            balance[edge.end] = balance.get(edge.end, 0) + edge.value
        assert set(balance.values()) == {0}


@pytest.mark.parametrize(("value", "shown"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20)])
def test_rounding_is_to_the_nearest_five(value: int, shown: int) -> None:
    assert rounded(value, 5) == shown


def test_no_share_on_fewer_than_fifty() -> None:
    counts = some_month(3, signals=49, cases=60)
    figures = published_figures(published(counts, protect_month(counts)), definitions=definitions())
    assert figures["pick_up"].absent == figures["lead_total"].absent == "too_few"
    assert figures["attempts"].denominator == 60


def test_a_published_share_is_made_of_rounded_counts() -> None:
    counts = some_month(1, signals=243)
    figure = published_figures(published(counts, protect_month(counts)), definitions=definitions())[
        "inflow"
    ]
    assert (figure.numerator, figure.value) == (245, Fraction(245, 60))


def test_a_month_of_nothing_publishes_nothing() -> None:
    counts = some_month(0, signals=0, cases=0)
    protections = protect_month(counts)
    assert all(found.everything for found in protections.values())
    figures = published_figures(published(counts, protections), definitions=definitions())
    assert {figure.absent for figure in figures.values()} <= {"hidden", "too_few"}
