"""Coming into a session, and leaving it with everything one gave."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.core.actor import Actor
from rondkomen.access.crypto import seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.dialogue.models import Participant
from rondkomen.dialogue.services.counting_on import count_on, count_on_while_open
from rondkomen.journal.services import record
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused

LONGEST_NAME = 80


@dataclass(frozen=True)
class Joining:
    """What somebody gives to take part; `token_hash` stands for their browser."""

    session_id: UUID
    token_hash: str
    domain: str
    name: str = ""
    consents_to_name: bool = False
    again_key_hash: str = ""


@transaction.atomic
def join(new: Joining, *, at: datetime, actor: Actor) -> UUID:
    """The id of the participant; joining again from the same browser is the same participant.

    Raises: Refused when the session is not open, or the key of an earlier wave is in use in it.
    Policy: a name is kept sealed, and shown to others only with consent (AVG art. 6(1)(a)).
    """
    found = Participant.objects.filter(session_id=new.session_id, token_hash=new.token_hash).first()
    if found is not None:
        return UUID(str(found.id))
    count_on_while_open(new.session_id)
    row, name = new_id(), new.name.strip()[:LONGEST_NAME]
    sealed = seal(name.encode(), gemeente_id=current_gemeente_id(), row=row, column="name_sealed")
    try:
        with transaction.atomic():
            Participant.objects.create(
                id=row,
                session_id=new.session_id,
                token_hash=new.token_hash,
                name_sealed=sealed if name else None,
                domain=new.domain,
                consents_to_name=bool(new.consents_to_name and name),
                again_key_hash=new.again_key_hash,
                joined_at=at,
            )
    except IntegrityError as twice:
        raise Refused(
            "Met deze terugkomcode doet al iemand mee. Laat het veld leeg, of ga verder op het"
            " apparaat waarmee u begon.",
            code="again-key",
        ) from twice
    record("dialogue_joined", subject=new.session_id, actor=actor, data={"participant": str(row)})
    return row


@transaction.atomic
def withdraw(session_id: UUID, participant_id: UUID, *, actor: Actor) -> None:
    """Nothing; the participant and every answer of theirs are erased.

    Policy: consent can be taken back as easily as it was given (AVG art. 7(3)).
    """
    count_on(session_id)
    Participant.objects.filter(session_id=session_id, id=participant_id).delete()
    data = {"participant": str(participant_id)}
    record("dialogue_withdrawn", subject=session_id, actor=actor, data=data)
