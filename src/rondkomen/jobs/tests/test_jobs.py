"""Starting, following, cancelling and reviving work."""

from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from rondkomen.jobs import queries, registry, services, worker
from rondkomen.jobs.core.progress import LeaseLost, Progress, Stopping
from rondkomen.jobs.core.states import KEPT, LEASE, JobState
from rondkomen.jobs.models import Job, JobProgress
from rondkomen.jobs.tickets import tickets
from rondkomen.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, registry.Handler]:
    """The handlers by kind; what a test adds is gone afterwards."""
    known: dict[str, registry.Handler] = {}
    monkeypatch.setattr(registry, "_handlers", known)
    return known


def begin(kind: str = "count", key: str = "k1", **args: Any) -> UUID:
    return services.start(kind, args=args, gemeente_id="9901", unique_key=key)


def count_to(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    for done in range(1, args["total"] + 1):
        progress.step(done, args["total"], "tellen")
    return {"counted": args["total"]}


def test_work_runs_and_keeps_its_result(handlers: dict[str, registry.Handler]) -> None:
    handlers["count"] = count_to
    job_id = begin(total=5)
    assert queries.status(job_id).state is JobState.QUEUED
    assert worker.drain() == 1
    after = queries.status(job_id)
    assert (after.state, after.done, after.total) == (JobState.DONE, 5, 5)
    assert after.result == {"counted": 5}
    assert not tickets().exists()


def test_starting_twice_is_starting_once(handlers: dict[str, registry.Handler]) -> None:
    handlers["count"] = count_to
    first = begin(total=5)
    assert begin(total=5) == first
    assert worker.drain() == 1
    assert begin(total=5) == first
    assert worker.drain() == 0


def test_same_key_in_another_municipality_is_other_work() -> None:
    first = begin(total=1)
    assert services.start("count", args={}, gemeente_id="9902", unique_key="k1") != first
    with pytest.raises(Refused):
        queries.status(first, gemeente_id="9902")


def test_failed_work_starts_again_with_the_same_key(handlers: dict[str, registry.Handler]) -> None:
    def refuse(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        raise Refused("Het bestand is leeg; lever het opnieuw aan.")

    handlers["count"] = refuse
    job_id = begin()
    worker.drain()
    failed = queries.status(job_id)
    assert (failed.state, failed.message) == (
        JobState.FAILED,
        "Het bestand is leeg; lever het opnieuw aan.",
    )
    handlers["count"] = count_to
    assert begin(total=2) == job_id
    worker.drain()
    assert queries.status(job_id).state is JobState.DONE


def test_work_of_a_transaction_that_rolls_back_never_starts() -> None:
    with transaction.atomic():
        begin()
        transaction.set_rollback(True)
    assert queries.find("9901", "k1") is None
    assert not tickets().exists()


def test_unexpected_failure_tells_no_secrets(
    handlers: dict[str, registry.Handler], caplog: pytest.LogCaptureFixture
) -> None:
    def burst(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        raise ValueError("mevrouw Voorbeeld, 12-03-1960")

    handlers["count"] = burst
    job_id = begin()
    worker.drain()
    failed = queries.status(job_id)
    assert failed.state is JobState.FAILED
    assert str(job_id) in failed.message
    assert "ValueError" in caplog.text
    assert "Voorbeeld" not in caplog.text + failed.message


def test_unknown_kind_is_a_clear_failure() -> None:
    job_id = begin("from-the-future")
    worker.drain()
    assert "kent het werk 'from-the-future' niet" in queries.status(job_id).message


def test_waiting_work_is_cancelled_at_once(handlers: dict[str, registry.Handler]) -> None:
    handlers["count"] = count_to
    job_id = begin(total=5)
    services.cancel(job_id)
    assert worker.drain() == 0
    assert queries.status(job_id).state is JobState.CANCELLED


def test_work_behind_cancelled_work_still_runs(handlers: dict[str, registry.Handler]) -> None:
    handlers["count"] = count_to
    first, second = begin(key="k1", total=5), begin(key="k2", total=5)
    services.cancel(first)
    assert worker.drain() == 1
    assert queries.status(second).state is JobState.DONE
    assert not tickets().exists()


def test_running_work_is_cancelled_at_its_next_step(handlers: dict[str, registry.Handler]) -> None:
    def asked_to_stop(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        progress.step(1, 3)
        services.cancel(progress.job_id)
        progress.step(2, 3)
        raise AssertionError("went on after being cancelled")

    handlers["count"] = asked_to_stop
    job_id = begin()
    worker.drain()
    after = queries.status(job_id)
    assert (after.state, after.done, after.message) == (
        JobState.CANCELLED,
        2,
        services.STOPPED_ON_REQUEST,
    )


def test_progress_is_seen_while_it_runs(handlers: dict[str, registry.Handler]) -> None:
    seen: list[queries.JobStatus] = []

    def look(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        progress.step(7, 20, "rijen controleren")
        seen.append(queries.status(progress.job_id))
        return {}

    handlers["count"] = look
    begin()
    worker.drain()
    assert (seen[0].state, seen[0].done, seen[0].total, seen[0].message) == (
        JobState.RUNNING,
        7,
        20,
        "rijen controleren",
    )
    assert seen[0].is_open


def test_lost_work_waits_again_and_fails_the_third_time() -> None:
    job_id = begin()
    now = timezone.now()
    for _ in range(3):
        assert services.claim(now) is not None
        assert services.reap(now) == 0
        now += LEASE + timedelta(seconds=1)
        assert services.reap(now) == 1
    after = queries.status(job_id)
    assert (after.state, after.message) == (JobState.FAILED, services.BROKE_OFF_TOO_OFTEN)
    assert services.claim(now) is None


def test_running_work_that_never_got_a_lease_is_lost() -> None:
    job_id = begin()
    services.claim(timezone.now())
    JobProgress.objects.all().delete()
    assert queries.health(timezone.now()).lost == 1
    assert services.reap(timezone.now()) == 1
    assert queries.status(job_id).state is JobState.QUEUED


def test_worker_that_was_overtaken_lets_go() -> None:
    begin()
    now = timezone.now()
    first = services.claim(now)
    assert first is not None
    services.reap(now + LEASE + timedelta(seconds=1))
    second = services.claim(now)
    assert second is not None
    progress = Progress(job_id=first.id, gemeente_id="9901")
    worker._beat(first, progress)
    with pytest.raises(LeaseLost):
        progress.step(1, 2)
    services.finish(first, JobState.DONE, progress.snapshot)
    assert queries.status(first.id).state is JobState.RUNNING


def test_stopping_worker_puts_work_back_without_counting_it(
    handlers: dict[str, registry.Handler],
) -> None:
    def stopped(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        progress.interrupt(Stopping)
        progress.step(1, 2)
        return {}

    handlers["count"] = stopped
    job_id = begin()
    job = services.claim(timezone.now())
    assert job is not None
    worker._perform(job, Progress(job_id=job.id, gemeente_id="9901"))()
    assert queries.status(job_id).state is JobState.QUEUED
    assert Job.objects.get().attempts == 0


def test_database_away_leaves_the_work_to_its_lease(handlers: dict[str, registry.Handler]) -> None:
    def away(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
        raise OperationalError("server closed the connection")

    handlers["count"] = away
    job_id = begin()
    worker.drain()
    assert queries.status(job_id).state is JobState.RUNNING
    services.reap(timezone.now() + LEASE + timedelta(seconds=1))
    assert queries.status(job_id).state is JobState.QUEUED


def test_stopped_loop_does_nothing() -> None:
    begin()
    stop = Event()
    stop.set()
    worker.run(stop)
    assert tickets().count() == 1


def test_two_functions_cannot_share_a_kind(handlers: dict[str, registry.Handler]) -> None:
    registry.job("count")(count_to)
    registry.job("count")(count_to)  # a module that is imported twice is no mistake
    with pytest.raises(ValueError, match="count"):
        registry.job("count")(lambda args, progress: {})


def test_work_that_was_over_long_ago_is_removed_and_nothing_else(
    handlers: dict[str, registry.Handler],
) -> None:
    handlers["count"] = count_to
    old, fresh, cancelled, waiting = (begin(key=key, total=1) for key in "abcd")
    other = services.start("count", args={"total": 1}, gemeente_id="9902", unique_key="a")
    services.cancel(cancelled)
    worker.drain()
    now = timezone.now()
    begin_again = Job.objects.filter(id=waiting)
    begin_again.update(state=JobState.QUEUED, finished_at=None)
    past = now - KEPT - timedelta(seconds=1)
    Job.objects.filter(id__in=[old, cancelled, other]).update(finished_at=past)
    assert services.remove_old("9901", now=now) == 2
    assert set(Job.objects.values_list("id", flat=True)) == {fresh, waiting, other}
    assert not JobProgress.objects.filter(job_id__in=[old, cancelled]).exists()
    assert services.remove_old("9901", now=now) == 0
