"""How a person and a door are written."""

from dataclasses import replace
from uuid import UUID

from rondkomen.people.core.identity import Door

DOOR = Door(UUID(int=1), "Lindelaan", "12 A", 12, "1234AB", "Middenveld", "", 1)


def test_a_door_without_a_street_is_found_by_its_postcode() -> None:
    assert DOOR.label == "Lindelaan 12 A"
    assert replace(DOOR, street="").label == "1234AB 12 A"
