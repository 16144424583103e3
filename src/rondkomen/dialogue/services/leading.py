"""What the facilitator puts before the room: results, a theme, the time."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.models import Participant, Session
from rondkomen.dialogue.services.counting_on import CLOSED, count_on
from rondkomen.dialogue.services.joining import require_own
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

LONGEST_TIMER = 180


@transaction.atomic
def open_results(session_id: UUID, *, actor: Actor) -> None:
    """Nothing; who answered may look at what all answered, as far as the session's mode allows."""
    _lead(session_id, "dialogue_results_opened", actor, results_open=True)


@transaction.atomic
def hide_results(session_id: UUID, *, actor: Actor) -> None:
    """Nothing; only the facilitator looks at the results again."""
    _lead(session_id, "dialogue_results_hidden", actor, results_open=False)


@transaction.atomic
def show_theme(session_id: UUID, theme: str, *, actor: Actor) -> None:
    """Nothing; the wall shows this theme.

    Raises: Refused for a theme the session does not have.
    """
    refuse_unknown_theme(session_id, theme)
    _lead(session_id, "dialogue_theme_shown", actor, current_theme=theme)


def refuse_unknown_theme(session_id: UUID, theme: str) -> None:
    """Nothing, for no theme at all and for one of the session.

    Raises: Refused for anything else.
    """
    if theme and theme not in queries.theme_keys(session_id):
        raise Refused(
            "Dit thema hoort niet bij deze sessie. Laad de pagina opnieuw en kies er een.",
            code="theme",
        )


@transaction.atomic
def start_timer(session_id: UUID, minutes: int, *, at: datetime, actor: Actor) -> None:
    """Nothing; the wall counts down. Zero minutes stops it.

    Raises: Refused when it is longer than a session lasts.
    """
    if not 0 <= minutes <= LONGEST_TIMER:
        raise Refused(f"Kies 0 tot en met {LONGEST_TIMER} minuten.", code="timer")
    ends_at = at + timedelta(minutes=minutes) if minutes else None
    _lead(session_id, "dialogue_timer_set", actor, timer_ends_at=ends_at)


@transaction.atomic
def note_results_seen(
    session_id: UUID, participant_id: UUID, *, at: datetime, actor: Actor
) -> None:
    """Nothing; it is known that this participant has looked at the results."""
    require_own(participant_id, actor)
    first_look = Participant.objects.filter(
        session_id=session_id, id=participant_id, seen_results_at=None
    )
    if first_look.update(seen_results_at=at):
        count_on(session_id)
        data = {"participant": str(participant_id)}
        record("dialogue_results_seen", subject=session_id, actor=actor, data=data)


def _lead(session_id: UUID, event: str, actor: Actor, **changes: Any) -> None:
    require(actor, Purpose.DIALOGUE)
    found = Session.objects.filter(id=session_id)
    if not found.update(revision=F("revision") + 1, **changes):
        raise Refused(CLOSED, code="session")
    record(event, subject=session_id, actor=actor, data={})
