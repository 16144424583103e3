"""Households of fictional people at fictional addresses, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice
from random import Random

from rondkomen.chain.demo.names import (
    Given,
    Origin,
    Surname,
    given_names,
    origins,
    streets,
    surnames,
)

ADULT = 18
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
# The share of each kind of household, and for how many residents the additions in one building go.
_HOUSEHOLDS = {"single": 38, "couple": 27, "family": 26, "one_parent": 6, "sharers": 3}
_SPLITS = (("hs", "1", "2", "3"), ("A", "B"), ("A", "B", "C", "D"), ("1", "2", "3"), ("", "A"))
_BIRTHDAY_UNKNOWN = {Origin.TURKISH: 0.04, Origin.MOROCCAN: 0.07, Origin.ARABIC: 0.08}


class NameUse(StrEnum):
    """Which surname somebody who is or was married goes by."""

    OWN = "own"
    PARTNER = "partner"
    PARTNER_OWN = "partner_own"
    OWN_PARTNER = "own_partner"


@dataclass(frozen=True, slots=True)
class Address:
    """A fictional address."""

    street: str
    house_number: int
    addition: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional resident, as the register knows them."""

    key: int
    household: int
    origin: Origin
    woman: bool
    given: tuple[str, ...]
    call_name: str
    surname: Surname
    partner: Surname | None
    name_use: NameUse
    birth_date: date
    bsn: str
    phone: str
    email: str
    address: Address
    previous: Address | None

    @property
    def initials(self) -> str:
        """The initials of all official first names, with points."""
        return "".join(f"{word[0].upper()}." for name in self.given for word in name.split())

    def is_adult(self, today: date) -> bool:
        """Whether the person is of age on that day."""
        return age(self.birth_date, today) >= ADULT


@dataclass(frozen=True, slots=True)
class Place:
    """Where a population lives: its name and the first of its postcode areas."""

    city: str = "Middenveld"
    first_area: int = 9010


def age(birth_date: date, today: date) -> int:
    """The completed years of life on that day."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)


def bsns() -> Iterator[str]:
    """Numbers that pass the eleven-check, in the block from 900000000 that is not handed out."""
    for start in range(90_000_001, 100_000_000):
        total = sum(int(digit) * (9 - place) for place, digit in enumerate(str(start)))
        if total % 11 < 10:
            yield f"{start}{total % 11}"


def population(seed: int, size: int, *, today: date, place: Place | None = None) -> list[Person]:
    """The given number of residents with their households, children included."""
    rng = Random(seed)
    return list(islice(_residents(rng, today, place or Place(), size), size))


def _residents(rng: Random, today: date, place: Place, size: int) -> Iterator[Person]:
    numbers = bsns()
    homes = _addresses(rng, place)
    stock = list(islice(homes, max(40, size // 2)))
    keys = count()
    for household, home in enumerate([*stock, *islice(homes, size)]):
        previous, shared = _previous(rng, stock, place), ("", "")
        for person in _household(rng, today, home, household):
            moved = previous if rng.random() < 0.93 else _previous(rng, stock, place)
            contact = _contact(rng, person, shared, today, household)
            shared = (shared[0] or contact[0], shared[1] or contact[1])
            yield replace(
                person, key=next(keys), previous=moved, bsn=next(numbers),
                phone=contact[0], email=contact[1],
            )  # fmt: skip


def _contact(
    rng: Random, person: Person, shared: tuple[str, str], today: date, number: int
) -> tuple[str, str]:
    """Phone and mail: of one's own, of somebody in the household, or none."""
    if age(person.birth_date, today) < 12:
        return shared if rng.random() < 0.1 else ("", "")
    phone = f"060{rng.randrange(10_000_000):07d}" if rng.random() < 0.66 else ""
    email = _email(rng, person, number) if rng.random() < 0.48 else ""
    return (
        shared[0] if rng.random() < 0.17 else phone,
        shared[1] if rng.random() < 0.10 else email,
    )


def _email(rng: Random, person: Person, number: int) -> str:
    name = person.call_name.lower().replace(" ", "")
    core = person.surname.core.lower().replace(" ", "").replace("-", "")
    left = rng.choice(
        (f"{name}.{core}", f"{name[0]}.{core}", f"{name}{person.birth_date:%y}", core)
    )
    return f"{left}.{number}@example.nl"


