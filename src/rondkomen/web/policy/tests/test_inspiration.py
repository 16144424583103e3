"""Practices on the screen: finding, keeping, claiming, two at once, and what is outdated."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.chain.dialogue_report import session_report
from rondkomen.dialogue import services
from rondkomen.dialogue.core.session.codes import SessionPurpose
from rondkomen.knowledge import queries
from rondkomen.knowledge.core.practices import Keeping

HOME = "/inspiratie/"
OWN = {
    "name": "Soep & post",
    "lesson": "Samen <i>post</i> openen trekt buren.",
    "themes": ["D", "F"],
    "kind": "project",
    "goals": ["reach"],
    "year": "2024",
    "source": "Jaarverslag 2024",
    "link": "unknown",
}


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer of Middenveld."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def of_assen(signed_in: Callable[..., Client]) -> Client:
    """A policy officer of Assen, which some shipped practices are about."""
    set_up_gemeente(NewGemeente("9903", "Gemeente Assen", 69_000, 2026))
    return signed_in(Role.POLICY_OFFICER, email="p@assen.example", gemeente_id="9903")


def added(desk: Client, **more: object) -> str:
    """The address of an own practice."""
    return str(desk.post(f"{HOME}nieuw/", OWN | more)["Location"])


def test_practices_stand_under_their_themes_with_year_place_and_link(desk: Client) -> None:
    page = desk.get(HOME).content.decode()
    assert "44 voorbeelden" in page
    assert "A. Waarom samen" in page
    found = desk.get(f"{HOME}?theme=D&municipality=Den+Haag").content.decode()
    assert "Schilderswijk Moeders" in found
    assert "Den Haag · 2013 · project" in found
    # nobody looked at a page of a shipped practice, so nothing is said of any
    assert "geen link bekend" in found
    assert "link werkte" not in page + found


@pytest.mark.parametrize(
    ("asked", "count"),
    # the inventory: three in Assen, three of 2016, one that tells of both
    [("municipality=Assen", 3), ("year=2016", 3), ("words=huurachterstand+corporatie", 1)],
)
def test_what_is_asked_is_found(desk: Client, asked: str, count: int) -> None:
    page = desk.get(f"{HOME}?{asked}").content.decode()
    assert page.count('<article class="practice') == count


def test_nothing_found_says_what_to_do(desk: Client) -> None:
    assert "Niets gevonden" in desk.get(f"{HOME}?words=ruimtevaart").content.decode()
    # a filter that does not exist asks nothing
    assert "44 voorbeelden" in desk.get(f"{HOME}?theme=Z&year=x&page=x").content.decode()


def test_an_own_practice_is_kept_as_text_and_found(desk: Client) -> None:
    place = added(desk)
    page = desk.get(place).content.decode()
    assert "Soep &amp; post" in page
    assert "&lt;i&gt;post&lt;/i&gt;" in page
    assert "eigen voorbeeld" in page
    assert "Middenveld · 2024 · project" in page
    assert "Soep" in desk.get(f"{HOME}?municipality=Middenveld").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"lesson": "x" * 1001}, {"themes": []}, {"themes": ["Z"]}, {"year": "1400"},
        {"address": "javascript:alert(1)"}, {"link": "works"},
        {"address": "https://v.nl", "link": "works", "checked_on": "2999-01-01"},
    ],
)  # fmt: skip
def test_a_wrong_form_stores_nothing(desk: Client, wrong: dict[str, object]) -> None:
    assert desk.post(f"{HOME}nieuw/", OWN | wrong).status_code == 400
    assert "44 voorbeelden" in desk.get(HOME).content.decode()


def test_a_link_says_when_somebody_looked(desk: Client) -> None:
    seen = {"address": "https://voorbeeld.nl/soep", "checked_on": "2026-11-03"}
    page = desk.get(added(desk, **seen, link="works")).content.decode()
    assert 'href="https://voorbeeld.nl/soep" rel="noopener noreferrer external"' in page
    assert "link werkte op 3 nov 2026" in page
    gone = desk.get(added(desk, **seen, link="gone")).content.decode()
    assert "link bestond niet meer op 3 nov 2026" in gone
    assert 'href="https://voorbeeld.nl/soep"' not in gone


def test_the_municipality_it_is_about_keeps_the_text_from_then_on(of_assen: Client) -> None:
    assert "Dit houden wij bij" in of_assen.get(f"{HOME}PW04/").content.decode()
    assert of_assen.post(f"{HOME}PW04/bijhouden/").status_code == 302
    page = of_assen.get(f"{HOME}PW04/").content.decode()
    assert "bijgehouden door Gemeente Assen" in page
    assert "Dit houden wij bij" not in page
    text = OWN | {"name": "De Vaart Erin", "lesson": "Nu binnen twee weken.", "based_on": "1"}
    assert of_assen.post(f"{HOME}PW04/wijzigen/", text).status_code == 302
    assert "Nu binnen twee weken." in of_assen.get(f"{HOME}PW04/").content.decode()
    assert "Niet meer bijhouden?" in of_assen.get(f"{HOME}PW04/wissen/").content.decode()
    of_assen.post(f"{HOME}PW04/wissen/")
    assert "Binnen vier weken" in of_assen.get(f"{HOME}PW04/").content.decode()


def test_who_it_is_not_about_cannot_claim(desk: Client) -> None:
    assert "Dit houden wij bij" not in desk.get(f"{HOME}PW04/").content.decode()
    assert desk.post(f"{HOME}PW04/bijhouden/").status_code == 400
    for place in ("wijzigen/", "wissen/"):
        assert desk.get(f"{HOME}PW04/{place}").status_code == 400
    with acting_for("9901"):
        assert queries.practice("PW04").keeping is Keeping.SHIPPED


def test_two_at_once_see_both_texts(desk: Client, signed_in: Callable[..., Client]) -> None:
    other = signed_in(Role.POLICY_OFFICER, email="tweede@middenveld.example")
    place = added(desk)
    first = OWN | {"lesson": "Eerst soep.", "based_on": "1"}
    assert desk.post(f"{place}wijzigen/", first).status_code == 302
    answer = other.post(f"{place}wijzigen/", OWN | {"lesson": "Eerst post.", "based_on": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Testpersoon veranderde dit intussen ook" in page
    assert all(text in page for text in ("Eerst soep.", "Eerst post.", 'value="2"'))
    assert "Eerst soep." in desk.get(place).content.decode()
    last = OWN | {"lesson": "Eerst post.", "based_on": "2"}
    assert other.post(f"{place}wijzigen/", last).status_code == 302
    desk.post(f"{place}terug/", {"based_on": "3"})
    assert "Eerst soep." in desk.get(place).content.decode()


def test_outdated_is_said_to_all_and_taken_back(
    desk: Client, signed_in: Callable[..., Client]
) -> None:
    other = signed_in(Role.POLICY_OFFICER, email="tweede@middenveld.example")
    assert desk.post(f"{HOME}PW01/verouderd/", {"reason": " "}).status_code == 400
    desk.post(f"{HOME}PW01/verouderd/", {"reason": "<b>Gestopt</b> in 2020"})
    for place in (HOME + "?words=koers", f"{HOME}PW01/"):
        page = other.get(place).content.decode()
        assert "&lt;b&gt;Gestopt&lt;/b&gt; in 2020" in page
        assert "licht antwoord" in page
    other.post(f"{HOME}PW01/actueel/")
    assert "Gestopt" not in desk.get(f"{HOME}PW01/").content.decode()


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.COUNSELLOR, Role.AUDITOR])
def test_others_do_not_keep_practices(role: Role, signed_in: Callable[..., Client]) -> None:
    other = signed_in(role)
    assert {other.get(place).status_code for place in (HOME, f"{HOME}PW01/")} == {403}
    assert other.post(f"{HOME}PW01/verouderd/", {"reason": "x"}).status_code == 403


def test_another_municipality_finds_nothing_of_it(
    desk: Client, signed_in: Callable[..., Client]
) -> None:
    place = added(desk)
    other = signed_in(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    assert "Soep" not in other.get(HOME).content.decode()
    for action in ("", "wijzigen/", "wissen/"):
        assert other.get(f"{place}{action}").status_code == 400
    for action in ("wijzigen/", "terug/", "verouderd/", "actueel/", "wissen/"):
        given = OWN | {"reason": "x", "based_on": "1"}
        assert other.post(f"{place}{action}", given).status_code == 400
    assert "Soep" in desk.get(place).content.decode()


def test_an_own_practice_appears_wherever_its_theme_is_offered(desk: Client) -> None:
    added(desk, name="Eigen aanpak", themes=["A"])
    given = {"title": "Proef", "instruments": ["gesprekstool"], "purpose": "policy",
             "mode": "apart", "least_group": "3", "domains": ""}  # fmt: skip
    room = str(desk.post("/gesprek/nieuw/", given)["Location"])
    session = UUID(room.rstrip("/").rpartition("/")[2])
    actor = system_actor("9901")
    with acting_for("9901"):
        for number, point in enumerate((1, 3, 5)):
            new = services.Joining(session, f"t{number}", "poverty")
            who = services.join(new, at=timezone.now(), actor=actor)
            answer = services.Given(session, "gesprekstool", "A", point)
            services.give_answer(answer, participant_id=who, at=timezone.now(), actor=actor)
        report = session_report(
            session, labels={}, words={SessionPurpose.POLICY: "beleid"}, actor=actor
        )
    line = "Eigen aanpak (Middenveld, 2024)"
    script = desk.get(f"{room}draaiboek/").content.decode()
    assert line in script
    assert "/inspiratie/?theme=A" in script
    assert line in str(report.blocks)
    # four shipped ones are about theme A (PW02, PW07, PG01, PG02), and this one
    assert "5 voorbeelden van elders" in desk.get(f"{room}resultaten/").content.decode()


def test_erasing_asks_once(desk: Client) -> None:
    place = added(desk)
    assert "Voorbeeld wissen?" in desk.get(f"{place}wissen/").content.decode()
    assert desk.post(f"{place}wissen/")["Location"] == HOME
    assert desk.get(place).status_code == 400


def test_more_practices_ask_no_more_of_the_database(desk: Client) -> None:
    added(desk)
    with CaptureQueriesContext(connection) as few:
        desk.get(HOME)
    for number in range(6):
        added(desk, name=f"Soep {number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(HOME)
    assert len(many) == len(few) < 20
