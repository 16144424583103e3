"""Paper beside a phone: typed in by the keyboard alone, and counted on the wall like any answer."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account
from tests.journeys.test_dialogue_journey import make_session


def test_sheets_are_typed_in_by_the_keyboard_and_count_on_the_wall(
    page: Page,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: Callable[[Page], None],
) -> None:
    sign_in(page, account(Role.POLICY_OFFICER))
    room, _code = make_session(page, "Gesprekstool armoede en gezondheid")
    for point in ("A/4", "a 5", "A/unknown"):
        page.goto(f"{room}papier/")
        page.get_by_role("radio", name="Armoede").check()
        page.get_by_role("button", name="Blad invoeren").click()
        expect(page.get_by_label("Code", exact=True)).to_be_focused()
        page.keyboard.type(point)
        page.keyboard.press("Enter")
        expect(page.get_by_text("is genoteerd.")).to_be_visible()
        expect(page.get_by_label("Code", exact=True)).to_be_focused()
    check_page(page)
    page.goto(f"{room}papier/")
    expect(page.get_by_role("link", name="Blad 3")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Blad 3").click()
    page.get_by_label("Code", exact=True).fill("A/9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bij A hoort geen vak “9”.")).to_be_visible()
    page.goto(f"{room}wand/")
    expect(page.get_by_text("2 punten gegeven")).to_be_visible()
    expect(page.locator(".wall .dot")).to_have_count(3)
