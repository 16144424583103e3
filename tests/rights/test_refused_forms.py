"""Every form of the product is sent with nothing usable in it: no answer may say that all is well."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.forms import BaseForm
from django.test import Client

from rondkomen.access.core.roles import ROLE_PURPOSES, Role
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from tests.rights.test_other_tenant import asked_with, numbers
from tests.rights.test_rights_matrix import GUARDED, NOT_THIS_WAY, _purposes

# a number that is none, a date that is none, and nothing that was asked for
USELESS = {"sent": "1", "on": "31-02-2026", "version": "?", "email": "?", "amount": "veel"}


def sent(client: Client, address: str, **headers: str) -> Any:
    """The answer to the useless form; whatever it did is undone."""
    with transaction.atomic():
        answer = client.post(address, USELESS, headers=headers)
        transaction.set_rollback(True)
    return answer


def faults(answer: Any) -> Iterator[BaseForm]:
    """The forms of the page that say what must be corrected."""
    for layer in getattr(answer, "context", None) or ():
        for value in layer.flatten().values() if hasattr(layer, "flatten") else layer.values():
            if isinstance(value, BaseForm) and value.is_bound and value.errors:
                yield value


@pytest.fixture
def clients(middenveld: str, signed_in: Callable[..., Client]) -> dict[Role, Client]:
    with acting_for(middenveld):
        partner_id = arrears.partners()[0].id
    return {role: signed_in(role, gemeente_id=middenveld, partner_id=partner_id) for role in Role}


def test_a_page_that_shows_what_is_wrong_does_not_say_that_all_is_well(
    middenveld: str, clients: dict[Role, Client]
) -> None:
    with acting_for(middenveld):
        known = numbers()
    refused, well = set(), {}
    for name in GUARDED:
        role = next(role for role in Role if ROLE_PURPOSES[role] & _purposes(name))
        answer = sent(clients[role], asked_with(name, known))
        if answer.status_code == NOT_THIS_WAY:
            continue
        if answer.status_code in {400, 409}:
            refused.add(name)
        elif answer.status_code == 200 and list(faults(answer)):
            well[name] = [dict(form.errors) for form in faults(answer)]
    assert well == {}
    assert len(refused) >= 40
