"""Households of fictional people at fictional addresses, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice
from operator import mul
from random import Random

from rondkomen.chain.demo.names import (
    Given,
    Origin,
    Pool,
    Surname,
    given_names,
    origins,
    streets,
    surnames,
)
from rondkomen.kernel.memory import without_collecting

ADULT = 18
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
# The share of each kind of household, of each number of children and of official names.
_HOUSEHOLDS = Pool(["single", "couple", "family", "one_parent", "sharers"], [38, 27, 26, 6, 3])
_CHILDREN = Pool([1, 2, 3, 4], [38, 42, 15, 5])
_NAMES = Pool([1, 2, 3, 4], [84, 14, 2, 0])
_DUTCH_NAMES = Pool([1, 2, 3, 4], [40, 35, 20, 5])
# How many residents the additions in one building go for.
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


_NAME_USES = Pool(list(NameUse), [82, 6, 10, 2])
_DUTCH_NAME_USES = Pool(list(NameUse), [45, 20, 33, 2])


@dataclass(slots=True)
class _Draft:
    """Somebody while being made up; the register gives them a number and an address afterwards."""

    origin: Origin
    woman: bool
    given: tuple[str, ...]
    call_name: str
    surname: Surname
    partner: Surname | None = None
    name_use: NameUse = NameUse.OWN
    birth_date: date = date.min


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
        total = sum(map(mul, map(int, str(start)), range(9, 1, -1)))
        if total % 11 < 10:
            yield f"{start}{total % 11}"


@without_collecting()
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
        for draft in _household(rng, today):
            moved = previous if rng.random() < 0.93 else _previous(rng, stock, place)
            contact = _contact(rng, draft, shared, today, household)
            shared = (shared[0] or contact[0], shared[1] or contact[1])
            yield Person(
                key=next(keys), household=household, origin=draft.origin, woman=draft.woman,
                given=draft.given, call_name=draft.call_name, surname=draft.surname,
                partner=draft.partner, name_use=draft.name_use, birth_date=draft.birth_date,
                bsn=next(numbers), phone=contact[0], email=contact[1], address=home, previous=moved,
            )  # fmt: skip


def _contact(
    rng: Random, draft: _Draft, shared: tuple[str, str], today: date, number: int
) -> tuple[str, str]:
    """Phone and mail: of one's own, of somebody in the household, or none."""
    if age(draft.birth_date, today) < 12:
        return shared if rng.random() < 0.1 else ("", "")
    phone = f"060{rng.randrange(10_000_000):07d}" if rng.random() < 0.66 else ""
    email = _email(rng, draft, number) if rng.random() < 0.48 else ""
    return (
        shared[0] if rng.random() < 0.17 else phone,
        shared[1] if rng.random() < 0.10 else email,
    )


def _email(rng: Random, draft: _Draft, number: int) -> str:
    name = draft.call_name.lower().replace(" ", "")
    core = draft.surname.core.lower().replace(" ", "").replace("-", "")
    left = rng.choice((f"{name}.{core}", f"{name[0]}.{core}", f"{name}{draft.birth_date:%y}", core))
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
    like, area = rng.choice(stock), away.first_area + rng.randrange(90)
    postcode = f"{area}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}"
    return Address(like.street, like.house_number, like.addition, postcode, away.city)


def _household(rng: Random, today: date) -> list[_Draft]:
    kind = _HOUSEHOLDS.draw(rng)
    origin = origins().draw(rng)
    if kind == "sharers":
        return [_single(rng, today, (18, 30)) for _ in range(rng.randrange(2, 6))]
    head = _person(rng, origin, surnames(origin).draw(rng), woman=rng.random() < 0.48)
    if kind == "single":
        return [_aged(rng, head, today, (20, 94))]
    if kind == "one_parent":
        _aged(rng, head, today, (24, 58))
        return [head, *_children(rng, head, head, today)]
    _aged(rng, head, today, (23, 55) if kind == "family" else (21, 90))
    partner = _partner(rng, head, today)
    _marry(rng, head, partner)
    if kind == "couple":
        return [head, partner]
    father, mother = (partner, head) if head.woman else (head, partner)
    return [head, partner, *_children(rng, father, mother, today)]


