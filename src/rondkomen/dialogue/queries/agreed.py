"""What was noted and agreed."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from rondkomen.dialogue.core.sessions import ActionState, NoteKind
from rondkomen.dialogue.models import Action, Note
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class NoteRow:
    """Something written down at a theme."""

    id: UUID
    theme: str
    kind: NoteKind
    text: str
    author_ref: UUID | None
    at: datetime


@dataclass(frozen=True)
class ActionRow:
    """Something agreed."""

    id: UUID
    session_id: UUID
    theme: str
    what: str
    owner: str
    partners: str
    department: str
    due: date | None
    notice: str
    state: ActionState
    points_to_kind: str
    points_to: str
    carried_from_id: UUID | None
    made_at: datetime

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.state is ActionState.OPEN and self.due is not None and self.due < today


_ACTION = [field.name for field in fields(ActionRow)]


def notes(session_id: UUID, theme: str | None = None) -> list[NoteRow]:
    """The notes of the session, or of one theme of it, in order of writing."""
    found = Note.objects.filter(session_id=session_id).order_by("at", "id")
    if theme is not None:
        found = found.filter(theme=theme)
    return [
        NoteRow(one.id, one.theme, NoteKind(one.kind), one.text, one.author_ref, one.at)
        for one in found
    ]


def actions(session_id: UUID) -> list[ActionRow]:
    """What the session agreed and what it carried over, in order of writing."""
    found = Action.objects.filter(session_id=session_id).order_by("made_at", "id")
    return [_row(values) for values in found.values(*_ACTION)]


def action(action_id: UUID) -> ActionRow:
    """The action.

    Raises: Refused when it does not exist here.
    """
    values = Action.objects.filter(id=action_id).values(*_ACTION).first()
    if values is None:
        raise Refused("Deze actie bestaat niet. Kies er een uit de lijst.", code="action")
    return _row(values)


def _row(values: dict[str, object]) -> ActionRow:
    return ActionRow(**{**values, "state": ActionState(str(values["state"]))})  # type: ignore[arg-type]  # columns and fields carry the same names
