"""Writes of `people`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.crypto import blind_index, seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.kernel.ids import new_id
from rondkomen.people.core.identity import Identity
from rondkomen.people.models import Address, DeliveredIdentity, Household, Person

_BATCH = 5_000


@dataclass(frozen=True)
class AddressFacts:
    """A house as the address register describes it."""

    postcode: str
    house_number: int
    house_letter: str = ""
    house_addition: str = ""
    street: str = ""
    city: str = ""
    neighbourhood: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """A person as a register describes them, with what a signal may have missed: earlier address, death, move."""

    identity: Identity
    register_key: str = ""
    household_ref: UUID | None = None
    previous_postcode: str = ""
    previous_house_number: int | None = None
    previous_house_addition: str = ""
    deceased_on: date | None = None
    moved_to: str = ""


def bsn_index(bsn: str) -> str:
    """The blind index of a BSN in the current municipality; empty for no BSN."""
    return blind_index(bsn, gemeente_id=current_gemeente_id(), kind="bsn") if bsn else ""


def _bsn_columns(bsn: str, row: UUID, gemeente_id: str) -> tuple[bytes | None, str]:
    if not bsn:
        return None, ""
    sealed = seal(bsn.encode(), gemeente_id=gemeente_id, row=row, column="bsn")
    return sealed, blind_index(bsn, gemeente_id=gemeente_id, kind="bsn")


@transaction.atomic
def record_identities(identities: Sequence[Identity]) -> list[UUID]:
    """The references of these identities, stored as delivered, in the same order."""
    gemeente_id = current_gemeente_id()
    rows = [_delivered(identity, gemeente_id) for identity in identities]
    DeliveredIdentity.objects.bulk_create(rows, batch_size=_BATCH)
    return [row.id for row in rows]


def _delivered(identity: Identity, gemeente_id: str) -> DeliveredIdentity:
    ref = new_id()
    sealed, index = _bsn_columns(identity.bsn, ref, gemeente_id)
    return DeliveredIdentity(
        id=ref,
        gemeente_id=gemeente_id,
        initials=identity.initials,
        given_names=identity.given_names,
        prefix=identity.prefix,
        surname=identity.surname,
        partner_prefix=identity.partner_prefix,
        partner_surname=identity.partner_surname,
        birth_date=identity.birth_date,
        postcode=identity.postcode,
        house_number=identity.house_number,
        house_letter=identity.house_letter,
        house_addition=identity.house_addition,
        street=identity.street,
        city=identity.city,
        phones=list(identity.phones),
        email=identity.email,
        bsn_sealed=sealed,
        bsn_index=index,
        kvk_number=identity.kvk_number,
        legal_form=identity.legal_form,
    )


@transaction.atomic
def register_household(
    address: AddressFacts, *, size: int = 1, children: int | None = None
) -> UUID:
    """The household at this address, made when the municipality did not know it yet."""
    found, _ = Address.objects.get_or_create(
        postcode=address.postcode,
        house_number=address.house_number,
        house_letter=address.house_letter,
        house_addition=address.house_addition,
        defaults={
            "street": address.street,
            "city": address.city,
            "neighbourhood": address.neighbourhood,
        },
    )
    household = Household.objects.filter(address=found).order_by("id").first()
    if household is None:
        return Household.objects.create(address=found, size=size, children=children).id
    household.size, household.children = size, children
    household.save(update_fields=["size", "children"])
    return household.id


@transaction.atomic
def register_person(facts: PersonFacts) -> UUID:
    """The reference of this person, added or brought up to date by register key."""
    known = (
        Person.objects.filter(register_key=facts.register_key).first()
        if facts.register_key
        else None
    )
    identity = facts.identity
    person = known or Person(register_key=facts.register_key)
    person.bsn_sealed, person.bsn_index = _bsn_columns(
        identity.bsn, person.id, current_gemeente_id()
    )
    for column in (
        "initials",
        "given_names",
        "prefix",
        "surname",
        "partner_prefix",
        "partner_surname",
        "birth_date",
        "email",
    ):
        setattr(person, column, getattr(identity, column))
    person.phones = list(identity.phones)
    person.household_id = facts.household_ref
    person.previous_postcode = facts.previous_postcode
    person.previous_house_number = facts.previous_house_number
    person.previous_house_addition = facts.previous_house_addition
    person.deceased_on, person.moved_to = facts.deceased_on, facts.moved_to
    person.save()
    return person.id