def _single(rng: Random, today: date, ages: tuple[int, int]) -> _Draft:
    origin = origins().draw(rng)
    person = _person(rng, origin, surnames(origin).draw(rng), woman=rng.random() < 0.5)
    return _aged(rng, person, today, ages)


def _person(rng: Random, origin: Origin, surname: Surname, *, woman: bool) -> _Draft:
    names = _given(rng, origin, woman=woman)
    call_name = rng.choice(names[0].called)
    if len(names) > 1 and rng.random() < 0.06:
        call_name = rng.choice(names[1].called)
    given = tuple(name.official for name in names)
    return _Draft(origin, woman, given, call_name, surname.for_woman() if woman else surname)


def _given(rng: Random, origin: Origin, *, woman: bool) -> list[Given]:
    pool = given_names(origin, woman=woman)
    drawn: dict[str, Given] = {}
    for _ in range((_DUTCH_NAMES if origin is Origin.DUTCH else _NAMES).draw(rng)):
        name = pool.draw(rng)
        drawn[name.official] = name
    return list(drawn.values())


def _aged(rng: Random, person: _Draft, today: date, ages: tuple[int, int]) -> _Draft:
    """The same person, with a date of birth."""
    years = rng.randrange(*ages)
    born = today - timedelta(days=int(years * 365.25) + rng.randrange(365))
    if rng.random() < _BIRTHDAY_UNKNOWN.get(person.origin, 0) * (3 if years > 55 else 1):
        born = date(born.year, 1 if rng.random() < 0.8 else 7, 1)
    person.birth_date = born
    return person


def _partner(rng: Random, head: _Draft, today: date) -> _Draft:
    origin = head.origin if rng.random() < 0.9 else origins().draw(rng)
    woman = head.woman if rng.random() < 0.02 else not head.woman
    surname = surnames(origin).draw(rng)
    if head.origin is Origin.POLISH and rng.random() < 0.8:
        surname = _family_form(head.surname)
    partner = _person(rng, origin, surname, woman=woman)
    years = min(max(age(head.birth_date, today) + rng.randrange(-6, 7), 19), 95)
    return _aged(rng, partner, today, (years, years + 1))


def _family_form(surname: Surname) -> Surname:
    """The pair of male and female forms to which one form of a surname belongs."""
    if surname.core.endswith(("ska", "ski")):
        stem = surname.core[:-1]
        return Surname(surname.prefix, f"{stem}i", f"{stem}a")
    return surname


def _marry(rng: Random, head: _Draft, partner: _Draft) -> None:
    """Nothing; most of those who live together are married, and go by a name accordingly."""
    if rng.random() < 0.3 or head.surname.core == partner.surname.core:
        return
    uses = _DUTCH_NAME_USES if head.origin is Origin.DUTCH else _NAME_USES
    for one, other in ((head, partner), (partner, head)):
        one.name_use = uses.draw(rng) if one.woman else NameUse.OWN
        one.partner = other.surname


def _children(rng: Random, father: _Draft, mother: _Draft, today: date) -> list[_Draft]:
    parent = mother if mother.woman else father
    oldest = max(0, min(age(parent.birth_date, today) - 20, 27))
    children: list[_Draft] = []
    for _ in range(_CHILDREN.draw(rng)):
        woman = rng.random() < 0.49
        child = _person(rng, father.origin, _family_form(father.surname), woman=woman)
        _aged(rng, child, today, (0, oldest + 1))
        if children and rng.random() < 0.02:
            child.birth_date = children[-1].birth_date
        _name_after(rng, child, mother if woman else father)
        children.append(child)
    return children


def _name_after(rng: Random, child: _Draft, elder: _Draft) -> None:
    """Nothing; a few bear the elder's names, or one of them beside their own."""
    draw = rng.random()
    if draw < 0.03:
        child.given, child.call_name = elder.given, elder.call_name
    elif draw < 0.10:
        child.given = (*child.given[:1], *elder.given[:1])
    elif draw < 0.16:
        child.given = (*elder.given[:1], *child.given[:1])
