"""Reads of `jobs`: how one piece of work stands, and what the queue as a whole needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rondkomen.jobs.core.states import JobState, is_lost, rate
from rondkomen.jobs.models import Job, JobProgress
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class JobStatus:
    """How a piece of work stands; `rate` is in pieces per second."""

    id: UUID
    kind: str
    gemeente_id: str
    unique_key: str
    state: JobState
    done: int
    total: int
    rate: float
    message: str
    result: dict[str, Any] | None
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}


@dataclass(frozen=True)
class QueueHealth:
    """What the queue as a whole looks like: work waiting, work whose process is gone, work failed."""

    queued: int
    oldest_queued_at: datetime | None
    running: int
    lost: int
    failed: int


def status(job_id: UUID, *, gemeente_id: str | None = None, kind: str | None = None) -> JobStatus:
    """How this piece of work stands; with a `gemeente_id` or `kind` only when it is of those.

    Raises: Refused when there is no such work.
    """
    asked = {"gemeente_id": gemeente_id, "kind": kind}
    scope = {name: value for name, value in asked.items() if value is not None}
    job = Job.objects.filter(id=job_id, **scope).first()
    if job is None:
        raise Refused("Dit werk bestaat niet of is opgeruimd.", code="job-unknown")
    return _status(job, _progress_of([job]).get(job.id))


def find(gemeente_id: str, unique_key: str) -> JobStatus | None:
    """How the work with this key stands; None when it was never started."""
    job = Job.objects.filter(gemeente_id=gemeente_id, unique_key=unique_key).first()
    return _status(job, _progress_of([job]).get(job.id)) if job else None


def latest(gemeente_id: str, *, kind: str, limit: int = 20) -> list[JobStatus]:
    """The last pieces of work of this kind, newest first."""
    jobs = list(
        Job.objects.filter(gemeente_id=gemeente_id, kind=kind).order_by("-created_at")[:limit]
    )
    progress = _progress_of(jobs)
    return [_status(job, progress.get(job.id)) for job in jobs]


def health(now: datetime) -> QueueHealth:
    """What waits, what lost its process and what failed in the past week, over all municipalities."""
    queued = Job.objects.filter(state=JobState.QUEUED).order_by("created_at")
    running = list(Job.objects.filter(state=JobState.RUNNING))
    leases = _progress_of(running)
    oldest = queued.first()
    return QueueHealth(
        queued=queued.count(),
        oldest_queued_at=oldest.created_at if oldest else None,
        running=len(running),
        lost=sum(is_lost(_lease(leases.get(job.id)), now) for job in running),
        failed=Job.objects.filter(state=JobState.FAILED).count(),
    )


def _progress_of(jobs: Iterable[Job]) -> dict[UUID, JobProgress]:
    running = [job.id for job in jobs if job.state == JobState.RUNNING]
    return JobProgress.objects.in_bulk(running) if running else {}


def _lease(progress: JobProgress | None) -> datetime | None:
    return progress.lease_until if progress else None


def _status(job: Job, progress: JobProgress | None) -> JobStatus:
    live = progress or job
    until = progress.updated_at if progress else job.finished_at
    return JobStatus(
        id=job.id,
        kind=job.kind,
        gemeente_id=job.gemeente_id,
        unique_key=job.unique_key,
        state=JobState(job.state),
        done=live.done,
        total=live.total,
        rate=rate(live.done, job.started_at, until),
        message=live.message,
        result=job.result,
        created_at=job.created_at,
        finished_at=job.finished_at,
    )
