from dataclasses import replace
from datetime import date, timedelta

from rondkomen.kernel.period import Month
from rondkomen.outreach.content import starting_rule_table
from rondkomen.outreach.core.codes import ClosingReason, SignalKind
from rondkomen.outreach.core.simulation import PastCase, months_of, simulate
from rondkomen.outreach.tests.examples import facts, ref, signal

TABLE = starting_rule_table()
MONDAY = date(2026, 10, 5)


def past(name, *signals, day=MONDAY, age=None, neighbourhood=""):
    return PastCase(ref(name), day, facts(*signals, age=age), neighbourhood)


def test_work_beyond_the_capacity_waits_and_goes_on_the_week_after():
    cases = [past(f"case {number}") for number in range(5)]
    weeks = simulate(TABLE, cases, capacity=2).weeks
    assert [(w.arriving, w.handled, w.waiting) for w in weeks] == [(5, 2, 3), (0, 2, 1), (0, 1, 0)]
    assert weeks[1].monday == date(2026, 10, 12)


def test_the_highest_points_go_first():
    urgent = past(
        "urgent", signal("u", kind=SignalKind.END_OF_SUPPLY, amount=9_000), neighbourhood="Dok"
    )
    calm = [past(f"calm {number}", neighbourhood="Park") for number in range(3)]
    shares = {s.name: s for s in simulate(TABLE, [*calm, urgent], capacity=1).by_neighbourhood}
    assert (shares["Dok"].in_first_week, shares["Park"].in_first_week) == (1, 0)
    assert shares["Dok"].average_points == 40


def test_waiting_longer_than_the_offer_term_is_late():
    # the term is 14 days: arrived on Monday 5 October, late after 19 October, so in that week
    weeks = simulate(TABLE, [past(f"case {number}") for number in range(4)], capacity=1).weeks
    assert [week.late for week in weeks] == [0, 0, 1, 0]


def test_who_drops_out_is_counted_by_reason():
    strict = replace(TABLE, minimum_points=10, terms=replace(TABLE.terms, threshold_euros=50))
    cases = [
        past("too small", signal("a", amount=4_999)),
        past("few points", signal("b", amount=20_000)),
        past("repeat", signal("c", previous=10_000)),
        past("grew", signal("d", amount=1_000, previous=900)),
    ]
    outcome = simulate(strict, cases)
    assert dict(outcome.dropped) == {
        ClosingReason.BELOW_THRESHOLD: 1,
        ClosingReason.CAPACITY: 1,
        ClosingReason.REPEAT_WITHOUT_INCREASE: 1,
    }
    assert (outcome.cases, outcome.picked_up) == (4, 1)


def test_spread_by_age_band_keeps_the_unknown_ages_visible_and_last():
    cases = [past("y", age=20), past("o", age=70), past("none"), past("child", age=9)]
    shares = simulate(TABLE, cases).by_age
    assert [(share.name, share.cases) for share in shares] == [
        ("18 tot en met 26 jaar", 1),
        ("67 jaar en ouder", 1),
        ("onbekend", 2),
    ]


def test_the_difference_with_the_active_version_is_counted_both_ways():
    draft = replace(TABLE, minimum_points=10, rules=TABLE.rules[:-1])
    cases = [past("low", signal("a", amount=20_000)), past("high", signal("b", amount=200_000))]
    found = simulate(draft, cases, active=TABLE).difference
    assert found is not None
    # without its last rule the draft gives 200 euro nothing, so that case drops out
    assert (found.newly_dropped, found.newly_picked_up) == (1, 0)
    assert (found.points_down, found.points_same, found.points_up) == (1, 1, 0)


def test_no_cases_is_no_work():
    assert simulate(TABLE, []).weeks == ()


def test_months_are_those_the_cases_arrived_in():
    cases = [past("a"), past("b", day=MONDAY + timedelta(days=40))]
    assert months_of(cases) == (Month(2026, 10), Month(2026, 11))
