from datetime import date

import pytest

from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.core.closing import SHIELDED_LABEL
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason, HandoverTo, Result
from rondkomen.outreach.models import Case
from rondkomen.outreach.services import (
    GivenResult,
    close_before_contact,
    log_attempt,
    pick_up,
    record_result,
    reopen,
)
from rondkomen.outreach.tests.examples import FRIDAY, signal


def close(case_id, reason, actor, **more):
    close_before_contact(case_id, reason, today=FRIDAY, actor=actor, **more)


def finish(case_id, result, actor, **more):
    version = more.pop("version", None)
    given = GivenResult(result, FRIDAY, confirmed=True, **more)
    record_result(case_id, given, today=FRIDAY, actor=actor, version=version)


def test_of_two_people_closing_one_case_the_second_is_told(open_case, worker, lead):
    case_id = open_case()
    seen = queries.case(case_id, actor=worker, today=FRIDAY).row.version
    close(case_id, ClosingReason.DECEASED, worker, version=seen)
    with pytest.raises(Refused, match="intussen bijgewerkt") as refused:
        close(case_id, ClosingReason.CAPACITY, lead, version=seen)
    assert refused.value.code == "case-changed"
    assert Case.objects.get().result == Result.DECEASED


def test_without_a_version_the_table_of_changes_still_refuses_the_second(open_case, worker, lead):
    case_id = open_case()
    close(case_id, ClosingReason.DECEASED, worker)
    with pytest.raises(Refused, match="staat op 'niet opgepakt'"):
        close(case_id, ClosingReason.CAPACITY, lead)


def test_a_worker_does_not_decide_on_capacity(open_case, worker):
    with pytest.raises(Refused, match="kiest de teamleider"):
        close(open_case(), ClosingReason.CAPACITY, worker)


def test_a_higher_arrear_cannot_be_closed_as_a_repeat(open_case, worker):
    with pytest.raises(Refused, match="hogere achterstand pakt u altijd op"):
        close(open_case(signal(previous=100)), ClosingReason.REPEAT_WITHOUT_INCREASE, worker)


def test_detention_is_shielded_from_the_worker_and_absent_from_the_journal(open_case, worker, lead):
    case_id = open_case()
    close(case_id, ClosingReason.DETENTION, worker)
    assert queries.case(case_id, actor=worker, today=FRIDAY).closing_reason == SHIELDED_LABEL
    assert queries.case(case_id, actor=lead, today=FRIDAY).closing_reason == "in detentie"
    assert all("detention" not in str(event.data) for event in journal.events(case_id))


def test_moved_away_is_passed_on_to_the_other_municipality(open_case, worker):
    case_id = open_case()
    close(case_id, ClosingReason.MOVED_AWAY, worker, transfer_to="Gemeente Anderland")
    waiting = queries.handovers_waiting()
    assert [(row.to, row.organisation) for row in waiting] == [
        (HandoverTo.OTHER_MUNICIPALITY, "Gemeente Anderland")
    ]


def test_moved_away_to_nowhere_is_refused(open_case, worker):
    case_id = open_case()
    with pytest.raises(Refused, match="naar welke gemeente"):
        close(case_id, ClosingReason.MOVED_AWAY, worker)
    assert Case.objects.get(id=case_id).is_open


def test_a_result_ends_the_work_and_starts_the_term_of_keeping(open_case, attempt, worker):
    case_id = open_case()
    log_attempt(case_id, attempt(reached=True), today=FRIDAY, actor=worker)
    finish(case_id, Result.ADVICE_OR_QUICK_FIX, worker, solved_within_days=14)
    found = queries.case(case_id, actor=worker, today=FRIDAY)
    assert (found.row.status, found.result) == (CaseStatus.CLOSED, Result.ADVICE_OR_QUICK_FIX)
    assert found.accepted_on == FRIDAY
    waiting = {clock.kind: clock.due for clock in found.clocks if clock.met_on is None}
    assert waiting == {
        ClockKind.COLLECTION_PAUSE: date(2026, 12, 20),
        ClockKind.SIX_MONTH_WINDOW: date(2027, 5, 31),
        ClockKind.RETENTION: date(2027, 11, 30),
    }
    assert found.row.due_on is None


def test_a_contradiction_is_refused_and_the_case_stays_open(open_case, worker):
    case_id = open_case()
    pick_up(case_id, today=FRIDAY, actor=worker)
    with pytest.raises(Refused, match="bij geen poging staat 'bereikt'"):
        finish(case_id, Result.ADVICE_OR_QUICK_FIX, worker)
    assert Case.objects.get().is_open


def test_a_question_must_be_looked_at_first(open_case, attempt, worker):
    case_id = open_case()
    log_attempt(case_id, attempt(), today=FRIDAY, actor=worker)
    found = queries.result_findings(case_id, Result.NO_CONTACT, on=FRIDAY)
    assert [finding.code for finding in found] == ["few_attempts"]
    with pytest.raises(Refused, match="1 van de 3") as refused:
        record_result(case_id, GivenResult(Result.NO_CONTACT, FRIDAY), today=FRIDAY, actor=worker)
    assert refused.value.code == "confirm"
    finish(case_id, Result.NO_CONTACT, worker)
    assert Case.objects.get().result == Result.NO_CONTACT


def test_not_picking_up_needs_its_reason(open_case, worker):
    with pytest.raises(Refused, match="Kies 'Afsluiten vóór contact'"):
        finish(open_case(), Result.OTHER_REASON, worker)


def test_reopening_needs_a_reason_and_sets_the_clocks_running_again(open_case, worker):
    case_id = open_case()
    close(case_id, ClosingReason.ADDRESS_UNKNOWN, worker)
    with pytest.raises(Refused, match="waarom"):
        reopen(case_id, why=" ", today=FRIDAY, actor=worker)
    reopen(case_id, why="Nieuw adres gevonden", today=FRIDAY, actor=worker)
    found = queries.case(case_id, actor=worker, today=FRIDAY)
    assert (found.row.status, found.result) == (CaseStatus.NEW, None)
    assert found.row.due_on == date(2026, 12, 4)
