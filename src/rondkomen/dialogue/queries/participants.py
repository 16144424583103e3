"""Who takes part: names only where they were given to be shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rondkomen.access.crypto import unseal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.dialogue.models import Participant


@dataclass(frozen=True)
class ParticipantRow:
    """Somebody who takes part; `name` is empty without consent."""

    id: UUID
    session_id: UUID
    name: str
    domain: str
    consents_to_name: bool
    joined_at: datetime
    seen_results_at: datetime | None
    on_paper: bool = False


def participants(session_id: UUID) -> list[ParticipantRow]:
    """Everybody who joined, in order of joining."""
    found = Participant.objects.filter(session_id=session_id).order_by("joined_at", "id")
    return [_row(one) for one in found]


def participant_by_token(session_id: UUID, token_hash: str) -> ParticipantRow | None:
    """Who holds this token in this session."""
    found = Participant.objects.filter(session_id=session_id, token_hash=token_hash).first()
    return _row(found) if found else None


def participant_with(session_id: UUID, participant_id: UUID) -> ParticipantRow | None:
    """The participant of this session with this id."""
    found = Participant.objects.filter(session_id=session_id, id=participant_id).first()
    return _row(found) if found else None


def own_name(participant_id: UUID) -> str:
    """The name somebody gave, for nobody's eyes but their own."""
    found = Participant.objects.filter(id=participant_id).first()
    return _name(found) if found else ""


def same_again(earlier_id: UUID, later_id: UUID) -> dict[UUID, UUID]:
    """Who took part in both sessions: participant of the earlier one → of the later one."""
    rows = Participant.objects.filter(session_id__in=(earlier_id, later_id)).exclude(
        again_key_hash=""
    )
    keys: dict[UUID, dict[str, UUID]] = {earlier_id: {}, later_id: {}}
    for one in rows:
        keys[one.session_id][one.again_key_hash] = one.id
    later = keys[later_id]
    return {who: later[key] for key, who in keys[earlier_id].items() if key in later}


def _row(one: Any) -> ParticipantRow:
    return ParticipantRow(
        id=one.id,
        session_id=one.session_id,
        name=_name(one) if one.consents_to_name else "",
        domain=one.domain,
        consents_to_name=one.consents_to_name,
        joined_at=one.joined_at,
        seen_results_at=one.seen_results_at,
        on_paper=one.on_paper,
    )


def _name(one: Any) -> str:
    if not one.name_sealed:
        return ""
    plain = unseal(
        one.name_sealed, gemeente_id=current_gemeente_id(), row=one.id, column="name_sealed"
    )
    return plain.decode()
