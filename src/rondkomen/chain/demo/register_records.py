"""The fictional residents as the register writes them, for the matching engine."""

from rondkomen.chain.demo.population import Person
from rondkomen.matching.core.records import Record


def register_record(person: Person) -> Record:
    """The person as the register writes them."""
    home, before = person.address, person.previous
    return Record(
        id=f"p{person.key}",
        initials=person.initials,
        given_names=" ".join(person.given),
        prefix=person.surname.prefix,
        surname=person.surname.core,
        partner_prefix=person.partner.prefix if person.partner else "",
        partner_surname=person.partner.core if person.partner else "",
        birth_date=person.birth_date.isoformat(),
        street=home.street,
        house_number=str(home.house_number),
        addition=home.addition,
        postcode=home.postcode,
        city=home.city,
        previous_postcode=before.postcode if before else "",
        previous_house_number=str(before.house_number) if before else "",
        previous_addition=before.addition if before else "",
        phone=person.phone,
        email=person.email,
    )
