"""Writes of `knowledge`: each leaves an event without the text itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente
from rondkomen.journal.services import record
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge import queries
from rondkomen.knowledge.core.keeping import (
    LONGEST_REASON,
    PracticeText,
    as_shipped,
    checked,
    may_claim,
    plain,
)
from rondkomen.knowledge.models import KeptPractice, OutdatedMark, PracticeChange


@dataclass(frozen=True)
class ChangedSince:
    """Somebody else wrote the practice since; nothing was stored."""

    theirs: PracticeText
    revision: int
    author_ref: UUID | None


@transaction.atomic
def add_practice(text: PracticeText, *, at: datetime, actor: Actor) -> str:
    """The key of the municipality's own practice.

    Raises: Refused with the field that is wrong.
    """
    require(actor, Purpose.DIALOGUE)
    return _keep(str(new_id()), checked(text, today=timezone.localdate(at)), at=at, actor=actor)


@transaction.atomic
def claim_practice(key: str, *, at: datetime, actor: Actor) -> None:
    """Nothing; from now on the municipality keeps the text of this shipped practice.

    Raises: Refused when the practice is not about this municipality, or is kept already.
    Policy: only the municipality that an example is about goes on with its text.
    """
    require(actor, Purpose.DIALOGUE)
    found = queries.practice(key)
    if not may_claim(found, gemeente(actor.gemeente_id).name):
        raise Refused(
            "Alleen de gemeente waar dit voorbeeld over gaat kan het bijhouden, en maar één keer.",
            code="practice-not-yours",
        )
    _keep(key, as_shipped(found), at=at, actor=actor, claimed=True)


@transaction.atomic
def change_practice(
    key: str, text: PracticeText, *, based_on: int, at: datetime, actor: Actor
) -> ChangedSince | None:
    """None when the practice now reads as given; else what somebody else made of it meanwhile.

    Raises: Refused with the field that is wrong, or when the municipality does not keep it.
    Policy: nobody overwrites a text unseen.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(key)
    new = checked(text, today=timezone.localdate(at))
    if row.text == new:
        return None
    if row.revision != based_on:
        return ChangedSince(row.text, row.revision, row.author_ref)
    _write(row, new, at=at, actor=actor)
    return None


@transaction.atomic
def undo_change(key: str, *, based_on: int, at: datetime, actor: Actor) -> None:
    """Nothing; the practice reads as before its last change. Undoing twice brings that change back.

    Raises: Refused when it was changed since, or was never changed.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(key)
    if row.revision != based_on:
        raise Refused(
            "Dit voorbeeld is daarna veranderd. Bekijk eerst wat er nu staat.", code="changed-since"
        )
    written = queries.changes(key)
    if not written:
        raise Refused("Er is hier niets terug te draaien.", code="nothing-to-undo")
    _write(row, written[0].before, at=at, actor=actor)


@transaction.atomic
def remove_practice(key: str, *, actor: Actor) -> None:
    """Nothing; the municipality's text is gone, and a claimed practice reads as it was shipped.

    Raises: Refused when the municipality does not keep it.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(key)
    KeptPractice.objects.filter(id=row.id).delete()
    if not row.claimed:
        OutdatedMark.objects.filter(key=key).delete()
    data = {"practice": key, "claimed": row.claimed}
    record("knowledge_practice_removed", subject=row.id, actor=actor, data=data)


@transaction.atomic
def mark_outdated(key: str, reason: str, *, at: datetime, actor: Actor) -> None:
    """Nothing; everybody of the municipality sees that the practice no longer holds, and why.

    Raises: Refused without a reason, or when there is no such practice.
    """
    require(actor, Purpose.DIALOGUE)
    queries.practice(key)
    reason = reason.replace("\x00", "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused(
            f"Zeg in 1 tot en met {LONGEST_REASON} tekens waarom dit niet meer geldt.",
            code="reason",
            where="reason",
        )
    values = {"reason": reason, "author_ref": actor.user_id, "at": at}
    row, _ = OutdatedMark.objects.update_or_create(key=key, defaults=values)
    data = {"practice": key}
    record("knowledge_practice_marked_outdated", subject=row.id, actor=actor, data=data)


@transaction.atomic
def mark_current(key: str, *, actor: Actor) -> None:
    """Nothing; the practice is offered again.

    Raises: Refused when it was not marked.
    """
    require(actor, Purpose.DIALOGUE)
    row = OutdatedMark.objects.filter(key=key).first()
    if row is None:
        raise Refused("Dit voorbeeld staat niet als verouderd te boek.", code="not-outdated")
    subject = row.id
    row.delete()
    data = {"practice": key}
    record("knowledge_practice_marked_current", subject=subject, actor=actor, data=data)


def _keep(
    key: str, text: PracticeText, *, at: datetime, actor: Actor, claimed: bool = False
) -> str:
    values = {
        "claimed": claimed,
        "text": plain(text),
        "author_ref": actor.user_id,
        "made_at": at,
        "changed_at": at,
    }
    row, made = KeptPractice.objects.get_or_create(key=key, defaults=values)
    if made:  # else a colleague claimed it in the same moment
        kind = "knowledge_practice_claimed" if claimed else "knowledge_practice_added"
        record(kind, subject=row.id, actor=actor, data={"practice": key})
    return key


def _locked(key: str) -> queries.KeptRow:
    """The practice as it stands, which nobody else writes until this is stored."""
    list(KeptPractice.objects.select_for_update().filter(key=key).values_list("id"))
    return queries.kept(key)


def _write(row: queries.KeptRow, text: PracticeText, *, at: datetime, actor: Actor) -> None:
    revision = row.revision + 1
    PracticeChange.objects.create(
        practice_id=row.id,
        revision=revision,
        before=plain(row.text),
        author_ref=actor.user_id,
        at=at,
    )
    KeptPractice.objects.filter(id=row.id).update(
        text=plain(text), revision=revision, author_ref=actor.user_id, changed_at=at
    )
    data = {"practice": row.key, "revision": revision}
    record("knowledge_practice_changed", subject=row.id, actor=actor, data=data)
