"""A NUL is refused before it meets a database that cannot store it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.roles import Role


@pytest.mark.parametrize("sent", ["wijk=%00", "%00=x", "wijk=a&wijk=%00"])
def test_a_nul_in_an_address_is_refused(signed_in: Callable[..., Client], sent: str) -> None:
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    assert client.get(f"{reverse('worker:doors')}?{sent}").status_code == 400


def test_a_nul_in_a_form_is_refused(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    assert client.post(reverse("worker:search"), {"q": "Jan\x00sen"}).status_code == 400
    assert client.post(reverse("worker:search"), {"q": "Jansen"}).status_code == 200
