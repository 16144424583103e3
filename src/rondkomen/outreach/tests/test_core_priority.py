from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.outreach.content import starting_rule_table
from rondkomen.outreach.core.codes import PartnerType, SignalKind
from rondkomen.outreach.core.priority import CaseFacts, evaluate, propose
from rondkomen.outreach.tests.examples import FRIDAY, facts, facts_from, signal, worked_cases

WORKED = worked_cases("outreach_priority.yaml")
TABLE = starting_rule_table()


@pytest.mark.parametrize("case", WORKED["cases"], ids=lambda case: case["name"])
def test_worked_case(case):
    known = facts_from(case)
    assert evaluate(TABLE, known, today=WORKED["today"]).value == case["points"]
    proposal = propose(TABLE, known, today=WORKED["today"])
    assert proposal.pick_up is case["picked_up"]
    assert proposal.reason == case.get("reason")


def test_reasons_are_filled_in_sentences_and_add_up():
    outcome = evaluate(TABLE, facts_from(WORKED["cases"][0]), today=FRIDAY)
    assert [step.text for step in outcome.steps] == [
        "Levering stopt op 27 november 2026.",
        "2 partners melden tegelijk (energie + huur).",
        "De achterstand groeit.",
        "De woning staat op het spel.",
        "De achterstand is € 812,00.",
    ]
    assert sum(step.points or 0 for step in outcome.steps) == outcome.value


def test_a_supply_that_has_ended_counts_as_ending_now():
    ended = signal(kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 11, 13))
    assert facts(ended).supply_days(FRIDAY) == 0


@st.composite
def any_facts(draw):
    signals = draw(
        st.lists(
            st.builds(
                signal,
                st.sampled_from("abcd"),
                kind=st.sampled_from(SignalKind),
                partner_type=st.sampled_from(PartnerType),
                amount=st.integers(1, 2_500_000),
                supply_ends=st.none() | st.dates(date(2026, 11, 1), date(2027, 3, 1)),
                previous=st.none() | st.integers(1, 2_500_000),
            ),
            min_size=1,
            max_size=5,
        )
    )
    return CaseFacts(tuple(signals), consecutive=draw(st.booleans()))


@given(any_facts())
def test_a_higher_arrear_and_an_end_of_supply_are_always_picked_up(known):
    if known.increased or known.end_of_supply:
        assert propose(TABLE, known, today=FRIDAY).pick_up


@given(any_facts())
def test_points_are_the_sum_of_the_steps_and_the_order_of_signals_does_not_matter(known):
    outcome = evaluate(TABLE, known, today=FRIDAY)
    assert outcome.value == sum(step.points or 0 for step in outcome.steps)
    turned = CaseFacts(tuple(reversed(known.signals)), consecutive=known.consecutive)
    assert evaluate(TABLE, turned, today=FRIDAY) == outcome
