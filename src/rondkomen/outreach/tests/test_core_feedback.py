from datetime import date

import pytest

from rondkomen.outreach.core.codes import CaseStatus, Result
from rondkomen.outreach.core.feedback import (
    FEEDBACK_RULES,
    FEEDBACK_SENTENCES,
    FeedbackCode,
    feedback_on,
)
from rondkomen.outreach.tests.examples import FRIDAY, ref

REFERRALS = (Result.REFERRAL, Result.REFERRAL_FINANCIAL, Result.REFERRAL_NON_FINANCIAL)


def told(result: Result | None, status: CaseStatus = CaseStatus.CLOSED, **more):
    return feedback_on(ref("s"), status=status, result=result, as_of=FRIDAY, **more)


def test_every_result_has_one_rule_with_its_source_and_what_stays_inside():
    assert set(FEEDBACK_RULES) == set(Result)
    assert all(rule.source and rule.kept_inside for rule in FEEDBACK_RULES.values())


def test_for_another_reason_the_partner_hears_only_that_it_was_not_picked_up():
    answer = told(Result.OTHER_REASON)
    assert answer.code is FeedbackCode.NOT_PICKED_UP
    assert answer.sentence == "De gemeente heeft het signaal niet opgepakt."
    assert FEEDBACK_RULES[Result.OTHER_REASON].code not in {
        rule.code for rule in FEEDBACK_RULES.values() if rule.result is not Result.OTHER_REASON
    }


def test_the_kind_of_help_cannot_be_read_from_what_is_told():
    assert len({told(result).sentence for result in (*REFERRALS, Result.ADVICE_OR_QUICK_FIX)}) == 1


def test_a_referral_the_resident_does_not_know_of_looks_like_any_handled_signal():
    assert (
        told(Result.REFERRAL_WITHOUT_RESIDENT).sentence == told(Result.OTHER_HELP_RUNNING).sentence
    )


def test_collection_pauses_thirty_days_from_acceptance():
    # 12 November + 30 days: 18 days left in November, so 12 December
    answer = told(Result.ADVICE_OR_QUICK_FIX, accepted_on=date(2026, 11, 12))
    assert answer.collection_pause_until == date(2026, 12, 12)


def test_without_acceptance_nothing_pauses():
    assert told(Result.NO_HELP_WANTED, accepted_on=FRIDAY).collection_pause_until is None


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (CaseStatus.NEW, FeedbackCode.RECEIVED),
        (CaseStatus.PICKED_UP, FeedbackCode.IN_PROGRESS),
        (CaseStatus.IN_CONVERSATION, FeedbackCode.IN_PROGRESS),
        (CaseStatus.HANDOVER_OFFERED, FeedbackCode.IN_PROGRESS),
    ],
)
def test_an_open_case_tells_nothing_but_that_it_runs(status, code):
    assert told(None, status).code is code


def test_every_code_has_a_sentence():
    assert set(FEEDBACK_SENTENCES) == set(FeedbackCode)
