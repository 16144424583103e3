"""What the reads of outreach return: frozen rows, ready to show."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rondkomen.kernel.explained import Explained
from rondkomen.kernel.money import Cents
from rondkomen.outreach.core.codes import (
    CaseStatus,
    ContactKind,
    HandoverState,
    HandoverTo,
    PartnerType,
    PartOfDay,
    Result,
    SignalKind,
)


class Sort(StrEnum):
    """The orders a worklist can have."""

    PRIORITY = "priority"
    DUE = "due"
    REASON = "reason"
    NEIGHBOURHOOD = "neighbourhood"
    LAST_ATTEMPT = "last_attempt"
    AMOUNT = "amount"


class Whose(StrEnum):
    """Whose cases: of one owner, of nobody, or of the whole team."""

    OWNER = "owner"
    NOBODY = "nobody"
    TEAM = "team"


@dataclass(frozen=True)
class WorklistFilter:
    """Which open cases to list; an empty field does not filter."""

    whose: Whose = Whose.OWNER
    owner: UUID | None = None
    statuses: frozenset[CaseStatus] = frozenset()
    partner_type: PartnerType | None = None
    neighbourhood: str = ""
    month: str = ""
    multiple: bool | None = None
    consecutive: bool | None = None
    amount_at_least: Cents | None = None
    overdue: bool = False
    due_today: bool = False
    stalled: bool = False
    returned: bool = False
    proposed_to_close: bool = False


@dataclass(frozen=True)
class LastAttempt:
    """The latest attempt, as shown in a list."""

    on: date
    kind: ContactKind
    part_of_day: PartOfDay
    reached: bool


@dataclass(frozen=True)
class WorklistRow:
    """One open case in a list: where, why, by when, and what was tried."""

    case_id: UUID
    household_ref: UUID
    address: str
    month: str
    status: CaseStatus
    points: int
    reasons: tuple[str, ...]
    due_on: date | None
    due_kind: str
    days_left: int | None
    amount: Cents
    partner_types: tuple[PartnerType, ...]
    signal_count: int
    multiple: bool
    consecutive: bool
    increased: bool
    supply_ends_on: date | None
    neighbourhood: str
    attempt_count: int
    last_attempt: LastAttempt | None
    owner_ref: UUID | None
    owner_name: str
    handover_state: HandoverState | None
    proposal: str
    version: int

    @property
    def overdue(self) -> bool:
        """Whether the nearest clock has run out."""
        return self.days_left is not None and self.days_left < 0

    @property
    def returned(self) -> bool:
        """Whether a hand-over came back."""
        return self.handover_state in (HandoverState.REFUSED, HandoverState.SILENT)


@dataclass(frozen=True)
class WorklistPage:
    """One page of a worklist; pages count from 1."""

    rows: tuple[WorklistRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class WorklistCounts:
    """How much of what is open."""

    open: int
    new: int
    due_today: int
    overdue: int
    stalled: int
    returned: int
    proposed_to_close: int


@dataclass(frozen=True)
class BoardRow:
    """One worker on the team's board; `owner_ref` None is the pile nobody has."""

    owner_ref: UUID | None
    owner_name: str
    open: int
    new: int
    in_conversation: int
    due_this_week: int
    overdue: int
    capacity: int | None

    @property
    def room(self) -> int | None:
        """How many cases fit beside the open ones; below zero is too many."""
        return None if self.capacity is None else self.capacity - self.open


@dataclass(frozen=True)
class SignalRow:
    """One signal of a case."""

    signal_ref: UUID
    partner_ref: UUID
    partner_type: PartnerType
    person_ref: UUID | None
    kind: SignalKind
    amount: Cents
    signal_date: date
    arrears_since: date | None
    supply_end_date: date | None
    previous_amount: Cents | None


@dataclass(frozen=True)
class AttemptRow:
    """One attempt of a case."""

    attempt_id: UUID
    kind: ContactKind
    part_of_day: PartOfDay
    on: date
    reached: bool
    accepted: bool
    note: str
    by_name: str
    logged_at: datetime
    undone: bool


@dataclass(frozen=True)
class HandoverRow:
    """One hand-over of a case."""

    handover_id: UUID
    case_id: UUID
    to: HandoverTo
    organisation: str
    state: HandoverState
    backup: str
    offered_on: date
    due_on: date
    answered_on: date | None
    answer: str


@dataclass(frozen=True)
class ClockRow:
    """One term of a case."""

    kind: str
    label: str
    start: date
    due: date
    met_on: date | None
    days_left: int
    law: str


@dataclass(frozen=True)
class TimelineRow:
    """One thing that happened to a case, newest first."""

    at: datetime
    text: str
    by_name: str


@dataclass(frozen=True)
class DisclosureRow:
    """What a partner was told."""

    partner_ref: UUID
    signal_ref: UUID
    code: str
    sentence: str
    as_of: date
    collection_pause_until: date | None
    told_by: str


@dataclass(frozen=True)
class EarlierCaseRow:
    """An earlier case of the same household."""

    case_id: UUID
    month: str
    status: CaseStatus
    result: Result | None


@dataclass(frozen=True)
class CaseView:
    """Everything one case shows."""

    row: WorklistRow
    person_ref: UUID | None
    postcode: str
    city: str
    household_size: int
    priority: Explained[int]
    signals: tuple[SignalRow, ...]
    attempts: tuple[AttemptRow, ...]
    handovers: tuple[HandoverRow, ...]
    clocks: tuple[ClockRow, ...]
    timeline: tuple[TimelineRow, ...]
    disclosures: tuple[DisclosureRow, ...]
    earlier: tuple[EarlierCaseRow, ...]
    verbs: frozenset[str]
    matched_on: date
    picked_up_on: date | None
    accepted_on: date | None
    closed_on: date | None
    closing_reason: str
    result: Result | None
    result_note: str
    threatening: bool
    notice_given: bool


@dataclass(frozen=True)
class DoorStop:
    """One door on today's walk."""

    case_id: UUID
    household_ref: UUID
    street: str
    house: str
    postcode: str
    reasons: tuple[str, ...]
    last_attempt: LastAttempt | None
    version: int


@dataclass(frozen=True)
class AttemptFactRow:
    """An attempt for counting: no note, no name."""

    kind: ContactKind
    part_of_day: PartOfDay
    on: date
    reached: bool


@dataclass(frozen=True)
class CaseFactRow:
    """A case for counting and for the CBS delivery: no name, no address, no note."""

    case_id: UUID
    household_ref: UUID
    person_ref: UUID | None
    month: str
    matched_on: date
    status: CaseStatus
    result: Result | None
    picked_up_on: date | None
    first_attempt_on: date | None
    first_contact_on: date | None
    accepted_on: date | None
    closed_on: date | None
    multiple: bool
    consecutive: bool
    neighbourhood: str
    signals: tuple[SignalRow, ...]
    attempts: tuple[AttemptFactRow, ...]

    @property
    def reached(self) -> bool:
        """Whether at least one attempt reached the resident."""
        return any(attempt.reached for attempt in self.attempts)
