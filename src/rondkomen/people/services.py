"""Writes of `people`."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.bulk import insert_instances, insert_rows, update_instances
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import blind_index, seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.journal.services import log_processing
from rondkomen.kernel.ids import new_ids
from rondkomen.people.core.identity import Identity
from rondkomen.people.models import Address, DeliveredIdentity, Household, Person

_CHUNK = 900  # SQLite takes a limited number of values in one statement
_DELIVERED_COLUMNS = (
    "id", "gemeente_id", "bsn_sealed", "bsn_index", "initials", "given_names", "prefix", "surname",
    "partner_prefix", "partner_surname", "birth_date", "postcode", "house_number", "house_letter",
    "house_addition", "street", "city", "phones", "email", "kvk_number", "legal_form",
)  # fmt: skip
_PERSON_COLUMNS = (
    "bsn_sealed",
    "bsn_index",
    "initials",
    "given_names",
    "prefix",
    "surname",
    "partner_prefix",
    "partner_surname",
    "birth_date",
    "phones",
    "email",
    "household_id",
    "previous_postcode",
    "previous_house_number",
    "previous_house_addition",
    "deceased_on",
    "moved_to",
)


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

    @property
    def door(self) -> tuple[str, int, str, str]:
        """What tells this door from every other."""
        return (self.postcode, self.house_number, self.house_letter, self.house_addition)

    @property
    def columns(self) -> dict[str, str | int]:
        """The facts as table columns."""
        return asdict(self)


@dataclass(frozen=True)
class PersonFacts:
    """A resident as a register describes them, with what a signal may have missed."""

    register_key: str
    identity: Identity
    address: AddressFacts
    household_size: int = 1
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
    refs = new_ids(len(identities))
    insert_rows(
        DeliveredIdentity,
        _DELIVERED_COLUMNS,
        (
            _delivered(ref, identity, gemeente_id)
            for ref, identity in zip(refs, identities, strict=True)
        ),
    )
    return refs


def _delivered(ref: UUID, identity: Identity, gemeente_id: str) -> tuple[object, ...]:
    return (
        ref, gemeente_id, *_bsn_columns(identity.bsn, ref, gemeente_id), identity.initials,
        identity.given_names, identity.prefix, identity.surname, identity.partner_prefix,
        identity.partner_surname, identity.birth_date, identity.postcode, identity.house_number,
        identity.house_letter, identity.house_addition, identity.street, identity.city,
        identity.phones, identity.email, identity.kvk_number, identity.legal_form,
    )  # fmt: skip


@transaction.atomic
def register_household(address: AddressFacts, *, size: int = 1) -> UUID:
    """The household at this address, made when the municipality did not know it yet."""
    return _households({address: size})[address]


@dataclass(frozen=True)
class Kept:
    """Where a resident is kept: the person and the household at the address."""

    person_ref: UUID
    household_ref: UUID


@transaction.atomic
def keep_residents(residents: Sequence[PersonFacts], *, actor: Actor) -> dict[str, Kept]:
    """By register key where each resident is kept, added or brought up to date.

    Policy: only people whom a signal concerns, or may concern, are kept; the rest of a register
    answer is forgotten (AVG art. 5(1)(c)). Law: AVG art. 30: one processing-log line per person.
    """
    households = _households({facts.address: facts.household_size for facts in residents})
    keys = [facts.register_key for facts in residents]
    known: dict[str, Person] = {}
    for start in range(0, len(keys), _CHUNK):
        for person in Person.objects.filter(register_key__in=keys[start : start + _CHUNK]):
            known[person.register_key] = person
    fresh: list[Person] = []
    for facts in residents:
        if facts.register_key not in known:
            known[facts.register_key] = Person(register_key=facts.register_key)
            fresh.append(known[facts.register_key])
        _describe(known[facts.register_key], facts, households[facts.address])
    added = {person.id for person in fresh}
    changed = [person for person in known.values() if person.id not in added]
    insert_instances(fresh)
    update_instances(changed, _PERSON_COLUMNS)
    log_processing(
        purpose=Purpose.MATCHING,
        subjects=[person.id for person in known.values()],
        actor=actor,
        activity="gegevens uit de bevolkingsregistratie overgenomen",
    )
    return {
        facts.register_key: Kept(known[facts.register_key].id, households[facts.address])
        for facts in residents
    }


def _describe(person: Person, facts: PersonFacts, household_ref: UUID) -> None:
    identity = facts.identity
    person.bsn_sealed, person.bsn_index = _bsn_columns(
        identity.bsn, person.id, current_gemeente_id()
    )
    person.initials, person.given_names = identity.initials, identity.given_names
    person.prefix, person.surname = identity.prefix, identity.surname
    person.partner_prefix = identity.partner_prefix
    person.partner_surname = identity.partner_surname
    person.birth_date = identity.birth_date
    person.phones, person.email = list(identity.phones), identity.email
    person.household_id = household_ref
    person.previous_postcode = facts.previous_postcode
    person.previous_house_number = facts.previous_house_number
    person.previous_house_addition = facts.previous_house_addition
    person.deceased_on, person.moved_to = facts.deceased_on, facts.moved_to


def _households(sizes: dict[AddressFacts, int]) -> dict[AddressFacts, UUID]:
    """The household at each address; addresses and households that are new are added."""
    doors = _doors([facts.postcode for facts in sizes])
    fresh: list[Household] = []
    changed: list[Household] = []
    found: dict[AddressFacts, UUID] = {}
    for facts, size in sizes.items():
        household = doors.get(facts.door)
        if household is None:
            address = Address(**facts.columns)
            household = Household(address=address, size=size)
            doors[facts.door] = household
            fresh.append(household)
        elif household.size != size:
            household.size = size
            changed.append(household)
        found[facts] = household.id
    insert_instances([household.address for household in fresh])
    insert_instances(fresh)
    update_instances(changed, ["size"])
    return found


def _doors(postcodes: Sequence[str]) -> dict[tuple[str, int, str, str], Household]:
    """The first household behind each door with one of these postcodes."""
    doors: dict[tuple[str, int, str, str], Household] = {}
    wanted = list(dict.fromkeys(postcodes))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = Household.objects.filter(address__postcode__in=chunk).select_related("address")
        for household in rows.order_by("id"):
            address = household.address
            door = (
                address.postcode,
                address.house_number,
                address.house_letter,
                address.house_addition,
            )
            doors.setdefault(door, household)
    return doors


@transaction.atomic
def erase(refs: Iterable[UUID]) -> int:
    """How many persons and delivered identities went; empty households and addresses go too.

    Law: AVG art. 5(1)(e) and art. 17.
    """
    wanted = list(dict.fromkeys(refs))
    gone = 0
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        gone += DeliveredIdentity.objects.filter(id__in=chunk).delete()[0]
        gone += Person.objects.filter(id__in=chunk).delete()[0]
    return gone


@transaction.atomic
def erase_households(household_refs: Iterable[UUID]) -> int:
    """How many of these households had nobody left and went, with addresses nobody lives at.

    Law: AVG art. 5(1)(e).
    """
    wanted = list(dict.fromkeys(household_refs))
    gone = 0
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        empty = Household.objects.filter(id__in=chunk, members__isnull=True)
        addresses = list(empty.values_list("address_id", flat=True))
        gone += empty.delete()[0]
        Address.objects.filter(id__in=addresses, households__isnull=True).delete()
    return gone
