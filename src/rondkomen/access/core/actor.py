"""Who acts: a signed-in user in one municipality, who takes part in a conversation, or the system."""

from dataclasses import dataclass, field
from uuid import UUID

from rondkomen.access.core.purposes import STATEMENTS, Purpose
from rondkomen.access.core.roles import Role, purposes_of
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class Actor:
    """A person (or the system, with nobody's id) acting for one municipality.

    `participant_id` is somebody without an account: they may what is their own, and no purpose.
    """

    user_id: UUID | None
    name: str
    gemeente_id: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    partner_id: UUID | None = None
    participant_id: UUID | None = None

    @property
    def ref(self) -> UUID | None:
        """Whose work it is, as the journal keeps it; None for the system."""
        return self.user_id or self.participant_id

    @property
    def is_system(self) -> bool:
        """True for scheduled work, which acts on the purposes of the code that runs it.

        A partner's program has no user either, but it has a role, and no more than that.
        """
        return self.ref is None and not self.roles

    def may(self, purpose: Purpose) -> bool:
        """Whether one of the roles grants this purpose."""
        return self.is_system or purpose in purposes_of(self.roles)


def system_actor(gemeente_id: str) -> Actor:
    """The actor for work that no person started."""
    return Actor(user_id=None, name="systeem", gemeente_id=gemeente_id)


def participant_actor(gemeente_id: str, participant_id: UUID) -> Actor:
    """The actor for somebody who takes part in a conversation without an account."""
    return Actor(None, "deelnemer", gemeente_id, participant_id=participant_id)


def require(actor: Actor, purpose: Purpose) -> None:
    """Nothing, when the actor may act for this purpose.

    Raises: Refused with a sentence that names the purpose.
    Policy: no look without a purpose (AVG art. 5(1)(b)).
    """
    if not actor.may(purpose):
        raise Refused(
            f"Uw rol geeft geen toegang voor het doel '{STATEMENTS[purpose].label}'; vraag de functioneel beheerder.",
            code="purpose-not-granted",
        )
