"""The stored codes of a conversation, in the words of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.dialogue.core.session.codes import (
    ActionState,
    Mode,
    NoteKind,
    SessionPurpose,
    SessionState,
)
from rondkomen.web.ui.components import Badge

_DOMAINS = {
    "poverty": gettext_lazy("Armoede"),
    "health": gettext_lazy("Gezondheid"),
    "other": gettext_lazy("Iets anders"),
}
PURPOSES = {
    SessionPurpose.POLICY: gettext_lazy("Beleid maken"),
    SessionPurpose.AGENDA: gettext_lazy("Een agenda opstellen"),
    SessionPurpose.PARTNERS: gettext_lazy("Met partners afstemmen"),
    SessionPurpose.MONITORING: gettext_lazy("Volgen hoe het gaat"),
}
MODES = {
    Mode.APART: gettext_lazy("Eerst ieder apart, dan vergelijken"),
    Mode.TOGETHER: gettext_lazy("Samen op één scherm"),
}
NOTES = {
    NoteKind.NOTE: gettext_lazy("Aantekening"),
    NoteKind.PARKING: gettext_lazy("Voor later"),
    NoteKind.DECISION: gettext_lazy("Besluit"),
}
_STATES = {
    SessionState.DRAFT: Badge("neutral", gettext_lazy("in voorbereiding")),
    SessionState.OPEN: Badge("positive", gettext_lazy("open")),
    SessionState.CLOSED: Badge("info", gettext_lazy("gesloten")),
}
ACTIONS = {
    ActionState.OPEN: gettext_lazy("loopt"),
    ActionState.DONE: gettext_lazy("gedaan"),
    ActionState.DROPPED: gettext_lazy("vervallen"),
}


def domain(code: str) -> str:
    """The name of a domain; one in somebody's own words is as they wrote it."""
    known = _DOMAINS.get(code)
    return str(known) if known else code


def state(one: SessionState) -> Badge:
    """Where a session stands."""
    return _STATES[one]


def action_state(one: ActionState, *, late: bool) -> Badge:
    """Where an action stands."""
    if one is ActionState.OPEN and late:
        return Badge("warning", _("te laat"))
    kind = {"open": "info", "done": "positive", "dropped": "neutral"}[one.value]
    return Badge(kind, ACTIONS[one])  # type: ignore[arg-type]  # kinds, by the table above
