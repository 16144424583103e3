"""Instruments of the municipality itself: a draft that may have faults, and versions that may not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import WHOLE, Block, Part
from rondkomen.dialogue.core.instrument.faults import Fault
from rondkomen.dialogue.models import InstrumentDraft, InstrumentVersion, SessionInstrument
from rondkomen.dialogue.services.keeping import NewVersion, keep_version
from rondkomen.files import yaml
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

Check = Callable[[Any], tuple[Fault, ...]]
"""What `rondkomen instrument check` does: every fault in an instrument given as plain values."""

_IN_DRAFT = "concept"  # the number of a version is given when it is made definitive


@dataclass(frozen=True)
class Change:
    """One change of a draft.

    `seen` is the mark of the part as who changes it saw it, `deep` when all that it holds was seen
    too; without a mark nothing of another can be lost, as when something is added or moved.
    """

    part: Part
    make: Callable[[Block], Block]
    seen: str = ""
    deep: bool = False


@transaction.atomic
def start_draft(
    title: dict[str, str], purpose: dict[str, str], *, at: datetime, actor: Actor
) -> UUID:
    """The id of a draft with one question to begin from."""
    key = editing.own_key(title["nl"], queries.used_keys())
    return _start(editing.blank(title, purpose, key), None, at=at, actor=actor)


@transaction.atomic
def copy_version(version_id: UUID, *, at: datetime, actor: Actor) -> UUID:
    """The id of a draft with the text of this version, under a key and name of its own.

    Raises: Refused when the version does not exist here.
    """
    row = queries.version(version_id)
    data = yaml.load(row.text)
    key = editing.own_key(row.key, queries.used_keys())
    title = {
        "nl": f"{data['title']['nl']} (eigen versie)"[:1000],
        "en": f"{data['title']['en']} (own version)"[:1000],
    }
    made = editing.changed(data, WHOLE, {"key": key, "title": title})
    return _start(made, version_id, at=at, actor=actor)


@transaction.atomic
def continue_version(version_id: UUID, *, at: datetime, actor: Actor) -> UUID:
    """The id of the draft for the next version of this own instrument; the one that is there, if any.

    Raises: Refused when the version is not the municipality's own.
    """
    row = queries.version(version_id)
    if not row.is_own:
        raise Refused("Dit instrument is niet van u. Maak er een kopie van.", code="shipped")
    there = InstrumentDraft.objects.filter(key=row.key).values_list("id", flat=True).first()
    if there is not None:
        return UUID(str(there))
    return _start(yaml.load(row.text), version_id, at=at, actor=actor)


@transaction.atomic
def import_draft(text: str, check: Check, *, at: datetime, actor: Actor) -> UUID:
    """The id of a draft with what this file holds.

    A file with the key of an own instrument becomes its next version; any other gets a key of its own.
    Raises: Refused with the first fault, when it is no readable YAML, or when that instrument is
    being changed already.
    """
    data = yaml.load(text)
    _refuse_faults(check(data))
    known = queries.own_versions(data["key"])
    if not known:
        data["key"] = editing.own_key(data["key"], queries.used_keys())
    elif InstrumentDraft.objects.filter(key=data["key"]).exists():
        raise Refused(
            "Van dit instrument is al een concept. Maak dat eerst definitief of gooi het weg.",
            code="draft",
        )
    return _start(data, known[0].id if known else None, at=at, actor=actor)


@transaction.atomic
def change_draft(draft_id: UUID, change: Change, *, at: datetime, actor: Actor) -> int:
    """The revision of the draft with this change in it; a change that changes nothing counts as none.

    Raises: Refused (`changed-since`) when somebody else changed that part since it was seen, and when
    draft or part are not there any more.
    Policy: nobody overwrites unseen what another wrote; people in different parts never meet.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(draft_id)
    data = json.loads(row.text)
    if change.seen and editing.mark(data, change.part, deep=change.deep) != change.seen:
        raise Refused(
            "Iemand anders heeft dit intussen veranderd. Bekijk wat er nu staat en bewaar daarna"
            " opnieuw.",
            code="changed-since",
        )
    made = change.make(data)
    if made == data:
        return int(row.revision)
    return _write(row, made, change.part, at=at, actor=actor)


