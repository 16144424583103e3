from datetime import date

from rondkomen.journal import queries as journal
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason, SignalKind
from rondkomen.outreach.models import Case, CaseSignal
from rondkomen.outreach.services import (
    close_before_contact,
    log_attempt,
    open_cases,
    purge_cases,
    record_result,
    withdraw_signals,
)
from rondkomen.outreach.services.closing import GivenResult, Result
from rondkomen.outreach.tests.conftest import NOVEMBER
from rondkomen.outreach.tests.examples import FRIDAY, ref, signal

DECEMBER = Month(2026, 12)
LATER = date(2026, 12, 18)


def reopened_in(month, group, worker, today=LATER):
    return open_cases([group], month=month, today=today, actor=worker)


def test_a_case_holds_its_facts_its_points_and_its_clocks(open_case, worker):
    ends = signal("a", kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 11, 27))
    case_id = open_case(ends, signal("b"), neighbourhood="Park")
    found = queries.case(case_id, actor=worker, today=FRIDAY)
    assert found.row.points == 79  # 60 stops within 5 days + 15 two partners + 4 for 200 euro
    assert found.row.reasons[0] == "Levering stopt op 27 november 2026."
    assert found.row.due_on == date(2026, 11, 27)
    assert {clock.kind for clock in found.clocks} == {
        ClockKind.OFFER,
        ClockKind.END_OF_SUPPLY,
        ClockKind.SIX_MONTH_WINDOW,
    }
    assert [row.text for row in found.timeline] == ["zaak geopend"]


def test_the_same_groups_again_change_nothing(open_case, worker, household):
    home = household()
    open_case(signal("a"), at=home)
    events = Case.objects.get().version
    again = open_cases(
        [CaseGroup(home, (signal("a"),))], month=NOVEMBER, today=FRIDAY, actor=worker
    )
    assert (again.opened, again.updated, again.unchanged) == (0, 0, 1)
    assert Case.objects.get().version == events


def test_a_late_signal_joins_the_case_of_the_month(open_case, worker, household):
    home = household()
    case_id = open_case(signal("a"), at=home)
    done = reopened_in(NOVEMBER, CaseGroup(home, (signal("b", amount=90_000),)), worker)
    row = queries.case(case_id, actor=worker, today=LATER).row
    assert (done.updated, row.signal_count, row.amount) == (1, 2, 100_000)
    assert row.multiple


def test_a_corrected_amount_is_taken_over(open_case, worker, household):
    home = household()
    case_id = open_case(signal("a", amount=10_000), at=home)
    reopened_in(NOVEMBER, CaseGroup(home, (signal("a", amount=12_500),)), worker)
    assert queries.case(case_id, actor=worker, today=LATER).row.amount == 12_500


def test_a_signal_that_moves_leaves_its_old_case(open_case, worker, household):
    open_case(signal("a"), signal("b"), at=household(number=1))
    open_case(signal("b"), at=household(number=3))
    counts = dict(Case.objects.values_list("household_ref", "signal_count"))
    assert sorted(counts.values()) == [1, 1]
    assert CaseSignal.objects.count() == 2


def test_an_unworked_case_without_signals_goes_and_a_worked_one_stays(open_case, worker, attempt):
    idle, worked = open_case(signal("a")), open_case(signal("b"))
    log_attempt(worked, attempt(), today=FRIDAY, actor=worker)
    refs = [ref("signal of a"), ref("signal of b")]
    assert withdraw_signals(refs, today=FRIDAY, actor=worker) == 2
    assert not Case.objects.filter(id=idle).exists()
    row = queries.case(worked, actor=worker, today=FRIDAY).row
    assert "ander huishouden" in row.proposal
    assert (row.amount, row.points) == (0, 0)  # nothing left to rank it by
    assert journal.events(idle)[-1].kind == "case_emptied"


def worked_in_november(open_case, attempt, worker, home, amount=10_000):
    case_id = open_case(signal("a", amount=amount, name="november"), at=home)
    log_attempt(case_id, attempt(reached=True), today=FRIDAY, actor=worker)
    given = GivenResult(Result.NO_HELP_WANTED, FRIDAY, confirmed=True)
    record_result(case_id, given, today=FRIDAY, actor=worker)


def test_a_repeat_without_increase_is_closed_by_the_rule(open_case, attempt, worker, household):
    home = household()
    worked_in_november(open_case, attempt, worker, home)
    again = CaseGroup(home, (signal("a", name="december"),))
    done = reopened_in(DECEMBER, again, worker)
    assert done.closed == {ClosingReason.REPEAT_WITHOUT_INCREASE: 1}
    case = Case.objects.get(month="2026-12")
    assert (case.status, case.result) == (CaseStatus.NOT_PICKED_UP, "repeat")
    assert case.consecutive


def test_a_higher_arrear_is_picked_up_again(open_case, attempt, worker, household):
    home = household()
    worked_in_november(open_case, attempt, worker, home)
    again = CaseGroup(home, (signal("a", name="december", amount=10_001),))
    assert reopened_in(DECEMBER, again, worker).closed == {}
    case = Case.objects.get(month="2026-12")
    assert case.is_open
    assert case.increased


def test_a_new_signal_opens_a_closed_case_of_the_month_again(open_case, attempt, worker, household):
    home = household()
    worked_in_november(open_case, attempt, worker, home)
    reopened_in(NOVEMBER, CaseGroup(home, (signal("b", name="late"),)), worker)
    case = Case.objects.get()
    assert (case.status, case.result) == (CaseStatus.PICKED_UP, "")


def test_what_is_known_of_the_household_is_proposed_and_waits_for_a_person(open_case, worker):
    case_id = open_case(signal("a"), known_reason=ClosingReason.DECEASED)
    row = queries.case(case_id, actor=worker, today=FRIDAY).row
    assert (row.status, row.proposal) == (CaseStatus.NEW, "De inwoner is overleden.")


def test_a_late_end_of_supply_starts_its_clock_on_the_open_case(open_case, worker, household):
    home = household()
    case_id = open_case(signal("a"), at=home)
    ends = signal("b", kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 12, 29))
    reopened_in(NOVEMBER, CaseGroup(home, (ends,)), worker)
    found = queries.case(case_id, actor=worker, today=LATER)
    dues = {clock.kind: clock.due for clock in found.clocks if clock.met_on is None}
    assert dues[ClockKind.END_OF_SUPPLY] == date(2026, 12, 29)
    assert dues[ClockKind.OFFER] == date(2026, 12, 4)
    assert found.row.due_on == date(2026, 12, 4)


def test_what_was_kept_too_long_goes_and_its_going_is_kept(open_case, worker):
    case_id = open_case(signal("a"))
    close_before_contact(case_id, ClosingReason.DECEASED, today=FRIDAY, actor=worker)
    assert queries.past_keeping(date(2027, 11, 30)) == []
    assert queries.past_keeping(date(2027, 12, 1)) == [case_id]
    assert purge_cases([case_id], today=LATER, actor=worker, rule="bewaartermijn") == 1
    assert not Case.objects.exists()
    assert journal.events(case_id)[-1].kind == "case_purged"
