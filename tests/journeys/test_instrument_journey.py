"""A municipality makes an instrument its own: copying, changing with a preview, comparing, and a session on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account
from tests.journeys.conftest import DOOR
from tests.journeys.held import first_held, is_save

CheckPage = Callable[[Page], None]
STATEMENT = "Wij weten samen waarom <wij> dit doen 🙂"
QUESTION = "Wat weet u hier nog niet van?"


@pytest.fixture
def desk(page: Page, account: Callable[..., Account], sign_in: Callable[..., None]) -> Page:
    """The desk of a policy officer."""
    sign_in(page, account(Role.POLICY_OFFICER))
    return page


def copy_the_tool(desk: Page) -> str:
    """The address of a copy of the dialogue tool."""
    desk.goto("/gesprek/")
    desk.get_by_role("link", name="Instrumenten").click()
    tool = desk.get_by_role("listitem").filter(has_text="Gesprekstool armoede en gezondheid")
    tool.get_by_role("button", name="Kopiëren").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("(eigen versie)")
    return desk.url


def test_a_copy_is_changed_with_a_preview_and_used_in_a_session(
    desk: Page, open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    draft = copy_the_tool(desk)
    check_page(desk)
    change_a_statement(desk, check_page)
    add_a_question(desk, check_page)
    desk.goto(draft)
    desk.get_by_role("link", name="Wat is er veranderd").click()
    expect(desk.get_by_role("main")).to_contain_text(STATEMENT)
    expect(desk.get_by_role("main").get_by_text(QUESTION)).to_be_visible()
    check_page(desk)
    desk.goto(draft)
    desk.get_by_role("button", name="Definitief maken").click()
    expect(desk.get_by_text("is definitief. Kies haar bij een nieuwe sessie.")).to_be_visible()
    check_page(desk)
    meet_the_question(desk, open_page)


def change_a_statement(desk: Page, check_page: CheckPage) -> None:
    """The new words stand in the preview as soon as they are typed, and are kept."""
    desk.get_by_role("link", name="Wij weten waarom wij armoede").click()
    desk.get_by_label("Vraag of stelling", exact=True).fill(STATEMENT)
    expect(desk.locator("#stand legend")).to_have_text(STATEMENT)
    expect(desk.get_by_text("Bewaard", exact=True)).to_be_visible()
    desk.get_by_label("Vraag of stelling", exact=True).fill("")
    expect(desk.get_by_text("Nog 1 fout; daarna kan dit definitief worden.")).to_be_visible()
    check_page(desk)
    desk.get_by_label("Vraag of stelling", exact=True).fill(STATEMENT)
    expect(desk.locator("#stand legend")).to_have_text(STATEMENT)
    desk.get_by_role("button", name="Klaar").click()
    expect(desk.get_by_role("button", name="Definitief maken")).to_be_visible()


def add_a_question(desk: Page, check_page: CheckPage) -> None:
    """A question for who does not know, moved up by keyboard; with a fault nothing can be made of it."""
    desk.get_by_label("Soort van een nieuwe vraag in Waar staan wij").select_option("text")
    desk.get_by_role("button", name="Vraag erbij").first.click()
    desk.get_by_label("Voorwaarde 1", exact=True).select_option("unknown:A")
    desk.get_by_label("Vraag of stelling", exact=True).fill(QUESTION)
    expect(desk.locator("#stand legend")).to_have_text(QUESTION)
    expect(desk.locator("#stand")).to_contain_text("Alleen als A is 'weet ik niet'")
    expect(desk.get_by_text("Bewaard", exact=True)).to_be_visible()
    check_page(desk)
    desk.get_by_role("button", name="Klaar").click()
    up = desk.get_by_role("button", name=f"Omhoog: {QUESTION}")
    for place in (7, 6):
        up.focus()
        desk.keyboard.press("Enter")
        here = desk.locator(".outline__section").first.locator("li").nth(place - 1)
        expect(here).to_contain_text(QUESTION)
        expect(up).to_be_focused()


def meet_the_question(desk: Page, open_page: Callable[..., Page]) -> None:
    """Who does not know is asked the new question."""
    desk.goto("/gesprek/nieuw/")
    desk.get_by_label("Naam van de sessie").fill("Met onze eigen vragen")
    desk.get_by_label("Gesprekstool armoede en gezondheid", exact=True).uncheck()
    desk.get_by_label("Gesprekstool armoede en gezondheid (eigen versie)").check()
    desk.get_by_role("button", name="Maken en openen").click()
    code = desk.locator(".lobby__code").inner_text()
    phone = open_page(DOOR, has_touch=True, is_mobile=True)
    phone.goto(f"/meedoen/9901/{code}/")
    phone.get_by_text("Armoede", exact=True).click()
    phone.get_by_role("button", name="Meedoen").click()
    expect(phone.locator("legend")).to_have_text(STATEMENT)
    phone.get_by_text("weet ik niet", exact=True).click()
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    for _ in range(5):
        phone.get_by_role("button", name="Verder").click()
    expect(phone.locator("legend")).to_have_text(QUESTION)


def test_two_who_change_one_statement_lose_nothing(
    desk: Page,
    open_page: Callable[..., Page],
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    draft = copy_the_tool(desk)
    other = open_page(DOOR)
    sign_in(other, account(Role.POLICY_OFFICER, email="collega@middenveld.example"))
    for one in (desk, other):
        one.goto(f"{draft}vraag/A/")
    desk.get_by_label("Vraag of stelling", exact=True).fill("Van het bureau")
    expect(desk.get_by_text("Bewaard", exact=True)).to_be_visible()
    other.get_by_label("Vraag of stelling", exact=True).fill("Van de telefoon")
    expect(other.get_by_role("alert")).to_contain_text("Van de telefoon")
    expect(other.get_by_label("Vraag of stelling", exact=True)).to_have_value("Van het bureau")
    check_page(other)
    other.get_by_label("Vraag of stelling", exact=True).fill("Van ons samen")
    expect(other.get_by_text("Bewaard", exact=True)).to_be_visible()
    desk.reload()
    expect(desk.get_by_label("Vraag of stelling", exact=True)).to_have_value("Van ons samen")


def test_who_is_ready_while_a_save_is_on_its_way_keeps_every_word(desk: Page) -> None:
    draft = copy_the_tool(desk)
    desk.goto(f"{draft}vraag/A/")
    field = desk.get_by_label("Vraag of stelling", exact=True)
    with first_held(desk) as let_go:
        with desk.expect_request(is_save):
            field.fill("Half af")
        field.fill("Helemaal af")
        ready = desk.get_by_role("button", name="Klaar")
        ready.click()
        ready.click()  # impatient
        let_go()
        expect(desk.get_by_role("button", name="Definitief maken")).to_be_visible()
    expect(desk.get_by_role("link", name="Helemaal af")).to_be_visible()
