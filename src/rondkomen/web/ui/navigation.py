"""The main menu: each audience declares its own items, the frame shows those the role may use.

An audience writes `NAVIGATION = [Item(...), ...]` in its `navigation.py`, and may
name its search page in `SEARCH`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose


@dataclass(frozen=True)
class Item:
    """One entry of the main menu; `order` sorts over all audiences (10 = first)."""

    label: str | Promise
    route: str
    purpose: Purpose
    order: int


@dataclass(frozen=True)
class Search:
    """The page that answers the search box: it receives a POST with `q`, so no name lands in an address."""

    route: str
    purpose: Purpose
    label: str | Promise


@dataclass(frozen=True)
class MenuLink:
    """An item ready to show."""

    label: str
    url: str
    current: bool


@cache
def _declared() -> tuple[tuple[Item, ...], tuple[Search, ...]]:
    items: list[Item] = []
    searches: list[Search] = []
    for audience in settings.AUDIENCES:
        name = f"rondkomen.web.{audience}.navigation"
        if find_spec(name) is None:
            continue
        module = import_module(name)
        items.extend(module.NAVIGATION)
        searches.extend([module.SEARCH] if hasattr(module, "SEARCH") else [])
    return tuple(sorted(items, key=lambda item: item.order)), tuple(searches)


def menu(actor: Actor, request: HttpRequest) -> list[MenuLink]:
    """The items this actor may use, the current one marked (the longest address that the path starts with)."""
    allowed = [
        (str(item.label), reverse(item.route)) for item in _declared()[0] if actor.may(item.purpose)
    ]
    here = max((url for _, url in allowed if _covers(url, request.path)), key=len, default="")
    return [MenuLink(label, url, url == here) for label, url in allowed]


def search(actor: Actor) -> Search | None:
    """The first search page this actor may use, if any."""
    return next((found for found in _declared()[1] if actor.may(found.purpose)), None)


def _covers(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