def _addresses(rng: Random, place: Place) -> Iterator[Address]:
    names = list(streets())
    rng.shuffle(names)
    for area in count(place.first_area):
        for index in range(110):
            letters = _LETTERS[index // 19] + _LETTERS[index % 19]
            street = names[(area * 41 + index // 3) % len(names)]
            first = 1 + index % 3 * 40
            for number in range(first + rng.randrange(2), first + rng.randrange(14, 40), 2):
                for addition in rng.choice(_SPLITS) if rng.random() < 0.09 else ("",):
                    yield Address(street, number, addition, f"{area}{letters}", place.city)


def _previous(rng: Random, stock: list[Address], place: Place) -> Address | None:
    draw = rng.random()
    if draw < 0.72:
        return None
    if draw < 0.93:
        return rng.choice(stock)
    away = Place("Verderop", place.first_area - 5000 if place.first_area > 6000 else 8000)
    return replace(
        rng.choice(stock), city=away.city, postcode=f"{away.first_area + rng.randrange(90)}"
        f"{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}",
    )  # fmt: skip


def _household(rng: Random, today: date, home: Address, number: int) -> list[Person]:
    kind = rng.choices(list(_HOUSEHOLDS), list(_HOUSEHOLDS.values()))[0]
    origin = origins().draw(rng)
    if kind == "sharers":
        return [_single(rng, today, (18, 30), (home, number)) for _ in range(rng.randrange(2, 6))]
    head = _person(rng, origin, surnames(origin).draw(rng), rng.random() < 0.48, (home, number))
    if kind == "single":
        return [_aged(rng, head, today, (20, 94))]
    if kind == "one_parent":
        head = _aged(rng, head, today, (24, 58))
        return [head, *_children(rng, head, head, today)]
    head = _aged(rng, head, today, (23, 55) if kind == "family" else (21, 90))
    partner = _partner(rng, head, today)
    head, partner = _married(rng, head, partner)
    if kind == "couple":
        return [head, partner]
    father, mother = (partner, head) if head.woman else (head, partner)
    return [head, partner, *_children(rng, father, mother, today)]


def _single(rng: Random, today: date, ages: tuple[int, int], where: tuple[Address, int]) -> Person:
    origin = origins().draw(rng)
    person = _person(rng, origin, surnames(origin).draw(rng), rng.random() < 0.5, where)
    return _aged(rng, person, today, ages)


def _person(
    rng: Random, origin: Origin, surname: Surname, woman: bool, where: tuple[Address, int]
) -> Person:
    names = _given(rng, origin, woman=woman)
    call_name = rng.choice(names[0].called)
    if len(names) > 1 and rng.random() < 0.06:
        call_name = rng.choice(names[1].called)
    return Person(
        key=0, household=where[1], origin=origin, woman=woman,
        given=tuple(name.official for name in names), call_name=call_name,
        surname=surname.for_woman() if woman else surname, partner=None, name_use=NameUse.OWN,
        birth_date=date(1900, 1, 1), bsn="", phone="", email="", address=where[0], previous=None,
    )  # fmt: skip


def _given(rng: Random, origin: Origin, *, woman: bool) -> list[Given]:
    pool = given_names(origin, woman=woman)
    weights = (40, 35, 20, 5) if origin is Origin.DUTCH else (84, 14, 2, 0)
    drawn: dict[str, Given] = {}
    for _ in range(rng.choices((1, 2, 3, 4), weights)[0]):
        name = pool.draw(rng)
        drawn[name.official] = name
    return list(drawn.values())


def _aged(rng: Random, person: Person, today: date, ages: tuple[int, int]) -> Person:
    years = rng.randrange(*ages)
    born = today - timedelta(days=int(years * 365.25) + rng.randrange(365))
    if rng.random() < _BIRTHDAY_UNKNOWN.get(person.origin, 0) * (3 if years > 55 else 1):
        born = date(born.year, 1 if rng.random() < 0.8 else 7, 1)
    return replace(person, birth_date=born)


def _partner(rng: Random, head: Person, today: date) -> Person:
    origin = head.origin if rng.random() < 0.9 else origins().draw(rng)
    woman = head.woman if rng.random() < 0.02 else not head.woman
    surname = surnames(origin).draw(rng)
    if head.origin is Origin.POLISH and rng.random() < 0.8:
        surname = _family_form(head.surname)
    partner = _person(rng, origin, surname, woman, (head.address, head.household))
    years = min(max(age(head.birth_date, today) + rng.randrange(-6, 7), 19), 95)
    return _aged(rng, partner, today, (years, years + 1))


def _family_form(surname: Surname) -> Surname:
    """The pair of male and female forms to which one form of a surname belongs."""
    if surname.core.endswith(("ska", "ski")):
        stem = surname.core[:-1]
        return Surname(surname.prefix, f"{stem}i", f"{stem}a")
    return surname


def _married(rng: Random, head: Person, partner: Person) -> tuple[Person, Person]:
    if rng.random() < 0.3 or head.surname.core == partner.surname.core:
        return head, partner
    use = list(NameUse)
    weights = (45, 20, 33, 2) if head.origin is Origin.DUTCH else (82, 6, 10, 2)
    pair = []
    for one, other in ((head, partner), (partner, head)):
        choice = rng.choices(use, weights)[0] if one.woman else NameUse.OWN
        pair.append(replace(one, partner=other.surname, name_use=choice))
    return pair[0], pair[1]


def _children(rng: Random, father: Person, mother: Person, today: date) -> list[Person]:
    parent = mother if mother.woman else father
    oldest = max(0, min(age(parent.birth_date, today) - 20, 27))
    where = (father.address, father.household)
    children: list[Person] = []
    for _ in range(rng.choices((1, 2, 3, 4), (38, 42, 15, 5))[0]):
        woman = rng.random() < 0.49
        child = _person(rng, father.origin, _family_form(father.surname), woman, where)
        child = _aged(rng, child, today, (0, oldest + 1))
        if children and rng.random() < 0.02:
            child = replace(child, birth_date=children[-1].birth_date)
        children.append(_named_after(rng, child, mother if woman else father))
    return children


def _named_after(rng: Random, child: Person, elder: Person) -> Person:
    draw = rng.random()
    if draw < 0.03:
        return replace(child, given=elder.given, call_name=elder.call_name)
    if draw < 0.10:
        return replace(child, given=(*child.given[:1], *elder.given[:1]))
    if draw < 0.16:
        return replace(child, given=(*elder.given[:1], *child.given[:1]))
    return child
