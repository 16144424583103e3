"""The records that go into the matching engine and the links that come out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Band(StrEnum):
    """What may be done with a pair: link it, ask a person, or leave it."""

    SAME = "same"
    REVIEW = "review"
    DIFFERENT = "different"


class Stratum(StrEnum):
    """Which part of the model weighed a pair."""

    SAME_ADDRESS = "same_address"
    ELSEWHERE = "elsewhere"
    GENERAL = "general"


class UnlinkedCause(StrEnum):
    """The likely reason why a record found nobody."""

    NO_CANDIDATE = "no_candidate"
    ADDRESS_UNKNOWN = "address_unknown"
    NOT_AT_ADDRESS = "not_at_address"
    LEGAL_PERSON = "legal_person"
    TOO_LITTLE_DATA = "too_little_data"


@dataclass(frozen=True, slots=True)
class Record:
    """One delivered or registered person, as text in the spelling of its source.

    Only `id` is required. `birth_date` may be ISO or any usual Dutch form. `phone` may hold
    several numbers, separated by `;`. `person_key` is the blind index of the BSN, never the
    BSN: equal keys speak for one person, unequal keys against.
    """

    id: str
    initials: str = ""
    given_names: str = ""
    prefix: str = ""
    surname: str = ""
    partner_prefix: str = ""
    partner_surname: str = ""
    birth_date: str = ""
    street: str = ""
    house_number: str = ""
    addition: str = ""
    postcode: str = ""
    city: str = ""
    previous_postcode: str = ""
    previous_house_number: str = ""
    previous_addition: str = ""
    phone: str = ""
    email: str = ""
    legal_form: str = ""
    person_key: str = ""


RECORD_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Record))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one pair of fields compares, and what that weighs.

    Units: `weight` in log2 of the likelihood ratio; +1 doubles the odds of one person.
    """

    name: str
    label: str
    level: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair has its score: start, comparisons, competition of other candidates.

    `not_compared` has a sentence for everything of which one of both has nothing to compare.
    Units: `prior`, `competition` and `total` in log2-odds; prior + weights - competition = total.
    """

    model_version: str
    stratum: Stratum
    rule: str
    prior: float
    comparisons: tuple[Comparison, ...]
    competition: float
    total: float
    not_compared: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The comparisons as Dutch sentences, the heaviest first."""
        ranked = sorted(self.comparisons, key=lambda item: -abs(item.weight))
        return tuple(item.text for item in ranked)


@dataclass(frozen=True, slots=True)
class Link:
    """One pair the engine holds for the same person, or lays before a person.

    Units: `score` is a probability between 0 and 1.
    """

    left_id: str
    right_id: str
    band: Band
    score: float
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Review:
    """The candidates of one left record among which a person must choose, best first."""

    left_id: str
    candidates: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HouseholdLink:
    """A left record that certainly belongs to one household, but not to one member of it.

    Each such record is also in `LinkResult.reviews`: a person may still choose the member.
    """

    left_id: str
    right_ids: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A left record without a candidate worth showing, with the likely cause."""

    left_id: str
    cause: UnlinkedCause
    text: str


@dataclass(frozen=True, slots=True)
class LinkResult:
    """Every left record in exactly one of `links`, `reviews` or `unlinked`.

    With one list (duplicates within it) `links` and `reviews` hold pairs, and a record may
    stand in several of them; `unlinked` holds the records without any pair.
    """

    links: tuple[Link, ...]
    reviews: tuple[Review, ...]
    household_links: tuple[HouseholdLink, ...]
    unlinked: tuple[Unlinked, ...]
    model_version: str
