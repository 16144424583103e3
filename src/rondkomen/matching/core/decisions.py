"""What a person may decide about a signal that the engine could not place by itself."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rondkomen.kernel.refusal import Refused


class Origin(StrEnum):
    """How a link came about."""

    AUTOMATIC = "automatic"
    HOUSEHOLD = "household"
    REVIEWED = "reviewed"
    BY_HAND = "by_hand"


class Decision(StrEnum):
    """What was chosen in the review queue."""

    WAITING = "waiting"
    LATER = "later"
    SAME = "same"
    HOUSEHOLD_ONLY = "household_only"
    DIFFERENT = "different"


class Settlement(StrEnum):
    """What became of a signal nobody was found for."""

    WAITING = "waiting"
    AT_DELIVERED_ADDRESS = "at_delivered_address"
    NOT_RESIDENT = "not_resident"
    LEGAL_PERSON = "legal_person"
    LINKED_BY_HAND = "linked_by_hand"
    FOUND_LATER = "found_later"


OPEN_DECISIONS = frozenset({Decision.WAITING, Decision.LATER})

ORIGIN_LABELS: dict[Origin, str] = {
    Origin.AUTOMATIC: "vanzelf gekoppeld",
    Origin.HOUSEHOLD: "vanzelf gekoppeld aan het huishouden",
    Origin.REVIEWED: "gekoppeld na beoordeling",
    Origin.BY_HAND: "met de hand gekoppeld",
}

DECISION_LABELS: dict[Decision, str] = {
    Decision.WAITING: "wacht op beoordeling",
    Decision.LATER: "later beslissen",
    Decision.SAME: "zelfde persoon",
    Decision.HOUSEHOLD_ONLY: "zelfde huishouden, persoon onzeker",
    Decision.DIFFERENT: "andere persoon",
}

SETTLEMENT_LABELS: dict[Settlement, str] = {
    Settlement.WAITING: "wacht op afhandeling",
    Settlement.AT_DELIVERED_ADDRESS: "opgepakt op het geleverde adres",
    Settlement.NOT_RESIDENT: "geen inwoner (meer)",
    Settlement.LEGAL_PERSON: "rechtspersoon",
    Settlement.LINKED_BY_HAND: "met de hand gekoppeld",
    Settlement.FOUND_LATER: "later alsnog gevonden",
}


# Why a signal left a place it had.
END_LABELS: dict[str, str] = {
    "split": "losgemaakt",
    "merged": "elders geplaatst",
    "undone": "beoordeling ongedaan gemaakt",
}


@dataclass(frozen=True)
class Place:
    """Where a signal belongs: a household, and the person in it when that is sure."""

    household_ref: UUID
    person_ref: UUID | None = None


@dataclass(frozen=True)
class Candidate:
    """One person who may be the one in the signal, with the engine's weight for it.

    Units: `score` is a probability between 0 and 1.
    """

    person_ref: UUID
    household_ref: UUID
    score: float
    explanation: dict[str, object]

    def as_data(self) -> dict[str, object]:
        """The candidate as plain values, for storage."""
        return {
            "person": str(self.person_ref),
            "household": str(self.household_ref),
            "score": self.score,
            "explanation": self.explanation,
        }

    @classmethod
    def from_data(cls, data: dict[str, object]) -> "Candidate":
        """The candidate that `as_data` described."""
        score, explanation = data["score"], data["explanation"]
        if not isinstance(score, int | float) or not isinstance(explanation, dict):
            raise TypeError("stored candidate is not as written")
        return cls(
            UUID(str(data["person"])), UUID(str(data["household"])), float(score), explanation
        )


def chosen(
    candidates: tuple[Candidate, ...], decision: Decision, person: UUID | None
) -> Candidate | None:
    """The candidate a decision links to; None when it links to nobody.

    Raises: Refused when `same` names nobody, or somebody who was not shown.
    Policy: only what was on screen can be chosen, so that each decision can be explained.
    """
    if decision not in {Decision.SAME, Decision.HOUSEHOLD_ONLY}:
        return None
    found = next((candidate for candidate in candidates if candidate.person_ref == person), None)
    if found is None:
        raise Refused(
            "Kies eerst met welke persoon u het signaal vergelijkt.", code="candidate-missing"
        )
    return found
