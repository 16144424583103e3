"""Writing down what is said, and turning it into actions."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.actions.agenda import (
    LONGEST_REMINDER,
    AgreedAction,
    Clash,
    clashes,
    from_plain,
    plain,
    points,
)
from rondkomen.dialogue.core.actions.pointing import PointKind
from rondkomen.dialogue.core.session.codes import ActionState, NoteKind
from rondkomen.dialogue.models import Action, ActionChange, Note, Session
from rondkomen.dialogue.services.counting_on import count_on
from rondkomen.dialogue.services.leading import refuse_unknown_theme
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

LONGEST_NOTE = 5000
_LONGEST = {
    "what": 500,
    "theme": 130,
    "owner": 120,
    "partners": 300,
    "department": 120,
    "notice": 500,
}


@dataclass(frozen=True)
class ActionClash:
    """Fields that somebody else changed too since; nothing was stored.

    `together` is the action with both changes in it, the writer's own where they contradict.
    """

    fields: tuple[Clash, ...]
    together: AgreedAction
    revision: int
    author_ref: UUID | None


@transaction.atomic
def take_note(
    session_id: UUID, text: str, *, theme: str, kind: NoteKind, at: datetime, actor: Actor
) -> UUID:
    """The id of the note.

    Raises: Refused when it is empty or too long, or about a theme the session does not have.
    """
    require(actor, Purpose.DIALOGUE)
    text = text.replace("\x00", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise Refused(f"Schrijf 1 tot en met {LONGEST_NOTE} tekens.", code="note")
    queries.session(session_id)
    refuse_unknown_theme(session_id, theme)
    count_on(session_id)
    row = Note.objects.create(
        session_id=session_id, theme=theme, kind=kind, text=text, author_ref=actor.user_id, at=at
    )
    record("dialogue_note_taken", subject=session_id, actor=actor, data={"kind": kind})
    return UUID(str(row.id))


@transaction.atomic
def agree_action(
    session_id: UUID,
    agreed: AgreedAction,
    *,
    at: datetime,
    actor: Actor,
    indicators: Collection[str] = (),
) -> UUID:
    """The id of the action. It may be agreed after closing too: the agenda lives on.

    Shape: `indicators` are the keys of the figures that exist; without them none can be pointed at.
    Raises: Refused when a text is too long, it is about a theme the session does not have, or it
    points at something that does not exist.
    """
    require(actor, Purpose.DIALOGUE)
    queries.session(session_id)
    _check(agreed)
    refuse_unknown_theme(session_id, agreed.theme)
    _check_pointing(session_id, agreed, indicators)
    count_on(session_id)
    row = Action.objects.create(
        session_id=session_id,
        points_in_id=_sheet_of(session_id, agreed),
        author_ref=actor.user_id,
        made_at=at,
        changed_at=at,
        **asdict(agreed),
    )
    record("dialogue_action_agreed", subject=row.id, actor=actor, data={"session": str(session_id)})
    return UUID(str(row.id))


@transaction.atomic
def change_action(
    action_id: UUID,
    agreed: AgreedAction,
    *,
    based_on: int,
    at: datetime,
    actor: Actor,
    indicators: Collection[str] = (),
) -> ActionClash | None:
    """None when the action is as given now; else what somebody else made of the same fields.

    Shape: see `agree_action`; `based_on` is the revision the writer saw.
    Raises: Refused when it does not exist here, a text is too long, or it points at nothing.
    Policy: nobody overwrites a field unseen; changes of different fields go together.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(action_id)
    _check(agreed)
    if row.revision != based_on:
        merged, contradicting = clashes(_as_seen(row, based_on), plain(row), plain(agreed))
        agreed = from_plain(merged)
        if contradicting:
            return ActionClash(contradicting, agreed, row.revision, row.author_ref)
    if plain(agreed) == plain(row):
        return None
    if agreed.theme != row.theme:  # one that was carried over keeps the theme it came with
        refuse_unknown_theme(row.session_id, agreed.theme)
    points_in = row.points_in_id
    if points(agreed) != points(row):
        _check_pointing(row.session_id, agreed, indicators)
        points_in = _sheet_of(row.session_id, agreed)
    _store(row, agreed, points_in, at=at, actor=actor)
    return None


