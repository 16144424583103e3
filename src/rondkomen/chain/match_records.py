"""Turns delivered identities and register answers into the records the matching engine takes."""

from collections.abc import Iterable

from rondkomen.matching.core.records import Explanation, Record
from rondkomen.people.core.identity import MatchingRow
from rondkomen.people.core.registers import RegisteredPerson
from rondkomen.people.services import bsn_index


def delivered(rows: Iterable[MatchingRow]) -> list[Record]:
    """One record per delivered identity, keyed by its reference."""
    return [
        Record(
            id=str(row.ref),
            initials=row.identity.initials,
            given_names=row.identity.given_names,
            prefix=row.identity.prefix,
            surname=row.identity.surname,
            partner_prefix=row.identity.partner_prefix,
            partner_surname=row.identity.partner_surname,
            birth_date=row.identity.birth_date.isoformat() if row.identity.birth_date else "",
            street=row.identity.street,
            house_number=_text(row.identity.house_number),
            addition=_addition(row.identity.house_letter, row.identity.house_addition),
            postcode=row.identity.postcode,
            city=row.identity.city,
            phone=";".join(row.identity.phones),
            email=row.identity.email,
            legal_form=row.identity.legal_form,
            person_key=row.bsn_index,
        )
        for row in rows
    ]


def registered(people: Iterable[RegisteredPerson]) -> list[Record]:
    """One record per resident the register offered, keyed by the register's own key."""
    return [
        Record(
            id=person.register_key,
            initials=person.initials,
            given_names=person.given_names,
            prefix=person.prefix,
            surname=person.surname,
            partner_prefix=person.partner_prefix,
            partner_surname=person.partner_surname,
            birth_date=person.birth_date.isoformat() if person.birth_date else "",
            street=person.street,
            house_number=_text(person.house_number),
            addition=_addition(person.house_letter, person.house_addition),
            postcode=person.postcode,
            city=person.city,
            previous_postcode=person.previous_postcode,
            previous_house_number=_text(person.previous_house_number),
            previous_addition=person.previous_house_addition,
            phone=person.phone,
            email=person.email,
            person_key=bsn_index(person.bsn),
        )
        for person in people
    ]


def stored_explanation(explanation: Explanation) -> dict[str, object]:
    """Why a pair was weighed as it was, as plain values; holds levels and weights, no names."""
    return {
        "model_version": explanation.model_version,
        "stratum": explanation.stratum,
        "rule": explanation.rule,
        "prior": explanation.prior,
        "competition": explanation.competition,
        "total": explanation.total,
        "comparisons": [
            {
                "name": item.name,
                "label": item.label,
                "level": item.level,
                "weight": item.weight,
                "text": item.text,
            }
            for item in explanation.comparisons
        ],
    }


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _addition(letter: str, addition: str) -> str:
    return " ".join(part for part in (letter, addition) if part)
