"""A participant's screens: in by code or link, one question at a time, and nothing of anybody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.dialogue.tests.people import SHEETS, TOOL, text_of
from rondkomen.web.participant.guessing import MOST_PER_ADDRESS

QUIETLY = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def no_guesses() -> None:
    """Wrong codes of one test do not count in the next."""
    cache.clear()


@pytest.fixture
def leader(gemeente: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def made(gemeente: str, leader: Actor) -> queries.SessionRow:
    """An open session on the dialogue tool."""
    return new_session(gemeente, leader)


def new_session(
    gemeente: str, leader: Actor, *, text: str = "", mode: Mode = Mode.APART
) -> queries.SessionRow:
    now = timezone.now()
    with acting_for(gemeente):
        version = services.NewVersion("vellen" if text else TOOL, "1", text or text_of(TOOL))
        kept = services.keep_version(version, at=now, actor=leader)
        new = services.NewSession("Proef", SessionPurpose.POLICY, mode, [kept])
        session = services.prepare_session(new, at=now, actor=leader)
        services.open_session(session, at=now, actor=leader)
        return queries.session(session)


def came_in(session: queries.SessionRow, **given: str) -> tuple[Client, str]:
    """A browser that takes part, and the address of its session."""
    client = Client()
    answer = client.post(f"/meedoen/9901/{session.join_code}/", {"domain": "poverty", **given})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer["Location"]


def stored(gemeente: str, session: UUID) -> list[Any]:
    with acting_for(gemeente):
        return [(row.question, row.phase, row.value) for row in queries.session_answers(session)]


def test_a_typed_code_leads_to_the_first_question(made: queries.SessionRow) -> None:
    client = Client()
    answer = client.post("/meedoen/9901/", {"code": made.join_code.lower()})
    assert answer["Location"] == f"/meedoen/9901/{made.join_code}/"
    client, home = came_in(made)
    assert client.get(home)["Location"] == f"{home}vraag/gesprekstool/A/"
    page = client.get(f"{home}vraag/gesprekstool/A/").content.decode()
    assert "<legend" in page
    assert page.count('type="radio"') == 6  # five points, and don't know


def test_a_wrong_code_is_refused_alike_and_only_so_often(made: queries.SessionRow) -> None:
    client = Client()
    shown = set()
    for wrong in ["AAAAAA", "x", "'; drop", "🙂", *["BBBBBB"] * (MOST_PER_ADDRESS - 4)]:
        answer = client.post("/meedoen/9901/", {"code": wrong})
        assert answer.status_code == 400
        shown |= set(re.findall(r"Deze code hoort[^<]*", answer.content.decode()))
    assert len(shown) == 1
    locked = client.post("/meedoen/9901/", {"code": made.join_code})
    assert "te veel onjuiste codes" in locked.content.decode()
    assert Client().get(f"/meedoen/9901/{made.join_code}/").status_code == 400
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post("/meedoen/9901/", {"code": made.join_code})
    assert elsewhere.status_code == 302


def test_a_link_lets_in_when_guessing_is_locked_and_a_made_up_one_does_not(
    made: queries.SessionRow, signed_in: Callable[..., Client]
) -> None:
    desk = signed_in(Role.POLICY_OFFICER, email="tweede@middenveld.example")
    room = desk.get(f"/gesprek/{made.id}/").content.decode()
    link = re.search(r"/meedoen/9901/[A-Z0-9]{6}-[0-9a-f]+/", room)
    assert link
    for _ in range(MOST_PER_ADDRESS):
        Client().post("/meedoen/9901/", {"code": "AAAAAA"})
    assert Client().get(link[0]).status_code == 200
    assert Client().get(f"/meedoen/9901/{made.join_code}-000000000000/").status_code == 400


def test_an_expired_code_lets_nobody_in(gemeente: str, made: queries.SessionRow) -> None:
    with acting_for(gemeente):
        past = timezone.now() - timedelta(seconds=1)
        models.Session.objects.filter(id=made.id).update(code_expires_at=past)
    assert Client().get(f"/meedoen/9901/{made.join_code}/").status_code == 400


def test_joining_again_from_one_browser_goes_on(gemeente: str, made: queries.SessionRow) -> None:
    client, home = came_in(made)
    for _ in range(2):
        again = client.get(f"/meedoen/9901/{made.join_code}/")
        assert again["Location"] == home
    with acting_for(gemeente):
        assert len(queries.participants(made.id)) == 1


def test_the_token_is_out_of_reach_and_the_table_holds_its_hash(
    gemeente: str, made: queries.SessionRow
) -> None:
    client, _home = came_in(made, name="Anna")
    cookie = next(one for name, one in client.cookies.items() if name.startswith("deelname-0"))
    assert cookie["httponly"]
    assert cookie["path"] == "/meedoen/"
    with acting_for(gemeente):
        held = models.Participant.objects.get()
    assert held.token_hash not in cookie.value
    assert cookie.value.split(":")[0] != held.token_hash


def test_answers_save_quietly_and_by_the_button(gemeente: str, made: queries.SessionRow) -> None:
    client, home = came_in(made)
    place = f"{home}vraag/gesprekstool/A/"
    told = client.post(place, {"value": "4"}, **QUIETLY)
    assert told.json() == {"state": "saved"}
    on = client.post(place, {"value": "unknown"})
    assert on["Location"] == f"{home}vraag/gesprekstool/B/"
    assert stored(gemeente, made.id) == [("A", "first", "unknown")]
    wrong = client.post(place, {"value": "9"}, **QUIETLY)
    assert wrong.status_code == 400
    assert "schaal" in wrong.json()["sentence"]


def test_an_exclusive_option_is_judged_on_the_server(made: queries.SessionRow) -> None:
    client, home = came_in(made)
    answer = client.post(f"{home}vraag/gesprekstool/Q1/", {"chosen": ["Q1.1", "Q1.5"]})
    assert answer.status_code == 400
    assert "sluit de andere uit" in answer.content.decode()


def test_the_first_answer_is_offered_again_and_both_are_kept(
    gemeente: str, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    client.post(f"{home}vraag/gesprekstool/A/", {"value": "5"})
    page = client.get(f"{home}opnieuw/gesprekstool/A/").content.decode()
    assert re.search(r'value="5" checked', page)
    client.post(f"{home}opnieuw/gesprekstool/A/", {"value": "3"})
    assert stored(gemeente, made.id) == [("A", "first", 5), ("A", "revisited", 3)]


def test_nothing_of_another_participant_opens(made: queries.SessionRow) -> None:
    client, home = came_in(made, name="Anna", consents="on")
    client.post(f"{home}vraag/gesprekstool/opvallend/", {"value": "geheim van Anna"})
    other, _ = came_in(made)
    for place in ("", "vraag/gesprekstool/opvallend/", "klaar/", "samen/stand/", "uitslag/"):
        page = other.get(f"{home}{place}", follow=True).content.decode()
        assert "geheim van Anna" not in page
        assert "Anna" not in page
    assert Client().get(f"{home}klaar/")["Location"] == "/meedoen/"
    assert other.post(f"/gesprek/{made.id}/bestand/")["Location"].startswith("/aanmelden/")


def test_results_show_when_opened_and_not_before(
    gemeente: str, leader: Actor, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    client.post(f"{home}vraag/gesprekstool/A/", {"value": "5"})
    closed = client.get(f"{home}uitslag/")
    assert closed.status_code == 400
    with acting_for(gemeente):
        services.open_results(made.id, actor=leader)
    page = client.get(f"{home}uitslag/")
    assert page.status_code == 200
    assert "te weinig antwoorden" in page.content.decode()  # one of at least three
    with acting_for(gemeente):
        assert queries.participants(made.id)[0].seen_results_at is not None


def test_who_is_not_done_can_go_on_when_the_results_are_open(
    gemeente: str, leader: Actor, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    with acting_for(gemeente):
        services.open_results(made.id, actor=leader)
    page = client.get(f"{home}klaar/").content.decode()
    assert page.index("Verdergaan") < page.index("Bekijk de uitslag")


def test_after_closing_an_answer_is_refused_in_a_sentence(
    gemeente: str, leader: Actor, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    with acting_for(gemeente):
        services.close_session(made.id, at=timezone.now(), actor=leader)
    told = client.post(f"{home}vraag/gesprekstool/A/", {"value": "5"}, **QUIETLY)
    assert told.status_code == 400
    assert "gesloten" in told.json()["sentence"]
    assert client.post(f"{home}vraag/gesprekstool/A/", {"value": "5"}).status_code == 400
    assert client.get(f"{home}klaar/").status_code == 200


def test_text_comes_back_escaped_and_whole(made: queries.SessionRow) -> None:
    client, home = came_in(made)
    text = '<img src=x onerror="alert(1)"> 🙂 مرحبا'
    client.post(f"{home}vraag/gesprekstool/opvallend/", {"value": text})
    page = client.get(f"{home}vraag/gesprekstool/opvallend/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert "🙂 مرحبا" in page
    assert 'dir="auto"' in page


def test_who_stops_is_erased_and_forgotten(gemeente: str, made: queries.SessionRow) -> None:
    client, home = came_in(made)
    client.post(f"{home}vraag/gesprekstool/A/", {"value": "5"})
    assert client.post(f"{home}stoppen/")["Location"] == "/meedoen/"
    assert stored(gemeente, made.id) == []
    assert client.get(f"{home}klaar/")["Location"] == "/meedoen/"


def test_another_municipality_knows_nothing_of_a_session(made: queries.SessionRow) -> None:
    client, home = came_in(made)
    assert Client().get(f"/meedoen/9902/{made.join_code}/").status_code == 400
    assert client.get(home.replace("9901", "9902"))["Location"] == "/meedoen/"
    assert Client().get("/meedoen/0000/")["Location"] == "/meedoen/"


def test_cells_of_a_sheet_are_written_and_clash_in_the_open(gemeente: str, leader: Actor) -> None:
    text = SHEETS.read_text(encoding="utf-8")
    session = new_session(gemeente, leader, text=text, mode=Mode.TOGETHER)
    client, home = came_in(session)
    assert client.get(home)["Location"] == f"{home}samen/"
    place = f"{home}samen/vellen/doek/"
    cell = {"path": "links/0", "cell:links/0": "eerst", "based_on": "0"}
    assert client.post(place, cell).json() == {"cells": [{"path": "links/0", "revision": 1}]}
    other, _ = came_in(session)
    clash = other.post(place, cell | {"cell:links/0": "ook"})
    assert clash.status_code == 409
    assert clash.json()["cells"][0]["theirs"] == "eerst"
    told = other.get(f"{home}samen/stand/").json()
    assert told["cells"]["vellen/doek"]["links/0"]["value"] == "eerst"
    assert "vellen/waarom" not in told["asked"]
    assert other.get(f"{home}samen/stand/?sinds={told['revision']}").status_code == 204
    client.post(f"{home}samen/vellen/keuze/", {"path": "", "chosen": "nee"})
    assert "vellen/waarom" in other.get(f"{home}samen/stand/").json()["asked"]


def test_who_stops_hears_that_the_joint_sheet_keeps_what_they_wrote(
    gemeente: str, leader: Actor
) -> None:
    session = new_session(gemeente, leader, text=SHEETS.read_text("utf-8"), mode=Mode.TOGETHER)
    client, home = came_in(session)
    other, _ = came_in(session)
    promise = "blijft staan, zonder dat erbij staat dat het van u was"
    assert promise in Client().get(f"/meedoen/9901/{session.join_code}/").content.decode()
    cell = {"path": "links/0", "cell:links/0": "eerst", "based_on": "0"}
    client.post(f"{home}samen/vellen/doek/", cell)
    assert promise.replace("blijft", "blijft daar") in client.get(f"{home}klaar/").content.decode()
    client.post(f"{home}stoppen/")
    told = other.get(f"{home}samen/stand/").json()["cells"]["vellen/doek"]["links/0"]
    assert (told["value"], told["by"]) == ("eerst", "een deelnemer")


def test_answering_asks_the_database_little(
    gemeente: str,
    made: queries.SessionRow,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    client, home = came_in(made)
    client.post(f"{home}vraag/gesprekstool/A/", {"value": "4"}, **QUIETLY)
    with django_assert_max_num_queries(24):
        client.post(f"{home}vraag/gesprekstool/B/", {"value": "4"}, **QUIETLY)
    assert system_actor(gemeente).is_system
