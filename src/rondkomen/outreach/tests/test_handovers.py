from datetime import date

import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import CaseStatus, HandoverState, HandoverTo, Result
from rondkomen.outreach.queries import WorklistFilter
from rondkomen.outreach.services import (
    GivenResult,
    NewHandover,
    answer_handover,
    log_attempt,
    note_silence,
    offer_handover,
    record_result,
)
from rondkomen.outreach.tests.examples import FRIDAY

DEBT_HELP = NewHandover(HandoverTo.DEBT_HELP, "Schuldhulp Middenveld", "Bel het team na een week.")


@pytest.fixture
def offered(open_case, attempt, worker):
    """A case in conversation that was offered to debt help: its id and the hand-over's."""
    case_id = open_case()
    log_attempt(case_id, attempt(reached=True, accepted=True), today=FRIDAY, actor=worker)
    return case_id, offer_handover(case_id, DEBT_HELP, today=FRIDAY, actor=worker)


def view(case_id, worker, today=FRIDAY):
    return queries.case(case_id, actor=worker, today=today)


def test_offering_waits_for_an_answer_within_five_working_days(offered, worker):
    found = view(offered[0], worker)
    assert found.row.status is CaseStatus.HANDOVER_OFFERED
    assert found.row.due_on == date(2026, 11, 27)
    assert found.handovers[0].backup == "Bel het team na een week."


def test_an_accepted_case_can_end_as_a_financial_referral(offered, worker):
    case_id, handover_id = offered
    answer_handover(handover_id, accepted=True, today=FRIDAY, actor=worker)
    found = queries.result_findings(case_id, Result.REFERRAL_FINANCIAL, on=FRIDAY)
    assert found == ()
    record_result(
        case_id, GivenResult(Result.REFERRAL_FINANCIAL, FRIDAY), today=FRIDAY, actor=worker
    )
    assert view(case_id, worker).handovers[0].state is HandoverState.ACCEPTED


def test_a_refused_case_comes_back_and_is_seen(offered, worker):
    case_id, handover_id = offered
    answer_handover(handover_id, accepted=False, answer="Wachtlijst", today=FRIDAY, actor=worker)
    assert view(case_id, worker).row.status is CaseStatus.IN_CONVERSATION
    returned = WorklistFilter(owner=worker.user_id, returned=True)
    assert [row.case_id for row in queries.worklist(returned, today=FRIDAY, actor=worker).rows] == [
        case_id
    ]


def test_silence_brings_the_case_back_after_the_term_and_not_on_its_last_day(offered, worker):
    case_id, _handover_id = offered
    assert note_silence(today=date(2026, 11, 27), actor=worker) == 0
    assert note_silence(today=date(2026, 11, 28), actor=worker) == 1
    row = view(case_id, worker).row
    assert (row.status, row.handover_state) == (CaseStatus.IN_CONVERSATION, HandoverState.SILENT)


def test_an_answer_counts_once(offered, worker):
    answer_handover(offered[1], accepted=True, today=FRIDAY, actor=worker)
    with pytest.raises(Refused, match="al geantwoord"):
        answer_handover(offered[1], accepted=False, answer="Toch niet", today=FRIDAY, actor=worker)


def test_a_handover_without_a_backup_is_refused(open_case, attempt, worker):
    case_id = open_case()
    log_attempt(case_id, attempt(reached=True), today=FRIDAY, actor=worker)
    without = NewHandover(HandoverTo.SOCIAL_TEAM, "Sociaal team", " ")
    with pytest.raises(Refused, match="als er geen antwoord komt"):
        offer_handover(case_id, without, today=FRIDAY, actor=worker)
    assert view(case_id, worker).row.status is CaseStatus.IN_CONVERSATION
