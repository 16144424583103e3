"""Checking in the background whether the journal is whole, and how the last check ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from rondkomen.access.tenancy import acting_for
from rondkomen.jobs import queries as job_queries
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.registry import job
from rondkomen.journal import queries as journal

KIND = "journal-check"


@dataclass(frozen=True)
class JournalCheck:
    """A check that came to its end.

    Units: `events` that were checked; `breaks` in the chain.
    """

    at: datetime
    events: int
    breaks: int


def start(gemeente_id: str) -> UUID:
    """The id of the background work that checks the journal of this municipality."""
    moment = timezone.now().isoformat(timespec="seconds")
    return jobs.start(KIND, args={}, gemeente_id=gemeente_id, unique_key=f"{KIND}:{moment}")


def last_check(gemeente_id: str) -> JournalCheck | None:
    """The last check that came to its end; None when there was none, or it is long ago."""
    recent = job_queries.latest(gemeente_id, kind=KIND)
    done = next((one for one in recent if one.state is JobState.DONE), None)
    if done is None or done.result is None or done.finished_at is None:
        return None
    return JournalCheck(done.finished_at, done.result["events"], done.result["breaks"])


@job(KIND)
def _work(_args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    def told(done: int, total: int) -> None:
        progress.step(done, total, "Gebeurtenissen nalopen")

    with acting_for(progress.gemeente_id, only_reading=True):
        events = journal.chain_head().sequence
        found = journal.verify_chain(told)
    return {"events": events, "breaks": len(found)}