@transaction.atomic
def set_action_state(
    action_id: UUID, state: ActionState, *, based_on: int, at: datetime, actor: Actor
) -> ActionClash | None:
    """None when the action stands so now; else what somebody else made of its state.

    Raises: Refused when it does not exist here.
    Policy: see `change_action`.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(action_id)
    seen = from_plain(_as_seen(row, based_on))
    wanted = replace(seen, state=state)
    return change_action(action_id, wanted, based_on=based_on, at=at, actor=actor)


@transaction.atomic
def undo_action_change(action_id: UUID, *, based_on: int, at: datetime, actor: Actor) -> None:
    """Nothing; the action is as before its last change. Undoing twice brings that change back.

    Raises: Refused when it was changed since, or was never changed.
    """
    require(actor, Purpose.DIALOGUE)
    row = _locked(action_id)
    if row.revision != based_on:
        raise Refused(
            "Deze actie is daarna veranderd. Bekijk eerst wat er nu staat.", code="changed-since"
        )
    written = queries.action_changes(action_id)
    if not written:
        raise Refused("Er is hier niets terug te draaien.", code="nothing-to-undo")
    before = written[0].before
    sheet = before.get("points_in")
    _store(row, from_plain(before), UUID(sheet) if sheet else None, at=at, actor=actor)


@transaction.atomic
def carry_over(session_id: UUID, *, at: datetime, actor: Actor) -> int:
    """How many open actions of the previous wave now stand in this session too; twice carries none twice.

    Policy: an action keeps its state in the session it was agreed in; the copy lives on, with what
    it points at.
    """
    require(actor, Purpose.DIALOGUE)
    # Locked, so that two who take the same actions over at once do not both do it.
    list(Session.objects.select_for_update().filter(id=session_id).values_list("id"))
    previous = queries.session(session_id).previous_id
    if previous is None:
        return 0
    there = {row.carried_from_id for row in queries.actions(session_id)}
    waiting = [
        row
        for row in queries.actions(previous)
        if row.state is ActionState.OPEN and row.id not in there
    ]
    for row in waiting:
        Action.objects.create(
            session_id=session_id,
            carried_from_id=row.id,
            points_in_id=row.points_in_id,
            author_ref=actor.user_id,
            made_at=at,
            changed_at=at,
            **asdict(from_plain(plain(row))),
        )
    if waiting:
        count_on(session_id)
        data = {"from": str(previous), "actions": len(waiting)}
        record("dialogue_actions_carried_over", subject=session_id, actor=actor, data=data)
    return len(waiting)


def _check(agreed: AgreedAction) -> None:
    if not agreed.what.strip():
        raise Refused("Schrijf wat u gaat doen.", code="action", where="what")
    for name, longest in _LONGEST.items():
        if len(getattr(agreed, name)) > longest:
            raise Refused(f"Houd dit korter dan {longest} tekens.", code="action", where=name)
    if not 0 <= agreed.remind_days <= LONGEST_REMINDER:
        raise Refused(
            f"Een herinnering komt 0 tot en met {LONGEST_REMINDER} dagen van tevoren.",
            code="action",
            where="remind_days",
        )


def _check_pointing(session_id: UUID, agreed: AgreedAction, indicators: Collection[str]) -> None:
    """Nothing, when what it points at exists: on a sheet of this session, or as a figure."""
    kind, ref = agreed.points_to_kind, agreed.points_to
    if not kind and not ref:
        return
    if kind == PointKind.INDICATOR:
        exists = ref in indicators
    else:
        place = queries.places_in([session_id])[session_id].get(ref)
        exists = place is not None and place.kind == kind
    if not exists:
        raise Refused(
            "Waar deze actie naar verwijst, bestaat hier niet (meer). Kies iets uit de lijst.",
            code="points-to",
            where="points_to",
        )


def _sheet_of(session_id: UUID, agreed: AgreedAction) -> UUID | None:
    return session_id if agreed.points_to_kind in {PointKind.CELL, PointKind.NODE} else None


def _locked(action_id: UUID) -> queries.ActionRow:
    """The action as it stands, which nobody else writes until this is stored."""
    list(Action.objects.select_for_update().filter(id=action_id).values_list("id"))
    return queries.action(action_id)


def _as_seen(row: queries.ActionRow, revision: int) -> dict[str, Any]:
    """The action at this revision, in plain values."""
    if revision == row.revision:
        return plain(row)
    for change in queries.action_changes(row.id):
        if change.revision == revision + 1:
            return {name: change.before[name] for name in plain(row)}
    raise Refused("Deze actie is veranderd. Laad de pagina opnieuw.", code="changed-since")


def _store(
    row: queries.ActionRow,
    agreed: AgreedAction,
    points_in: UUID | None,
    *,
    at: datetime,
    actor: Actor,
) -> None:
    count_on(row.session_id)
    revision = row.revision + 1
    before = plain(row) | {"points_in": str(row.points_in_id or "")}
    ActionChange.objects.create(
        action_id=row.id, revision=revision, before=before, author_ref=actor.user_id, at=at
    )
    Action.objects.filter(id=row.id).update(
        **asdict(agreed),
        points_in_id=points_in,
        revision=revision,
        author_ref=actor.user_id,
        changed_at=at,
    )
    data = {"session": str(row.session_id), "state": agreed.state, "revision": revision}
    record("dialogue_action_changed", subject=row.id, actor=actor, data=data)
