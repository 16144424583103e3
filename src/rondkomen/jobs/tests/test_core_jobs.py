"""The rules of background work, without a database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from rondkomen.jobs.core.progress import Cancelled, LeaseLost, Progress, Snapshot, Stopping
from rondkomen.jobs.core.states import MAX_ATTEMPTS, JobState, after_loss, is_lost, rate

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
JOB = UUID(int=1)


def test_running_work_without_a_lease_is_lost() -> None:
    assert is_lost(None, NOON)


def test_lease_counts_until_it_runs_out() -> None:
    assert not is_lost(NOON, NOON)
    assert is_lost(NOON, NOON + timedelta(microseconds=1))


def test_lost_work_waits_again_until_it_has_had_its_turns() -> None:
    assert [after_loss(attempt) for attempt in range(1, MAX_ATTEMPTS + 1)] == [
        JobState.QUEUED,
        JobState.QUEUED,
        JobState.FAILED,
    ]


def test_rate_is_pieces_per_second() -> None:
    assert rate(500, NOON, NOON + timedelta(seconds=20)) == 25.0


@pytest.mark.parametrize(
    ("started", "updated"), [(None, NOON), (NOON, None), (NOON, NOON), (None, None)]
)
def test_rate_of_nothing_is_nothing(started: datetime | None, updated: datetime | None) -> None:
    assert rate(500, started, updated) == 0.0


def test_step_keeps_how_far_it_is_and_tells_it() -> None:
    heard: list[Snapshot] = []
    progress = Progress(
        job_id=JOB, gemeente_id="9901", report=lambda now: heard.append(now.snapshot)
    )
    progress.step(3, 10, "rijen lezen")
    assert heard == [Snapshot(3, 10, "rijen lezen")] == [progress.snapshot]


def test_interruption_waits_for_the_next_step() -> None:
    progress = Progress(job_id=JOB, gemeente_id="9901")
    progress.interrupt(Stopping)
    with pytest.raises(Stopping):
        progress.step(1, 2)
    assert progress.snapshot == Snapshot(1, 2)


def test_first_reason_to_stop_stands() -> None:
    progress = Progress(job_id=JOB, gemeente_id="9901")
    progress.interrupt(Cancelled)
    progress.interrupt(LeaseLost)
    with pytest.raises(Cancelled):
        progress.step(1, 2)
