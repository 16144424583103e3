"""The hash chain over events: each carries the hash of the one before, so that tampering shows.

Changing, removing, inserting or swapping an event breaks the chain at that place. Cutting off the
end shows in the head, which is kept apart with the last number and hash. Whoever rewrites the
whole chain and its head still lacks the key that sealed the head.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

# Identity lives in `people` alone; an event refers to it by id, so that erasure can reach it.
_IDENTITY_FIELDS = frozenset(
    "bsn surname partner_surname given_names initials birth_date phone phones email postcode"
    " house_number street iban".split()
)


@dataclass(frozen=True)
class Entry:
    """One event: everything its hash covers besides its place in the chain."""

    kind: str
    subject: UUID
    at: datetime
    actor: UUID | None
    data: str


@dataclass(frozen=True)
class Link:
    """An event at its place in the chain."""

    sequence: int
    previous: str
    hash: str
    entry: Entry


@dataclass(frozen=True)
class Head:
    """Where the chain ends: the last number and hash."""

    sequence: int
    hash: str


class Fault(StrEnum):
    """How a chain is broken."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    HEAD = "head"


_SENTENCES = {
    Fault.CHANGED: "Gebeurtenis {place} is na het vastleggen gewijzigd of verplaatst.",
    Fault.REMOVED: "Gebeurtenis {place} is verwijderd.",
    Fault.INSERTED: "Gebeurtenis {place} is buiten het journaal om toegevoegd.",
    Fault.REORDERED: "Gebeurtenis {place} sluit niet aan op de vorige.",
    Fault.TRUNCATED: "Vanaf gebeurtenis {place} is het einde van het journaal afgekapt.",
    Fault.HEAD: "De stand van het journaal bij gebeurtenis {place} is niet door Rondkomen gezet.",
}


@dataclass(frozen=True)
class Break:
    """One place where the chain does not hold."""

    gemeente_id: str
    sequence: int
    fault: Fault

    @property
    def message(self) -> str:
        """The break as a Dutch sentence."""
        return _SENTENCES[self.fault].format(place=self.sequence)


def start_of(gemeente_id: str) -> Head:
    """The head of a chain without events; differs per municipality, so chains cannot be swapped."""
    return Head(0, hashlib.sha256(f"rondkomen journal {gemeente_id}".encode()).hexdigest())


def canonical(data: Mapping[str, Any]) -> str:
    """The one text for these data: sorted, without spaces, dates and ids written out.

    Raises: ValueError for a field that identifies a person, TypeError for what JSON cannot hold.
    """
    _refuse_identity(data)
    return json.dumps(
        data,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )


def chained(gemeente_id: str, head: Head, entries: Iterable[Entry]) -> Iterator[Link]:
    """These events as the next links after `head`, in order."""
    sequence, previous = head.sequence, head.hash
    for entry in entries:
        sequence += 1
        link_hash = _hash(gemeente_id, sequence, previous, entry)
        yield Link(sequence, previous, link_hash, entry)
        previous = link_hash


def breaks(
    gemeente_id: str,
    links: Iterable[Link],
    head: Head,
    *,
    is_sealed: Callable[[Head], bool] = lambda _: True,
) -> Iterator[Break]:
    """Every place where the chain does not hold, in order; nothing for a sound one.

    Shape: `links` in order of their number, as stored; read once, so it may be a stream.
    """
    last = start_of(gemeente_id)
    for link in links:
        fault = _fault(gemeente_id, last, link)
        if fault is not None:
            place = last.sequence + 1 if fault is Fault.REMOVED else link.sequence
            yield Break(gemeente_id, place, fault)
        last = Head(link.sequence, link.hash)
    end = _end_fault(last, head)
    if end is not None:
        yield Break(gemeente_id, min(last.sequence, head.sequence) + 1, end)
    if not is_sealed(head):
        yield Break(gemeente_id, head.sequence, Fault.HEAD)


def _fault(gemeente_id: str, last: Head, link: Link) -> Fault | None:
    if link.hash != _hash(gemeente_id, link.sequence, link.previous, link.entry):
        return Fault.CHANGED
    if link.sequence > last.sequence + 1:
        return Fault.REMOVED
    if link.sequence <= last.sequence:
        return Fault.INSERTED
    return None if link.previous == last.hash else Fault.REORDERED


def _end_fault(last: Head, head: Head) -> Fault | None:
    if last.sequence < head.sequence:
        return Fault.TRUNCATED
    if last.sequence > head.sequence:
        return Fault.INSERTED
    return None if last.hash == head.hash else Fault.HEAD


def _hash(gemeente_id: str, sequence: int, previous: str, entry: Entry) -> str:
    fields = [
        gemeente_id,
        sequence,
        previous,
        entry.kind,
        str(entry.subject),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.actor or ""),
        entry.data,
    ]
    text = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_identity(value: object) -> None:
    if isinstance(value, Mapping):
        named = _IDENTITY_FIELDS.intersection(value)
        if named:
            raise ValueError(f"An event may not hold {', '.join(sorted(named))}; refer by id.")
        for inner in value.values():
            _refuse_identity(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_identity(inner)


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"An event cannot hold a {type(value).__name__}.")
