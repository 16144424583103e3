"""The instruments of the municipality itself: drafts, and versions that were made definitive."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.models import InstrumentDraft, InstrumentVersion, SessionInstrument
from rondkomen.dialogue.queries.sessions import read_once
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class DraftRow:
    """A draft as it stands; `title` is the Dutch one, and may be empty."""

    id: UUID
    key: str
    title: str
    text: str
    revision: int
    based_on_id: UUID | None
    author_ref: UUID | None
    changed_at: datetime
    can_undo: bool

    @property
    def data(self) -> Any:
        """The instrument as plain values."""
        return json.loads(self.text)

    @property
    def instrument(self) -> Instrument:
        """The instrument, faults and all: to draw it, never to answer it."""
        return reading.instrument(self.data)


@dataclass(frozen=True)
class VersionRow:
    """A version that can no longer change. `is_used` says that a session runs on it."""

    id: UUID
    key: str
    version: str
    text: str
    fingerprint: str
    is_own: bool
    based_on_id: UUID | None
    made_at: datetime
    withdrawn_at: datetime | None
    is_used: bool

    @property
    def data(self) -> Any:
        """The instrument as plain values."""
        return yaml.load(self.text)

    @property
    def instrument(self) -> Instrument:
        """The instrument of this version."""
        return read_once(self.fingerprint, lambda: self.text)


def drafts() -> list[DraftRow]:
    """Every draft of the municipality, the one that changed last first."""
    return [_draft(row) for row in InstrumentDraft.objects.order_by("-changed_at")]


def draft(draft_id: UUID) -> DraftRow:
    """The draft.

    Raises: Refused when it does not exist here (any more).
    """
    row = InstrumentDraft.objects.filter(id=draft_id).first()
    if row is None:
        raise Refused(
            "Dit concept is er niet meer. Misschien is het definitief gemaakt of weggegooid; kijk in"
            " de lijst met instrumenten.",
            code="draft",
        )
    return _draft(row)


def own_versions(key: str = "") -> list[VersionRow]:
    """The definitive versions of the municipality's own, by key and newest first; of one key if given."""
    return _versions(origin="own", **({"key": key} if key else {}))


def version(version_id: UUID) -> VersionRow:
    """The version, shipped or own.

    Raises: Refused when it does not exist here.
    """
    found = _versions(id=version_id)
    if not found:
        raise Refused("Deze versie is er niet. Kies er een uit de lijst.", code="version")
    return found[0]


def is_settled(key: str, question: str) -> bool:
    """Whether a definitive version of this instrument asks this question.

    Policy: a code means the same in every version; a question that could be answered keeps its kind.
    """
    return any(
        question == one.code for row in own_versions(key) for one in row.instrument.questions()
    )


def offered_versions() -> list[VersionRow]:
    """Of every own instrument the newest version that was not withdrawn: what a session can choose."""
    newest: dict[str, VersionRow] = {}
    for row in own_versions():
        if row.withdrawn_at is None:
            newest.setdefault(row.key, row)
    return list(newest.values())


def used_keys() -> set[str]:
    """Every key of an instrument that the municipality knows, drafts included."""
    return {
        *InstrumentVersion.objects.values_list("key", flat=True),
        *InstrumentDraft.objects.values_list("key", flat=True),
    }


def _versions(**where: Any) -> list[VersionRow]:
    used = SessionInstrument.objects.filter(version_id=OuterRef("id"))
    rows = InstrumentVersion.objects.filter(**where).annotate(is_used=Exists(used))
    return [_version(row) for row in rows.order_by("key", "-made_at", "-id")]


def _version(row: Any) -> VersionRow:
    return VersionRow(
        id=row.id,
        key=row.key,
        version=row.version,
        text=row.text,
        fingerprint=row.fingerprint,
        is_own=row.origin == "own",
        based_on_id=row.based_on_id,
        made_at=row.made_at,
        withdrawn_at=row.withdrawn_at,
        is_used=row.is_used,
    )


def _draft(row: Any) -> DraftRow:
    return DraftRow(
        id=row.id,
        key=row.key,
        title=row.title,
        text=row.text,
        revision=row.revision,
        based_on_id=row.based_on_id,
        author_ref=row.author_ref,
        changed_at=row.changed_at,
        can_undo=bool(row.text_before),
    )
