"""Where a job stands, and what becomes of one whose process disappeared."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=30)
# Policy: local default, docs/jobs.md: long enough to look back on a quarter.
KEPT = timedelta(days=90)
MAX_ATTEMPTS = 3


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
MAY_START_AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED})


def is_lost(lease_until: datetime | None, now: datetime) -> bool:
    """Whether the process of a running job is gone: its lease ran out, or was never written.

    Policy: a live process renews its lease every half second, so thirty seconds of silence is
    a dead one.
    """
    return lease_until is None or lease_until < now


def after_loss(attempts: int) -> JobState:
    """What a job becomes when the process that ran it is gone.

    Policy: the third time it takes its process with it, the cause is the job, not the machine.
    """
    return JobState.QUEUED if attempts < MAX_ATTEMPTS else JobState.FAILED


def rate(done: int, started: datetime | None, updated: datetime | None) -> float:
    """How many pieces of work were done per second; 0 while there is nothing to divide.

    Units: pieces per second.
    """
    seconds = (updated - started).total_seconds() if started and updated else 0.0
    return done / seconds if seconds > 0 else 0.0
