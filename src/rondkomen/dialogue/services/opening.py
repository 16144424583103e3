"""Preparing, opening and closing a session."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose, SessionState
from rondkomen.dialogue.core.session.domains import own_domains
from rondkomen.dialogue.core.session.joining import new_code
from rondkomen.dialogue.models import Session, SessionInstrument
from rondkomen.dialogue.queries import session as session_of
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused

CODE_LIFETIME = timedelta(days=14)
LEAST_GROUP = 2


@dataclass(frozen=True)
class NewSession:
    """What a facilitator chooses; `domains` is empty for poverty, health and other."""

    title: str
    purpose: SessionPurpose
    mode: Mode
    versions: Sequence[UUID]
    domains: tuple[str, ...] = ()
    least_group: int = 3
    hidden_until_closed: bool = False
    previous: UUID | None = None


@transaction.atomic
def prepare_session(new: NewSession, *, at: datetime, actor: Actor) -> UUID:
    """The id of the session, which nobody can join yet; with `previous` it is the next wave of that one.

    Raises: Refused without an instrument, with a group too small to hide anybody in, or with more or
    longer domains than fit.
    """
    require(actor, Purpose.DIALOGUE)
    if not new.versions:
        raise Refused("Kies een instrument voor deze sessie.", code="no-instrument")
    if new.least_group < LEAST_GROUP:
        raise Refused(
            f"De kleinste groep die apart te zien is heeft ten minste {LEAST_GROUP} mensen.",
            code="least-group",
        )
    made = Session.objects.create(
        title=new.title.strip(),
        purpose=new.purpose,
        mode=new.mode,
        wave=session_of(new.previous).wave + 1 if new.previous else 1,
        previous_id=new.previous,
        domains=list(own_domains(new.domains)),
        least_group=new.least_group,
        hidden_until_closed=new.hidden_until_closed,
        facilitator_ref=actor.user_id,
        made_at=at,
    )
    for place, version in enumerate(new.versions):
        SessionInstrument.objects.create(session=made, version_id=version, place=place)
    data = {"purpose": new.purpose, "mode": new.mode, "instruments": len(new.versions)}
    record("dialogue_session_prepared", subject=made.id, actor=actor, data=data)
    return UUID(str(made.id))


@transaction.atomic
def open_session(
    session_id: UUID, *, at: datetime, actor: Actor, code_lasts: timedelta = CODE_LIFETIME
) -> str:
    """The join code; opening an open session again gives the code it has.

    Raises: Refused when the session is closed.
    """
    require(actor, Purpose.DIALOGUE)
    row = session_of(session_id)
    if row.state is SessionState.CLOSED:
        raise Refused("Deze sessie is gesloten. Maak een volgende ronde.", code="session-closed")
    if row.state is SessionState.OPEN:
        return row.join_code
    code = _give_code(session_id, at + code_lasts, state=SessionState.OPEN, opened_at=at)
    record("dialogue_session_opened", subject=session_id, actor=actor, data={})
    return code


@transaction.atomic
def renew_code(session_id: UUID, *, at: datetime, actor: Actor) -> str:
    """A new join code; the one before lets nobody in any more.

    Raises: Refused when the session is not open.
    """
    require(actor, Purpose.DIALOGUE)
    if not session_of(session_id).takes_answers:
        raise Refused("Open de sessie eerst; dan hoort er een code bij.", code="session-closed")
    code = _give_code(session_id, at + CODE_LIFETIME)
    record("dialogue_code_renewed", subject=session_id, actor=actor, data={})
    return code


@transaction.atomic
def close_session(session_id: UUID, *, at: datetime, actor: Actor) -> bool:
    """Whether this closed the session; False when it was closed before, also a moment before.

    Policy: the join code ends with the session.
    """
    require(actor, Purpose.DIALOGUE)
    closed = Session.objects.filter(id=session_id, state=SessionState.OPEN).update(
        state=SessionState.CLOSED,
        closed_at=at,
        join_code="",
        timer_ends_at=None,
        revision=F("revision") + 1,
    )
    if closed:
        record("dialogue_session_closed", subject=session_id, actor=actor, data={})
    return bool(closed)


def _give_code(session_id: UUID, expires_at: datetime, **more: Any) -> str:
    taken = set(Session.objects.exclude(join_code="").values_list("join_code", flat=True))
    code = new_code(secrets.choice)
    while code in taken:
        code = new_code(secrets.choice)
    Session.objects.filter(id=session_id).update(
        join_code=code, code_expires_at=expires_at, revision=F("revision") + 1, **more
    )
    return code
