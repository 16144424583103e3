"""Clocks: they run once, close once, and tell whose they are."""

from datetime import date
from uuid import UUID

import pytest

from rondkomen.journal import queries
from rondkomen.journal.core.clocks import ClockState
from rondkomen.journal.services import (
    NewClock,
    cancel_clock,
    cancel_clocks,
    meet_clock,
    reassign_clocks,
    start_clock,
    start_clocks,
)
from rondkomen.kernel.refusal import Refused

CASE, OTHER, WORKER = UUID(int=1), UUID(int=2), UUID(int=3)
MONDAY, FRIDAY, NEXT_MONDAY = date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 9)


@pytest.fixture
def offer(acting: str) -> UUID:
    """An offer clock on the case, due on Friday."""
    return start_clock(
        "offer", subject=CASE, start=MONDAY, due=FRIDAY, owner=WORKER, law="Lokaal beleid"
    )


def test_clock_stands_as_it_was_started(offer: UUID) -> None:
    (clock,) = queries.clocks_for([CASE])[CASE]
    assert (clock.id, clock.state, clock.due, clock.owner) == (
        offer,
        ClockState.RUNNING,
        FRIDAY,
        WORKER,
    )
    assert clock.time_left(MONDAY).working_days == 4


def test_same_clock_cannot_run_twice(offer: UUID) -> None:
    with pytest.raises(Refused, match="loopt al"):
        start_clock("offer", subject=CASE, start=MONDAY, due=FRIDAY, owner=None, law="x")
    assert len(queries.open_clocks()) == 1


def test_clock_can_run_again_after_it_closed(offer: UUID) -> None:
    assert meet_clock("offer", subject=CASE, on=FRIDAY) is ClockState.MET
    start_clock("offer", subject=CASE, start=FRIDAY, due=NEXT_MONDAY, owner=None, law="x")
    assert [clock.state for clock in queries.clocks_for([CASE])[CASE]] == [
        ClockState.MET,
        ClockState.RUNNING,
    ]


def test_too_late_is_missed(offer: UUID) -> None:
    assert meet_clock("offer", subject=CASE, on=NEXT_MONDAY) is ClockState.MISSED
    (clock,) = queries.closed_clocks(kinds=["offer"], start=MONDAY, end=NEXT_MONDAY)
    assert clock.closed_on == NEXT_MONDAY


def test_meeting_what_does_not_run_changes_nothing(offer: UUID) -> None:
    assert meet_clock("offer", subject=OTHER, on=FRIDAY) is None
    meet_clock("offer", subject=CASE, on=FRIDAY)
    assert meet_clock("offer", subject=CASE, on=NEXT_MONDAY) is None
    assert queries.clocks_for([CASE])[CASE][0].state is ClockState.MET


def test_cancelled_clock_is_no_longer_open(offer: UUID) -> None:
    assert cancel_clock("offer", subject=CASE, on=MONDAY)
    assert not cancel_clock("offer", subject=CASE, on=MONDAY)
    assert queries.open_clocks() == []


def test_all_clocks_of_a_subject_can_be_cancelled(offer: UUID) -> None:
    start_clock("handover", subject=CASE, start=MONDAY, due=FRIDAY, owner=None, law="x")
    assert cancel_clocks(subject=CASE, on=MONDAY) == 2


def test_overdue_is_running_past_its_day(offer: UUID) -> None:
    assert queries.open_clocks(due_before=FRIDAY) == []
    (late,) = queries.open_clocks(due_before=NEXT_MONDAY)
    assert late.is_overdue(NEXT_MONDAY)
    assert not late.is_overdue(FRIDAY)


def test_clocks_are_narrowed_by_kind_and_owner(offer: UUID) -> None:
    start_clock("handover", subject=CASE, start=MONDAY, due=FRIDAY, owner=None, law="x")
    assert [clock.kind for clock in queries.open_clocks(kinds=["handover"])] == ["handover"]
    assert [clock.kind for clock in queries.open_clocks(owner=WORKER)] == ["offer"]


def test_reassigning_moves_only_what_runs(offer: UUID) -> None:
    start_clock("handover", subject=CASE, start=MONDAY, due=FRIDAY, owner=WORKER, law="x")
    meet_clock("offer", subject=CASE, on=FRIDAY)
    assert reassign_clocks([CASE, OTHER], owner=OTHER) == 1
    assert {clock.owner for clock in queries.clocks_for([CASE])[CASE]} == {WORKER, OTHER}


def test_many_clocks_start_together(acting: str) -> None:
    news = [NewClock("offer", UUID(int=n), MONDAY, FRIDAY, None, "x") for n in range(1, 1001)]
    assert len(start_clocks(news)) == 1000
    assert len(queries.clocks_for(new.subject for new in news)) == 1000


def test_clock_cannot_end_before_it_starts(acting: str) -> None:
    with pytest.raises(Refused, match="voor zij begint"):
        start_clock("offer", subject=CASE, start=FRIDAY, due=MONDAY, owner=None, law="x")
