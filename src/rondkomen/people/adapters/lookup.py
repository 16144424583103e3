"""Asks the registers about the people in a set of signals, and keeps only whom they concern."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.people import queries, services
from rondkomen.people.core.identity import Identity
from rondkomen.people.core.registers import AddressRegister, PersonRegister, RegisteredPerson
from rondkomen.people.services import AddressFacts, Kept, PersonFacts


@dataclass(frozen=True)
class Answer:
    """What the person register knows of the people in some signals.

    `known_houses` are the postcode and number pairs where at least one resident is registered.
    """

    residents: tuple[RegisteredPerson, ...]
    known_houses: frozenset[tuple[str, int]]


def residents_for(
    refs: Iterable[UUID], *, register: PersonRegister, purpose: Purpose, actor: Actor
) -> Answer:
    """Everyone the register offers for these delivered identities, each once.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(c): only the searches a delivered identity gives reason for.
    """
    cards = queries.cards(refs, purpose=purpose, actor=actor)
    found: dict[str, RegisteredPerson] = {}
    houses: set[tuple[str, int]] = set()
    asked: set[object] = set()
    for card in cards.values():
        for person in _asked_once(card.identity, register, asked):
            found[person.register_key] = person
            houses.add((person.postcode, person.house_number))
    return Answer(tuple(found.values()), frozenset(houses))


def _asked_once(
    identity: Identity, register: PersonRegister, asked: set[object]
) -> list[RegisteredPerson]:
    """The answers to the questions this identity allows and nobody asked before."""
    answers: list[RegisteredPerson] = []
    if identity.bsn and identity.bsn not in asked:
        asked.add(identity.bsn)
        answers += register.by_bsn([identity.bsn])
    if identity.postcode and identity.house_number is not None:
        house = (identity.postcode, identity.house_number)
        if house not in asked:
            asked.add(house)
            answers += register.by_address(*house) + register.by_previous_address(*house)
    if identity.birth_date is not None:
        for surname in filter(None, {identity.surname, identity.partner_surname}):
            name = (surname, identity.birth_date)
            if name not in asked:
                asked.add(name)
                answers += register.by_surname_and_birth_date(*name)
    return answers


def keep(
    residents: Sequence[RegisteredPerson],
    persons: PersonRegister,
    addresses: AddressRegister,
    *,
    actor: Actor,
) -> dict[str, Kept]:
    """By register key where each of these residents is kept from now on."""
    sizes = _household_sizes(residents, persons)
    return services.keep_residents(
        [
            PersonFacts(
                register_key=person.register_key,
                identity=_identity(person),
                address=_address(person, addresses),
                household_size=sizes[_door(person)],
                previous_postcode=person.previous_postcode,
                previous_house_number=person.previous_house_number,
                previous_house_addition=person.previous_house_addition,
                deceased_on=person.deceased_on,
                moved_to=person.moved_to,
            )
            for person in residents
        ],
        actor=actor,
    )


_Door = tuple[str, int, str, str]


def _door(person: RegisteredPerson) -> _Door:
    return (person.postcode, person.house_number, person.house_letter, person.house_addition)


def _household_sizes(
    residents: Sequence[RegisteredPerson], register: PersonRegister
) -> Counter[_Door]:
    """How many people live behind each door; the dead and the departed do not count."""
    sizes: Counter[_Door] = Counter()
    for postcode, number in {(person.postcode, person.house_number) for person in residents}:
        for person in register.by_address(postcode, number):
            if person.deceased_on is None and not person.moved_to:
                sizes[_door(person)] += 1
    return sizes


def _identity(person: RegisteredPerson) -> Identity:
    return Identity(
        initials=person.initials,
        given_names=person.given_names,
        prefix=person.prefix,
        surname=person.surname,
        partner_prefix=person.partner_prefix,
        partner_surname=person.partner_surname,
        birth_date=person.birth_date,
        phones=(person.phone,) if person.phone else (),
        email=person.email,
        bsn=person.bsn,
    )


def _address(person: RegisteredPerson, register: AddressRegister) -> AddressFacts:
    door = _door(person)
    for found in register.lookup(person.postcode, person.house_number):
        if (found.postcode, found.house_number, found.house_letter, found.house_addition) == door:
            return AddressFacts(*door, found.street, found.city, found.neighbourhood)
    return AddressFacts(*door, person.street, person.city)
