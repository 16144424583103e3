"""The words of a session: what it is for, how people take part, where it stands."""

from enum import StrEnum


class SessionPurpose(StrEnum):
    """What the conversation is held for."""

    POLICY = "policy"
    AGENDA = "agenda"
    PARTNERS = "partners"
    MONITORING = "monitoring"


class Mode(StrEnum):
    """Everybody apart on a phone and then compare, or together on one screen."""

    APART = "apart"
    TOGETHER = "together"


class SessionState(StrEnum):
    """Prepared, taking answers, or over."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Phase(StrEnum):
    """An answer as first given, or as adjusted in the step that revisits it; both are kept."""

    FIRST = "first"
    REVISITED = "revisited"


class NoteKind(StrEnum):
    """A note on a theme, something parked for later, or a decision."""

    NOTE = "note"
    PARKING = "parking"
    DECISION = "decision"


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


DOMAINS = ("poverty", "health", "other")
"""The domains offered unless a session has a list of its own."""
