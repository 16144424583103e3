"""How partners deliver a person: their habits, gaps and mistakes, with the truth beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from rondkomen.chain.demo.names import Origin, Surname
from rondkomen.chain.demo.population import Address, NameUse, Person
from rondkomen.matching.core.records import Record


@dataclass(frozen=True, slots=True)
class NoiseLevel:
    """How often each thing goes wrong; `errors` scales everything that is a mistake."""

    errors: float = 1.0
    without_birth_date: float = 0.27
    other_address: float = 0.08
    unknown_to_register: float = 0.05


NORMAL = NoiseLevel()
HARD = NoiseLevel(errors=2.0, without_birth_date=0.36, other_address=0.13)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivered record with the person it is about; `person` is None when nobody registered.

    `moved` tells that it bears another address than the register's current one.
    """

    record: Record
    person: int | None
    origin: Origin
    moved: bool


def deliver(
    people: Sequence[Person], count: int, *, seed: int, level: NoiseLevel, today: date
) -> list[Delivered]:
    """The given number of deliveries about adults of the population, in a fixed random order.

    A share concerns people the register does not hold; a tenth of those bears the surname and
    address of somebody it does hold.
    """
    rng = Random(seed)
    adults = [person for person in people if person.is_adult(today)]
    households: dict[int, list[Person]] = {}
    for person in people:
        households.setdefault(person.household, []).append(person)
    delivered = []
    for number in range(count):
        unknown = rng.random() < level.unknown_to_register
        person = _stranger(rng, adults) if unknown else rng.choice(adults)
        mates = households[person.household]
        record, moved = _deliver_one(rng, person, level, (rng.choice(adults).address, mates))
        delivered.append(
            Delivered(
                replace(record, id=f"s{number}"),
                None if unknown else person.key,
                person.origin,
                moved,
            )
        )
    return delivered


def _stranger(rng: Random, adults: Sequence[Person]) -> Person:
    """Somebody of whom the register knows nothing: a relative of a resident, or anybody else."""
    first, last, host = (rng.choice(adults) for _ in range(3))
    born = date(rng.randrange(1940, 2007), rng.randrange(1, 13), rng.randrange(1, 29))
    relative = rng.random() < 0.1
    return replace(
        first,
        surname=(host if relative else last).surname,
        partner=None,
        name_use=NameUse.OWN,
        birth_date=born,
        phone=_new_phone(rng),
        email="",
        household=host.household,
        address=host.address,
        previous=None,
    )


def _deliver_one(
    rng: Random, person: Person, level: NoiseLevel, around: tuple[Address, list[Person]]
) -> tuple[Record, bool]:
    elsewhere, mates = around
    home, moved = person.address, False
    if rng.random() < level.other_address:
        moved = True
        known = person.previous is not None and rng.random() < 0.6
        home = person.previous if known and person.previous else elsewhere
    mate = rng.choice(mates) if mates and rng.random() < 0.06 else None
    contact = mate if mate and mate.phone else person
    record = Record(
        id="",
        **_name_fields(rng, person, level),
        **_address_fields(rng, home, level),
        birth_date=_birth_date(rng, person, level),
        phone=_phone(rng, contact, level),
        email=_email(rng, contact, level),
    )
    if moved and home is elsewhere and rng.random() < 0.15 and person.address:
        record = replace(
            record, previous_postcode=person.address.postcode,
            previous_house_number=str(person.address.house_number),
        )  # fmt: skip
    return record, moved


# --- names -----------------------------------------------------------------------------------


def _name_fields(rng: Random, person: Person, level: NoiseLevel) -> dict[str, str]:
    own, partner = _worn_names(rng, person)
    own = _misspelt(rng, own, person.origin, level)
    fields = _written(rng, own, partner)
    fields |= _first_names(rng, person, level)
    if rng.random() < 0.004 * level.errors and fields["given_names"]:
        fields["given_names"], fields["surname"] = fields["surname"], fields["given_names"]
    if rng.random() < 0.008:
        fields = _trading(rng, fields)
    if rng.random() < 0.006 * level.errors:
        fields["surname"] = fields["surname"][: rng.choice((6, 8, 10))]
    if rng.random() < 0.12:
        fields = {key: value.upper() for key, value in fields.items()}
    return fields


def _worn_names(rng: Random, person: Person) -> tuple[Surname, Surname | None]:
    if person.partner is None:
        return person.surname, None
    use = person.name_use if rng.random() < 0.85 else rng.choice(list(NameUse))
    if use is NameUse.OWN:
        return person.surname, person.partner if rng.random() < 0.1 else None
    if use is NameUse.PARTNER:
        return person.partner, None
    if use is NameUse.PARTNER_OWN:
        return person.partner, person.surname
    return person.surname, person.partner


