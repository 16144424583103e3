"""What somebody answers after they saw the results is marked so; what they said of themselves can change."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.journal.queries import events
from rondkomen.web.participant.tests.test_participant import QUIETLY, came_in, new_session

SEEN = "na het zien van de uitslag"


@pytest.fixture
def leader(gemeente: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER, email="leider@middenveld.example")


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def made(gemeente: str, leader: Actor) -> queries.SessionRow:
    """An open session on the dialogue tool."""
    return new_session(gemeente, leader)


@pytest.fixture
def three(made: queries.SessionRow) -> list[tuple[Client, str]]:
    """Three who gave a 5 to the first statement, all by name."""
    found = [
        came_in(made, name=name, consents="on") for name in ("Anna Vos", "Kees Bos", "Ida Mos")
    ]
    for phone, home in found:
        say(phone, home, "5")
    return found


def say(phone: Client, home: str, point: str, way: str = "vraag") -> Any:
    return phone.post(f"{home}{way}/gesprekstool/A/", {"value": point}, **QUIETLY)


def opened(gemeente: str, made: queries.SessionRow, leader: Actor) -> None:
    with acting_for(gemeente):
        services.open_results(made.id, actor=leader)


def marks(gemeente: str, made: queries.SessionRow) -> list[bool]:
    with acting_for(gemeente):
        return [row.after_results for row in queries.session_answers(made.id)]


def test_an_answer_is_marked_when_its_writer_saw_the_results_first(
    gemeente: str, leader: Actor, desk: Client, made: queries.SessionRow, three: Any
) -> None:
    (anna, home), (kees, _), _ = three
    opened(gemeente, made, leader)
    say(kees, home, "4")  # the results are open, and Kees has not looked
    anna.get(f"{home}uitslag/")
    say(anna, home, "5")  # looked, and changed nothing
    assert marks(gemeente, made) == [False, False, False]
    say(anna, home, "2")
    assert sorted(marks(gemeente, made)) == [False, False, True]
    page = desk.get(f"/gesprek/{made.id}/resultaten/").content.decode()
    assert f"1 antwoord gegeven {SEEN}" in page
    assert "AV*" in page
    assert "KB*" not in page
    file = json.loads(desk.post(f"/gesprek/{made.id}/bestand/").content)
    assert [one["value"] for one in file["answers"] if one["after_results"]] == [2]
    looked = [bool(one["saw_results_at"]) for one in file["participants"]]
    assert sorted(looked) == [False, False, True]


def test_who_leads_sees_how_many_looked_and_names_only_with_consent(
    gemeente: str, leader: Actor, desk: Client, made: queries.SessionRow, three: Any
) -> None:
    nameless, home = came_in(made, name="Piet Stil")
    opened(gemeente, made, leader)
    for phone in (three[0][0], nameless):
        phone.get(f"{home}uitslag/")
    stand = desk.get(f"/gesprek/{made.id}/stand/").content.decode()
    assert "2 deelnemers keken naar de uitslag." in stand
    assert stand.count("Anna Vos") == 2  # among who takes part, and among who looked
    assert "Piet" not in stand
    with acting_for(gemeente):
        told = [event for event in events(made.id) if event.kind == "dialogue_results_seen"]
    assert [event.data["by"] for event in told] == ["participant", "participant"]


def test_a_participant_reads_calmly_that_later_changes_are_marked(
    gemeente: str, leader: Actor, made: queries.SessionRow, three: Any
) -> None:
    anna, home = three[0]
    question = f"{home}vraag/gesprekstool/A/"
    assert "teken" not in anna.get(f"{home}klaar/").content.decode()
    opened(gemeente, made, leader)
    assert "krijgt daarbij een teken" in anna.get(f"{home}klaar/").content.decode()
    assert "krijgt daarbij een teken" not in anna.get(question).content.decode()
    anna.get(f"{home}uitslag/")
    assert "U zag de uitslag al" in anna.get(question).content.decode()


def test_taking_back_consent_takes_the_name_away_everywhere_at_once(
    gemeente: str, leader: Actor, desk: Client, made: queries.SessionRow, three: Any
) -> None:
    anna, home = three[0]
    opened(gemeente, made, leader)
    room = f"/gesprek/{made.id}/"
    places = ["", "stand/", "wand/", "resultaten/"]
    assert "Anna Vos" in desk.get(room).content.decode()
    assert "AV" in desk.get(f"{room}wand/").content.decode()
    changed = anna.post(f"{home}gegevens/", {"domain": "poverty", "name": "Anna Vos"})
    assert changed["Location"] == f"{home}klaar/?bewaard=1"
    for place in places:
        page = desk.get(f"{room}{place}").content.decode()
        assert "Anna" not in page
        assert ">AV" not in page
    assert "Anna" not in desk.post(f"{room}bestand/").content.decode()
    other = three[1][0].get(f"{home}uitslag/").content.decode()
    assert "Anna" not in other
    assert ">AV" not in other
    assert "Anna Vos" in anna.get(f"{home}klaar/").content.decode()  # for their own eyes


def test_name_domain_and_consent_change_without_leaving(
    gemeente: str, made: queries.SessionRow
) -> None:
    phone, home = came_in(made, name="Ana")
    say(phone, home, "4")
    given = {"domain": "other", "own_domain": "wonen", "name": "Anna 🙂", "consents": "on"}
    assert phone.post(f"{home}gegevens/", given).status_code == 302
    with acting_for(gemeente):
        (one,) = queries.participants(made.id)
        assert (one.domain, one.name, one.consents_to_name) == ("wonen", "Anna 🙂", True)
        assert len(queries.session_answers(made.id)) == 1
        kinds = {event.kind: event.data for event in events(made.id)}
    assert "Anna" not in json.dumps(kinds, ensure_ascii=False, default=str)
    assert kinds["dialogue_participant_changed"]["by"] == "participant"
    page = phone.get(f"{home}klaar/").content.decode()
    assert 'value="wonen"' in page
    assert phone.post(f"{home}gegevens/", {"domain": "nergens"}).status_code == 400
    assert "sessionid" not in phone.cookies


def test_after_closing_consent_can_still_go_and_the_domain_stays(
    gemeente: str, leader: Actor, made: queries.SessionRow, three: Any
) -> None:
    anna, home = three[0]
    with acting_for(gemeente):
        services.close_session(made.id, at=timezone.now(), actor=leader)
    refused = anna.post(f"{home}gegevens/", {"domain": "health", "name": "Anna Vos"})
    assert refused.status_code == 400
    assert anna.post(f"{home}gegevens/", {"domain": "poverty", "name": ""}).status_code == 302
    with acting_for(gemeente):
        one = queries.participants(made.id)[0]
        assert (one.domain, one.name, queries.own_name(one.id)) == ("poverty", "", "")
