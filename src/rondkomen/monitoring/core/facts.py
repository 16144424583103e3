"""What the monitor needs to know of a signal and of a case: codes, dates and an opaque household.

`household` only serves to count how many different households stand behind a figure. It is kept
in memory while counting and stored nowhere.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from rondkomen.kernel.period import Month

NO_CONTACT_KINDS = frozenset({"administrative"})
"""Kinds of attempt that reach out to nobody; they are counted, but start no lead time."""


@dataclass(frozen=True, slots=True)
class SignalFact:
    """One signal, placed in the month of its signal date."""

    month: Month
    partner_type: str
    kind: str
    status: str
    household: Hashable

    @property
    def picked_up(self) -> bool:
        """Whether the signal became part of a case that was picked up."""
        return self.status == "picked_up"


@dataclass(frozen=True, slots=True)
class AttemptFact:
    """One attempt at contact."""

    kind: str
    on: date
    part_of_day: str = "unknown"
    reached: bool = False


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One legal or local term of a case: `met`, `missed` or still `running`."""

    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One picked-up case: a household in a month.

    `multiple`: two or more signals at the address in this month. `consecutive`: an earlier signal
    there in the window that the definition of the month gives. Both can hold.
    `result` is "" while the case is open; `accepted` says whether help was accepted so far.
    """

    month: Month
    multiple: bool
    consecutive: bool
    signalled_on: date
    picked_up_on: date | None
    attempts: tuple[AttemptFact, ...] = ()
    accepted: bool = False
    result: str = ""
    clocks: tuple[ClockFact, ...] = ()
    neighbourhood: str = "unknown"

    @property
    def reached(self) -> bool:
        """Whether at least one attempt reached the resident."""
        return any(attempt.reached for attempt in self.attempts)

    @property
    def first_attempt_on(self) -> date | None:
        """The day of the first attempt that reaches out, or None."""
        days = [a.on for a in self.attempts if a.kind not in NO_CONTACT_KINDS]
        return min(days, default=None)

    @property
    def first_contact_on(self) -> date | None:
        """The day of the first attempt that reached the resident, or None."""
        return min((a.on for a in self.attempts if a.reached), default=None)
