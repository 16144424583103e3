"""The wall that PostgreSQL itself keeps; run only beside that database (see conftest.py)."""

import pytest
from django.db import DatabaseError, connection, transaction

from rondkomen.access import row_security
from rondkomen.access.tenancy import acting_for
from rondkomen.people.models import Address, Household

OTHER = "9902"


def _house(number: int) -> Address:
    return Address.objects.create(postcode="1234AB", house_number=number)


def test_the_database_itself_guards_every_tenant_table(acting: str) -> None:
    tables = {model._meta.db_table for model in row_security.tenant_models()}
    assert tables <= row_security.guarded_tables(connection)
    assert not row_security.role_escapes(connection)


def test_the_database_refuses_a_row_for_another_gemeente(acting: str) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Address.unscoped.create(gemeente_id=OTHER, postcode="1234AB", house_number=1)


@pytest.mark.django_db(transaction=True)
def test_a_row_cannot_point_into_another_gemeente(gemeente: str) -> None:
    with acting_for(OTHER):
        elsewhere = _house(1).id
    with pytest.raises(DatabaseError, match="same_tenant"), acting_for(gemeente):
        Household.objects.create(address_id=elsewhere)
