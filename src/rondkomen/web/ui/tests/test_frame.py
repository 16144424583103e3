"""The frame around a page: menu, languages, error pages, refusals."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import ROLE_PURPOSES, Role
from rondkomen.web.ui import errors, navigation
from rondkomen.web.ui.navigation import Item


@pytest.fixture
def three_items(monkeypatch: pytest.MonkeyPatch) -> None:
    items = (
        Item("Begin", "ui:news", Purpose.OUTREACH, 10),
        Item("Account", "ui:account", Purpose.OUTREACH, 20),
        Item("Wachtwoord", "ui:password", Purpose.AUDIT, 30),
    )
    monkeypatch.setattr(navigation, "_declared", lambda: (items, ()))


def actor(*roles: Role) -> Actor:
    return Actor(
        user_id=__import__("uuid").UUID(int=1),
        name="Test",
        gemeente_id="9901",
        roles=frozenset(roles),
    )


def labels(role: Role, path: str) -> list[tuple[str, bool]]:
    request = RequestFactory().get(path)
    return [(link.label, link.current) for link in navigation.menu(actor(role), request)]


def test_the_menu_holds_what_the_role_may_use_and_no_more(three_items: None) -> None:
    assert labels(Role.EARLY_DETECTION_WORKER, "/") == [("Begin", False), ("Account", False)]
    assert labels(Role.AUDITOR, "/") == [("Wachtwoord", False)]


def test_the_longest_matching_address_is_the_current_one(three_items: None) -> None:
    assert labels(Role.EARLY_DETECTION_WORKER, "/account/wachtwoord/")[1] == ("Account", True)


def test_every_declared_item_and_search_has_an_address_and_a_role() -> None:
    items, searches = navigation._declared()
    assert [reverse(found.route) for found in (*items, *searches)]
    granted = frozenset().union(*ROLE_PURPOSES.values())
    assert {found.purpose for found in (*items, *searches)} <= granted


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ui:sign-in", "ui:privacy", "ui:accessibility", "ui:news"])
def test_open_pages_open_for_anyone(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


@pytest.mark.parametrize("draw", [errors.bad_request, errors.permission_denied, errors.not_found])
def test_an_error_page_says_what_to_do(draw: Callable[..., HttpResponse]) -> None:
    answer = draw(RequestFactory().get("/"), PermissionDenied("geheim"))
    text = answer.content.decode()
    assert "Naar het begin" in text
    assert "geheim" not in text


def test_the_page_for_our_own_fault_needs_neither_request_nor_database() -> None:
    answer = errors.server_error(HttpRequest())
    assert answer.status_code == 500
    assert "De fout ligt bij ons" in answer.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_form_shows_a_calm_page_too() -> None:
    answer = Client().get(reverse("ui:sign-out"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    assert "Dit adres hoort bij een formulier" in answer.content.decode()
    api = Client().get("/api/v1/deliveries")
    assert api.status_code == 405
    assert api["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_calm_page() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("ui:sign-in"), {})
    assert answer.status_code == 403
    assert "niets opgeslagen" in answer.content.decode()


@pytest.mark.django_db
def test_the_language_is_a_choice_that_stays() -> None:
    client = Client()
    client.post(reverse("ui:language"), {"language": "en", "next": reverse("ui:news")})
    assert '<html lang="en"' in client.get(reverse("ui:news")).content.decode()


@pytest.mark.django_db
def test_nothing_runs_or_loads_that_the_policy_refuses() -> None:
    answer = Client().get(reverse("ui:sign-in"))
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_role_without_a_screen_is_told_so(signed_in: Callable[..., Client]) -> None:
    told = "nog geen scherm"
    assert told in signed_in(Role.COUNSELLOR).get("/account/").content.decode()
    assert told not in signed_in(Role.POLICY_OFFICER).get("/account/").content.decode()
