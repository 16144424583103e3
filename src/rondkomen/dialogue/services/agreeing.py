"""Writing down what is said, and turning it into actions."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.sessions import ActionState, NoteKind
from rondkomen.dialogue.models import Action, Note
from rondkomen.dialogue.services.counting_on import count_on
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

LONGEST_NOTE = 5000


@dataclass(frozen=True)
class AgreedAction:
    """What is agreed. `points_to` names a worksheet cell, a chain node or an indicator."""

    what: str
    theme: str = ""
    owner: str = ""
    partners: str = ""
    department: str = ""
    due: date | None = None
    notice: str = ""
    state: ActionState = ActionState.OPEN
    points_to_kind: str = ""
    points_to: str = ""


@transaction.atomic
def take_note(
    session_id: UUID, text: str, *, theme: str, kind: NoteKind, at: datetime, actor: Actor
) -> UUID:
    """The id of the note.

    Raises: Refused when it is empty or too long.
    """
    require(actor, Purpose.DIALOGUE)
    text = text.replace("\x00", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise Refused(f"Schrijf 1 tot en met {LONGEST_NOTE} tekens.", code="note")
    queries.session(session_id)
    count_on(session_id)
    row = Note.objects.create(
        session_id=session_id, theme=theme, kind=kind, text=text, author_ref=actor.user_id, at=at
    )
    record("dialogue_note_taken", subject=session_id, actor=actor, data={"kind": kind})
    return UUID(str(row.id))


@transaction.atomic
def agree_action(session_id: UUID, agreed: AgreedAction, *, at: datetime, actor: Actor) -> UUID:
    """The id of the action. It may be agreed after closing too: the agenda lives on."""
    require(actor, Purpose.DIALOGUE)
    queries.session(session_id)
    count_on(session_id)
    row = Action.objects.create(session_id=session_id, made_at=at, **_columns(agreed))
    record("dialogue_action_agreed", subject=row.id, actor=actor, data={"session": str(session_id)})
    return UUID(str(row.id))


@transaction.atomic
def change_action(action_id: UUID, agreed: AgreedAction, *, actor: Actor) -> None:
    """Nothing; the action is as given now.

    Raises: Refused when it does not exist here.
    """
    require(actor, Purpose.DIALOGUE)
    row = queries.action(action_id)
    count_on(row.session_id)
    Action.objects.filter(id=action_id).update(**_columns(agreed))
    data = {"session": str(row.session_id), "state": agreed.state}
    record("dialogue_action_changed", subject=action_id, actor=actor, data=data)


@transaction.atomic
def carry_over(session_id: UUID, *, at: datetime, actor: Actor) -> int:
    """How many open actions of the previous wave now stand in this session too; twice carries none twice.

    Policy: an action keeps its state in the session it was agreed in; the copy lives on.
    """
    require(actor, Purpose.DIALOGUE)
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
        columns = {name: getattr(row, name) for name in _columns(AgreedAction(""))}
        Action.objects.create(session_id=session_id, carried_from_id=row.id, made_at=at, **columns)
    if waiting:
        count_on(session_id)
        data = {"from": str(previous), "actions": len(waiting)}
        record("dialogue_actions_carried_over", subject=session_id, actor=actor, data=data)
    return len(waiting)


def _columns(agreed: AgreedAction) -> dict[str, Any]:
    return asdict(agreed)
