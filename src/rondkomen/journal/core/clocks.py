"""Where a clock stands: running, met, missed or cancelled, and how much time is left."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rondkomen.kernel.calendar import working_days_between


class ClockState(StrEnum):
    """Where a clock stands; `missed` was closed, but after its day."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class TimeLeft:
    """How long a running clock still has; below zero when its day has passed.

    Units: calendar days and working days, today not counted.
    """

    days: int
    working_days: int

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed; on the day itself there is still time."""
        return self.days < 0


def state_when_closed(due: date, on: date) -> ClockState:
    """Whether what the clock waited for came in time.

    Policy: the day a term ends belongs to the term.
    """
    return ClockState.MET if on <= due else ClockState.MISSED


def time_left(due: date, today: date) -> TimeLeft:
    """How long there is until the end of `due`.

    Law: Algemene termijnenwet art. 3, version of 10-10-2010, for what a working day is.
    """
    return TimeLeft((due - today).days, working_days_between(today, due))
