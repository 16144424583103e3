"""A worker's day: from the list to a logged call on a phone, also without a connection, to a result."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.kernel.period import Month
from rondkomen.outreach import services
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.tests.examples import signal
from rondkomen.people.services import AddressFacts, register_household
from tests.journeys.accounts import Account
from tests.journeys.held import server_gone

CheckPage = Callable[[Page], None]


@pytest.fixture
def worker(gemeente: str, account: Callable[..., Account]) -> Account:
    """A worker in whose municipality one case waits for somebody."""
    who = account(Role.EARLY_DETECTION_WORKER)
    today = timezone.localdate()
    with acting_for(gemeente):
        home = register_household(
            AddressFacts(postcode="1234AB", house_number=12, street="Lindelaan", city="Middenveld")
        )
        group = CaseGroup(home, (signal(),), neighbourhood="Noord")
        actor = system_actor(gemeente)
        services.open_cases([group], month=Month.of(today), today=today, actor=actor)
    return who


def take_the_case(page: Page, worker: Account, sign_in: Callable[..., None]) -> None:
    sign_in(page, worker)
    page.goto("/vandaag/")
    page.get_by_role("button", name="Oppakken Lindelaan 12").click()
    page.get_by_role("link", name="Lindelaan 12", exact=True).click()


def test_a_call_is_logged_in_three_presses_on_a_phone(
    phone: Page, worker: Account, sign_in: Callable[..., None], check_page: CheckPage
) -> None:
    take_the_case(phone, worker, sign_in)
    check_page(phone)
    phone.get_by_text("telefoon", exact=True).click()
    phone.get_by_text("ja", exact=True).click()
    phone.get_by_role("button", name="Poging loggen").click()
    expect(phone.get_by_text("De poging staat erin.")).to_be_visible()
    expect(phone.locator(".timeline__title").get_by_text("telefoon")).to_have_count(1)
    check_page(phone)


def test_a_call_is_logged_from_today_without_a_mouse(
    page: Page, worker: Account, sign_in: Callable[..., None]
) -> None:
    take_the_case(page, worker, sign_in)
    page.goto("/vandaag/")
    page.keyboard.press("1")
    page.wait_for_url("**/zaken/*/")
    page.keyboard.press("p")
    expect(page.get_by_role("radio", name="telefoon")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="ja", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("De poging staat erin.")
    expect(page).to_have_url(re.compile("/zaken/"))
    expect(page.locator(".timeline__title").get_by_text("telefoon, ")).to_contain_text(", bereikt")


def test_after_an_attempt_the_day_goes_on_at_today(
    phone: Page, worker: Account, sign_in: Callable[..., None], check_page: CheckPage
) -> None:
    take_the_case(phone, worker, sign_in)
    phone.get_by_text("huisbezoek", exact=True).click()
    phone.get_by_label("Opnieuw proberen op").fill(timezone.localdate().isoformat())
    phone.get_by_role("button", name="Loggen en naar Vandaag").click()
    phone.wait_for_url("**/vandaag/")
    expect(phone.get_by_role("heading", name="Vandaag af of te laat")).to_be_visible()
    expect(phone.get_by_text("afgesproken: vandaag")).to_be_visible()
    check_page(phone)


def test_an_attempt_made_without_a_connection_comes_in_once(
    phone: Page, worker: Account, sign_in: Callable[..., None]
) -> None:
    take_the_case(phone, worker, sign_in)
    phone.get_by_text("huisbezoek", exact=True).click()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Poging loggen").click()
    expect(phone.get_by_text("Geen verbinding.")).to_be_visible()
    phone.get_by_role("button", name="Poging loggen").click()
    phone.context.set_offline(False)
    expect(phone.get_by_text("De poging staat erin.")).to_be_visible()
    expect(phone.locator(".timeline__title").get_by_text("huisbezoek")).to_have_count(1)


def test_an_attempt_is_sent_by_itself_when_the_server_is_back(
    phone: Page, worker: Account, sign_in: Callable[..., None]
) -> None:
    phone.clock.install()
    take_the_case(phone, worker, sign_in)
    phone.get_by_text("huisbezoek", exact=True).click()
    with server_gone(phone):
        phone.get_by_role("button", name="Poging loggen").click()
        expect(phone.get_by_text("Geen verbinding.")).to_be_visible()
    phone.clock.fast_forward(5_000)
    expect(phone.get_by_text("De poging staat erin.")).to_be_visible()
    expect(phone.locator(".timeline__title").get_by_text("huisbezoek")).to_have_count(1)


def test_the_decision_aid_leads_to_a_result_that_closes_the_case(
    page: Page, worker: Account, sign_in: Callable[..., None], check_page: CheckPage
) -> None:
    take_the_case(page, worker, sign_in)
    page.get_by_text("telefoon", exact=True).click()
    page.get_by_text("ja", exact=True).click()
    page.get_by_role("button", name="Poging loggen").click()
    expect(page.get_by_text("De poging staat erin.")).to_be_visible()
    page.get_by_role("link", name="Resultaat vastleggen").click()
    for answer in ("Ja", "Nee", "Regelt het zelf of wil geen hulp"):
        page.get_by_role("link", name=answer, exact=True).click()
    check_page(page)
    page.get_by_role("button", name="Vastleggen en afsluiten").click()
    expect(page.get_by_text("Afgesloten op")).to_be_visible()
    check_page(page)


def test_the_walk_and_the_conversation_aid_fit_a_narrow_phone(
    phone: Page, worker: Account, sign_in: Callable[..., None], check_page: CheckPage
) -> None:
    take_the_case(phone, worker, sign_in)
    for place in ("/vandaag/", "/zaken/", "/deuren/", "/gesprekshulp/", "/terugkoppeling/"):
        phone.goto(place)
        check_page(phone)
    phone.goto("/deuren/")
    phone.get_by_role("button", name="Niet thuis").click()
    expect(phone.get_by_text("Geen deuren voor vandaag")).to_be_visible()
