"""The log of production says where something went wrong, and nothing about anyone."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from rondkomen.access.services import add_user
from rondkomen.cli.output import django_ready
from rondkomen.config.logs import PlacesOnly
from rondkomen.config.urls import urlpatterns as product

BSN, SURNAME, EMAIL = "999990019", "Veldhuis-Zuiderveld", "kim.veldhuis@middenveld.example"


def unreadable(_request: HttpRequest) -> HttpResponse:
    """Fails with a surname and a BSN at hand, and in the message."""
    row = {"surname": SURNAME, "bsn": BSN}
    raise ValueError(f"cannot read {row}")


def twice(_request: HttpRequest) -> HttpResponse:
    """Breaks a unique rule, in the words PostgreSQL uses for it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE access_user SET email = %s", [EMAIL])
    except IntegrityError as broken:
        detail = f"DETAIL:  Key (surname, bsn)=({SURNAME}, {BSN}) already exists."
        raise IntegrityError(f"{broken}\n{detail}") from broken
    return HttpResponse()


urlpatterns = [*product, path("unreadable/", unreadable), path("twice/", twice)]
handler500 = "rondkomen.web.ui.errors.server_error"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlacesOnly("{levelname} {name} {message}", style="{"))
    logging.getLogger("django.request").addHandler(handler)
    yield stream
    logging.getLogger("django.request").removeHandler(handler)


def test_a_command_beside_others_leaves_the_log_where_it_was() -> None:
    before = list(logging.getLogger().handlers)
    django_ready()
    assert logging.getLogger().handlers == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "kind"), [("unreadable", "ValueError"), ("twice", "IntegrityError")]
)
def test_a_failing_page_leaves_places_and_no_person(
    page: str, kind: str, written: io.StringIO, settings: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    for number in range(2):
        add_user(email=f"{number}@middenveld.example", name="Kim", password=None)
    assert Client(raise_request_exception=False).get(f"/{page}/").status_code == 500
    log = written.getvalue()
    assert kind in log
    assert f" {page}" in log
    assert "test_logs.py:" in log
    for private in (BSN, SURNAME, EMAIL, "DETAIL", "Key ("):
        assert private not in log
