from datetime import date, timedelta
from uuid import uuid4

import pytest

from rondkomen.journal import queries as journal
from rondkomen.journal.core.clocks import ClockState
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.core.codes import CaseStatus, ContactKind, SignalKind
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.services import log_attempt, set_threatening, undo_attempt
from rondkomen.outreach.tests.examples import FRIDAY, signal


def states(case_id):
    found = journal.clocks_for([case_id])[case_id]
    return {clock.kind: (clock.state, clock.due) for clock in found}


def logged(case_id, new, worker, today=FRIDAY):
    return log_attempt(case_id, new, today=today, actor=worker)


def test_the_first_attempt_picks_the_case_up_and_meets_the_offer(open_case, attempt, worker):
    case_id = open_case()
    logged(case_id, attempt(), worker)
    row = queries.case(case_id, actor=worker, today=FRIDAY).row
    assert (row.status, row.owner_ref) == (CaseStatus.PICKED_UP, worker.user_id)
    assert row.last_attempt is not None
    assert row.last_attempt.kind is ContactKind.PHONE
    assert states(case_id)[ClockKind.OFFER][0] is ClockState.MET


def test_paperwork_is_no_offer(open_case, attempt, worker):
    case_id = open_case()
    logged(case_id, attempt(ContactKind.ADMINISTRATIVE), worker)
    assert states(case_id)[ClockKind.OFFER][0] is ClockState.RUNNING


def test_the_same_token_logs_once(open_case, attempt, worker):
    case_id, new = open_case(), attempt(reached=True)
    assert logged(case_id, new, worker) == logged(case_id, new, worker)
    assert Attempt.objects.count() == 1
    assert [e.kind for e in journal.events(case_id)].count("attempt_logged") == 1


def test_a_token_of_another_case_is_refused(open_case, attempt, worker):
    token = uuid4()
    logged(open_case(), attempt(token=token), worker)
    with pytest.raises(Refused, match="bij een andere zaak"):
        logged(open_case(), attempt(token=token), worker)


def test_reaching_starts_a_conversation_and_accepting_starts_the_terms(open_case, attempt, worker):
    case_id = open_case(signal(kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 12, 8)))
    logged(case_id, attempt(reached=True, accepted=True), worker)
    assert Case.objects.get().status == CaseStatus.IN_CONVERSATION
    found = states(case_id)
    assert found[ClockKind.END_OF_SUPPLY][0] is ClockState.MET
    assert found[ClockKind.FIRST_CONVERSATION] == (ClockState.RUNNING, date(2026, 12, 18))
    assert found[ClockKind.COLLECTION_PAUSE] == (ClockState.RUNNING, date(2026, 12, 20))


def test_a_threatening_situation_shortens_the_running_term(open_case, attempt, worker):
    case_id = open_case()
    logged(case_id, attempt(reached=True, accepted=True), worker)
    set_threatening(case_id, threatening=True, today=FRIDAY, actor=worker)
    clocks = journal.clocks_for([case_id])[case_id]
    running = [c.due for c in clocks if c.state is ClockState.RUNNING]
    assert date(2026, 11, 25) in running  # Monday, Tuesday, Wednesday


def test_an_appointment_kept_meets_the_first_conversation(open_case, attempt, worker):
    case_id = open_case()
    logged(case_id, attempt(reached=True, accepted=True), worker)
    later = FRIDAY + timedelta(days=6)
    kept = attempt(ContactKind.APPOINTMENT, on=later, reached=True)
    logged(case_id, kept, worker, today=later)
    assert states(case_id)[ClockKind.FIRST_CONVERSATION][0] is ClockState.MET


