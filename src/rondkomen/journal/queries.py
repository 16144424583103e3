"""Reads of `journal`, for the municipality that is acted for."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from rondkomen.access.crypto import blind_index, unseal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.journal.core.chain import Break, Entry, Fault, Head, Link, breaks, start_of
from rondkomen.journal.core.clocks import ClockState, TimeLeft, time_left
from rondkomen.journal.models import ChainHead, Clock, Event, ProcessingSubject
from rondkomen.kernel.refusal import Refused

KEY_WORD = b"rondkomen"
_TOLD_EVERY = 2_000
Told = Callable[[int, int], None]
_CHUNK = 900  # SQLite takes a limited number of values in one statement


@dataclass(frozen=True)
class EventRow:
    """Something that happened; `actor` is None for the system."""

    sequence: int
    kind: str
    subject: UUID
    at: datetime
    actor: UUID | None
    data: dict[str, Any]


@dataclass(frozen=True)
class ClockRow:
    """A term and where it stands."""

    id: UUID
    kind: str
    subject: UUID
    law: str
    start: date
    due: date
    owner: UUID | None
    state: ClockState
    closed_on: date | None

    def time_left(self, today: date) -> TimeLeft:
        """How long there is until the end of the term; for a running clock."""
        return time_left(self.due, today)

    def is_overdue(self, today: date) -> bool:
        """Whether it still runs while its day has passed."""
        return self.state is ClockState.RUNNING and self.due < today


@dataclass(frozen=True)
class ProcessingRow:
    """One look at one person: when, for what, by whom; `actor` is None for the system."""

    at: datetime
    activity: str
    purpose: str
    actor: UUID | None
    trace_id: str
    operation_id: str
    status: str


def events(subject: UUID) -> list[EventRow]:
    """What happened to this subject, oldest first."""
    return [_event(row) for row in Event.objects.filter(subject=subject).order_by("sequence")]


def events_of(subjects: Iterable[UUID]) -> dict[UUID, list[EventRow]]:
    """What happened to each of these subjects, oldest first; each subject has an entry."""
    found: dict[UUID, list[EventRow]] = {subject: [] for subject in subjects}
    for chunk in _chunks(list(found)):
        for row in Event.objects.filter(subject__in=chunk).order_by("sequence"):
            found[row.subject].append(_event(row))
    return found


def clocks_for(subjects: Iterable[UUID]) -> dict[UUID, list[ClockRow]]:
    """The clocks of each of these subjects, first due first; each subject has an entry."""
    found: dict[UUID, list[ClockRow]] = {subject: [] for subject in subjects}
    for chunk in _chunks(list(found)):
        for row in Clock.objects.filter(subject__in=chunk).order_by("due", "id"):
            found[row.subject].append(_clock(row))
    return found


def running_clocks(subjects: Iterable[UUID]) -> dict[UUID, list[ClockRow]]:
    """The clocks that run on each of these subjects, first due first; each subject has an entry."""
    found: dict[UUID, list[ClockRow]] = {subject: [] for subject in subjects}
    for chunk in _chunks(list(found)):
        running = Clock.objects.filter(subject__in=chunk, state=ClockState.RUNNING)
        for row in running.order_by("due", "id"):
            found[row.subject].append(_clock(row))
    return found


def open_clocks(
    *,
    kinds: Iterable[str] | None = None,
    owner: UUID | None = None,
    due_before: date | None = None,
) -> list[ClockRow]:
    """The clocks that run, first due first; narrowed to kinds, an owner, or those due before a day.

    With `due_before=today` it gives the overdue ones.
    """
    running = Clock.objects.filter(state=ClockState.RUNNING).order_by("due", "id")
    if kinds is not None:
        running = running.filter(kind__in=list(kinds))
    if owner is not None:
        running = running.filter(owner=owner)
    if due_before is not None:
        running = running.filter(due__lt=due_before)
    return [_clock(row) for row in running]


def closed_clocks(*, kinds: Iterable[str], start: date, end: date) -> list[ClockRow]:
    """The clocks of these kinds that were met or missed in this period, for the monitor."""
    rows = Clock.objects.filter(
        kind__in=list(kinds),
        state__in=[ClockState.MET, ClockState.MISSED],
        closed_on__range=(start, end),
    )
    return [_clock(row) for row in rows.order_by("closed_on", "id")]


def processing_of(subject: UUID) -> list[ProcessingRow]:
    """Who looked at this person, when and for what, newest first.

    Law: AVG art. 15(1): what a resident may ask for.
    """
    lines = ProcessingSubject.objects.filter(subject=pseudonym(subject, current_gemeente_id()))
    return [
        ProcessingRow(
            at=line.processing.started_at,
            activity=line.processing.activity,
            purpose=line.processing.purpose,
            actor=line.processing.actor,
            trace_id=line.processing.trace_id,
            operation_id=line.processing.operation_id,
            status=line.processing.status,
        )
        for line in lines.select_related("processing").order_by("-processing__started_at", "-id")
    ]


def chain_head() -> Head:
    """Where the chain ends now: a copy kept elsewhere proves later that nothing was rewound."""
    row = ChainHead.objects.first()
    return Head(row.sequence, row.hash) if row else start_of(current_gemeente_id())


def verify_chain(told: Told = lambda done, total: None) -> list[Break]:
    """Every place where this municipality's journal was tampered with; empty for a sound one.

    Reads the events as a stream, so its length does not matter to memory. What is recorded while it
    reads is left for the next time.
    """
    gemeente_id = current_gemeente_id()
    newest = Event.objects.aggregate(newest=Max("sequence"))["newest"] or 0
    stored = ChainHead.objects.first()  # after the newest event, whose transaction moved it along
    if stored is None:
        has_events = Event.objects.exists()
        return [Break(gemeente_id, 0, Fault.HEAD)] if has_events else []

    def is_sealed(head: Head) -> bool:
        return stored.seal == seal_of(gemeente_id, head)

    head = Head(stored.sequence, stored.hash)
    links = _links(max(newest, head.sequence), told)
    return list(breaks(gemeente_id, links, head, is_sealed=is_sealed))


def key_faults() -> list[str]:
    """What is wrong with the keys this installation runs on, as Dutch sentences; empty when right.

    They are compared with what was sealed when the municipality's first event was recorded.
    """
    head = ChainHead.objects.first()
    if head is None:
        return []
    faults = []
    try:
        unseal(head.key_check, gemeente_id=head.gemeente_id, row=head.id, column="key_check")
    except Refused as closed:
        faults.append(str(closed))
    if head.seal != seal_of(head.gemeente_id, Head(head.sequence, head.hash)):
        faults.append(
            "RONDKOMEN_INDEX_KEY is niet de sleutel waarmee het journaal is verzegeld; zet de "
            "oorspronkelijke terug. Is dat de juiste, dan is met de stand van het journaal geknoeid."
        )
    return faults


def seal_of(gemeente_id: str, head: Head) -> str:
    """The keyed seal of a head: without the key, a rewritten chain cannot be passed off as ours."""
    return blind_index(f"{head.sequence}|{head.hash}", gemeente_id=gemeente_id, kind="journal-head")


def pseudonym(subject: UUID, gemeente_id: str) -> str:
    """The keyed pseudonym under which a person stands in the processing log."""
    return blind_index(str(subject), gemeente_id=gemeente_id, kind="data-subject")


def _links(last: int, told: Told) -> Iterator[Link]:
    """The events up to and including number `last`, in order."""
    found = Event.objects.filter(sequence__lte=last).order_by("sequence")
    for done, row in enumerate(found.iterator(chunk_size=_TOLD_EVERY)):
        if done % _TOLD_EVERY == 0:
            told(done, last)
        entry = Entry(row.kind, row.subject, row.at, row.actor, row.data)
        yield Link(row.sequence, row.previous, row.hash, entry)


def _event(row: Event) -> EventRow:
    return EventRow(row.sequence, row.kind, row.subject, row.at, row.actor, json.loads(row.data))


def _clock(row: Clock) -> ClockRow:
    return ClockRow(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        law=row.law,
        start=row.start,
        due=row.due,
        owner=row.owner,
        state=ClockState(row.state),
        closed_on=row.closed_on,
    )


def _chunks(refs: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(refs), _CHUNK):
        yield refs[start : start + _CHUNK]
