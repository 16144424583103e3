"""Role by route: who may open what, asked of the running product for every address it has."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import ROLE_PURPOSES, Role

MATRIX: dict[str, str | list[str]] = (
    yaml.safe_load(
        (Path(__file__).parent.parent / "rights_matrix.yaml").read_text(encoding="utf-8")
    )
    or {}
)
PARTNER = UUID(int=7)
NOT_THIS_WAY = 405
SAMPLES = {
    "uuid": str(UUID(int=1)),
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "month": "2026-10",
}


def _routes(
    patterns: list[object], namespace: str = "", prefix: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, inner, place)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", place, pattern


ROUTES = {name: (place, pattern) for name, place, pattern in _routes(get_resolver().url_patterns)}


def _address(place: str) -> str:
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], place)
    return "/" + filled.replace("^", "").replace("$", "")


def _asked(client: Client, name: str) -> Any:
    """The answer of a route, asked in the way it allows."""
    address = _address(ROUTES[name][0])
    answer = client.get(address)
    return client.post(address) if answer.status_code == NOT_THIS_WAY else answer


def _purposes(name: str) -> frozenset[Purpose]:
    entry = MATRIX[name]
    return frozenset(Purpose(word) for word in ([entry] if isinstance(entry, str) else entry))


OTHERWISE = (None, "public", "token", "participant")
GUARDED = sorted(name for name in ROUTES if MATRIX.get(name) not in OTHERWISE)


def test_every_route_is_in_the_matrix_and_nothing_else() -> None:
    assert sorted(ROUTES) == sorted(MATRIX)


@pytest.mark.parametrize("name", GUARDED)
def test_the_guard_of_a_route_is_what_the_matrix_says(name: str) -> None:
    assert frozenset(ROUTES[name][1].callback.purposes) == _purposes(name)


@pytest.mark.parametrize("name", sorted(name for name in MATRIX if MATRIX[name] == "public"))
def test_an_open_route_says_that_it_is_open(name: str) -> None:
    assert ROUTES[name][1].callback.purposes == ()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in MATRIX if MATRIX[name] == "participant"))
def test_who_takes_part_in_no_session_is_asked_for_a_code(name: str) -> None:
    assert ROUTES[name][1].callback.purposes == ("participant",)
    answer = _asked(Client(), name)
    assert (answer.status_code, answer["Location"]) == (302, "/meedoen/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_a_stranger_is_sent_to_sign_in(name: str) -> None:
    answer = _asked(Client(), name)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/aanmelden")


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_own_routes_and_no_others(
    role: Role, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(role, partner_id=PARTNER)
    wrong = {}
    for name in GUARDED:
        refused = _asked(client, name).status_code == 403
        if refused == bool(ROLE_PURPOSES[role] & _purposes(name)):
            wrong[name] = "refused" if refused else "open"
    assert wrong == {}
