"""Users, roles and the purposes they grant."""

from collections.abc import Callable

import pytest

from rondkomen.access import queries, services
from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused

STRONG = "vier rustige eenden lopen"


def test_a_role_grants_its_purposes_and_no_others(actor_with: Callable[..., Actor]) -> None:
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    require(worker, Purpose.OUTREACH)
    with pytest.raises(Refused, match="geeft geen toegang"):
        require(worker, Purpose.ADMINISTRATION)


def test_a_user_holds_no_role_elsewhere(actor_with: Callable[..., Actor]) -> None:
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    assert worker.user_id is not None
    with pytest.raises(Refused, match="geen rol"):
        queries.actor_of(worker.user_id, "9902")


@pytest.mark.parametrize("weak", ["kort", "123456789012", "password1234", "a@middenveld.example"])
@pytest.mark.django_db
def test_a_weak_password_is_refused(weak: str) -> None:
    with pytest.raises(Refused):
        services.add_user(email="a@middenveld.example", name="A", password=weak)


@pytest.mark.django_db
def test_one_address_is_one_user_whatever_its_capitals() -> None:
    services.add_user(email="Kim@Middenveld.example", name="Kim", password=STRONG)
    with pytest.raises(Refused, match="al een gebruiker"):
        services.add_user(email="kim@middenveld.example", name="Kim", password=STRONG)


def test_the_last_administrator_stays(actor_with: Callable[..., Actor], gemeente: str) -> None:
    admin = actor_with(Role.FUNCTIONAL_ADMINISTRATOR)
    assert admin.user_id is not None
    with pytest.raises(Refused, match="laatste functioneel beheerder"):
        services.revoke_role(
            admin.user_id, gemeente_id=gemeente, role=Role.FUNCTIONAL_ADMINISTRATOR
        )


def test_an_administrator_who_cannot_sign_in_does_not_count(
    actor_with: Callable[..., Actor], gemeente: str
) -> None:
    one = actor_with(Role.FUNCTIONAL_ADMINISTRATOR).user_id
    assert one is not None
    other = services.add_user(email="sam@middenveld.example", name="Sam", password=STRONG)
    services.grant_role(other, gemeente_id=gemeente, role=Role.FUNCTIONAL_ADMINISTRATOR)
    services.set_active(other, active=False, gemeente_id=gemeente)
    with pytest.raises(Refused, match="laatste functioneel beheerder"):
        services.revoke_role(one, gemeente_id=gemeente, role=Role.FUNCTIONAL_ADMINISTRATOR)
    with pytest.raises(Refused, match="laatste functioneel beheerder"):
        services.set_active(one, active=False, gemeente_id=gemeente)


def test_only_a_partner_contact_carries_a_partner(
    actor_with: Callable[..., Actor], gemeente: str
) -> None:
    contact = actor_with(Role.PARTNER_CONTACT, partner_id=new_id())
    assert contact.partner_id is not None
    with pytest.raises(Refused, match="signaalpartner"):
        services.grant_role(
            contact.user_id, gemeente_id=gemeente, role=Role.AUDITOR, partner_id=new_id()
        )
