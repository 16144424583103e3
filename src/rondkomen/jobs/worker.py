"""Runs the queue: takes one job at a time, keeps its lease, and picks up what other workers lost."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
)
from django.utils import timezone

from rondkomen.jobs.core.progress import Cancelled, LeaseLost, Progress, Stopping
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.models import Job
from rondkomen.jobs.registry import handler_of
from rondkomen.jobs.services import STOPPED_ON_REQUEST, claim, finish, put_back, reap, renew
from rondkomen.kernel.refusal import Refused

IDLE_SECONDS = 0.5
BEAT_SECONDS = 0.5

logger = logging.getLogger(__name__)


def run(stop: Event) -> None:
    """Work through the queue until `stop` is set; a running job is then put back at its next step."""
    while not stop.is_set():
        try:
            close_old_connections()
            reap(timezone.now())
            worked = run_next(stop)
        except DatabaseError as gone:
            # The database is away or SQLite is busy. What was running still has its lease.
            logger.warning("Werker wacht op de database: %s", type(gone).__name__)
            worked = False
        if not worked:
            stop.wait(IDLE_SECONDS)


def run_next(stop: Event) -> bool:
    """Whether there was a job to run; it is finished, put back or cancelled by now."""
    job = claim(timezone.now())
    if job is None:
        return False
    progress = Progress(job_id=job.id, gemeente_id=job.gemeente_id)
    with _beating(job, progress, stop):
        outcome = _perform(job, progress)
    outcome()
    return True


def drain() -> int:
    """How many jobs ran, in this thread, until none waited; for tests, the demo and commands."""
    ran = 0
    while (job := claim(timezone.now())) is not None:
        report = partial(_beat, job)
        _perform(job, Progress(job_id=job.id, gemeente_id=job.gemeente_id, report=report))()
        ran += 1
    return ran


def _perform(job: Job, progress: Progress) -> Callable[[], None]:
    """Run the handler; what comes back is the write that records how it ended."""
    try:
        result = handler_of(job.kind)(job.args, progress)
    except Cancelled:
        return _ended(job, JobState.CANCELLED, progress, STOPPED_ON_REQUEST)
    except Stopping:
        return lambda: put_back(job, counts=False)
    except LeaseLost:
        logger.warning("Werk %s is door een andere werker overgenomen.", job.id)
        return lambda: None
    except Refused as refusal:
        return _ended(job, JobState.FAILED, progress, str(refusal))
    except (OperationalError, InterfaceError) as gone:
        _log(job, gone)
        return lambda: None  # its lease runs out, and then it waits again
    except Exception as wrong:  # noqa: BLE001  whatever a handler does, the worker goes on
        _log(job, wrong)
        return _ended(job, JobState.FAILED, progress, _went_wrong(job))
    return lambda: finish(job, JobState.DONE, progress.snapshot, result=result)


def _ended(job: Job, state: JobState, progress: Progress, message: str) -> Callable[[], None]:
    return lambda: finish(job, state, progress.snapshot, message=message)


def _went_wrong(job: Job) -> str:
    return (
        "Er ging iets mis; er is niets half opgeslagen. Start het opnieuw, en geef de beheerder "
        f"anders nummer {job.id}: daaronder staat de oorzaak in het logboek van de werker."
    )


def _log(job: Job, wrong: Exception) -> None:
    """Where it went wrong, without the message: that may quote personal data."""
    places = " < ".join(
        f"{frame.filename.rpartition('rondkomen/')[2]}:{frame.lineno}"
        for frame in reversed(traceback.extract_tb(wrong.__traceback__))
    )
    logger.error("Werk %s (%s) mislukt: %s, %s", job.id, job.kind, type(wrong).__name__, places)


@contextmanager
def _beating(job: Job, progress: Progress, stop: Event) -> Iterator[None]:
    """A thread with a database connection of its own keeps the lease and shows the progress.

    The handler's own connection cannot: what it writes stays invisible until it commits.
    """
    done = Event()

    def beat() -> None:
        while not done.wait(BEAT_SECONDS):
            if stop.is_set():
                progress.interrupt(Stopping)
            _try_beat(job, progress)
        connections.close_all()

    thread = threading.Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _try_beat(job: Job, progress: Progress) -> None:
    try:
        _beat(job, progress)
    except DatabaseError as gone:
        logger.warning("Voortgang van %s niet bijgewerkt: %s", job.id, type(gone).__name__)
        connections.close_all()


def _beat(job: Job, progress: Progress) -> None:
    row = renew(job, progress.snapshot, timezone.now())
    if row is None:
        progress.interrupt(LeaseLost)
    elif row.cancel_requested:
        progress.interrupt(Cancelled)
