"""Writes of `jobs`: starting, cancelling, and putting work back whose process is gone.

Every change of state is one conditional update, so that of two workers only one succeeds.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rondkomen.jobs.core.progress import Snapshot
from rondkomen.jobs.core.states import (
    KEPT,
    LEASE,
    MAY_START_AGAIN,
    OVER,
    JobState,
    after_loss,
    is_lost,
)
from rondkomen.jobs.models import Job, JobProgress
from rondkomen.jobs.tickets import enqueue, tickets

_CHUNK = 900  # SQLite takes a limited number of values in one statement
STOPPED_ON_REQUEST = "Gestopt op verzoek; er is niets half opgeslagen."
BROKE_OFF_TOO_OFTEN = (
    "Dit werk is drie keer afgebroken doordat de werker wegviel. Er is niets half opgeslagen; "
    "kijk in het logboek van de werker en start het daarna opnieuw."
)


@transaction.atomic
def start(kind: str, *, args: dict[str, Any], gemeente_id: str, unique_key: str) -> UUID:
    """The id of the work with this key, started now unless it was before.

    It begins after the surrounding transaction commits, and not at all when that rolls back.
    Work that failed or was cancelled starts again with these arguments. `args` holds references
    and settings, never personal data.
    """
    job, is_new = Job.objects.select_for_update().get_or_create(
        gemeente_id=gemeente_id, unique_key=unique_key, defaults={"kind": kind, "args": args}
    )
    if not is_new:
        if job.state not in MAY_START_AGAIN:
            return job.id
        Job.objects.filter(id=job.id).update(
            kind=kind,
            args=args,
            state=JobState.QUEUED,
            attempts=0,
            done=0,
            total=0,
            message="",
            result=None,
            started_at=None,
            finished_at=None,
        )
    enqueue(job.id)
    return job.id


def cancel(job_id: UUID) -> None:
    """Nothing; waiting work is cancelled at once, running work at its next step.

    Running work is told through its progress row alone: on SQLite its own transaction may hold
    the main file for as long as it runs.
    """
    waiting = Job.objects.filter(id=job_id, state=JobState.QUEUED)
    is_cancelled = waiting.exists() and waiting.update(
        state=JobState.CANCELLED, message=STOPPED_ON_REQUEST, finished_at=timezone.now()
    )
    if not is_cancelled:
        JobProgress.objects.filter(job_id=job_id).update(cancel_requested=True)


def claim(now: datetime) -> Job | None:
    """The next piece of work, now running with a lease of its own; None when nothing waits."""
    while tickets().exists():  # without this look, an idle worker would lock SQLite every second
        with transaction.atomic():
            ticket = tickets().select_for_update(skip_locked=True).first()
            if ticket is None:
                return None  # other workers have them all
            if job := _begin(ticket, now):
                return job
    return None


def _begin(ticket: DBTaskResult, now: datetime) -> Job | None:
    job = Job.objects.filter(id=ticket.args_kwargs["args"][0], state=JobState.QUEUED).first()
    ticket.delete()
    if job is None:
        return None  # cancelled while it waited
    # The lease comes first: running work without one counts as lost.
    JobProgress.objects.update_or_create(
        job_id=job.id,
        defaults={
            "attempt": job.attempts + 1,
            "lease_until": now + LEASE,
            "updated_at": now,
            "done": 0,
            "total": 0,
            "message": "",
            "cancel_requested": False,
        },
    )
    Job.objects.filter(id=job.id).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, started_at=now, message=""
    )
    job.refresh_from_db()
    return job


def renew(job: Job, snapshot: Snapshot, now: datetime) -> JobProgress | None:
    """The progress row after renewing the lease; None when another worker took the job over."""
    ours = JobProgress.objects.filter(job_id=job.id, attempt=job.attempts)
    renewed = ours.update(
        lease_until=now + LEASE,
        updated_at=now,
        done=snapshot.done,
        total=snapshot.total,
        message=snapshot.message[:500],
    )
    return ours.first() if renewed else None


def finish(
    job: Job,
    state: JobState,
    snapshot: Snapshot,
    *,
    message: str = "",
    result: dict[str, Any] | None = None,
) -> None:
    """Nothing; the work stands as `state`, unless another worker took it over meanwhile."""
    ours = Job.objects.filter(id=job.id, state=JobState.RUNNING, attempts=job.attempts)
    ours.update(
        state=state,
        message=(message or snapshot.message)[:500],
        result=result,
        done=snapshot.done,
        total=snapshot.total,
        finished_at=timezone.now(),
    )


@transaction.atomic
def put_back(job: Job, *, counts: bool) -> None:
    """Nothing; the work waits again. `counts` is False when the worker stopped on purpose."""
    ours = Job.objects.filter(id=job.id, state=JobState.RUNNING, attempts=job.attempts)
    attempts = job.attempts if counts else job.attempts - 1
    if ours.update(state=JobState.QUEUED, attempts=attempts):
        enqueue(job.id)


def reap(now: datetime) -> int:
    """How many running jobs had lost their process; they wait again, or failed for good.

    Policy: docs/decisions/0009-progress-beside-the-work.md.
    """
    running = list(Job.objects.filter(state=JobState.RUNNING))
    leases = JobProgress.objects.in_bulk([job.id for job in running]) if running else {}
    lost = [
        job
        for job in running
        if is_lost(leases[job.id].lease_until if job.id in leases else None, now)
    ]
    for job in lost:
        if after_loss(job.attempts) is JobState.QUEUED:
            put_back(job, counts=True)
        else:
            finish(job, JobState.FAILED, Snapshot(job.done, job.total), message=BROKE_OFF_TOO_OFTEN)
    return len(lost)


@transaction.atomic
def remove_old(gemeente_id: str, *, now: datetime) -> int:
    """How many pieces of work that were over long ago are gone, with how they went and ended.

    Policy: `core.states.KEPT`, docs/jobs.md.
    """
    over = Job.objects.filter(gemeente_id=gemeente_id, state__in=OVER, finished_at__lt=now - KEPT)
    ids = list(over.values_list("id", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        JobProgress.objects.filter(job_id__in=chunk).delete()
        Job.objects.filter(id__in=chunk).delete()
    return len(ids)
