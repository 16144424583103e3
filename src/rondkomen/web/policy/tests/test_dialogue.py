"""The facilitator's screens: making a session, the room, the wall, the agenda, taking along and erasing."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Phase, SessionState

NEW = {
    "title": "Armoede & <b>gezondheid</b>",
    "instruments": ["gesprekstool"],
    "purpose": "policy",
    "mode": "apart",
    "least_group": "3",
    "domains": "",
}


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def room(desk: Client) -> str:
    """The address of an open session."""
    return str(desk.post("/gesprek/nieuw/", NEW)["Location"])


@pytest.fixture
def answered(gemeente: str, room: str) -> str:
    """The room of a session in which six people of two domains gave a point to A."""
    session = session_in(room)
    actor = system_actor(gemeente)
    with acting_for(gemeente):
        for number, (domain, point) in enumerate(
            [
                ("poverty", 5),
                ("poverty", 4),
                ("poverty", 4),
                ("health", 1),
                ("health", 2),
                ("health", 2),
            ]
        ):
            new = services.Joining(session, f"t{number}", domain)
            who = services.join(new, at=timezone.now(), actor=actor)
            given = services.Given(session, "gesprekstool", "A", point)
            services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    return room


def session_in(room: str) -> UUID:
    return UUID(room.rstrip("/").rpartition("/")[2])


def test_a_session_is_made_and_opened_in_one_step(desk: Client, room: str, gemeente: str) -> None:
    page = desk.get(room).content.decode()
    with acting_for(gemeente):
        (row,) = queries.sessions()
    assert row.state is SessionState.OPEN
    assert row.join_code in page
    assert "<svg" in page
    assert "<b>gezondheid" not in page
    assert "&lt;b&gt;gezondheid" in desk.get("/gesprek/").content.decode()


def test_a_session_can_wait_and_nothing_is_made_of_a_wrong_form(
    desk: Client, gemeente: str
) -> None:
    assert desk.post("/gesprek/nieuw/", NEW | {"title": "", "least_group": "1"}).status_code == 400
    place = desk.post("/gesprek/nieuw/", NEW | {"prepare": "1"})["Location"]
    with acting_for(gemeente):
        (row,) = queries.sessions()
    assert row.state is SessionState.DRAFT
    assert "Nog niet open" in desk.get(place).content.decode()
    desk.post(f"{place}openen/")
    assert "Zo doet u mee" in desk.get(place).content.decode()


@pytest.mark.parametrize(
    ("domains", "sentence"),
    [
        ("\n".join(map(str, range(200))), "Er passen hoogstens 12 domeinen in een sessie; dit zijn er 200."),
        ("ok\n" + "x" * 5000, "5000 tekens lang; er passen er 80."),
    ],
)  # fmt: skip
def test_a_list_of_domains_that_does_not_fit_is_refused_in_a_sentence(
    desk: Client, gemeente: str, domains: str, sentence: str
) -> None:
    answer = desk.post("/gesprek/nieuw/", NEW | {"domains": domains})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    with acting_for(gemeente):
        assert queries.sessions() == []


def test_only_a_finished_wave_with_answers_on_the_same_instrument_can_be_followed(
    desk: Client, answered: str, gemeente: str
) -> None:
    page = desk.get("/gesprek/nieuw/").content.decode()
    assert "Vervolg op" not in page  # it still runs
    tried = str(desk.post("/gesprek/nieuw/", NEW | {"title": "Probeersel"})["Location"])
    for place in (answered, tried):
        desk.post(f"{place}sluiten/")
    page = desk.get("/gesprek/nieuw/").content.decode()
    assert "Ronde 1, gesloten" in page
    assert "Probeersel" not in page  # nobody answered in it
    follow = NEW | {"previous": str(session_in(answered)), "title": "Volgende"}
    other = desk.post("/gesprek/nieuw/", follow | {"instruments": ["theory-of-change"]})
    assert "er zou niets te vergelijken zijn" in other.content.decode()
    made = str(desk.post("/gesprek/nieuw/", follow)["Location"])
    with acting_for(gemeente):
        assert queries.session(session_in(made)).wave == 2


def test_a_theme_that_is_not_in_the_session_is_refused(desk: Client, answered: str) -> None:
    theme = {"theme": "gesprekstool/ZZ"}
    for place, fields in (
        ("wand/actie/", {"what": "Bellen"}),
        ("wand/thema/", {}),
        ("notitie/", {"text": "later", "kind": "parking"}),
    ):
        answer = desk.post(f"{answered}{place}", theme | fields)
        assert answer.status_code == 400
        assert "Dit thema hoort niet bij deze sessie." in answer.content.decode()
    assert "Bellen" not in desk.get(f"{answered}acties/").content.decode()


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "Maak er een" in desk.get("/gesprek/").content.decode()


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.COUNSELLOR, Role.AUDITOR])
def test_others_do_not_lead(role: Role, signed_in: Callable[..., Client], room: str) -> None:
    other = signed_in(role)
    assert {other.get(place).status_code for place in ("/gesprek/", room, f"{room}wand/")} == {403}


def test_another_municipality_finds_nothing(signed_in: Callable[..., Client], room: str) -> None:
    other = signed_in(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    for place in ("", "wand/", "acties/", "resultaten/", "samen/", "wissen/"):
        assert other.get(f"{room}{place}").status_code == 400
    assert other.post(f"{room}sluiten/").status_code in {302, 400}
    assert other.post(f"{room}bestand/").status_code == 400


def test_the_room_says_who_answered_and_not_what(desk: Client, answered: str) -> None:
    page = desk.get(f"{answered}stand/?sinds=").content.decode()
    assert "6" in page
    assert "6 begonnen" in page
    assert "dot" not in page
    with_revision = page.split("sinds=")[1].split('"')[0]
    assert desk.get(f"{answered}stand/?sinds={with_revision}").status_code == 204


def test_the_wall_shows_a_theme_with_dots_and_the_widest_difference(
    desk: Client, answered: str
) -> None:
    page = desk.get(f"{answered}wand/").content.decode()
    assert page.count('class="dot"') == 6
    assert "Armoede (midden 4) tegenover Gezondheid (midden 2)" in page
    desk.post(f"{answered}wand/thema/", {"theme": "gesprekstool/B"})
    assert "Thema 2 van 6" in desk.get(f"{answered}wand/").content.decode()
    desk.post(f"{answered}wand/thema/", {"theme": "../etc"})
    assert "Thema 2 van 6" in desk.get(f"{answered}wand/").content.decode()


def test_the_wall_waits_for_who_is_still_answering_unless_results_are_opened(
    desk: Client, answered: str, gemeente: str
) -> None:
    session, actor = session_in(answered), system_actor(gemeente)
    with acting_for(gemeente):
        who = services.join(
            services.Joining(session, "z", "poverty"), at=timezone.now(), actor=actor
        )
        given = services.Given(session, "gesprekstool", "B", 3)
        services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    page = desk.get(f"{answered}wand/").content.decode()  # at A, which six of seven answered
    assert "van de 7 antwoordden hier" in page
    assert 'class="dot' not in page
    with acting_for(gemeente):
        given = services.Given(session, "gesprekstool", "A", 3)
        services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    assert desk.get(f"{answered}wand/").content.decode().count('class="dot"') == 7
    desk.post(f"{answered}wand/thema/", {"theme": "gesprekstool/B"})
    assert "van de 7 antwoordden hier" in desk.get(f"{answered}wand/stand/").content.decode()
    opened = desk.post(f"{answered}uitslag/", {"open": "1", "back": "wall"})
    assert opened["Location"] == f"{answered}wand/"
    assert "te weinig antwoorden" in desk.get(f"{answered}wand/").content.decode()


def test_the_results_say_where_to_begin_and_the_script_follows(desk: Client, answered: str) -> None:
    page = desk.get(f"{answered}resultaten/").content.decode()
    assert "Waar te beginnen" in page
    # Medians 4 and 2 differ by half of the scale; consensus is .39, so .61 is missing and weighs more.
    assert "de antwoorden lopen hier uiteen" in page
    assert "overeenstemming 0,39 van 1" in page
    for minutes in (45, 90, 150):
        script = desk.get(f"{answered}draaiboek/?minuten={minutes}").content.decode()
        assert "Wij weten waarom wij armoede en gezondheid samen aanpakken." in script
    assert desk.get(f"{answered}draaiboek/?minuten=x").status_code == 200


def test_what_was_written_below_a_question_is_read_by_who_leads(
    desk: Client, room: str, gemeente: str
) -> None:
    session, actor = session_in(room), system_actor(gemeente)
    with acting_for(gemeente):
        for number in range(3):
            new = services.Joining(session, f"t{number}", "poverty")
            who = services.join(new, at=timezone.now(), actor=actor)
            given = services.Given(
                session, "gesprekstool", "Q2", {"chosen": ["Q2.1"]}, comment=f"idee {number}"
            )
            services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    page = desk.get(f"{room}resultaten/").content.decode()
    assert "Ideeën bij dit thema" in page
    assert "idee 2" in page


def test_nothing_is_counted_of_too_few(desk: Client, room: str, gemeente: str) -> None:
    actor = system_actor(gemeente)
    with acting_for(gemeente):
        for number in range(2):
            new = services.Joining(session_in(room), f"t{number}", "poverty")
            who = services.join(new, at=timezone.now(), actor=actor)
            raw = {"chosen": ["Q1.1"]}
            given = services.Given(session_in(room), "gesprekstool", "Q1", raw)
            services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    page = desk.get(f"{room}resultaten/").content.decode()
    assert "Te weinig antwoorden om te laten zien." in page
    assert "<meter" not in page
    assert "Nog geen draaiboek" in desk.get(f"{room}draaiboek/").content.decode()


def test_questions_back_and_movement_of_few_are_not_told(
    desk: Client, answered: str, gemeente: str
) -> None:
    session, actor = session_in(answered), system_actor(gemeente)
    with acting_for(gemeente):
        for number in range(2):
            new = services.Joining(session, f"x{number}", "poverty")
            who = services.join(new, at=timezone.now(), actor=actor)
            for question, raw, phase in (
                ("A", 4, Phase.FIRST),
                ("A", 5, Phase.REVISITED),
                ("E", 4, Phase.FIRST),
                ("Q11", {"chosen": ["Q11.4"]}, Phase.FIRST),
            ):
                given = services.Given(session, "gesprekstool", question, raw, phase=phase)
                services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    page = desk.get(f"{answered}resultaten/").content.decode()
    assert "Na de verdieping: te weinig antwoorden om te laten zien." in page
    assert "Bij 1 vraag terug: te weinig antwoorden om te laten zien." in page
    assert "2 omhoog" not in page
    assert "te weinig antwoorden" in desk.get(f"{answered}wand/").content.decode()


def test_a_small_domain_is_not_shown_apart(desk: Client, answered: str, gemeente: str) -> None:
    session = session_in(answered)
    actor = system_actor(gemeente)
    with acting_for(gemeente):
        who = services.join(services.Joining(session, "z", "other"), at=timezone.now(), actor=actor)
        given = services.Given(session, "gesprekstool", "A", 3)
        services.give_answer(given, participant_id=who, at=timezone.now(), actor=actor)
    page = desk.get(f"{answered}resultaten/").content.decode()
    assert "Iets anders" not in page
    assert "Overige domeinen samen" in page


def test_a_decision_becomes_an_action_and_a_note(desk: Client, answered: str) -> None:
    wanted = {"what": "Bel <i>de</i> huisarts", "owner": "Anna", "due": "2026-12-15"}
    desk.post(f"{answered}wand/actie/", wanted | {"theme": "gesprekstool/A"})
    wall = desk.get(f"{answered}wand/").content.decode()
    assert "Besluit" in wall
    assert "<i>de</i>" not in wall
    agenda = desk.get(f"{answered}acties/").content.decode()
    assert "Bel &lt;i&gt;de&lt;/i&gt; huisarts" in agenda
    assert desk.post(f"{answered}wand/actie/", {"what": ""}).status_code == 400


def test_the_agenda_goes_along_as_workbook_and_calendar(desk: Client, answered: str) -> None:
    desk.post(f"{answered}wand/actie/", {"what": "=1+1; bellen, snel", "due": "2026-12-15"})
    book = load_workbook(BytesIO(desk.get(f"{answered}acties/bestand/xlsx/").content))
    assert book.active["A2"].value == "=1+1; bellen, snel"
    assert book.active["A2"].data_type == "s"
    calendar = desk.get(f"{answered}acties/bestand/ics/").content.decode()
    assert "SUMMARY:=1+1\\; bellen\\, snel\r\n" in calendar
    assert desk.get(f"{answered}acties/bestand/exe/").status_code == 404


def test_an_action_changes_and_keeps_its_session(
    desk: Client, answered: str, gemeente: str
) -> None:
    desk.post(f"{answered}acties/", {"what": "Bellen", "state": "open"})
    with acting_for(gemeente):
        (row,) = queries.actions(session_in(answered))
    place = f"/gesprek/acties/{row.id}/"
    assert "Bellen" in desk.get(place).content.decode()
    done = {"what": "Bellen", "state": "done", "based_on": "1"}
    assert desk.post(place, done)["Location"] == f"{answered}acties/"
    with acting_for(gemeente):
        assert queries.action(row.id).state == "done"


def test_notes_are_kept_as_text(desk: Client, answered: str) -> None:
    desk.post(f"{answered}notitie/", {"text": "<script>x</script> 🙂", "kind": "parking"})
    page = desk.get(answered).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt; 🙂" in page
    assert desk.post(f"{answered}notitie/", {"text": "x" * 5001}).status_code == 400


def test_closing_twice_says_so_and_changes_nothing(desk: Client, answered: str) -> None:
    for sentence in ("De sessie is gesloten.", "De sessie was al gesloten."):
        assert sentence in desk.post(f"{answered}sluiten/", follow=True).content.decode()


def test_the_session_goes_along_as_a_file_and_is_erased_after_one_question(
    desk: Client, answered: str
) -> None:
    data = json.loads(desk.post(f"{answered}bestand/").content)
    assert sorted(one["value"] for one in data["answers"]) == [1, 2, 2, 4, 4, 5]
    assert "6 deelnemers" in desk.get(f"{answered}wissen/").content.decode()
    assert desk.post(f"{answered}wissen/")["Location"] == "/gesprek/"
    assert desk.get(answered).status_code == 400


def test_the_joint_sheet_takes_cells_and_undoes_them(desk: Client, answered: str) -> None:
    assert "Regel erbij" in desk.get(f"{answered}samen/").content.decode()
    place = f"{answered}samen/gesprekstool/G3/"
    desk.post(place, {"path": "0/actie", "cell:0/actie": "Bellen"})
    desk.post(place, {"path": "0/actie", "cell:0/actie": "Mailen", "based_on": "1"})
    told = desk.get(f"{answered}samen/stand/").json()["cells"]["gesprekstool/G3"]["0/actie"]
    assert (told["value"], told["by"]) == ("Mailen", "u")
    desk.post(f"{place}terug/", {"path": "0/actie", "based_on": "2"})
    told = desk.get(f"{answered}samen/stand/").json()["cells"]["gesprekstool/G3"]["0/actie"]
    assert told["value"] == "Bellen"


def test_what_was_ticked_together_is_listed_and_not_counted(desk: Client) -> None:
    sheet = NEW | {"instruments": ["werkboek-evaluatie"], "mode": "together"}
    room = str(desk.post("/gesprek/nieuw/", sheet)["Location"])
    sent = {"path": "", "chosen": ["bestuur", "inwoners"]}
    assert desk.post(f"{room}samen/werkboek-evaluatie/W5.1.1/", sent).status_code == 200
    page = desk.get(f"{room}resultaten/").content.decode()
    assert "samen ingevuld" in page
    assert "De raad of de wethouder" in page
    assert "Wie het project leidt" not in page  # nobody ticked it
    assert "<meter" not in page


def test_what_follows_from_the_sheet_is_told(desk: Client) -> None:
    sheet = NEW | {"instruments": ["werkboek-evaluatie"], "mode": "together"}
    room = str(desk.post("/gesprek/nieuw/", sheet)["Location"])
    assert "Nog niets" in desk.get(f"{room}volgt/").content.decode()
    place = f"{room}samen/werkboek-evaluatie/W5.4/"
    cells = (("0/scenario", "nieuw"), ("0/aantal", "3"), ("0/prijs-laag", "55.5"),
             ("1/scenario", "oud"), ("1/aantal", "1"), ("1/prijs-laag", "2500"))  # fmt: skip
    for path, value in cells:
        assert desk.post(place, {"path": path, f"cell:{path}": value}).status_code == 200
    page = desk.get(f"{room}volgt/").content.decode()
    # 3 × 55.50 = 166.50 in the new way, 1 × 2,500 in the old
    assert "166,5" in page
    assert "2.500" in page


def test_the_wall_asks_as_much_of_the_database_for_six_as_for_twelve(
    desk: Client, answered: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(20):
        desk.get(f"{answered}wand/stand/")
