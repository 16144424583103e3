from datetime import date

from rondkomen.kernel.period import Month, Period
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import ClosingReason, ContactKind
from rondkomen.outreach.services import close_before_contact, log_attempt, undo_attempt
from rondkomen.outreach.tests.examples import FRIDAY, ref, signal

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_facts_for_counting_leave_out_undone_attempts_and_notes(open_case, attempt, worker):
    case_id = open_case(signal("a"), signal("b"))
    slip = log_attempt(case_id, attempt(reached=True), today=FRIDAY, actor=worker)
    undo_attempt(slip, today=FRIDAY, actor=worker)
    log_attempt(case_id, attempt(ContactKind.CARD, note="bij de buren"), today=FRIDAY, actor=worker)
    (fact,) = queries.case_facts(NOVEMBER)
    assert [a.kind for a in fact.attempts] == [ContactKind.CARD]
    assert not fact.reached
    assert len(fact.signals) == 2
    assert "buren" not in repr(fact)


def test_facts_are_of_the_months_that_the_period_touches(open_case):
    open_case(signal("a"))
    assert queries.case_facts(Period(date(2026, 10, 1), date(2026, 10, 31))) == ()
    assert len(queries.case_facts(Period(date(2026, 10, 15), date(2026, 11, 2)))) == 1


def test_facts_are_found_by_signal(open_case):
    case_id = open_case(signal("a"))
    open_case(signal("b"))
    assert [fact.case_id for fact in queries.case_facts_of([ref("signal of a")])] == [case_id]


def test_every_signal_has_the_status_of_its_case(open_case, worker):
    moved = open_case(signal("a"))
    open_case(signal("b"))
    close_before_contact(
        moved, ClosingReason.MOVED_AWAY, today=FRIDAY, actor=worker, transfer_to="Anderland"
    )
    expected = {ref("signal of a"): "not_resident", ref("signal of b"): "not_picked_up_yet"}
    assert queries.signal_states(expected) == expected
    assert queries.signal_states_since(Month(2026, 11)) == expected
    assert queries.signal_states_since(Month(2026, 12)) == {}


def test_the_signals_of_a_partner(open_case):
    open_case(signal("a"), signal("b"))
    november = Month(2026, 11)
    found = queries.signals_of_partner(ref("a"), first=november, last=november)
    assert found == (ref("signal of a"),)


def test_a_walk_leaves_out_doors_knocked_on_today(open_case, attempt, worker, household):
    home = household("Essenweg", 4)
    done = open_case(signal("a"), at=home)
    todo = [open_case(signal(str(n)), at=household("Essenweg", n)) for n in (3, 2, 1)]
    for case_id in (*todo, done):
        log_attempt(case_id, attempt(ContactKind.LETTER), today=FRIDAY, actor=worker)
    log_attempt(done, attempt(ContactKind.HOME_VISIT), today=FRIDAY, actor=worker)
    stops = queries.door_list(owner=worker.user_id, today=FRIDAY, actor=worker)
    assert [f"{stop.street} {stop.house}" for stop in stops] == [
        "Essenweg 1",
        "Essenweg 3",
        "Essenweg 2",
    ]
