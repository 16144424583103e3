"""Which door a signal without a name means."""

import pytest

from rondkomen.chain.match_address import behind_the_door
from rondkomen.people.core.identity import Identity
from rondkomen.people.core.registers import RegisteredPerson


def resident(key: str, addition: str = "", moved_to: str = "") -> RegisteredPerson:
    return RegisteredPerson(
        register_key=key, bsn="", initials="A.", given_names="", prefix="", surname="Voorbeeld",
        partner_prefix="", partner_surname="", birth_date=None, postcode="9010AB",
        house_number=12, house_letter="", house_addition=addition, street="Lindelaan",
        city="Middenveld", moved_to=moved_to,
    )  # fmt: skip


def identity(addition: str = "", surname: str = "") -> Identity:
    return Identity(surname=surname, postcode="9010AB", house_number=12, house_addition=addition)


@pytest.mark.parametrize(
    ("addition", "residents", "found"),
    [
        ("", [resident("r1"), resident("r2")], ["r1", "r2"]),
        ("2", [resident("r1", "1"), resident("r2", "2")], ["r2"]),
        ("", [resident("r1", "1"), resident("r2", "2")], []),  # two doors: which is not known
        ("", [resident("r1", "A")], ["r1"]),
        ("B", [resident("r1", "A")], []),
        ("", [resident("r1", moved_to="9902")], []),
    ],
)
def test_one_door_or_nobody(
    addition: str, residents: list[RegisteredPerson], found: list[str]
) -> None:
    behind = behind_the_door(identity(addition), residents)
    assert [person.register_key for person in behind] == found


def test_a_name_is_left_to_the_engine() -> None:
    assert behind_the_door(identity(surname="Ander"), [resident("r1")]) == []