def test_undoing_sets_everything_back_but_keeps_the_attempt_visible(open_case, attempt, worker):
    case_id = open_case()
    attempt_id = logged(case_id, attempt(reached=True, accepted=True), worker)
    undo_attempt(attempt_id, today=FRIDAY, actor=worker)
    found = queries.case(case_id, actor=worker, today=FRIDAY)
    assert found.row.status is CaseStatus.PICKED_UP
    assert (found.row.attempt_count, found.accepted_on) == (0, None)
    assert [row.undone for row in found.attempts] == [True]
    running = {c.kind for c in found.clocks if c.met_on is None}
    assert ClockKind.OFFER in running
    assert ClockKind.COLLECTION_PAUSE not in running
    with pytest.raises(Refused, match="al ongedaan"):
        undo_attempt(attempt_id, today=FRIDAY, actor=worker)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": FRIDAY + timedelta(days=1)}, "vandaag of eerder"),
        ({"on": FRIDAY - timedelta(days=400)}, "vandaag of eerder"),
        ({"accepted": True}, "wie bereikt is"),
        ({"note": "n" * 281}, "langer dan 280"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(open_case, attempt, worker, change, words):
    case_id = open_case()
    with pytest.raises(Refused, match=words):
        logged(case_id, attempt(**change), worker)
    assert not Attempt.objects.exists()


def test_the_last_attempt_is_the_latest_day_not_the_latest_typed(open_case, attempt, worker):
    case_id = open_case()
    logged(case_id, attempt(ContactKind.LETTER), worker)
    logged(case_id, attempt(on=FRIDAY - timedelta(days=2)), worker)
    row = queries.case(case_id, actor=worker, today=FRIDAY).row
    assert row.last_attempt is not None
    assert (row.last_attempt.kind, row.attempt_count) == (ContactKind.LETTER, 2)


def test_a_call_from_before_the_matching_counts_but_does_not_date_the_case_back(
    open_case, attempt, worker
):
    case_id = open_case()
    logged(case_id, attempt(on=FRIDAY - timedelta(days=2)), worker)
    case = Case.objects.get()
    assert (case.first_attempt_on, case.picked_up_on) == (FRIDAY - timedelta(days=2), FRIDAY)


def test_a_day_to_try_again_is_a_clock_of_ones_own_that_the_next_attempt_meets(
    open_case, attempt, worker
):
    case_id, wednesday = open_case(), date(2026, 11, 25)
    logged(case_id, attempt(again_on=wednesday), worker)
    assert states(case_id)[ClockKind.FOLLOW_UP] == (ClockState.RUNNING, wednesday)
    row = queries.case(case_id, actor=worker, today=FRIDAY).row
    assert (row.due_kind, row.due_on) == (ClockKind.FOLLOW_UP, wednesday)
    logged(case_id, attempt(on=wednesday), worker, today=wednesday)
    assert states(case_id)[ClockKind.FOLLOW_UP][0] is ClockState.MET


@pytest.mark.parametrize("kind", [ContactKind.LETTER, ContactKind.CARD, ContactKind.ADMINISTRATIVE])
def test_a_letter_does_not_keep_a_promise_to_try_again(open_case, attempt, worker, kind):
    case_id = open_case()
    logged(case_id, attempt(again_on=date(2026, 11, 25)), worker)
    logged(case_id, attempt(kind), worker)
    assert states(case_id)[ClockKind.FOLLOW_UP][0] is ClockState.RUNNING


def test_another_day_replaces_the_one_agreed_before(open_case, attempt, worker):
    case_id = open_case()
    for day in (25, 27):
        logged(case_id, attempt(again_on=date(2026, 11, day)), worker)
    running = [
        clock.due
        for clock in journal.clocks_for([case_id])[case_id]
        if clock.kind == ClockKind.FOLLOW_UP and clock.state is ClockState.RUNNING
    ]
    assert running == [date(2026, 11, 27)]


def test_undoing_the_attempt_takes_its_agreement_back(open_case, attempt, worker):
    case_id = open_case()
    made = logged(case_id, attempt(again_on=date(2026, 11, 25)), worker)
    undo_attempt(made, today=FRIDAY, actor=worker)
    assert states(case_id)[ClockKind.FOLLOW_UP][0] is ClockState.CANCELLED


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2028, 1, 1)])
def test_trying_again_lies_ahead_and_within_a_year(open_case, attempt, worker, day):
    with pytest.raises(Refused, match="vandaag of later"):
        logged(open_case(), attempt(again_on=day), worker)
