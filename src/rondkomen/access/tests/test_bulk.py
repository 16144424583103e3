"""Rows are changed by their keys, only in the municipality that is acted for."""

from uuid import UUID

import pytest

from rondkomen.access.bulk import insert_instances, update_instances, update_rows
from rondkomen.access.tenancy import acting_for
from rondkomen.people.models import Address


def homes() -> list[Address]:
    made = [Address(postcode="1234AB", house_number=number, street="Laan") for number in (1, 2)]
    insert_instances(made)
    return made


def streets() -> dict[int, str]:
    return dict(Address.objects.values_list("house_number", "street"))


@pytest.mark.usefixtures("acting")
def test_each_row_gets_its_own_values() -> None:
    first, second = homes()
    assert update_rows(Address, ["street"], [("Pad", first.id), ("Weg", second.id)]) == 2
    assert streets() == {1: "Pad", 2: "Weg"}


@pytest.mark.usefixtures("acting")
def test_a_row_that_is_not_there_is_not_counted() -> None:
    assert update_rows(Address, ["street"], [("Pad", UUID(int=1)), ("Weg", homes()[0].id)]) == 1
    assert update_rows(Address, ["street"], []) == 0


@pytest.mark.usefixtures("acting")
def test_instances_are_written_as_they_are_now() -> None:
    made = homes()
    made[1].street = "Plein"
    assert update_instances(made, ["street"]) == 2
    assert streets() == {1: "Laan", 2: "Plein"}


def test_another_municipality_keeps_its_rows(gemeente: str) -> None:
    with acting_for(gemeente):
        home = homes()[0]
    with acting_for("9902"):
        assert update_rows(Address, ["street"], [("Pad", home.id)]) == 0
    with acting_for(gemeente):
        assert streets() == {1: "Laan", 2: "Laan"}
