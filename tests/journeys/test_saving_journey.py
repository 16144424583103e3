"""Saving in the background: quick hands, a slow line, a server that refuses or is gone. No word is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account
from tests.journeys.conftest import DOOR
from tests.journeys.held import first_held, is_save, refused, server_gone
from tests.journeys.test_dialogue_journey import PHONE, come_in, make_session, say
from tests.journeys.test_instrument_journey import copy_the_tool

LONG = (
    30_000  # milliseconds on the page's own clock: several times as long as it waits to try again
)
CHAIN = "?stap=theory-of-change/keten"


@pytest.fixture
def desk(page: Page, account: Callable[..., Account], sign_in: Callable[..., None]) -> Page:
    """The desk of a policy officer."""
    sign_in(page, account(Role.POLICY_OFFICER))
    return page


@pytest.fixture
def phone(desk: Page, open_page: Callable[..., Page]) -> Page:
    """Somebody at the first statement, whose clock can be put forward."""
    _room, code = make_session(desk, "Gesprekstool armoede en gezondheid")
    phone = open_page(DOOR, **PHONE)
    phone.clock.install()
    come_in(phone, code, "Armoede")
    return phone


@pytest.fixture
def sheet(desk: Page) -> Page:
    """A sheet that is written on together."""
    room, _code = make_session(desk, "Theory of Change", together=True)
    desk.goto(f"{room}samen/{CHAIN}")
    return desk


def first_cell(sheet: Page) -> Locator:
    return sheet.locator("form[data-sheet$='/K3'] [data-cell='0/als']")


def first_status(sheet: Page) -> Locator:
    return sheet.locator("form[data-sheet$='/K3']").get_by_role("status")


def test_an_answer_given_before_the_script_has_come_is_saved(phone: Page) -> None:
    with first_held(phone, lambda one: one.url.endswith("/saving.js")) as let_go:
        phone.goto(phone.url, wait_until="commit")
        phone.get_by_text("eens", exact=True).click()
        let_go()
        expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()


def test_words_written_before_the_script_has_come_are_saved(sheet: Page) -> None:
    with first_held(sheet, lambda one: one.url.endswith("/together.js")) as let_go:
        sheet.goto(sheet.url, wait_until="commit")
        first_cell(sheet).fill("vroeg geschreven")
        let_go()
        expect(first_status(sheet)).to_have_text("Bewaard")


def test_an_answer_changed_while_the_first_is_on_its_way_is_the_one_kept(phone: Page) -> None:
    with first_held(phone) as let_go:
        with phone.expect_request(is_save):
            phone.get_by_text("eens", exact=True).click()
        phone.get_by_text("oneens", exact=True).click()
        let_go()
        expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    assert phone.evaluate("localStorage.length") == 0  # nothing waits any more
    phone.reload()
    expect(phone.get_by_role("radio", name="oneens", exact=True)).to_be_checked()


def test_going_on_waits_for_the_answer_that_is_on_its_way(phone: Page) -> None:
    place = phone.url
    with first_held(phone) as let_go:
        with phone.expect_request(is_save):
            phone.get_by_text("eens", exact=True).click()
        phone.get_by_text("oneens", exact=True).click()
        for _ in range(2):  # impatient
            phone.get_by_role("button", name="Verder").click()
        let_go()
        expect(phone.get_by_text("Vraag 2 van").first).to_be_attached()
    phone.goto(place)
    expect(phone.get_by_role("radio", name="oneens", exact=True)).to_be_checked()


def test_who_goes_on_while_the_server_is_gone_stays_with_the_answer(phone: Page) -> None:
    with server_gone(phone):
        phone.get_by_text("eens", exact=True).click()
        phone.get_by_role("button", name="Verder").click()
        expect(phone.get_by_text("Geen verbinding.")).to_be_visible()
    phone.clock.fast_forward(LONG)
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_text("Vraag 2 van").first).to_be_attached()


def test_an_answer_refused_without_a_reason_stays_and_is_not_sent_over_and_over(
    phone: Page,
) -> None:
    with refused(phone) as asked:
        phone.get_by_text("eens", exact=True).click()
        expect(phone.get_by_text("Uw antwoord is niet bewaard: laad de pagina")).to_be_visible()
        phone.clock.fast_forward(LONG)
        expect(phone.get_by_role("radio", name="eens", exact=True)).to_be_checked()
        assert len(asked) == 1
    phone.reload()
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    expect(phone.get_by_role("radio", name="eens", exact=True)).to_be_checked()


def test_who_writes_on_while_a_cell_is_being_saved_meets_nobody(sheet: Page) -> None:
    with first_held(sheet) as let_go:
        with sheet.expect_request(is_save):
            first_cell(sheet).fill("half af")
        first_cell(sheet).fill("helemaal af")
        first_cell(sheet).blur()
        let_go()
        expect(sheet.get_by_text("Bewaard", exact=True)).to_be_visible()
    expect(sheet.locator(".clash")).to_have_count(0)
    sheet.reload()
    expect(first_cell(sheet)).to_have_value("helemaal af")


def test_a_stand_from_before_a_save_does_not_bring_the_old_text_back(sheet: Page) -> None:
    first_cell(sheet).fill("eerst")
    expect(sheet.get_by_text("Bewaard", exact=True)).to_be_visible()
    old = sheet.request.get(f"{sheet.url.split('?')[0]}stand/{CHAIN}&sinds=")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    sheet.route("**/stand/**", hold)
    with sheet.expect_request("**/stand/**"):
        pass
    first_cell(sheet).fill("later")
    expect(sheet.get_by_text("Bewaard", exact=True)).to_be_visible()
    first_cell(sheet).blur()
    with sheet.expect_request("**/stand/**"):  # the round after the one that came too late
        held[0].fulfill(response=old)
    expect(first_cell(sheet)).to_have_value("later")
    sheet.unroute("**/stand/**")


def test_who_leaves_a_sheet_at_once_takes_the_last_words_along(sheet: Page) -> None:
    first_cell(sheet).fill("in de haast")
    sheet.goto(sheet.url.replace(CHAIN, "?stap=theory-of-change/bewijs"))
    sheet.goto(sheet.url.split("?")[0] + CHAIN)
    expect(first_cell(sheet)).to_have_value("in de haast")


def test_a_cell_refused_without_a_reason_keeps_its_text(sheet: Page) -> None:
    with refused(sheet, 413) as asked:
        first_cell(sheet).fill("wat ik schreef")
        expect(first_status(sheet)).to_contain_text("Dit is niet bewaard: kopieer wat u schreef")
        with sheet.expect_request("**/stand/**"), sheet.expect_response("**/stand/**"):
            pass
        expect(first_cell(sheet)).to_have_value("wat ik schreef")
        assert len(asked) == 1
    first_cell(sheet).fill("wat ik schreef, korter")
    expect(sheet.get_by_text("Bewaard", exact=True)).to_be_visible()


def test_a_press_on_the_wall_counts_while_answers_come_in(
    desk: Page, open_page: Callable[..., Page]
) -> None:
    room, code = make_session(desk, "Gesprekstool armoede en gezondheid")
    phone = open_page(DOOR, **PHONE)
    come_in(phone, code, "Armoede")
    desk.goto(f"{room}wand/")
    desk.get_by_role("button", name="Volgend thema").hover()
    desk.mouse.down()
    with desk.expect_response(lambda one: "/stand" in one.url and one.status == 200):
        say(phone, "eens")
    with desk.expect_response(lambda one: "/stand" in one.url):  # and it has been looked at
        pass
    desk.mouse.up()
    expect(desk.get_by_text("Thema 2 van 6")).to_be_visible()


def test_a_link_followed_while_a_draft_is_being_saved_takes_every_word_along(desk: Page) -> None:
    draft = copy_the_tool(desk)
    desk.goto(f"{draft}vraag/A/")
    field = desk.get_by_label("Vraag of stelling", exact=True)
    with first_held(desk) as let_go:
        with desk.expect_request(is_save):
            field.fill("Half af")
        field.fill("Helemaal af")
        desk.get_by_role("navigation", name="Kruimelpad").get_by_role(
            "link", name="Concept"
        ).click()
        let_go()
        expect(desk.get_by_role("link", name="Helemaal af")).to_be_visible()


def test_a_draft_that_is_not_saved_says_so_and_keeps_its_words(desk: Page) -> None:
    draft = copy_the_tool(desk)
    desk.clock.install()
    desk.goto(f"{draft}vraag/A/")
    field, status = desk.get_by_label("Vraag of stelling", exact=True), desk.locator("#bewaard")
    with server_gone(desk):
        field.fill("Terwijl de server weg is")
        expect(status).to_have_text("Geen verbinding; uw tekst wordt straks bewaard.")
    desk.clock.fast_forward(LONG)
    expect(status).to_have_text("Bewaard")
    with refused(desk) as asked:
        field.fill("Zonder toegang")
        expect(status).to_contain_text("Dit is niet bewaard: kopieer wat u schreef")
        desk.clock.fast_forward(LONG)
        expect(field).to_have_value("Zonder toegang")
        assert len(asked) == 1
    desk.reload()
    expect(field).to_have_value("Terwijl de server weg is")


def test_a_wall_whose_session_ended_asks_to_sign_in_again(desk: Page) -> None:
    room, _code = make_session(desk, "Gesprekstool armoede en gezondheid")
    desk.goto(f"{room}wand/")
    desk.context.clear_cookies()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    expect(desk.locator("#wand")).to_have_count(0)
