"""Somebody who takes part, or wants to, tries what is not theirs: at every address under /meedoen/."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import models, queries, services
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.dialogue.tests.people import SHEETS
from rondkomen.web.participant.guessing import MOST_PER_ADDRESS
from rondkomen.web.participant.tests.test_participant import QUIETLY, came_in, new_session, stored
from rondkomen.web.participant.urls import urlpatterns
from rondkomen.web.ui.questions.links import join_link

ODD = "<script>alert(1)</script> 🙂 \u202bمرحبا\u202c"
QUESTION = {"instrument": "gesprekstool", "question": "A"}
ANSWERED = {"value": "5", "path": "0/actie", "cell:0/actie": "x", "based_on": "0", "domain": "poverty"}  # fmt: skip


@pytest.fixture(autouse=True)
def no_guesses() -> None:
    """Wrong codes of one test do not count in the next."""
    cache.clear()


@pytest.fixture
def leader(gemeente: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER, email="leider@middenveld.example")


@pytest.fixture
def made(gemeente: str, leader: Actor) -> queries.SessionRow:
    """An open session everybody answers apart."""
    return new_session(gemeente, leader)


@pytest.fixture
def sheet(gemeente: str, leader: Actor) -> queries.SessionRow:
    """An open session on one sheet."""
    text = SHEETS.read_text(encoding="utf-8")
    return new_session(gemeente, leader, text=text, mode=Mode.TOGETHER)


def addresses(session: queries.SessionRow) -> list[str]:
    """Every address of a session for who takes part in it."""
    found = []
    for pattern in urlpatterns:
        if "session_id" in str(pattern.pattern):
            named = {"gemeente_id": "9901", "session_id": session.id}
            named |= {key: value for key, value in QUESTION.items() if f":{key}>" in str(pattern.pattern)}  # fmt: skip
            found.append(reverse(f"participant:{pattern.name}", kwargs=named))
    return found


def all_ways(client: Client, address: str) -> list[Any]:
    return [client.get(address), client.post(address, ANSWERED), client.post(address, ANSWERED, **QUIETLY)]  # fmt: skip


def test_every_address_of_another_session_asks_for_a_code(
    gemeente: str, leader: Actor, made: queries.SessionRow
) -> None:
    other = new_session(gemeente, leader)
    came_in(other)
    client, _home = came_in(made)
    name, theirs = f"deelname-{made.id.hex}", f"deelname-{other.id.hex}"
    client.cookies[theirs] = client.cookies[name].value  # signed for the other session alone
    for address in addresses(other):
        for answer in all_ways(client, address):
            assert answer.headers.get("Location", "/meedoen/") == "/meedoen/", address
            assert answer.status_code in {302, 405}, address
    assert stored(gemeente, other.id) == []


@pytest.mark.parametrize("value", ["", "x", "x:y:z", "%F0%9F%99%82", "a" * 4000])
def test_a_made_up_token_is_no_token(value: str, made: queries.SessionRow) -> None:
    client = Client()
    client.cookies[f"deelname-{made.id.hex}"] = value
    for address in addresses(made):
        assert client.get(address).status_code in {302, 405}


def test_who_withdrew_is_nobody_at_every_address(gemeente: str, made: queries.SessionRow) -> None:
    client, home = came_in(made)
    kept = client.cookies[f"deelname-{made.id.hex}"].value
    client.post(f"{home}stoppen/")
    client.cookies[f"deelname-{made.id.hex}"] = kept  # a browser that did not forget
    for address in addresses(made):
        for answer in all_ways(client, address):
            assert answer.status_code in {302, 405}, address
    assert stored(gemeente, made.id) == []


def test_a_closed_session_takes_nothing_at_any_address(
    gemeente: str, leader: Actor, sheet: queries.SessionRow
) -> None:
    client, home = came_in(sheet)
    place = f"{home}samen/vellen/tabel/"
    client.post(place, {"path": "0/wat", "cell:0/wat": "eerst"})
    with acting_for(gemeente):
        services.close_session(sheet.id, at=timezone.now(), actor=leader)
    before = stored(gemeente, sheet.id)
    for ending in ("", "terug/", "weg/"):
        told = client.post(f"{place}{ending}", {"path": "0/wat", "based_on": "1", "cell:0/wat": "later"})  # fmt: skip
        assert (told.status_code, "gesloten" in told.json()["sentence"]) == (400, True)
    for way in ("vraag", "opnieuw"):
        assert client.post(f"{home}{way}/vellen/keuze/", {"chosen": "ja"}).status_code == 400
    assert stored(gemeente, sheet.id) == before
    assert Client().get(f"/meedoen/9901/{sheet.join_code}/").status_code == 400


def test_results_hidden_until_closing_open_at_closing_and_hide_again(
    gemeente: str, leader: Actor, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    with acting_for(gemeente):
        models.Session.objects.filter(id=made.id).update(hidden_until_closed=True)
        services.open_results(made.id, actor=leader)
    assert client.get(f"{home}uitslag/").status_code == 400
    assert "uitslag/" not in client.get(f"{home}klaar/").content.decode()
    with acting_for(gemeente):
        assert queries.participants(made.id)[0].seen_results_at is None
        services.close_session(made.id, at=timezone.now(), actor=leader)
    assert client.get(f"{home}uitslag/").status_code == 200
    with acting_for(gemeente):
        services.hide_results(made.id, actor=leader)
    assert client.get(f"{home}uitslag/").status_code == 400


def test_apart_means_apart_at_every_address(gemeente: str, made: queries.SessionRow) -> None:
    anna, home = came_in(made, name="Anna Geheim", consents="on")
    anna.post(f"{home}vraag/gesprekstool/opvallend/", {"value": "woorden van Anna"})
    anna.post(f"{home}vraag/gesprekstool/A/", {"value": "5"})
    other, _ = came_in(made)
    for address in addresses(made):
        page = other.get(address).content.decode()
        assert "Anna" not in page, address
        assert not re.search(r'name="(value|chosen)"[^>]*checked', page), address
    told = other.get(f"{home}samen/stand/").json()
    assert not {"gesprekstool/A", "gesprekstool/Q1", "gesprekstool/opvallend"} & set(told["asked"])
    assert not any(told["cells"].values())


def test_the_answers_of_everybody_are_not_written_through_the_sheet(
    gemeente: str, made: queries.SessionRow, sheet: queries.SessionRow
) -> None:
    client, home = came_in(made)
    told = client.post(f"{home}samen/gesprekstool/A/", {"path": "", "value": "1"})
    assert (told.status_code, "ieder apart" in told.json()["sentence"]) == (400, True)
    client, home = came_in(sheet)
    alone = client.post(f"{home}vraag/vellen/keuze/", {"chosen": "ja"}, **QUIETLY)
    assert (alone.status_code, "samen" in alone.json()["sentence"]) == (400, True)
    assert stored(gemeente, made.id) + stored(gemeente, sheet.id) == []


def test_a_row_of_another_is_not_taken_away_or_back(
    gemeente: str, sheet: queries.SessionRow
) -> None:
    (anna, home), (kees, _) = came_in(sheet), came_in(sheet)
    place = f"{home}samen/vellen/tabel/"
    anna.post(place, {"path": "0/wat", "cell:0/wat": "van Anna"})
    told = kees.get(f"{home}samen/stand/").json()
    assert told["rows"]["vellen/tabel"]["0/"] == {"revision": 1, "empty": False, "remove": False}
    assert told["cells"]["vellen/tabel"]["0/wat"]["undo"] is False
    for ending, path in (("weg/", "0/"), ("terug/", "0/wat")):
        refused = kees.post(f"{place}{ending}", {"path": path, "based_on": "1"})
        assert "iemand anders" in refused.json()["sentence"]
    assert anna.post(f"{place}weg/", {"path": "0/", "based_on": "1"}).status_code == 200
    assert stored(gemeente, sheet.id)[0][2] == [{}]


@pytest.mark.parametrize(
    "path", ["wat/+", "+/+", "0/", "-1/wat", "9999/wat", "0/weg", "²/wat", ODD]
)
def test_a_made_up_cell_is_refused_in_a_sentence(path: str, sheet: queries.SessionRow) -> None:
    client, home = came_in(sheet)
    client.post(f"{home}samen/vellen/tabel/", {"path": "0/wat", "cell:0/wat": "x"})
    told = client.post(f"{home}samen/vellen/tabel/", {"path": path, f"cell:{path}": "x"})
    assert (told.status_code, "bestaat hier niet" in told.json()["sentence"]) == (400, True)


def test_words_of_any_kind_come_back_as_words(gemeente: str, sheet: queries.SessionRow) -> None:
    client, home = came_in(sheet, name=ODD, consents="on")
    place = f"{home}samen/vellen/doek/"
    client.post(place, {"path": "links/0", "cell:links/0": ODD})
    told = client.get(f"{home}samen/stand/")
    assert told["Content-Type"] == "application/json"
    assert told.json()["cells"]["vellen/doek"]["links/0"]["value"] == ODD
    for address in ("samen/", "klaar/"):
        page = client.get(f"{home}{address}").content.decode()
        assert "<script>alert" not in page
        assert "🙂" in page


def test_a_remark_of_5000_characters_fits_and_one_more_does_not(
    gemeente: str, made: queries.SessionRow
) -> None:
    client, home = came_in(made)
    place = f"{home}vraag/gesprekstool/Q1/"
    assert client.post(place, {"chosen": "Q1.1", "comment": "é" * 5000}).status_code == 302
    long = client.post(place, {"chosen": "Q1.1", "comment": "é" * 5001})
    assert (long.status_code, "te lang" in long.content.decode()) == (400, True)
    with acting_for(gemeente):
        (row,) = queries.session_answers(made.id)
    assert len(row.comment) == 5000


def test_a_code_or_link_past_its_day_lets_nobody_in(
    gemeente: str, made: queries.SessionRow, rf: Any
) -> None:
    with acting_for(gemeente):
        link = join_link(rf.get("/"), gemeente, made.join_code)
        past = timezone.now() - timedelta(seconds=1)
        models.Session.objects.filter(id=made.id).update(code_expires_at=past)
    for address in (link, f"/meedoen/9901/{made.join_code}/"):
        told = Client().get(address)
        assert told.status_code == 400
        # one sentence, and nothing about the length of the link
        assert "hoort niet bij een open sessie" in told.content.decode()
        assert "tekens bevat" not in told.content.decode()
        assert Client().post(address, {"domain": "poverty"}).status_code == 400


def test_guessing_through_the_address_is_slowed_too(made: queries.SessionRow) -> None:
    for _ in range(MOST_PER_ADDRESS):
        assert Client().get("/meedoen/9901/AAAAAA/").status_code == 400
    locked = Client().get(f"/meedoen/9901/{made.join_code}/")
    assert "te veel onjuiste codes" in locked.content.decode()


def test_sending_the_form_twice_is_taking_part_once(
    gemeente: str, made: queries.SessionRow
) -> None:
    client = Client()
    place = f"/meedoen/9901/{made.join_code}/"
    client.get(place)
    given = {"domain": "poverty", "name": "Anna"}
    before = {name: one.value for name, one in client.cookies.items()}
    homes = []
    for _ in range(2):
        for name in set(client.cookies) - set(before):
            del client.cookies[name]
        homes.append(client.post(place, given)["Location"])
    assert homes[0] == homes[1]
    with acting_for(gemeente):
        assert len(queries.participants(made.id)) == 1
    assert client.get(homes[0], follow=True).status_code == 200


def test_a_form_from_elsewhere_changes_nothing(gemeente: str, made: queries.SessionRow) -> None:
    client, home = came_in(made)
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.cookies.update(client.cookies)
    for ending in ("vraag/gesprekstool/A/", "stoppen/", "gegevens/", "samen/gesprekstool/G3/"):
        assert elsewhere.post(f"{home}{ending}", ANSWERED).status_code == 403
    assert stored(gemeente, made.id) == []


def test_a_participant_finds_no_screen_of_who_leads(
    made: queries.SessionRow, signed_in: Callable[..., Client]
) -> None:
    client, _home = came_in(made)
    screens = "stand/ wand/ resultaten/ papier/ verslag.pdf samen/stand/ samen/wijzigingen/"
    for ending in ("", *screens.split()):
        answer = client.get(f"/gesprek/{made.id}/{ending}")
        assert answer["Location"].startswith("/aanmelden/")
    for ending in ("bestand/", "sluiten/", "papier/"):
        answer = client.post(f"/gesprek/{made.id}/{ending}")
        assert answer["Location"].startswith("/aanmelden/")


def test_two_who_close_at_once_both_hear_that_it_is_closed(
    made: queries.SessionRow, signed_in: Callable[..., Client]
) -> None:
    desks = [signed_in(Role.POLICY_OFFICER, email=f"{name}@middenveld.example") for name in "ab"]
    pages = [desk.post(f"/gesprek/{made.id}/sluiten/", follow=True) for desk in desks]
    assert "De sessie is gesloten." in pages[0].content.decode()
    assert "De sessie was al gesloten." in pages[1].content.decode()


def test_the_stand_tells_who_leads_from_who_takes_part(
    sheet: queries.SessionRow, signed_in: Callable[..., Client]
) -> None:
    desk = signed_in(Role.POLICY_OFFICER)
    desk.post(f"/gesprek/{sheet.id}/samen/vellen/doek/", {"path": "links/0", "cell:links/0": "x"})
    client, home = came_in(sheet)
    client.post(f"{home}samen/vellen/doek/", {"path": "rechts/0", "cell:rechts/0": "y"})
    found = client.get(f"{home}samen/stand/").json()["cells"]["vellen/doek"]
    assert (found["links/0"]["by"], found["rechts/0"]["by"]) == ("de gespreksleider", "u")
    assert "Testpersoon" not in json.dumps(found)
    seen = desk.get(f"/gesprek/{sheet.id}/samen/stand/").json()["cells"]["vellen/doek"]
    assert seen["rechts/0"] == {"value": "y", "revision": 2, "by": "een deelnemer", "undo": True}
