"""Journeys: the running product in a real browser, as someone at a desk and someone at the door use it.

Run on their own (`pytest tests/journeys`): they keep the test database in a file, so that
the server's threads each have a connection of their own.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from rondkomen.access.core.roles import Role
from rondkomen.access.models import User
from rondkomen.access.services import add_user, grant_role
from tests.journeys.accounts import Account
from tests.journeys.under_way import Requests

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # the browser driver keeps an event loop in this thread
)

# Long enough for a busy machine: what is fast enough is measured elsewhere, by `bench/`.
expect.set_options(timeout=30_000)
LONGEST_STEP = 60_000  # milliseconds

CHROMIUM = os.environ.get("RONDKOMEN_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 800}
DOOR = {"width": 360, "height": 740}
NARROW = (320, 360)
PASSWORD = "een lang wachtwoord 1"

# What axe leaves for a person to judge, and no person has to: text over a picture of ours.
JUDGED = {"color-contrast"}

# How a browser tells in its console that a form came back with an error, or met another's change.
FORM_REFUSED = re.compile(r"the server responded with a status of (400|409)\b")

# Only what is judged comes back from the browser: the list of what is in order is long.
_RUN_AXE = """() => axe.run({ resultTypes: ["violations", "incomplete"] })
  .then(({ violations, incomplete }) => ({ violations, incomplete }))"""

_complaints: dict[Page, list[str]] = {}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A test database in a file, when it is SQLite."""
    from django.db import connections

    connections.databases.pop("jobs", None)
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(
            tmp_path_factory.mktemp("db") / "journeys.sqlite3"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not Path(CHROMIUM).exists():
        pytest.fail(
            f"No browser at {CHROMIUM}: install Chromium, or name it in RONDKOMEN_CHROMIUM."
        )
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def requests() -> Iterator[Requests]:
    """The requests the server is still busy with; its screens are loaded, so that no first page waits."""
    assert get_resolver().url_patterns
    with Requests() as counted:
        yield counted


@pytest.fixture
def open_page(
    browser: Browser, live_server: LiveServer, requests: Requests
) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own session: `open_page(DOOR)`; several people at once are several pages."""
    contexts = []

    def make(size: dict[str, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=size, locale="nl-NL", **options
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST_STEP)
        page = context.new_page()
        _listen(page, live_server.url)
        return page

    yield make
    for context in contexts:
        context.close()
    _complaints.clear()
    # What was still on its way may not land in the journey after this one.
    requests.wait_until_done()
    cache.clear()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desk."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return open_page(DOOR, has_touch=True, is_mobile=True)


@pytest.fixture
def account(live_server: LiveServer, gemeente: str) -> Callable[..., Account]:
    """Makes someone with these roles: `account(Role.TEAM_LEAD)`."""

    def make(*roles: Role, email: str = "", partner_id: UUID | None = None) -> Account:
        address = email or "-".join(roles) + "@middenveld.example"
        user_id = add_user(email=address, name="A. de Tester", password=PASSWORD)
        for role in roles:
            partner = partner_id if role is Role.PARTNER_CONTACT else None
            grant_role(user_id, gemeente_id=gemeente, role=role, partner_id=partner)
        return Account(address, PASSWORD)

    return make


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Account], None]:
    """Lets someone be signed in on a page, past the form: `sign_in(page, account(Role.TEAM_LEAD))`.

    The form has journeys of its own.
    """

    def act(page: Page, who: Account) -> None:
        client = Client()
        client.force_login(
            User.objects.get(email=who.email), backend="django.contrib.auth.backends.ModelBackend"
        )
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return act


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """Judges the page as it stands: `check_page(page)` after each step that shows something new."""
    return judge


def judge(page: Page) -> None:
    """Nothing, when the page is accessible, silent in the console, at home and fits a narrow phone."""
    faults = [*_complaints.get(page, []), *_axe(page), *_too_wide(page)]
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def _axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN_AXE)
    doubtful = [item for item in found["incomplete"] if item["id"] not in JUDGED]
    return [
        f"{item['id']}: {item['help']} {[node['target'] for node in item['nodes']][:3]}"
        for item in [*found["violations"], *doubtful]
    ]


def _too_wide(page: Page) -> list[str]:
    before = page.viewport_size
    faults = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            faults.append(f"needs {needed} px at a width of {width}")
    if before:
        page.set_viewport_size(before)
    return faults


def _listen(page: Page, home: str) -> None:
    complaints = _complaints.setdefault(page, [])

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not FORM_REFUSED.search(message.text):
            complaints.append(f"console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            complaints.append(f"asks elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("request", on_request)
