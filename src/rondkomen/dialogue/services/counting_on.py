"""Every write in a session counts it on, so that whoever polls knows there is something new."""

from uuid import UUID

from django.db.models import F

from rondkomen.dialogue.core.session.codes import SessionState
from rondkomen.dialogue.models import Session
from rondkomen.kernel.refusal import Refused

CLOSED = "Deze sessie is gesloten; antwoorden en aantekeningen staan vast."


def count_on(session_id: UUID) -> None:
    """Nothing; the session has seen one more write."""
    Session.objects.filter(id=session_id).update(revision=F("revision") + 1)


def count_on_while_open(session_id: UUID) -> None:
    """Nothing; the session has seen one more write, and stays locked until it is stored.

    Raises: Refused when the session is not open.
    """
    open_sessions = Session.objects.filter(id=session_id, state=SessionState.OPEN)
    if not open_sessions.update(revision=F("revision") + 1):
        raise Refused(CLOSED, code="session-closed")
