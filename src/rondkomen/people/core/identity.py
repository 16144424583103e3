"""What describes a person: as a partner delivered it, or as the municipality knows it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Identity:
    """A natural or legal person as described in one record; empty text means not given."""

    initials: str = ""
    given_names: str = ""
    prefix: str = ""
    surname: str = ""
    partner_prefix: str = ""
    partner_surname: str = ""
    birth_date: date | None = None
    postcode: str = ""
    house_number: int | None = None
    house_letter: str = ""
    house_addition: str = ""
    street: str = ""
    city: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    bsn: str = ""
    kvk_number: str = ""
    legal_form: str = ""

    @property
    def display_name(self) -> str:
        """The name as written on an envelope: initials, prefix, surname, partner's name."""
        own = " ".join(part for part in (self.prefix, self.surname) if part)
        partner = " ".join(part for part in (self.partner_prefix, self.partner_surname) if part)
        return " ".join(
            part
            for part in (self.initials or self.given_names, "-".join(filter(None, (own, partner))))
            if part
        )

    @property
    def house(self) -> str:
        """The house number with letter and addition, as on the door."""
        if self.house_number is None:
            return ""
        return f"{self.house_number}{self.house_letter}" + (
            f"-{self.house_addition}" if self.house_addition else ""
        )


@dataclass(frozen=True)
class Card:
    """One person on screen: the identity, where it came from, and what limits its use."""

    ref: UUID
    identity: Identity
    household_ref: UUID | None
    is_known_person: bool
    deceased: bool = False
    moved_to: str = ""


@dataclass(frozen=True)
class MatchingRow:
    """An identity with its reference, as the linkage engine takes it; without BSN but with its blind index."""

    ref: UUID
    identity: Identity
    bsn_index: str
    household_ref: UUID | None
    previous_postcode: str = ""
    previous_house_number: int | None = None
    previous_house_addition: str = ""


@dataclass(frozen=True)
class Door:
    """An address to go to: no name, no arrears."""

    household_ref: UUID
    street: str
    house: str
    house_number: int
    postcode: str
    city: str
    neighbourhood: str
    size: int

    @property
    def label(self) -> str:
        """Street and house number, or postcode and number where no register named the street."""
        return f"{self.street or self.postcode} {self.house}"
