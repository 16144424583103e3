"""The agenda over all sessions: by when it is due, in place, two at once, and what it points at."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries

NEW = {"instruments": ["gesprekstool"], "purpose": "policy", "mode": "apart", "least_group": "3"}
OVERVIEW = "/gesprek/acties/"


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def colleague(signed_in: Callable[..., Client]) -> Client:
    """Another one of the same municipality."""
    return signed_in(Role.POLICY_OFFICER, email="tweede@middenveld.example")


@pytest.fixture
def room(desk: Client) -> str:
    """The address of an open session."""
    return str(desk.post("/gesprek/nieuw/", NEW | {"title": "Proef", "domains": ""})["Location"])


def agree(desk: Client, room: str, what: str, due: date | None = None, **more: str) -> UUID:
    """The id of an action agreed on the screen."""
    given = {"what": what, "state": "open", "due": due.isoformat() if due else "", **more}
    assert desk.post(f"{room}acties/", given).status_code == 302
    with acting_for("9901"):
        return next(row.id for row in queries.open_actions() if row.what == what)


def test_open_actions_stand_by_when_they_are_due(desk: Client, room: str) -> None:
    today = timezone.localdate()
    for what, due in (
        ("Ooit", None), ("Volgend jaar", today + timedelta(days=365)),
        ("Vandaag", today), ("Vorige maand", today - timedelta(days=30)),
    ):  # fmt: skip
        agree(desk, room, what, due)
    page = desk.get(OVERVIEW).content.decode()
    order = ["Te laat", "Vorige maand", "Deze week", "Vandaag", "Later", "Volgend jaar",
             "Zonder datum", "Ooit"]  # fmt: skip
    places = [page.index(f">{word}") for word in order]
    assert places == sorted(places)
    assert "Rondkomen verstuurt geen e-mail" in page
    landing = desk.get("/gesprek/").content.decode()
    assert "1 actie is over de datum." in landing
    assert "1 actie moet binnenkort klaar zijn." in landing


def test_without_actions_the_pages_say_what_to_do(desk: Client) -> None:
    assert "Geen open acties" in desk.get(OVERVIEW).content.decode()
    assert "over de datum" not in desk.get("/gesprek/").content.decode()


def test_a_state_changes_in_the_list_and_back(desk: Client, room: str) -> None:
    made = agree(desk, room, "Bellen")
    place = f"{OVERVIEW}{made}/stand/"
    page = desk.post(place, {"state": "done", "based_on": "1"}, follow=True).content.decode()
    assert "“Bellen”: gedaan." in page
    assert "Geen open acties" in page
    assert "Kort geleden afgerond" in page
    back = desk.post(place, {"state": "open", "based_on": "2", "back": "session"})
    assert back["Location"] == f"{room}acties/"
    assert desk.post(place, {"state": "weg", "based_on": "3"}).status_code == 400


def test_two_at_once_see_both_texts(desk: Client, colleague: Client, room: str) -> None:
    made = agree(desk, room, "Bellen", owner="Anna")
    place = f"{OVERVIEW}{made}/"
    given = {"what": "Bellen", "state": "open", "based_on": "1"}
    assert desk.post(place, given | {"owner": "Bram"}).status_code == 302
    answer = colleague.post(place, given | {"owner": "<b>Carla</b>", "notice": "minder brieven"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Testpersoon veranderde dit intussen ook" in page
    assert all(word in page for word in ("Bram", "&lt;b&gt;Carla&lt;/b&gt;", "minder brieven"))
    assert 'name="based_on" value="2"' in page
    again = given | {"owner": "Carla", "based_on": "2"}
    assert colleague.post(place, again).status_code == 302
    history = desk.get(place).content.decode()
    assert "Testpersoon wijzigde: Wie trekt het" in history
    desk.post(f"{place}terug/", {"based_on": "3"})
    with acting_for("9901"):
        assert queries.action(made).owner == "Bram"


def test_a_state_somebody_else_changed_is_not_overwritten(
    desk: Client, colleague: Client, room: str
) -> None:
    made = agree(desk, room, "Bellen")
    place = f"{OVERVIEW}{made}/stand/"
    desk.post(place, {"state": "done", "based_on": "1"})
    told = colleague.post(place, {"state": "dropped", "based_on": "1"}, follow=True)
    assert "Iemand anders veranderde deze actie intussen." in told.content.decode()
    with acting_for("9901"):
        assert queries.action(made).state == "done"


def test_an_action_points_at_a_cell_and_leads_there(desk: Client, room: str) -> None:
    made = agree(desk, room, "Bellen")
    cell = {"path": "0/actie", "cell:0/actie": "Huisartsen bezoeken"}
    desk.post(f"{room}samen/gesprekstool/G3/", cell)
    place = f"{OVERVIEW}{made}/verwijzing/"
    assert 'value="cell:gesprekstool/G3/1/actie"' in desk.get(place).content.decode()
    assert "Huisartsen" in desk.get(f"{place}?words=huisartsen").content.decode()
    assert "Niets gevonden" in desk.get(f"{place}?words=ruimtevaart").content.decode()
    desk.post(place, {"points": "cell:gesprekstool/G3/1/actie", "based_on": "1"})
    page = desk.get(f"{OVERVIEW}{made}/").content.decode()
    assert f'href="{room}samen/?stap=gesprekstool/agenda#gesprekstool-G3-0-actie"' in page
    desk.post(place, {"points": "", "based_on": "2"})
    assert "Nog nergens naar" in desk.get(f"{OVERVIEW}{made}/").content.decode()


def test_an_action_points_at_a_figure_of_the_monitor(desk: Client, room: str) -> None:
    made = agree(desk, room, "Bellen")
    place = f"{OVERVIEW}{made}/verwijzing/"
    desk.post(place, {"points": "indicator:reach", "based_on": "1"})
    assert 'href="/monitor/#cijfer-reach"' in desk.get(OVERVIEW).content.decode()
    for wrong in ("indicator:geluk", "cell:gesprekstool/G9", "iets", "node:x/y/z"):
        assert desk.post(place, {"points": wrong, "based_on": "2"}).status_code == 400
    with acting_for("9901"):
        assert queries.action(made).points_to == "reach"


def test_files_carry_the_reminder_and_what_it_points_at(desk: Client, room: str) -> None:
    agree(desk, room, "Bellen", date(2026, 12, 15), remind_days="3", points="indicator:reach")
    agree(desk, room, "Ooit")
    book = load_workbook(BytesIO(desk.get(f"{OVERVIEW}bestand/xlsx/").content)).active
    rows = [dict(zip(*pair, strict=True)) for pair in _with_header(book)]
    bellen = next(row for row in rows if row["Actie"] == "Bellen")
    assert (bellen["Herinnering (dagen vooraf)"], bellen["Verwijst naar"], bellen["Sessie"]) == (
        3, "Bereikt", "Proef",
    )  # fmt: skip
    calendar = desk.get(f"{OVERVIEW}bestand/ics/").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "TRIGGER:-P3D\r\n" in calendar
    assert "DESCRIPTION:Bereikt\r\n" in calendar
    assert desk.get(f"{OVERVIEW}bestand/exe/").status_code == 404


def _with_header(book: Any) -> Any:
    header, *rows = book.iter_rows(values_only=True)
    return [(header, row) for row in rows]


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.COUNSELLOR, Role.AUDITOR])
def test_others_see_no_actions(role: Role, signed_in: Callable[..., Client], room: str) -> None:
    other = signed_in(role)
    assert other.get(OVERVIEW).status_code == 403
    assert other.get(f"{OVERVIEW}bestand/ics/").status_code == 403


def test_another_municipality_finds_no_action(
    desk: Client, signed_in: Callable[..., Client], room: str
) -> None:
    made = agree(desk, room, "Bellen")
    other = signed_in(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    assert "Bellen" not in other.get(OVERVIEW).content.decode()
    for place in ("", "verwijzing/"):
        assert other.get(f"{OVERVIEW}{made}/{place}").status_code == 400
    for place, given in (
        ("", {"what": "x", "state": "done", "based_on": "1"}), ("stand/", {"state": "done"}),
        ("terug/", {"based_on": "1"}), ("verwijzing/", {"points": ""}),
    ):  # fmt: skip
        assert other.post(f"{OVERVIEW}{made}/{place}", given).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"what": ""}, {"what": "x" * 501}, {"remind_days": "-1"}, {"due": "morgen"}]
)
def test_a_wrong_form_agrees_nothing(desk: Client, room: str, wrong: dict[str, str]) -> None:
    given = {"what": "Bellen", "state": "open"} | wrong
    assert desk.post(f"{room}acties/", given).status_code == 400
    assert "Geen open acties" in desk.get(OVERVIEW).content.decode()


def test_more_actions_ask_no_more_of_the_database(desk: Client, room: str) -> None:
    agree(desk, room, "Bellen", points="indicator:reach")
    with CaptureQueriesContext(connection) as few:
        desk.get(OVERVIEW)
    second = str(desk.post("/gesprek/nieuw/", NEW | {"title": "Twee", "domains": ""})["Location"])
    for number in range(8):
        agree(desk, second, f"Mailen {number}", points="indicator:reach" if number % 2 else "")
    with CaptureQueriesContext(connection) as many:
        desk.get(OVERVIEW)
    assert len(many) == len(few) < 20
