"""Reads of `knowledge`: every practice as the municipality that is acted for sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rondkomen.access.queries import gemeente
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge import content
from rondkomen.knowledge.core.keeping import Kept, PracticeText, from_plain, together
from rondkomen.knowledge.core.practices import Outdated, Practice
from rondkomen.knowledge.models import KeptPractice, OutdatedMark, PracticeChange


@dataclass(frozen=True)
class KeptRow:
    """A practice that the municipality keeps, to write in."""

    id: UUID
    key: str
    text: PracticeText
    claimed: bool
    revision: int
    author_ref: UUID | None
    changed_at: datetime


@dataclass(frozen=True)
class ChangeRow:
    """One write to a practice: who wrote when, and what stood there before."""

    revision: int
    before: PracticeText
    author_ref: UUID | None
    at: datetime


def practices() -> tuple[Practice, ...]:
    """What comes with this version, what the municipality keeps, and what it calls outdated."""
    marks = {
        mark.key: Outdated(mark.reason, timezone.localdate(mark.at), mark.author_ref)
        for mark in OutdatedMark.objects.all()
    }
    kept = [
        Kept(
            row.key,
            from_plain(row.text),
            row.claimed,
            row.revision,
            timezone.localdate(row.changed_at),
        )
        for row in KeptPractice.objects.order_by("made_at", "id")
    ]
    name = gemeente(current_gemeente_id()).name
    return together(content.practices(), kept, marks, gemeente=name)


def practice(key: str) -> Practice:
    """The practice with this key.

    Raises: Refused when there is none here.
    """
    for one in practices():
        if one.key == key:
            return one
    raise Refused("Dit voorbeeld bestaat hier niet. Kies er een uit de lijst.", code="practice")


def kept(key: str) -> KeptRow:
    """The practice with this key that the municipality keeps.

    Raises: Refused when the municipality does not keep it.
    """
    row = KeptPractice.objects.filter(key=key).first()
    if row is None:
        raise Refused("Uw gemeente houdt dit voorbeeld niet bij.", code="practice-not-kept")
    return KeptRow(
        id=row.id,
        key=row.key,
        text=from_plain(row.text),
        claimed=row.claimed,
        revision=row.revision,
        author_ref=row.author_ref,
        changed_at=row.changed_at,
    )


def changes(key: str) -> list[ChangeRow]:
    """What was written at this practice, the newest first."""
    rows = PracticeChange.objects.filter(practice__key=key).order_by("-revision")
    return [ChangeRow(row.revision, from_plain(row.before), row.author_ref, row.at) for row in rows]
