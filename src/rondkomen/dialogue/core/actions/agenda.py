"""An agreed action: when it asks for attention, and what becomes of it when two change it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from rondkomen.dialogue.core.session.codes import ActionState

USUAL_REMINDER = 7
LONGEST_REMINDER = 365
"""Units: days before the action is due."""


@dataclass(frozen=True, slots=True)
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
    remind_days: int = USUAL_REMINDER
    points_to_kind: str = ""
    points_to: str = ""


class DueGroup(StrEnum):
    """Where an open action stands in time."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    LATER = "later"
    UNDATED = "undated"


def due_group(due: date | None, *, today: date) -> DueGroup:
    """The group of an open action.

    Policy: a week ends on Sunday, as on every Dutch calendar; what is due today is not overdue.
    """
    if due is None:
        return DueGroup.UNDATED
    if due < today:
        return DueGroup.OVERDUE
    sunday = today + timedelta(days=7 - today.isoweekday())
    return DueGroup.THIS_WEEK if due <= sunday else DueGroup.LATER


def is_reminded(due: date | None, remind_days: int, *, today: date) -> bool:
    """Whether the reminder of an open action has come, as long as it is not overdue.

    Policy: a reminder comes so many days before the action is due; with zero on the day itself.
    """
    return due is not None and due - timedelta(days=remind_days) <= today <= due


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people gave a different value. Shape: plain values."""

    field: str
    theirs: Any
    mine: Any


def clashes(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    """Both changes taken together, and the fields where they contradict; there `mine` stands in it.

    Shape: three times the same fields: as both saw it, as it stands now, as the writer wants it.
    Policy: who left a field as it was does not undo what somebody else made of it.
    """
    merged, found = {}, []
    for field, before in base.items():
        there, wanted = theirs[field], mine[field]
        merged[field] = there if wanted == before else wanted
        if wanted not in (before, there) and there != before:
            found.append(Clash(field, there, wanted))
    return merged, tuple(found)


def plain(agreed: Any) -> dict[str, Any]:
    """An action as plain values; what it points at is one of them, so that it changes as a whole.

    Shape: anything with the fields of an `AgreedAction`.
    """
    apart = {"points_to_kind", "points_to"}
    values = {
        one.name: getattr(agreed, one.name) for one in fields(AgreedAction) if one.name not in apart
    }
    due = agreed.due.isoformat() if agreed.due else ""
    return {**values, "due": due, "state": agreed.state.value, "points": points(agreed)}


def from_plain(values: Mapping[str, Any]) -> AgreedAction:
    """The action from its plain values; what else stands beside them is left out."""
    kind, _, ref = values["points"].partition(":")
    known = {one.name for one in fields(AgreedAction)}
    given = {name: value for name, value in values.items() if name in known}
    return AgreedAction(
        **{
            **given,
            "due": date.fromisoformat(values["due"]) if values["due"] else None,
            "state": ActionState(values["state"]),
            "points_to_kind": kind,
            "points_to": ref,
        }
    )


def points(agreed: Any) -> str:
    """What an action points at as one text, empty when at nothing."""
    return f"{agreed.points_to_kind}:{agreed.points_to}" if agreed.points_to_kind else ""
