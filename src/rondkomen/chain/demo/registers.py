"""Writes the fictional BRP and BAG files the register ports read."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rondkomen.chain.demo.population import Address, Person
from rondkomen.kernel.dutch.house_number import split
from rondkomen.people.adapters.file_registers import ADDRESS_COLUMNS, PERSON_COLUMNS

NEIGHBOURHOODS = (
    "Oude Kern",
    "Veldzicht",
    "De Hoeven",
    "Molenwijk",
    "Waterkant",
    "Nieuwland",
    "Buitengebied",
)


def register_key(person: int) -> str:
    """The key under which the demo's BRP holds a resident."""
    return f"p{person}"


def neighbourhood(address: Address) -> str:
    """The fictional neighbourhood of an address: all of one postcode area lie together."""
    return NEIGHBOURHOODS[int(address.postcode[:4]) % len(NEIGHBOURHOODS)]


def write_registers(people: Sequence[Person], folder: Path, gemeente_id: str) -> None:
    """Nothing; both files stand in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    homes = {person.address: None for person in people}
    _write(
        folder / f"brp-{gemeente_id}.csv", PERSON_COLUMNS, (_person(person) for person in people)
    )
    _write(folder / f"bag-{gemeente_id}.csv", ADDRESS_COLUMNS, (_address(home) for home in homes))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)


def _person(person: Person) -> dict[str, str]:
    home, before = person.address, person.previous
    letter, addition = _parts(home)
    row = {
        "register_key": register_key(person.key),
        "bsn": person.bsn,
        "initials": person.initials,
        "given_names": " ".join(person.given),
        "prefix": person.surname.prefix,
        "surname": person.surname.core,
        "birth_date": person.birth_date.isoformat(),
        "postcode": home.postcode,
        "house_number": str(home.house_number),
        "house_letter": letter,
        "house_addition": addition,
        "street": home.street,
        "city": home.city,
        "phone": person.phone,
        "email": person.email,
    }
    if person.partner:
        row |= {"partner_prefix": person.partner.prefix, "partner_surname": person.partner.core}
    if before:
        row |= {
            "previous_postcode": before.postcode,
            "previous_house_number": str(before.house_number),
            "previous_house_addition": before.addition,
        }
    return row


def _address(home: Address) -> dict[str, str]:
    letter, addition = _parts(home)
    return {
        "postcode": home.postcode,
        "house_number": str(home.house_number),
        "house_letter": letter,
        "house_addition": addition,
        "street": home.street,
        "city": home.city,
        "neighbourhood": neighbourhood(home),
    }


def _parts(home: Address) -> tuple[str, str]:
    if not home.addition:
        return "", ""
    parts = split(f"{home.house_number} {home.addition}")
    return parts.letter, parts.addition
