"""What was changed at an action, by whom and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rondkomen.access.queries import user_names
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.actions.agenda import plain
from rondkomen.dialogue.core.session.codes import ActionState
from rondkomen.dialogue.queries import ActionRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.components import Happening
from rondkomen.web.ui.questions import words


def of(row: ActionRow, *, labels: Mapping[str, str]) -> list[Happening]:
    """Every change of the action, the newest first.

    Shape: `labels` names the fields.
    """
    changes = queries.action_changes(row.id)
    names = user_names({one.author_ref for one in changes if one.author_ref})
    found, after = [], plain(row)
    for change in changes:
        changed = [name for name in after if change.before[name] != after[name]]
        title = _("%(who)s wijzigde: %(what)s") % {
            "who": names.get(change.author_ref, _("het systeem"))
            if change.author_ref
            else _("het systeem"),
            "what": ", ".join(labels.get(name, name) for name in changed),
        }
        was = "; ".join(
            f"{labels.get(name, name)}: {said(name, change.before[name])}" for name in changed
        )
        found.append(Happening(change.at, title, _("was: %(was)s") % {"was": was}))
        after = {name: change.before[name] for name in after}
    return found


def said(field: str, value: Any) -> str:
    """One plain value of an action in words."""
    if value in ("", None):
        return formats.NO_VALUE
    if field == "due":
        return formats.day(date.fromisoformat(value))
    if field == "state":
        return str(words.ACTIONS[ActionState(value)])
    if field == "points":
        return str(value).partition(":")[2]
    return str(value)
