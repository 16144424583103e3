"""How a handler says how far it is, and hears that it should stop."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


class Interrupted(Exception):
    """The handler must let go: its transaction rolls back and nothing is half-stored."""


class Cancelled(Interrupted):
    """Somebody asked for this job to stop."""


class Stopping(Interrupted):
    """The worker is going down; the job goes back into the queue."""


class LeaseLost(Interrupted):
    """Another worker took the job over, because this one was silent for too long."""


@dataclass(frozen=True)
class Snapshot:
    """How far a job is."""

    done: int = 0
    total: int = 0
    message: str = ""


class Progress:
    """Given to every handler; cheap enough to call for each row."""

    def __init__(
        self,
        *,
        job_id: UUID,
        gemeente_id: str,
        report: Callable[["Progress"], None] = lambda _: None,
    ) -> None:
        self.job_id = job_id
        self.gemeente_id = gemeente_id
        self.snapshot = Snapshot()
        self._report = report
        self._interruption: type[Interrupted] | None = None

    def step(self, done: int, total: int, message: str = "") -> None:
        """Keep how far the work is; `message` is a Dutch phrase without personal data.

        Raises: Cancelled, Stopping or LeaseLost when the handler has to let go.
        """
        self.snapshot = Snapshot(done, total, message)
        self._report(self)
        if self._interruption is not None:
            raise self._interruption

    def interrupt(self, reason: type[Interrupted]) -> None:
        """Make the next step raise `reason`; the first reason given stands."""
        self._interruption = self._interruption or reason