def _written(rng: Random, own: Surname, other: Surname | None) -> dict[str, str]:
    """The names in one of the layouts partners use."""
    fields = {"prefix": "", "surname": "", "partner_prefix": "", "partner_surname": ""}
    if other is not None and rng.random() < 0.25:
        fields["partner_prefix"], fields["partner_surname"] = other.prefix, other.core
        other = None
    fields["prefix"], fields["surname"] = _prefixed(rng, own)
    if other is not None:
        second = f"{other.prefix} {other.core}".strip()
        between = rng.choices(("-", " - ", " e/v ", "/"), (80, 8, 8, 4))[0]
        fields["surname"] = f"{fields['surname']}{between}{second}"
    if rng.random() < 0.01:
        fields["surname"] += rng.choice((" jr", " sr", " sr.", " Jr."))
    return fields


def _prefixed(rng: Random, name: Surname) -> tuple[str, str]:
    if not name.prefix:
        return "", name.core
    draw = rng.random()
    if draw < 0.55:
        return name.prefix, name.core
    if draw < 0.75:
        return "", f"{name.prefix} {name.core}"
    if draw < 0.84:
        return "", f"{name.core}, {name.prefix}"
    if draw < 0.90:
        short = ".".join(word[0] for word in name.prefix.replace("'", "").split())
        return "", f"{short}. {name.core}"
    if draw < 0.94:
        return "", f"{name.prefix.replace(' ', '').capitalize()}{name.core.lower()}"
    return "", name.core


def _first_names(rng: Random, person: Person, level: NoiseLevel) -> dict[str, str]:
    called = f"{person.call_name[0].upper()}."
    initials, given = rng.choices(
        (
            (person.initials, ""),
            ("", person.call_name),
            (called, person.call_name),
            (person.initials, " ".join(person.given)),
            (person.initials, person.call_name),
            ("", person.given[0]),
            (called, ""),
            ("", ""),
        ),
        (47, 18, 7, 7, 6, 7, 5, 3),
    )[0]
    if given and rng.random() < 0.02 * level.errors:
        given = _typo(rng, given)
    return {
        "initials": _mistaken_initials(rng, initials, level),
        "given_names": _plain(given) if rng.random() < 0.5 else given,
    }


def _mistaken_initials(rng: Random, initials: str, level: NoiseLevel) -> str:
    letters = [letter for letter in initials if letter != "."]
    if len(letters) > 1 and rng.random() < 0.4:
        letters = letters[:1] if rng.random() < 0.7 else letters[:2]
    if len(letters) > 1 and rng.random() < 0.02 * level.errors:
        letters[1] = rng.choice("ABCDEFGHJKLMNPRSTW")
    if len(letters) > 2 and rng.random() < 0.05:
        del letters[1]
    if len(letters) > 1 and rng.random() < 0.004 * level.errors:
        letters.reverse()
    if letters and rng.random() < 0.008 * level.errors:
        letters[0] = rng.choice("ABCDEFGHJKLMNPRSTW")
    return rng.choice((".", ".", ". ", "")).join([*letters, ""]).strip()


def _misspelt(rng: Random, name: Surname, origin: Origin, level: NoiseLevel) -> Surname:
    core = name.core
    if rng.random() < 0.6:
        core = _plain(core)
    if rng.random() < (0.02 if origin is Origin.DUTCH else 0.05) * level.errors:
        core = _respelt(rng, core)
    if rng.random() < 0.018 * level.errors:
        core = _typo(rng, core)
    return replace(name, core=core)


_RESPELLINGS = (
    ("ij", "y"), ("ei", "ij"), ("ij", "ei"), ("ss", "s"), ("s", "ss"), ("ck", "k"), ("k", "ck"),
    ("z", "s"), ("v", "f"), ("dt", "t"), ("d", "dt"), ("aa", "ae"), ("oo", "o"), ("ee", "e"),
    ("ou", "u"), ("u", "ou"), ("i", "ie"), ("ch", "sj"), ("sh", "sch"), ("kh", "ch"), ("y", "i"),
    ("ll", "l"), ("nn", "n"), ("mm", "m"), ("ski", "sky"), ("w", "v"), ("c", "k"), ("h", ""),
)  # fmt: skip
_PLAIN = str.maketrans(
    "áàâäãåéèêëíìîïóòôöõúùûüçñşğıİŞĞłŁśżźćęąńÇÖÜ", "aaaaaaeeeeiiiiooooouuuucnsgiISGlLszzceanCOU"
)
_NEAR_KEYS = {"a": "sq", "b": "vn", "d": "sf", "e": "wr", "g": "fh", "i": "uo", "k": "jl",
              "l": "k", "m": "n", "n": "bm", "o": "ip", "r": "et", "s": "ad", "t": "ry",
              "u": "yi", "v": "cb"}  # fmt: skip


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def _respelt(rng: Random, text: str) -> str:
    fitting = [pair for pair in _RESPELLINGS if pair[0] in text[1:]]
    if not fitting:
        return text
    old, new = rng.choice(fitting)
    return text[0] + text[1:].replace(old, new, 1)


def _typo(rng: Random, text: str) -> str:
    if len(text) < 3:
        return text
    place = rng.randrange(1, len(text) - 1)
    before, sign, behind = text[:place], text[place], text[place + 1 :]
    edits: tuple[Callable[[], str], ...] = (
        lambda: before + behind,
        lambda: before + sign + sign + behind,
        lambda: before + behind[:1] + sign + behind[1:],
        lambda: before + rng.choice(_NEAR_KEYS.get(sign.lower(), "aeio")) + behind,
    )
    return rng.choice(edits)()


