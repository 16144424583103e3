"""What every page needs around its content; a context processor (see config/settings.py)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from rondkomen.access import queries
from rondkomen.access.core.actor import Actor
from rondkomen.web.ui import navigation, second_factor
from rondkomen.web.ui.navigation import MenuLink
from rondkomen.web.ui.screen import request_actor


@dataclass(frozen=True)
class SearchBox:
    """Where the search box sends its words, and what it is called."""

    url: str
    label: str


@dataclass(frozen=True)
class Frame:
    """The header, menu and footer of one page for one actor."""

    gemeente: str
    account: str
    menu: list[MenuLink]
    search: SearchBox | None
    other_language: tuple[str, str]
    version: str
    is_demo: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context every template gets: `frame`, worked out only when a template draws it (a fragment does not)."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    actor = _actor(request)
    return Frame(
        gemeente=queries.gemeente(actor.gemeente_id).name if actor else "",
        account=actor.name if actor else _name(request),
        menu=navigation.menu(actor, request) if actor else [],
        search=_search(actor) if actor else None,
        other_language=("nl", "Nederlands") if get_language() == "en" else ("en", "English"),
        version=settings.VERSION,
        is_demo=settings.MODE == "demo",
    )


def _actor(request: HttpRequest) -> Actor | None:
    """Who asks; on pages without a guard, such as an error page, only once fully signed in."""
    known: Actor | None = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    if known or user is None or not user.is_authenticated or second_factor.is_due(user):
        return known
    try:
        return request_actor(request)
    except PermissionDenied:  # an account without a role yet: a page without a menu
        return None


def _name(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return str(user) if user is not None and user.is_authenticated else ""


def _search(actor: Actor) -> SearchBox | None:
    found = navigation.search(actor)
    return SearchBox(reverse(found.route), str(found.label)) if found else None
