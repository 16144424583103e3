"""A second wave beside the first: who came back and who did not are told apart, in counts."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.crypto import blind_index
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import services
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from tests.journeys.accounts import Account
from tests.journeys.conftest import DOOR
from tests.journeys.test_dialogue_journey import PHONE, say

CheckPage = Callable[[Page], None]
FIRST = "Waar staan wij, vorig jaar"
# What they gave to the first statement a year ago; the first two come back with their code.
A_YEAR_AGO = {"AAAA3333": 2, "BBBB4444": 4, "": 1, "CCCC6666": 3}
NOW = {"AAAA3333": "eens", "BBBB4444": "eens", "": "helemaal eens"}


@pytest.fixture
def earlier(live_server: object, gemeente: str) -> None:
    """A closed session of four people who all gave a point to the first statement."""
    actor, now = system_actor(gemeente), timezone.now()
    with acting_for(gemeente):
        session = first_session(actor)
        for place, (key, point) in enumerate(A_YEAR_AGO.items()):
            kept = blind_index(key, gemeente_id=gemeente, kind="participant-again") if key else ""
            new = services.Joining(session, f"token {place}", "poverty", again_key_hash=kept)
            who = services.join(new, at=now, actor=actor)
            given = services.Given(session, "gesprekstool", "A", point)
            services.give_answer(given, participant_id=who, at=now, actor=actor)
        services.close_session(session, at=now, actor=actor)


def first_session(actor: Actor) -> UUID:
    now = timezone.now()
    text = next(path for path in instrument_files() if path.stem == "gesprekstool").read_text()
    kept = services.keep_version(
        services.NewVersion("gesprekstool", "1", text), at=now, actor=actor
    )
    new = services.NewSession(FIRST, SessionPurpose.MONITORING, Mode.APART, [kept], least_group=2)
    made = services.prepare_session(new, at=now, actor=actor)
    services.open_session(made, at=now, actor=actor)
    return made


@pytest.fixture
def desk(
    page: Page, earlier: None, account: Callable[..., Account], sign_in: Callable[..., None]
) -> Page:
    """The room of the second wave, which follows the first."""
    sign_in(page, account(Role.POLICY_OFFICER))
    page.goto("/gesprek/nieuw/")
    page.get_by_label("Naam van de sessie").fill("Waar staan wij nu")
    page.get_by_text("Meer instellen").click()
    page.get_by_label("Kleinste groep die apart te zien is").fill("2")
    earlier_waves = page.get_by_label("Vervolg op een eerdere ronde")
    wave = earlier_waves.get_by_role("option", name=f": {FIRST} (")
    earlier_waves.select_option(value=wave.get_attribute("value"))
    page.get_by_role("button", name="Maken en openen").click()
    return page


def answer(phone: Page, code: str, again: str, point: str) -> None:
    """Joins, with the key of the wave before when there is one, and gives a point."""
    phone.goto(f"/meedoen/9901/{code}/")
    phone.get_by_text("Armoede", exact=True).click()
    phone.get_by_label("Terugkomcode van een vorige ronde").fill(again)
    phone.get_by_role("button", name="Meedoen").click()
    phone.get_by_text("Vraag 1 van").first.wait_for(state="attached")
    say(phone, point)


def test_who_came_back_and_who_did_not_are_told_apart(
    desk: Page, open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    room, code = desk.url, desk.locator(".lobby__code").inner_text()
    people = [*NOW.items(), ("", "niet oneens en niet eens")]
    for again, point in people:
        answer(open_page(DOOR, **PHONE), code, again, point)
    desk.goto(f"{room}resultaten/")
    expect(desk.get_by_text("2 deelnemers waren er beide keren.")).to_be_visible()
    line = desk.locator(".waves tbody tr").first
    # Everybody: 1 2 3 4 was 2,5 and 3 4 4 5 is 4. Who came back: 2 to 4 is up, 4 to 4 the same.
    # The others: 1 and 3 were 2, and 3 and 5 are 4.
    expect(line.get_by_role("cell")).to_have_text(["2,5", "4,0", "1", "1", "0", "2,0", "4,0"])
    expect(desk.get_by_text("wij tellen wie bewoog, en toetsen niets")).to_be_visible()
    expect(desk.get_by_text("significant")).to_have_count(0)
    check_page(desk)
