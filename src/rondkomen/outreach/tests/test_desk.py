"""Many steps at one desk do what they do one by one, with as many queries as for one case."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondkomen.journal import queries as journal
from rondkomen.journal.core.clocks import ClockState
from rondkomen.journal.core.moment import happened_at
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.core.codes import CaseStatus, ContactKind, Result
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.services import (
    GivenResult,
    at_desk,
    log_attempt,
    pick_up,
    record_result,
)
from rondkomen.outreach.tests.examples import FRIDAY

TOMORROW = FRIDAY + timedelta(days=1)


def worked_off(case_id, attempt, worker, **desk):
    """Picked up, visited, help accepted, closed with advice."""
    visit = attempt(ContactKind.HOME_VISIT, reached=True, accepted=True)
    given = GivenResult(
        Result.ADVICE_OR_QUICK_FIX, on=TOMORROW, solved_within_days=14, confirmed=True
    )
    pick_up(case_id, today=FRIDAY, actor=worker, **desk)
    log_attempt(case_id, visit, today=FRIDAY, actor=worker, **desk)
    record_result(case_id, given, today=TOMORROW, actor=worker, **desk)


def told_of(case_id):
    """What the case, its clocks and its journal say, without ids."""
    case = Case.objects.get(id=case_id)
    clocks = journal.clocks_for([case_id])[case_id]
    return (
        (case.status, case.result, case.first_contact_on, case.accepted_on, case.closed_on),
        (case.owner_ref, case.touched_on, case.next_due_on, case.attempt_count),
        sorted((clock.kind, clock.state, clock.due, clock.closed_on) for clock in clocks),
        [event.kind for event in journal.events(case_id)],
    )


def test_a_desk_does_what_the_verbs_do_one_by_one(open_case, attempt, worker):
    alone, together = open_case(), open_case()
    worked_off(alone, attempt, worker)
    with at_desk([together], actor=worker) as desk:
        worked_off(together, attempt, worker, desk=desk)
    assert told_of(together) == told_of(alone)
    assert told_of(alone)[0][0] == CaseStatus.CLOSED
    assert journal.verify_chain() == []


def test_a_clock_started_and_met_at_the_same_desk_stays_on_file(open_case, attempt, worker):
    case_id = open_case()
    with at_desk([case_id], actor=worker) as desk:
        log = partial(log_attempt, case_id, today=FRIDAY, actor=worker, desk=desk)
        log(attempt(reached=True, accepted=True))
        log(attempt(ContactKind.HOME_VISIT, reached=True))
    clocks = {clock.kind: clock.state for clock in journal.clocks_for([case_id])[case_id]}
    assert clocks[ClockKind.FIRST_CONVERSATION] is ClockState.MET


def test_what_was_refused_leaves_the_whole_desk_unwritten(open_case, attempt, worker):
    days = {open_case(): FRIDAY, open_case(): TOMORROW}

    def log_all():
        with at_desk(days, actor=worker) as desk:
            for case_id, on in days.items():
                log_attempt(case_id, attempt(on=on), today=FRIDAY, actor=worker, desk=desk)

    with pytest.raises(Refused, match="vandaag of eerder"):
        log_all()
    assert not Attempt.objects.exists()
    assert not Case.objects.exclude(status=CaseStatus.NEW).exists()


def test_a_desk_cannot_be_written_after_a_refusal_was_passed_over(open_case, attempt, worker):
    case_id = open_case()
    with (
        pytest.raises(RuntimeError, match="refused"),
        at_desk([case_id], actor=worker) as desk,
        pytest.raises(Refused),
    ):
        log_attempt(case_id, attempt(on=TOMORROW), today=FRIDAY, actor=worker, desk=desk)


def test_more_cases_take_no_more_queries(open_case, attempt, worker):
    def queries(case_ids):
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            at_desk(case_ids, actor=worker) as desk,
        ):
            for case_id in case_ids:
                log_attempt(case_id, attempt(), today=FRIDAY, actor=worker, desk=desk)
        return len(asked)

    one, many = queries([open_case()]), queries([open_case() for _ in range(5)])
    assert many <= one


def test_history_that_is_brought_in_stands_under_its_own_moment(open_case, attempt, worker):
    case_id, then = open_case(), datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    with happened_at(then):
        log_attempt(case_id, attempt(), today=FRIDAY, actor=worker)
    assert Attempt.objects.get().logged_at == then
    assert journal.events(case_id)[-1].at == then