def _trading(rng: Random, fields: dict[str, str]) -> dict[str, str]:
    trade = rng.choice(("Klusbedrijf", "Schilderwerken", "Eenmanszaak", "Kapsalon"))
    name = fields["surname"]
    form = rng.choice((f"{name} h.o.d.n. {trade} {name}", f"{trade} {name}", f"{name} {trade}"))
    return fields | {"surname": form}


# --- address ---------------------------------------------------------------------------------


def _address_fields(rng: Random, home: Address, level: NoiseLevel) -> dict[str, str]:
    number, addition, postcode = str(home.house_number), home.addition, home.postcode
    if rng.random() < 0.009 * level.errors:
        postcode = _mistyped_postcode(rng, postcode)
    if rng.random() < 0.008 * level.errors:
        number = str(max(1, home.house_number + rng.choice((-2, 2, 10, -10, 1))))
    if rng.random() < 0.003 * level.errors:
        postcode = ""
    number, addition = _written_addition(rng, number, addition)
    if rng.random() < 0.4:
        postcode = f"{postcode[:4]} {postcode[4:]}".strip()
    street, city = home.street, home.city
    if rng.random() < 0.03 * level.errors:
        street = _typo(rng, street)
    if rng.random() < 0.15:
        street = street.replace("straat", "str.")
    if rng.random() < 0.3:
        street = city = ""
    return {
        "street": street, "house_number": number, "addition": addition,
        "postcode": postcode if rng.random() < 0.5 else postcode.lower(), "city": city,
    }  # fmt: skip


def _written_addition(rng: Random, number: str, addition: str) -> tuple[str, str]:
    draw = rng.random()
    if not addition or draw < 0.2:
        return number, ""
    if draw < 0.4:
        return f"{number}{'-' if addition[0].isdigit() else ''}{addition}", ""
    forms = {
        "hs": ("huis", "HS", "hs"), "1": ("I", "1", "1-hoog", "1e"), "2": ("II", "2", "2hoog"),
        "3": ("III", "3", "3 hoog"), "A": ("a", "A"), "B": ("b", "B"),
    }  # fmt: skip
    return number, rng.choice(forms.get(addition, (addition,)))


def _mistyped_postcode(rng: Random, postcode: str) -> str:
    place = rng.randrange(6)
    if place < 4:
        return postcode[:place] + str(rng.randrange(10)) + postcode[place + 1 :]
    if rng.random() < 0.4:
        return postcode[:4] + postcode[5] + postcode[4]
    return postcode[:place] + rng.choice("ABCDEGHJKLMNPRTVWXZ") + postcode[place + 1 :]


# --- date of birth and contact ---------------------------------------------------------------


def _birth_date(rng: Random, person: Person, level: NoiseLevel) -> str:
    if rng.random() < level.without_birth_date:
        return ""
    year, month, day = person.birth_date.year, person.birth_date.month, person.birth_date.day
    draw = rng.random() / level.errors
    if draw < 0.006 and day <= 12:
        month, day = day, month
    elif draw < 0.011:
        day = min(28, max(1, day + rng.choice((-1, 1, 10, -10, 2))))
    elif draw < 0.015:
        month = 1 + (month + rng.randrange(0, 11)) % 12
        day = min(day, 28)
    elif draw < 0.019:
        year += rng.choice((-1, 1, 10, -10, 2))
        day = min(day, 28)
    elif draw < 0.024:
        month = day = 1
    elif draw < 0.026:
        year, month, day = rng.randrange(1940, 2005), rng.randrange(1, 13), rng.randrange(1, 29)
    form = rng.choice(("{0:04}-{1:02}-{2:02}", "{2:02}-{1:02}-{0:04}", "{0:04}{1:02}{2:02}",
                       "{2}/{1}/{0}", "{2:02}.{1:02}.{0:04}"))  # fmt: skip
    return form.format(year, month, day)


def _new_phone(rng: Random) -> str:
    return f"060{rng.randrange(10_000_000):07d}"


def _phone(rng: Random, person: Person, level: NoiseLevel) -> str:
    if rng.random() < 0.35:
        return ""
    number = person.phone
    if not number or rng.random() < 0.17:
        number = _new_phone(rng)
    if rng.random() < 0.008 * level.errors:
        place = rng.randrange(3, 10)
        number = number[:place] + str(rng.randrange(10)) + number[place + 1 :]
    form = rng.choice(("{0}", "+31{1}", "0031 {1}", "06-{2}", "(06) {2}"))
    return form.format(number, number[1:], number[2:])


def _email(rng: Random, person: Person, level: NoiseLevel) -> str:
    if rng.random() < 0.5:
        return ""
    address = person.email
    if not address or rng.random() < 0.15:
        address = f"{_plain(person.call_name).lower()}{rng.randrange(10_000)}@example.org"
    if rng.random() < 0.01 * level.errors:
        address = _typo(rng, address)
    return address if rng.random() < 0.8 else address.upper()
