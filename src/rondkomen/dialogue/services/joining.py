"""Coming into a session, changing what one gave of oneself, and leaving with everything one gave."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.dialogue.models import Participant
from rondkomen.dialogue.services.counting_on import count_on, count_on_while_open
from rondkomen.dialogue.services.unsigning import unsign
from rondkomen.journal.services import record
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused

LONGEST_NAME = 80


@dataclass(frozen=True)
class Joining:
    """What somebody gives to take part; `token_hash` stands for their browser.

    With `on_paper` nobody holds a token: the facilitator types in what they wrote.
    """

    session_id: UUID
    token_hash: str
    domain: str
    name: str = ""
    consents_to_name: bool = False
    again_key_hash: str = ""
    on_paper: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class OwnWords:
    """What a participant says of themselves."""

    domain: str
    name: str = ""
    consents_to_name: bool = False


@transaction.atomic
def join(new: Joining, *, at: datetime, actor: Actor) -> UUID:
    """The id of the participant; joining again from the same browser is the same participant.

    Raises: Refused when the session is not open, or the key of an earlier wave is in use in it.
    Policy: a name is kept sealed, and shown to others only with consent (AVG art. 6(1)(a)).
    """
    known = Participant.objects.filter(session_id=new.session_id, token_hash=new.token_hash)
    if (found := known.first()) is not None:
        return UUID(str(found.id))
    require_own(new.id, actor)
    count_on_while_open(new.session_id)
    if (found := known.first()) is not None:  # in a second request of the same moment
        return UUID(str(found.id))
    try:
        with transaction.atomic():
            Participant.objects.create(
                id=new.id,
                session_id=new.session_id,
                token_hash=new.token_hash,
                again_key_hash=new.again_key_hash,
                on_paper=new.on_paper,
                joined_at=at,
                **_own_columns(new.id, OwnWords(new.domain, new.name, new.consents_to_name)),
            )
    except IntegrityError as twice:
        raise Refused(
            "Met deze terugkomcode doet al iemand mee. Laat het veld leeg, of ga verder op het"
            " apparaat waarmee u begon.",
            code="again-key",
        ) from twice
    data = {"participant": str(new.id), "on_paper": new.on_paper}
    record("dialogue_joined", subject=new.session_id, actor=actor, data=data)
    return new.id


@transaction.atomic
def change_own_words(
    session_id: UUID, participant_id: UUID, own: OwnWords, *, actor: Actor
) -> None:
    """Nothing; from now on this is the participant's name, domain and consent, everywhere.

    Raises: Refused when the domain changes after the session closed.
    Policy: consent is taken back as easily as it was given, and at any time (AVG art. 7(3)).
    """
    require_own(participant_id, actor)
    found = Participant.objects.filter(session_id=session_id, id=participant_id)
    row = found.first()
    if row is None:
        raise gone()
    if row.domain == own.domain:
        count_on(session_id)
    else:
        count_on_while_open(session_id)
    found.update(**_own_columns(participant_id, own))
    data = {"participant": str(participant_id)}
    record("dialogue_participant_changed", subject=session_id, actor=actor, data=data)


@transaction.atomic
def withdraw(session_id: UUID, participant_id: UUID, *, actor: Actor) -> None:
    """Nothing; the participant and every answer of theirs are erased.

    Policy: consent can be taken back as easily as it was given (AVG art. 7(3)). What they wrote on a
    joint sheet is the group's and stays, without saying whose it was: see `unsigning`.
    """
    require_own(participant_id, actor)
    count_on(session_id)
    unsign(session_id, participant_id)
    Participant.objects.filter(session_id=session_id, id=participant_id).delete()
    data = {"participant": str(participant_id)}
    record("dialogue_withdrawn", subject=session_id, actor=actor, data=data)


def require_own(participant_id: UUID, actor: Actor) -> None:
    """Nothing, for the participant themselves and for who may lead the session.

    Raises: Refused for anybody else.
    Policy: a participant writes for nobody but themselves.
    """
    if actor.participant_id != participant_id:
        require(actor, Purpose.DIALOGUE)


def gone() -> Refused:
    """What somebody hears who no longer takes part in the session, or never did."""
    return Refused("U doet niet meer mee aan deze sessie. Meld u opnieuw aan.", code="participant")


def _own_columns(row: UUID, own: OwnWords) -> dict[str, Any]:
    name = own.name.strip()[:LONGEST_NAME]
    sealed = seal(name.encode(), gemeente_id=current_gemeente_id(), row=row, column="name_sealed")
    return {
        "name_sealed": sealed if name else None,
        "domain": own.domain,
        "consents_to_name": bool(own.consents_to_name and name),
    }
