"""What was noted and agreed: in one session, and what is still open over all of them."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from rondkomen.dialogue.core.actions import agenda
from rondkomen.dialogue.core.session.codes import ActionState, NoteKind
from rondkomen.dialogue.models import Action, ActionChange, Note
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
    """Something agreed. `points_in` is the session of the sheet that it points at."""

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
    remind_days: int
    points_to_kind: str
    points_to: str
    points_in_id: UUID | None
    carried_from_id: UUID | None
    revision: int
    author_ref: UUID | None
    made_at: datetime
    changed_at: datetime

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.state is ActionState.OPEN and self.group(today) is agenda.DueGroup.OVERDUE

    def is_reminded(self, today: date) -> bool:
        """Whether its reminder has come."""
        return self.state is ActionState.OPEN and agenda.is_reminded(
            self.due, self.remind_days, today=today
        )

    def group(self, today: date) -> agenda.DueGroup:
        """Where it stands in time, while it is open."""
        return agenda.due_group(self.due, today=today)


@dataclass(frozen=True)
class ActionChangeRow:
    """One write to an action: who wrote when, and what it said before, in plain values."""

    revision: int
    before: dict[str, Any]
    author_ref: UUID | None
    at: datetime


@dataclass(frozen=True)
class Attention:
    """How many open actions of the municipality ask for attention, each counted once."""

    overdue: int
    reminded: int


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


def open_actions() -> list[ActionRow]:
    """Every open action of the municipality, the one that is due first on top, undated ones last.

    Policy: an action that was carried over lives on in the later session, and stands here once.
    """
    found = _living().filter(state=ActionState.OPEN).values(*_ACTION)
    rows = [_row(values) for values in found]
    return sorted(rows, key=lambda row: (row.due is None, row.due or date.max, row.made_at))


def finished_actions(*, since: datetime) -> list[ActionRow]:
    """The actions that were done or dropped since then, the latest first."""
    found = _living().exclude(state=ActionState.OPEN).filter(changed_at__gte=since)
    return [_row(values) for values in found.order_by("-changed_at", "id").values(*_ACTION)]


def attention(today: date) -> Attention:
    """What is overdue, and what has its reminder today."""
    found = _living().filter(state=ActionState.OPEN, due__isnull=False)
    dated = list(found.values_list("due", "remind_days"))
    groups = [agenda.due_group(due, today=today) for due, _ in dated]
    return Attention(
        groups.count(agenda.DueGroup.OVERDUE),
        sum(agenda.is_reminded(due, days, today=today) for due, days in dated),
    )


def action_changes(action_id: UUID) -> list[ActionChangeRow]:
    """What was written at this action, the newest first."""
    found = ActionChange.objects.filter(action_id=action_id).order_by("-revision")
    return [ActionChangeRow(row.revision, row.before, row.author_ref, row.at) for row in found]


def _living() -> Any:
    later = Action.objects.filter(carried_from_id=OuterRef("id"))
    return Action.objects.filter(~Exists(later))


def _row(values: dict[str, object]) -> ActionRow:
    return ActionRow(**{**values, "state": ActionState(str(values["state"]))})  # type: ignore[arg-type]  # columns and fields carry the same names
