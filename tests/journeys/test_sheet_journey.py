"""One sheet, several writers: what one does the others see at once, and can take back."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account
from tests.journeys.conftest import DOOR
from tests.journeys.test_dialogue_journey import make_session

CheckPage = Callable[[Page], None]
LATER = "?stap=theory-of-change/bewijs"


@dataclass(frozen=True)
class Room:
    """The desk of who leads, and the code on the wall."""

    desk: Page
    code: str


@pytest.fixture
def room(page: Page, account: Callable[..., Account], sign_in: Callable[..., None]) -> Room:
    """A policy officer on the sheet of a chain of assumptions."""
    sign_in(page, account(Role.POLICY_OFFICER))
    address, code = make_session(page, "Theory of Change", together=True)
    page.goto(f"{address}samen/?stap=theory-of-change/keten")
    return Room(page, code)


@pytest.fixture
def desk(room: Room) -> Page:
    """The desk of who leads."""
    return room.desk


@pytest.fixture
def phone(room: Room, open_page: Callable[..., Page]) -> Page:
    """Somebody who takes part, on the same sheet."""
    other = open_page(DOOR, has_touch=True, is_mobile=True)
    other.goto(f"/meedoen/9901/{room.code}/")
    other.get_by_text("Armoede", exact=True).click()
    other.get_by_role("button", name="Meedoen").click()
    other.locator("[data-sheets]").wait_for()
    return other


def cell(page: Page, question: str, path: str) -> Locator:
    return page.locator(f"form[data-sheet$='/{question}'] [data-cell='{path}']")


def write(page: Page, question: str, path: str, text: str) -> None:
    """Writes in a cell, and waits until it is saved."""
    sent = urlencode({f"cell:{path}": text})
    with page.expect_response(lambda answer: sent in (answer.request.post_data or "")):
        cell(page, question, path).fill(text)


def test_a_row_of_an_earlier_step_appears_for_who_works_on_a_later_one(
    desk: Page, phone: Page, check_page: CheckPage
) -> None:
    phone.goto(phone.url.split("?")[0] + LATER)
    write(desk, "K3", "0/als", "bellen binnen een week")
    expect(cell(phone, "K3.b", "0/als")).to_have_value("bellen binnen een week")
    write(phone, "K3.b", "0/praktijk", "werkt bij ons")
    desk.get_by_role("button", name="Regel erbij").click()
    write(desk, "K3", "1/als", "langsgaan")
    expect(cell(phone, "K3.b", "1/als")).to_have_value("langsgaan")
    write(desk, "K3", "0/als", "bellen binnen vijf dagen")
    expect(cell(phone, "K3.b", "0/als")).to_have_value("bellen binnen vijf dagen")
    expect(cell(phone, "K3.b", "0/praktijk")).to_have_value("werkt bij ons")
    check_page(phone)


def test_a_row_is_taken_away_for_everybody_and_put_back(
    desk: Page, phone: Page, check_page: CheckPage
) -> None:
    phone.goto(phone.url.split("?")[0] + "?stap=theory-of-change/keten")
    write(phone, "K3", "0/als", "van de telefoon")
    expect(cell(desk, "K3", "0/als")).to_have_value("van de telefoon")
    desk.get_by_role("button", name="Regel erbij").click()
    write(desk, "K3", "1/als", "van het bureau")
    expect(cell(phone, "K3", "1/als")).to_have_value("van het bureau")
    expect(phone.get_by_role("button", name="weghalen")).to_have_count(1)  # their own row only
    phone.get_by_role("button", name="weghalen: van de telefoon").click()
    expect(cell(desk, "K3", "0/als")).to_be_hidden()
    expect(cell(desk, "K3", "1/als")).to_be_visible()
    phone.locator(".saved").get_by_role("button", name="terug").click()
    expect(cell(desk, "K3", "0/als")).to_be_visible()
    expect(cell(desk, "K3", "0/als")).to_have_value("van de telefoon")
    check_page(desk)
    desk.get_by_role("link", name="Wijzigingen").click()
    expect(desk.get_by_role("row")).to_have_count(5)  # a head, two texts, taken away, put back
    check_page(desk)


def test_a_participant_takes_back_their_own_last_change_only(desk: Page, phone: Page) -> None:
    phone.goto(phone.url.split("?")[0] + "?stap=theory-of-change/keten")
    write(phone, "K3", "0/als", "eerst")
    write(phone, "K3", "0/als", "later")
    write(desk, "K3", "0/dan", "van het bureau")
    expect(cell(phone, "K3", "0/dan")).to_have_value("van het bureau")
    backs = phone.locator(".cell__by button")
    expect(backs).to_have_count(1)
    backs.click()
    expect(cell(desk, "K3", "0/als")).to_have_value("eerst")
