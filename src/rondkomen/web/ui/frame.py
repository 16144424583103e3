"""What every page needs around its content; a context processor (see config/settings.py)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from rondkomen.access import queries
from rondkomen.access.core.actor import Actor
from rondkomen.web.ui import navigation
from rondkomen.web.ui.navigation import MenuLink


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


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context every template gets: `frame`."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "frame": Frame(
            gemeente=queries.gemeente(actor.gemeente_id).name if actor else "",
            account=_account(request, actor),
            menu=navigation.menu(actor, request) if actor else [],
            search=_search(actor),
            other_language=("nl", "Nederlands") if get_language() == "en" else ("en", "English"),
            version=settings.VERSION,
            is_demo=settings.MODE == "demo",
        )
    }


def _account(request: HttpRequest, actor: Actor | None) -> str:
    if actor:
        return actor.name
    user = getattr(request, "user", None)
    return str(user) if user is not None and user.is_authenticated else ""


def _search(actor: Actor | None) -> SearchBox | None:
    found = navigation.search(actor) if actor else None
    return SearchBox(reverse(found.route), str(found.label)) if found else None
