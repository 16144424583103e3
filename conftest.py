"""Fixtures every test may use: a fictional municipality to act for, and people with a role in it."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installations

GEMEENTE = "9901"
OTHER_GEMEENTE = "9902"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add our option; keep `pytest.ini` readable for the core tests, which run without Django."""
    parser.addoption(
        "--with-database",
        action="store_true",
        help="run only the tests that use the database: a lane for a second kind of it",
    )
    if not pluginmanager.has_plugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django when it is loaded")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Tests of what only PostgreSQL does run in the lane that has one."""
    beside_postgresql = bool(os.environ.get("RONDKOMEN_DATABASE_URL"))
    return (
        True
        if collection_path.name.startswith("test_postgresql_") and not beside_postgresql
        else None
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, when asked, what does not use the database: it would only do the same once more.

    Without one of these fixtures, or the mark, pytest-django lets no test reach the database.
    """
    if config.getoption("--with-database"):
        without = [item for item in items if not _uses_database(item)]
        items[:] = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=without)


def _uses_database(item: pytest.Item) -> bool:
    reached = {"db", "transactional_db", "django_db_setup", "new_installation"}
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(reached & fixtures) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: no use in looking through it for garbage."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """Extensions that count what they leave behind find it collected."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database in tests: the progress file of SQLite is tested with real processes."""
    from django.db import connections

    connections.databases.pop("jobs", None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests with real transactions empty every table afterwards; the journal lets them, only here."""
    from django.db import connection

    from rondkomen.journal.adapters import guards

    with django_db_blocker.unblock():
        guards.let_tests_empty_the_table(connection)


@pytest.fixture(scope="module")
def rows_of_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rows that fixtures of the module make stand for all its tests and are gone after the last.

    Each test has its own transaction inside this one, so none sees what another changed.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords(request: pytest.FixtureRequest) -> None:
    """Passwords that cost nothing to check: Argon2 is dear by design, and so many tests sign in."""
    if request.config.pluginmanager.has_plugin("django"):
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installations]:
    """Makes an environment for processes: an installation on the same kind of database.

    It is empty, or with `migrated=True` has its tables; those are made once and then copied.
    """
    with ExitStack() as afterwards:
        yield Installations(tmp_path_factory, afterwards)


@pytest.fixture
def installation(new_installation: Installations) -> dict[str, str]:
    """The environment of one empty installation, for processes that need one of their own."""
    return new_installation()


@pytest.fixture
def gemeente(db: None) -> str:
    """The CBS code of the fictional municipality Middenveld; a second one, Anderland, exists too."""
    from rondkomen.access.services import NewGemeente, set_up_gemeente

    set_up_gemeente(NewGemeente(OTHER_GEMEENTE, "Gemeente Anderland", 30_000, 2026))
    return set_up_gemeente(NewGemeente(GEMEENTE, "Gemeente Middenveld", 60_000, 2026))


@pytest.fixture
def acting(gemeente: str) -> Iterator[str]:
    """Everything in the test happens for Middenveld."""
    from rondkomen.access.tenancy import acting_for

    with acting_for(gemeente):
        yield gemeente


@pytest.fixture
def actor_with(gemeente: str) -> Callable[..., object]:
    """Makes a user with these roles and gives the actor: `actor_with(Role.TEAM_LEAD)`."""
    from rondkomen.access.core.roles import Role
    from rondkomen.access.queries import actor_of
    from rondkomen.access.services import add_user, grant_role

    def make(
        *roles: Role, email: str = "", partner_id: object = None, gemeente_id: str = gemeente
    ) -> object:
        address = email or "-".join(roles) + "@middenveld.example"
        user_id = add_user(email=address, name="Testpersoon", password="een lang wachtwoord 1")
        for role in roles:
            grant_role(
                user_id,
                gemeente_id=gemeente_id,
                role=role,
                partner_id=partner_id if role is Role.PARTNER_CONTACT else None,
            )
        return actor_of(user_id, gemeente_id)

    return make


@pytest.fixture
def signed_in(gemeente: str, actor_with: Callable[..., object]) -> Callable[..., object]:
    """Makes a user with these roles and gives a test client that is signed in: `signed_in(Role.AUDITOR)`."""
    from django.test import Client

    from rondkomen.access.models import User

    def make(*roles: object, **options: object) -> object:
        actor = actor_with(*roles, **options)
        client = Client()
        client.force_login(
            User.objects.get(id=actor.user_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return make
