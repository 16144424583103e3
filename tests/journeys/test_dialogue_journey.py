"""A conversation: one who leads, three on their phones, a lost connection, the wall, an action, closing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account
from tests.journeys.conftest import DOOR
from tests.journeys.held import first_held, is_save

CheckPage = Callable[[Page], None]
PHONE = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def desk(page: Page, account: Callable[..., Account], sign_in: Callable[..., None]) -> Page:
    """The desk of a policy officer."""
    sign_in(page, account(Role.POLICY_OFFICER))
    return page


def make_session(desk: Page, instrument: str, *, together: bool = False) -> tuple[str, str]:
    """The address of the room, and the code on its wall."""
    desk.goto("/gesprek/")
    desk.get_by_role("link", name="Nieuwe sessie").first.click()
    desk.get_by_label("Naam van de sessie").fill("Waar staan wij")
    desk.get_by_label(instrument).check()
    if together:
        desk.get_by_text("Samen op één scherm").click()
    desk.get_by_role("button", name="Maken en openen").click()
    code = desk.locator(".lobby__code").inner_text()
    return desk.url, code


def come_in(phone: Page, code: str, domain: str) -> None:
    phone.goto("/meedoen/9901/")
    phone.get_by_label("Code").fill(code.lower())
    phone.get_by_role("button", name="Verder").click()
    phone.get_by_text(domain, exact=True).click()
    phone.get_by_role("button", name="Meedoen").click()
    phone.get_by_text("Vraag 1 van").first.wait_for(state="attached")


def say(phone: Page, answer: str) -> None:
    phone.get_by_text(answer, exact=True).click()
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()


def test_three_answer_and_the_wall_leads_to_an_action(
    desk: Page, open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    room, code = make_session(desk, "Gesprekstool armoede en gezondheid")
    check_page(desk)
    phones = [open_page(DOOR, **PHONE) for _ in range(3)]
    for phone, answer in zip(phones, ("eens", "helemaal eens", "weet ik niet"), strict=True):
        come_in(phone, code, "Armoede")
        say(phone, answer)
    check_page(phones[0])
    expect(desk.get_by_text("3 begonnen")).to_be_visible()
    desk.goto(f"{room}wand/")
    expect(desk.locator(".wall .dot")).to_have_count(3)
    check_page(desk)
    say(phones[2], "oneens")
    expect(desk.get_by_text("3 punten gegeven")).to_be_visible(timeout=3000)
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_text("Thema 2 van 6")).to_be_visible()
    desk.get_by_role("button", name="Beslis een actie").click()
    desk.get_by_label("Wat gaan wij doen?").fill("Samen bellen met de huisartsen")
    desk.get_by_role("button", name="Afspreken").click()
    expect(desk.locator(".wall__notes")).to_contain_text("Samen bellen met de huisartsen")
    close_and_look(desk, room, phones[0], check_page)


def close_and_look(desk: Page, room: str, phone: Page, check_page: CheckPage) -> None:
    desk.goto(room)
    desk.get_by_role("button", name="Uitslag openen").click()
    desk.get_by_role("button", name="Sessie sluiten").click()
    expect(desk.get_by_text("De sessie is gesloten.")).to_be_visible()
    desk.get_by_role("link", name="Actieagenda").click()
    expect(desk.get_by_role("link", name="Samen bellen met de huisartsen")).to_be_visible()
    check_page(desk)
    phone.get_by_role("link", name="Naar het overzicht").click()
    phone.get_by_role("link", name="Bekijk de uitslag").click()
    expect(phone.locator(".dot--own")).to_have_count(1)
    check_page(phone)


def test_an_answer_given_without_a_connection_is_sent_when_it_is_back(
    desk: Page, open_page: Callable[..., Page]
) -> None:
    room, code = make_session(desk, "Gesprekstool armoede en gezondheid")
    phone = open_page(DOOR, **PHONE)
    come_in(phone, code, "Gezondheid")
    place = phone.url
    phone.context.set_offline(True)
    phone.get_by_text("helemaal oneens", exact=True).click()
    expect(phone.get_by_text("Geen verbinding.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible(timeout=10_000)
    phone.goto(place)
    expect(phone.get_by_label("helemaal oneens")).to_be_checked()
    desk.goto(room)
    expect(desk.get_by_text("1 begonnen")).to_be_visible()
    desk.goto(f"{room}wand/")
    expect(desk.get_by_text("Er zijn nog te weinig antwoorden")).to_be_visible()


def meet_on_one_sheet(desk: Page, open_page: Callable[..., Page]) -> Page:
    """A phone on the sheet that the desk has open."""
    room, code = make_session(desk, "Beleidstheorie", together=True)
    board = "?stap=beleidstheorie/bord"
    desk.goto(f"{room}samen/{board}")
    other = open_page(DOOR, **PHONE)
    other.goto(f"/meedoen/9901/{code}/")
    other.get_by_text("Armoede", exact=True).click()
    other.get_by_role("button", name="Meedoen").click()
    other.locator("[data-sheets]").wait_for()
    other.goto(other.url.split("?")[0] + board)
    return other


def keep_my_text(other: Page) -> None:
    """Chosen once, also while it is on its way, the clash does not come back."""
    with first_held(other) as let_go:
        with other.expect_request(is_save):
            other.get_by_role("button", name="Houd mijn tekst").click()
        expect(other.locator(".clash")).to_have_count(0)
        let_go()
        expect(other.get_by_text("Bewaard", exact=True)).to_be_visible()
    expect(other.locator(".clash")).to_have_count(0)


def test_two_write_on_one_sheet_and_nobody_is_overwritten(
    desk: Page, open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    other = meet_on_one_sheet(desk, open_page)
    mine, theirs = (
        desk.locator("textarea[data-cell]").first,
        other.locator("textarea[data-cell]").first,
    )
    mine.fill("van het bureau")
    expect(theirs).to_have_value("van het bureau")
    check_page(other)
    other.context.set_offline(True)
    theirs.fill("van de telefoon")
    expect(other.get_by_text("Geen verbinding;")).to_be_visible()
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        mine.fill("van het bureau, later")
    other.context.set_offline(False)
    expect(other.locator(".clash")).to_contain_text("van het bureau, later")
    keep_my_text(other)
    expect(mine).to_have_value("van de telefoon")
    desk.locator(".cell__by button").first.click()
    expect(theirs).to_have_value("van het bureau, later")
