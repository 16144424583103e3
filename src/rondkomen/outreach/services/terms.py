"""Starts, meets and ends the clocks of cases, and copies the nearest one into the case."""

from collections.abc import Iterable
from datetime import date

from rondkomen.access.core.actor import Actor
from rondkomen.journal import queries as journal_reads
from rondkomen.journal import services as journal
from rondkomen.journal.core.clocks import ClockState
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.clocks import WORKLIST_KINDS, ClockKind, Term, terms_on_opening
from rondkomen.outreach.models import Case
from rondkomen.outreach.queries.facts import facts_of
from rondkomen.outreach.queries.rule_versions import active_rules

WORK = sorted(WORKLIST_KINDS)
_PASSING = (ClockKind.COLLECTION_PAUSE, ClockKind.SIX_MONTH_WINDOW)


def start_terms(pairs: Iterable[tuple[Case, Term]]) -> None:
    """Nothing; these clocks run."""
    journal.start_clocks(
        journal.NewClock(term.kind, case.id, term.start, term.due, case.owner_ref, term.law)
        for case, term in pairs
    )


def restart_term(case: Case, term: Term, *, today: date) -> None:
    """Nothing; this clock runs with these dates, also when one of its kind ran already."""
    journal.cancel_clock(term.kind, subject=case.id, on=today)
    start_terms([(case, term)])


def change_term(case: Case, term: Term, *, today: date) -> None:
    """Nothing; a running clock of this kind has these dates from now on."""
    if journal.cancel_clock(term.kind, subject=case.id, on=today):
        start_terms([(case, term)])


def meet(case: Case, kind: ClockKind, *, on: date) -> None:
    """Nothing; the clock, if it ran, is met or missed."""
    journal.meet_clock(kind, subject=case.id, on=on)


def cancel_started_on(case: Case, kind: ClockKind, start: date, *, today: date) -> None:
    """Nothing; a running clock of this kind that started on this day stops."""
    running = (
        clock
        for clock in journal_reads.clocks_for([case.id])[case.id]
        if clock.state is ClockState.RUNNING and clock.kind == kind and clock.start == start
    )
    if any(running):
        journal.cancel_clock(kind, subject=case.id, on=today)


def end_passed_terms(*, today: date, actor: Actor) -> int:
    """How many clocks ended that only count days: the collection pause and the six-month window."""
    passed = journal_reads.open_clocks(kinds=_PASSING, due_before=today)
    journal.close_clocks(
        journal.Closing(clock.id, ClockState.MET, on=clock.due) for clock in passed
    )
    ended = [
        journal.NewEvent("term_ended", clock.subject, {"clock": clock.kind}) for clock in passed
    ]
    journal.record_many(ended, actor=actor)
    return len(passed)


def copy_nearest(case: Case) -> None:
    """Nothing; the case holds its nearest running clock, for the worklist."""
    running = [
        clock
        for clock in journal_reads.clocks_for([case.id])[case.id]
        if clock.state is ClockState.RUNNING and clock.kind in WORKLIST_KINDS
    ]
    nearest = min(running, key=lambda clock: clock.due, default=None)
    set_nearest(
        case, Term(ClockKind(nearest.kind), nearest.start, nearest.due, "") if nearest else None
    )


def set_nearest(case: Case, term: Term | None) -> None:
    """Nothing; the case holds this term as its nearest."""
    case.next_due_on = term.due if term else None
    case.next_due_kind = term.kind if term else ""


def nearest_of(terms: Iterable[Term]) -> Term | None:
    """The term of the work that ends first."""
    return min(
        (term for term in terms if term.kind in WORKLIST_KINDS),
        key=lambda term: term.due,
        default=None,
    )


def restart_work_terms(case: Case, *, today: date) -> None:
    """Nothing; what the case waited for from its opening, and did not get, runs again."""
    opening = terms_on_opening(
        facts_of(case),
        month=Month.parse(case.month),
        today=case.matched_on,
        terms=active_rules().table.terms,
    )
    still_open = {
        ClockKind.OFFER: case.first_attempt_on is None,
        ClockKind.END_OF_SUPPLY: case.first_contact_on is None,
    }
    running = {
        clock.kind: clock.due
        for clock in journal_reads.clocks_for([case.id])[case.id]
        if clock.state is ClockState.RUNNING
    }
    for term in opening:
        if still_open.get(term.kind) and running.get(term.kind) != term.due:
            restart_term(case, term, today=today)
