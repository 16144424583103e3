"""The wall between municipalities, on both databases."""

import pytest

from rondkomen.access.tenancy import NoTenant, acting_for, current_gemeente_id
from rondkomen.kernel.refusal import Refused
from rondkomen.people.models import Address

OTHER = "9902"


def _refuse_after_writing() -> None:
    _house(1)
    raise Refused("Dit huis ligt buiten de lijst.")


def _house(number: int) -> Address:
    return Address.objects.create(postcode="1234AB", house_number=number)


@pytest.mark.django_db
def test_outside_a_tenant_nothing_can_be_read() -> None:
    with pytest.raises(NoTenant):
        Address.objects.count()


@pytest.mark.usefixtures("gemeente")
def test_a_row_of_one_gemeente_does_not_exist_for_another(gemeente: str) -> None:
    with acting_for(gemeente):
        _house(1)
    with acting_for(OTHER):
        assert not Address.objects.exists()
    with acting_for(gemeente):
        assert Address.objects.get().gemeente_id == gemeente


def test_one_action_cannot_change_gemeente(acting: str) -> None:
    with pytest.raises(Refused, match="niet van gemeente worden gewisseld"), acting_for(OTHER):
        pass
    assert current_gemeente_id() == acting


def test_an_error_undoes_everything_in_the_action(gemeente: str) -> None:
    with pytest.raises(Refused, match="buiten de lijst"), acting_for(gemeente):
        _refuse_after_writing()
    with acting_for(gemeente):
        assert not Address.objects.exists()


def test_reading_stays_within_one_gemeente_too(gemeente: str) -> None:
    with acting_for(gemeente):
        _house(1)
    with acting_for(OTHER, only_reading=True):
        assert not Address.objects.exists()
    with acting_for(gemeente, only_reading=True):
        assert Address.objects.count() == 1
