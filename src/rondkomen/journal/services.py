"""Writes of `journal`; each belongs in the transaction of what it tells about.

Recording an event holds the end of the municipality's chain until that transaction ends, so record
last: others wait from then on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.bulk import insert_rows, update_rows
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import seal
from rondkomen.access.tenancy import NoTenant, current_gemeente_id
from rondkomen.journal.core.chain import Entry, Head, Link, canonical, chained, start_of
from rondkomen.journal.core.clocks import ClockState, state_when_closed
from rondkomen.journal.core.moment import current_moment
from rondkomen.journal.core.trace import current_trace_id, new_operation_id
from rondkomen.journal.models import ChainHead, Clock, Event, Processing, ProcessingSubject
from rondkomen.journal.queries import KEY_WORD, pseudonym, seal_of
from rondkomen.kernel.ids import new_id, new_ids
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class NewEvent:
    """An event to record; `data` holds references and facts of the work, no identity.

    `by` is who did it, when that is another than who records; `at` is when, when that is not now.
    """

    kind: str
    subject: UUID
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    by: Actor | None = None


@dataclass(frozen=True)
class NewClock:
    """A clock to start; `law` is its article or policy in words."""

    kind: str
    subject: UUID
    start: date
    due: date
    owner: UUID | None
    law: str


@dataclass(frozen=True)
class Closing:
    """A running clock that ends: met, missed or cancelled, on a day."""

    clock: UUID
    state: ClockState
    on: date


def record(kind: str, *, subject: UUID, actor: Actor, data: Mapping[str, Any]) -> None:
    """Nothing; the event stands in the journal, chained to the one before it.

    Raises: ValueError when `data` hold a field that identifies a person.
    """
    record_many([NewEvent(kind, subject, data)], actor=actor)


@transaction.atomic
def record_many(events: Iterable[NewEvent], *, actor: Actor) -> None:
    """Nothing; the events stand in the journal in this order, in one pass."""
    gemeente_id = _same_gemeente(actor)
    now = current_moment()
    entries = [
        Entry(new.kind, new.subject, new.at or now, _who(new, actor), _told(new, actor))
        for new in events
    ]
    if not entries:
        return
    head = _locked_head(gemeente_id)
    links = list(chained(gemeente_id, Head(head.sequence, head.hash), entries))
    insert_rows(Event, _EVENT_COLUMNS, (_event_row(gemeente_id, link) for link in links))
    head.sequence, head.hash = links[-1].sequence, links[-1].hash
    head.seal = seal_of(gemeente_id, Head(head.sequence, head.hash))
    update_rows(
        ChainHead, ("sequence", "hash", "seal"), [(head.sequence, head.hash, head.seal, head.id)]
    )


def _who(new: NewEvent, actor: Actor) -> UUID | None:
    if new.by is None:
        return actor.ref
    _same_gemeente(new.by)
    return new.by.ref


def _told(new: NewEvent, actor: Actor) -> str:
    """The data; who has no account is told apart from a user, whose id the journal holds alike."""
    takes_part = (new.by or actor).participant_id is not None
    return canonical({**new.data, "by": "participant"} if takes_part else new.data)


_EVENT_COLUMNS = (
    *("id", "gemeente_id", "sequence", "kind", "subject", "at", "actor", "data"),
    *("previous", "hash"),
)


def _event_row(gemeente_id: str, link: Link) -> tuple[Any, ...]:
    entry = link.entry
    return (
        *(new_id(), gemeente_id, link.sequence, entry.kind, entry.subject, entry.at, entry.actor),
        *(entry.data, link.previous, link.hash),
    )


def log_processing_as_a_whole(*, purpose: Purpose, actor: Actor, activity: str) -> None:
    """Nothing; the log has one line for the processing itself, and none for each person.

    Policy: only for a search that found nobody, and where a DPIA advises against a line per person
    because the log would be a new processing with its own risk: the delivery to CBS (DDAS, DPIA 3.0
    of November 2025).
    """
    _same_gemeente(actor)
    _log(purpose, actor, activity)


@transaction.atomic(
    savepoint=False
)  # a look without its line must not stand, so there is no way back
def log_processing(
    *, purpose: Purpose, subjects: Iterable[UUID], actor: Actor, activity: str
) -> None:
    """Nothing; the log has one line for each of these persons.

    Policy: Logboek Dataverwerkingen: no sampling, and no log means no processing, which is why it
    is written in the transaction of the look itself.
    """
    gemeente_id = _same_gemeente(actor)
    concerned = dict.fromkeys(subjects)
    if not concerned:
        return
    processing = _log(purpose, actor, activity)
    insert_rows(
        ProcessingSubject,
        ("id", "gemeente_id", "processing_id", "subject"),
        (
            (key, gemeente_id, processing.id, pseudonym(subject, gemeente_id))
            for key, subject in zip(new_ids(len(concerned)), concerned, strict=True)
        ),
    )


def start_clock(
    kind: str, *, subject: UUID, start: date, due: date, owner: UUID | None, law: str
) -> UUID:
    """The id of the clock that runs from now on.

    Raises: Refused when one of this kind already runs on the subject, or it would end first.
    """
    return start_clocks([NewClock(kind, subject, start, due, owner, law)])[0]


def start_clocks(clocks: Iterable[NewClock]) -> list[UUID]:
    """The ids of the clocks that run from now on, in this order.

    Raises: Refused when one of the same kind already runs on a subject, or one would end first.
    """
    wanted = list(clocks)
    if any(new.due < new.start for new in wanted):
        raise Refused("Een termijn kan niet eindigen voor zij begint.", code="clock-order")
    ids, gemeente_id = new_ids(len(wanted)), current_gemeente_id()
    rows = [
        (key, gemeente_id, c.kind, c.subject, c.law, c.start, c.due, c.owner, ClockState.RUNNING)
        for key, c in zip(ids, wanted, strict=True)
    ]
    try:
        with transaction.atomic():
            insert_rows(Clock, _CLOCK_COLUMNS, rows)
    except IntegrityError as running:
        raise Refused(
            "Deze termijn loopt al; sluit de lopende eerst.", code="clock-running"
        ) from running
    return ids


_CLOCK_COLUMNS = ("id", "gemeente_id", "kind", "subject", "law", "start", "due", "owner", "state")


def close_clocks(closings: Iterable[Closing]) -> None:
    """Nothing; these clocks no longer run; one that had ended before stays as it was."""
    update_rows(
        Clock,
        ("state", "closed_on"),
        [(one.state, one.on, one.clock, ClockState.RUNNING) for one in closings],
        found_by=("id", "state"),
    )


def meet_clock(kind: str, *, subject: UUID, on: date) -> ClockState | None:
    """Whether what the clock waited for came in time; None when no such clock runs."""
    clock = Clock.objects.filter(kind=kind, subject=subject, state=ClockState.RUNNING).first()
    if clock is None:
        return None
    state = state_when_closed(clock.due, on)
    Clock.objects.filter(id=clock.id).update(state=state, closed_on=on)
    return state


def cancel_clock(kind: str, *, subject: UUID, on: date) -> bool:
    """Whether a clock ran; it no longer does, because there is nothing left to wait for."""
    running = Clock.objects.filter(kind=kind, subject=subject, state=ClockState.RUNNING)
    return bool(running.update(state=ClockState.CANCELLED, closed_on=on))


def cancel_clocks(*, subject: UUID, on: date) -> int:
    """How many clocks ran on the subject; none does any longer."""
    running = Clock.objects.filter(subject=subject, state=ClockState.RUNNING)
    return running.update(state=ClockState.CANCELLED, closed_on=on)


def reassign_clocks(subjects: Iterable[UUID], *, owner: UUID | None) -> int:
    """How many running clocks of these subjects have this owner from now on."""
    running = Clock.objects.filter(subject__in=list(subjects), state=ClockState.RUNNING)
    return running.update(owner=owner)


def _log(purpose: Purpose, actor: Actor, activity: str) -> Processing:
    now = current_moment()
    logged: Processing = Processing.objects.create(
        trace_id=current_trace_id(),
        operation_id=new_operation_id(),
        activity=activity[:200],
        purpose=purpose,
        actor=actor.ref,
        started_at=now,
        finished_at=now,
    )
    return logged


def _same_gemeente(actor: Actor) -> str:
    if actor.gemeente_id != current_gemeente_id():
        raise NoTenant("The actor belongs to another municipality than the one acted for.")
    return actor.gemeente_id


def _locked_head(gemeente_id: str) -> ChainHead:
    heads = ChainHead.objects.select_for_update()
    found: ChainHead | None = heads.first()
    if found is not None:
        return found
    start, row = start_of(gemeente_id), new_id()
    made: ChainHead = heads.get_or_create(
        gemeente_id=gemeente_id,
        defaults={
            "id": row,
            "hash": start.hash,
            "seal": seal_of(gemeente_id, start),
            "key_check": seal(KEY_WORD, gemeente_id=gemeente_id, row=row, column="key_check"),
        },
    )[0]
    return made
