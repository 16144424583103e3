import pytest

from rondkomen.access.core.roles import Role
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.closing import (
    CLOSING_RULES,
    SHIELDED_LABEL,
    EarlierSignal,
    is_higher,
    may_choose,
    repeat_of,
    shown_reason,
)
from rondkomen.outreach.core.codes import ClosingReason, Result
from rondkomen.outreach.core.results import RESULT_RULES
from rondkomen.outreach.tests.examples import ref

WORKER = frozenset({Role.EARLY_DETECTION_WORKER})
LEAD = frozenset({Role.TEAM_LEAD})
NOVEMBER = Month(2026, 11)


def earlier(month: Month, *, partner: str = "a", amount: int = 100, picked_up: bool = True):
    return EarlierSignal(ref(partner), Cents(amount), month, picked_up)


def test_every_reason_has_a_rule_that_ends_before_contact():
    assert set(CLOSING_RULES) == set(ClosingReason)
    assert all(RESULT_RULES[rule.result].before_contact for rule in CLOSING_RULES.values())


@pytest.mark.parametrize(
    ("reason", "result"),
    # the meaning of each end result in the Gemeentelijk Gegevensmodel, model vroegsignalering 1.0
    [
        ("detention", Result.OTHER_REASON),
        ("staff_safety", Result.OTHER_REASON),
        ("capacity", Result.OTHER_REASON),
        ("address_unknown", Result.OTHER_REASON),
        ("below_threshold", Result.UNJUSTIFIED),
        ("legal_person", Result.UNJUSTIFIED),
        ("repeat_without_increase", Result.REPEAT),
        ("moved_away", Result.NOT_RESIDENT),
    ],
)
def test_reasons_map_to_the_result_the_data_model_gives_them(reason, result):
    assert CLOSING_RULES[ClosingReason(reason)].result is result


@pytest.mark.parametrize("reason", [ClosingReason.DETENTION, ClosingReason.STAFF_SAFETY])
def test_sensitive_reasons_are_shown_to_the_team_lead_only(reason):
    assert shown_reason(reason, WORKER) == SHIELDED_LABEL
    assert shown_reason(reason, LEAD) == CLOSING_RULES[reason].label


def test_a_worker_may_report_detention_but_not_decide_on_safety_or_capacity():
    assert may_choose(ClosingReason.DETENTION, WORKER)
    assert not may_choose(ClosingReason.STAFF_SAFETY, WORKER)
    assert not may_choose(ClosingReason.CAPACITY, WORKER)


def test_a_signal_repeats_the_latest_one_of_the_same_partner_within_six_months():
    found = repeat_of(
        partner_ref=ref("a"),
        month=NOVEMBER,
        earlier=[earlier(Month(2026, 5)), earlier(Month(2026, 10), amount=200)],
    )
    assert found is not None
    assert found.amount == 200


@pytest.mark.parametrize(
    "not_a_repeat",
    [
        earlier(Month(2026, 4)),  # seven months before
        earlier(NOVEMBER),  # the month itself
        earlier(Month(2026, 10), partner="b"),
        earlier(Month(2026, 10), picked_up=False),
    ],
)
def test_older_other_or_unworked_signals_are_not_repeated(not_a_repeat):
    assert repeat_of(partner_ref=ref("a"), month=NOVEMBER, earlier=[not_a_repeat]) is None


def test_one_cent_more_is_higher_and_the_same_is_not():
    assert is_higher(Cents(101), Cents(100))
    assert not is_higher(Cents(100), Cents(100))
