"""Guessing passwords: shut out by the own address, and an account under siege for everybody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rondkomen.access.services import add_user

EMAIL = "kim@middenveld.example"
PASSWORD = "een lang wachtwoord 1"
LOCKED_OUT = 429


@pytest.fixture
def kim(gemeente: str) -> None:
    add_user(email=EMAIL, name="Kim", password=PASSWORD)


def sign_in(password: str, address: str) -> int:
    sent = {"username": EMAIL, "password": password}
    answer = Client().post(reverse("ui:sign-in"), sent, HTTP_X_FORWARDED_FOR=address)
    return answer.status_code


@pytest.mark.usefixtures("kim")
def test_behind_a_proxy_one_guesser_does_not_shut_out_the_rest(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for _ in range(5):
        sign_in("fout", "203.0.113.9")
    assert sign_in(PASSWORD, "203.0.113.9") == LOCKED_OUT
    assert sign_in(PASSWORD, "203.0.113.10") == 302


@pytest.mark.usefixtures("kim")
def test_without_a_trusted_proxy_another_header_is_no_other_address() -> None:
    for number in range(5):
        sign_in("fout", f"203.0.113.{number}")
    assert sign_in(PASSWORD, "203.0.113.99") == LOCKED_OUT


@pytest.mark.usefixtures("kim")
def test_an_account_tried_from_many_addresses_is_shut_for_all(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(19):
        assert sign_in("fout", f"203.0.113.{number}") == 400
    sign_in("fout", "198.51.100.1")
    assert sign_in(PASSWORD, "198.51.100.2") == LOCKED_OUT
