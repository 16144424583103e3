"""Whom a single sign-on lets in."""

from typing import Any

import pytest

from rondkomen.access.adapters.oidc import KnownUserBackend
from rondkomen.access.services import add_user, set_active

EMAIL = "kim@middenveld.example"


def let_in(claims: dict[str, Any]) -> list[str]:
    backend = KnownUserBackend.__new__(
        KnownUserBackend
    )  # what it asks the provider stays out of it
    return [user.email for user in backend.filter_users_by_claims(claims)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claims",
    [
        {"email": "KIM@Middenveld.example", "email_verified": True},
        {"email": EMAIL, "email_verified": True},
        {"email": EMAIL, "email_verified": "true"},
    ],
)
def test_a_known_user_comes_in(claims: dict[str, Any]) -> None:
    add_user(email=EMAIL, name="Kim", password=None)
    assert let_in(claims) == [EMAIL]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "x@x.example"},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "false"},
        {"email": EMAIL, "email_verified": None},
        {"email": EMAIL},
    ],
)
def test_an_unknown_or_unverified_address_stays_out(claims: dict[str, Any]) -> None:
    add_user(email=EMAIL, name="Kim", password=None)
    assert let_in(claims) == []


@pytest.mark.django_db
def test_a_closed_account_stays_out() -> None:
    set_active(add_user(email=EMAIL, name="Kim", password=None), active=False, gemeente_id="9901")
    assert let_in({"email": EMAIL, "email_verified": True}) == []


@pytest.mark.django_db
def test_a_provider_that_never_says_so_can_be_trusted_by_choice(settings: Any) -> None:
    add_user(email=EMAIL, name="Kim", password=None)
    settings.OIDC_TRUST_UNSTATED_EMAIL = True
    assert let_in({"email": EMAIL}) == [EMAIL]
    assert let_in({"email": EMAIL, "email_verified": False}) == []
