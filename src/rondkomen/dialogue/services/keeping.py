"""Keeping the instrument versions a municipality works with."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue.models import InstrumentVersion
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class NewVersion:
    """An instrument as its author wrote it, after it was checked. `based_on` is another version."""

    key: str
    version: str
    text: str
    own: bool = False
    based_on: UUID | None = None


@transaction.atomic
def keep_version(new: NewVersion, *, at: datetime, actor: Actor) -> UUID:
    """The id of this version; the same text again is the same version.

    Raises: Refused when the version is in use with another text: a change is a new version.
    Policy: an instrument is frozen at its first answer.
    """
    require(actor, Purpose.DIALOGUE)
    fingerprint = hashlib.sha256(new.text.encode()).hexdigest()
    found = InstrumentVersion.objects.select_for_update().filter(key=new.key, version=new.version)
    row = found.first()
    if row is not None and row.fingerprint == fingerprint:
        return UUID(str(row.id))
    if row is not None and row.frozen_at:
        raise Refused(
            f"Versie {new.version} van dit instrument is al beantwoord en ligt vast. Geef de"
            " wijziging een nieuw versienummer.",
            code="frozen",
        )
    values = {
        "text": new.text,
        "fingerprint": fingerprint,
        "origin": "own" if new.own else "shipped",
        "based_on_id": new.based_on,
        "made_at": at,
    }
    row, _ = InstrumentVersion.objects.update_or_create(
        key=new.key, version=new.version, defaults=values
    )
    data = {"instrument": new.key, "version": new.version, "fingerprint": fingerprint}
    record("instrument_version_kept", subject=row.id, actor=actor, data=data)
    return UUID(str(row.id))
