"""The two registers a municipality may ask: persons (BRP) and addresses (BAG), as ports.

The questions and limits follow the interfaces municipalities use: searching persons by BSN, by
postcode and house number, or by surname and date of birth; only the fields that are needed.
Law: Wet BRP art. 3.2 (need to know) [niet geverifieerd]; AVG art. 5(1)(c).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

MAX_PERSONS_AT_ADDRESS = 30


@dataclass(frozen=True)
class RegisteredPerson:
    """A person as the BRP answers: current address, the previous one, death and departure."""

    register_key: str
    bsn: str
    initials: str
    given_names: str
    prefix: str
    surname: str
    partner_prefix: str
    partner_surname: str
    birth_date: date | None
    postcode: str
    house_number: int
    house_letter: str
    house_addition: str
    street: str
    city: str
    previous_postcode: str = ""
    previous_house_number: int | None = None
    previous_house_addition: str = ""
    deceased_on: date | None = None
    moved_to: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class RegisteredAddress:
    """An address as the BAG answers, with the neighbourhood it lies in."""

    postcode: str
    house_number: int
    house_letter: str
    house_addition: str
    street: str
    city: str
    neighbourhood: str


class PersonRegister(Protocol):
    """The BRP, or something that behaves like it."""

    def by_bsn(self, bsns: Sequence[str]) -> list[RegisteredPerson]:
        """The persons with these BSNs; unknown ones are simply absent."""
        ...

    def by_address(self, postcode: str, house_number: int) -> list[RegisteredPerson]:
        """Everyone registered there; nobody when there are more than the interface gives."""
        ...

    def by_previous_address(self, postcode: str, house_number: int) -> list[RegisteredPerson]:
        """Everyone who was registered there before the present address."""
        ...

    def by_surname_and_birth_date(self, surname: str, birth_date: date) -> list[RegisteredPerson]:
        """The residents with this surname (without prefix, accents aside) and date of birth."""
        ...


class AddressRegister(Protocol):
    """The BAG, or something that behaves like it."""

    def lookup(self, postcode: str, house_number: int) -> list[RegisteredAddress]:
        """Every address with this postcode and number, additions included."""
        ...


class RegisterUnavailable(Exception):
    """The register did not answer; the caller tells the user and tries again later."""