@transaction.atomic
def undo_draft(draft_id: UUID, revision: int, *, at: datetime, actor: Actor) -> int:
    """The revision of the draft as it was before its last change.

    Raises: Refused when the draft was changed after this revision, or there is nothing to take back.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(draft_id, revision)
    if not row.text_before:
        raise Refused("Er is niets om terug te draaien.", code="nothing-to-undo")
    return _write(row, json.loads(row.text_before), WHOLE, at=at, actor=actor)


@transaction.atomic
def discard_draft(draft_id: UUID, *, actor: Actor) -> None:
    """Nothing; the draft is gone. Versions that were made definitive stay."""
    require(actor, Purpose.DIALOGUE)
    row = _locked(draft_id)
    record("instrument_draft_discarded", subject=row.id, actor=actor, data={"instrument": row.key})
    row.delete()


@transaction.atomic
def make_definitive(
    draft_id: UUID, revision: int, check: Check, *, at: datetime, actor: Actor
) -> UUID:
    """The id of the version that the draft became: the next number of its instrument. The draft is gone.

    Raises: Refused when the draft has faults, was changed after this revision, or differs in nothing
    from the version it goes on from.
    Policy: a fault never reaches a participant.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(draft_id, revision)
    earlier = queries.own_versions(row.key)
    data = json.loads(row.text) | {"key": row.key, "version": _next_number(earlier)}
    _refuse_faults(check(data))
    if any(yaml.load(one.text) | {"version": data["version"]} == data for one in earlier[:1]):
        raise Refused(
            f"Er is niets veranderd sinds versie {earlier[0].version}. Gooi het concept weg, of"
            " verander eerst iets.",
            code="nothing-changed",
        )
    text = yaml.write(data)
    new = NewVersion(row.key, data["version"], text, own=True, based_on=row.based_on_id)
    made = keep_version(new, at=at, actor=actor)
    facts = {"instrument": row.key, "version": data["version"]}
    record("instrument_draft_made_definitive", subject=row.id, actor=actor, data=facts)
    row.delete()
    return made


@transaction.atomic
def withdraw_version(version_id: UUID, *, at: datetime, actor: Actor) -> None:
    """Nothing; the own version can no longer be chosen, and its number is not given again.

    Raises: Refused when a session runs on it, or it came with the product.
    Policy: what was used stays, so that its results can be understood later.
    """
    require(actor, Purpose.DIALOGUE)
    row = InstrumentVersion.objects.select_for_update().filter(id=version_id, origin="own").first()
    if row is None:
        raise Refused("Deze versie is er niet. Kies er een uit de lijst.", code="version")
    if SessionInstrument.objects.filter(version_id=version_id).exists():
        raise Refused(
            "Met deze versie is een sessie gemaakt; zij blijft bestaan. Maak een nieuwe versie als er"
            " iets anders moet.",
            code="used",
        )
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        facts = {"instrument": row.key, "version": row.version}
        record("instrument_version_withdrawn", subject=row.id, actor=actor, data=facts)


def _start(data: Block, based_on: UUID | None, *, at: datetime, actor: Actor) -> UUID:
    require(actor, Purpose.DIALOGUE)
    data = data | {"version": _IN_DRAFT}
    try:
        with transaction.atomic():
            row = InstrumentDraft.objects.create(
                key=data["key"],
                title=data["title"]["nl"],
                text=_as_text(data),
                based_on_id=based_on,
                author_ref=actor.user_id,
                changed_at=at,
            )
    except IntegrityError as clash:
        raise Refused(
            "Iemand anders begon op hetzelfde moment aan dit instrument. Kijk in de lijst.",
            code="draft",
        ) from clash
    record("instrument_draft_started", subject=row.id, actor=actor, data={"instrument": row.key})
    return UUID(str(row.id))


def _locked(draft_id: UUID, revision: int | None = None) -> Any:
    """The draft, locked; as it was at the revision, when one is given."""
    row: Any = InstrumentDraft.objects.select_for_update().filter(id=draft_id).first()
    if row is None:
        queries.draft(draft_id)  # refuses
    if revision is not None and row.revision != revision:
        raise Refused(
            "Dit concept is intussen veranderd. Bekijk wat er nu staat en probeer het opnieuw.",
            code="changed-since",
        )
    return row


def _write(row: Any, data: Block, part: Part, *, at: datetime, actor: Actor) -> int:
    row.text_before, row.text = row.text, _as_text(data)
    row.title = data["title"]["nl"]
    row.revision += 1
    row.author_ref, row.changed_at = actor.user_id, at
    row.save(force_update=True)
    facts = {"instrument": row.key, "part": part.kind.value, "code": part.code}
    record("instrument_draft_changed", subject=row.id, actor=actor, data=facts)
    return int(row.revision)


def _as_text(data: Block) -> str:
    """The draft as JSON: every change reads and writes the whole, and YAML takes ten times as long."""
    return json.dumps(data, ensure_ascii=False)


def _next_number(earlier: list[queries.VersionRow]) -> str:
    return str(max((int(one.version) for one in earlier), default=0) + 1)


def _refuse_faults(found: tuple[Fault, ...]) -> None:
    if found:
        more = f" In totaal zijn er {len(found)} fouten." if len(found) > 1 else ""
        raise Refused(found[0].sentence + more, code="instrument", where=found[0].where)
