"""The main job: a partner's file comes in, becomes cases, is worked, told back, delivered and counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.chain.tests.scenario import add_partner, write_registers
from rondkomen.jobs.worker import drain
from tests.journeys.accounts import Account

CheckPage = Callable[[Page], None]
HEADER = "klantnummer;signaaldatum;bedrag;voorletters;tussenvoegsel;achternaam;geboortedatum;postcode;huisnummer"


@pytest.fixture
def office(live_server: object, gemeente: str, tmp_path: Path, settings: Any) -> None:
    """A landlord with an agreement, and the registers of the Lindelaan."""
    settings.REGISTER_FOLDER = tmp_path
    write_registers(tmp_path)
    with acting_for(gemeente):
        add_partner("Woonproef", actor=system_actor(gemeente))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A resident of the Lindelaan, someone nobody knows, an amount that cannot be, and the first row again."""
    day = timezone.localdate().strftime("%d-%m-%Y")
    known = f"K1;{day};812,40;A.;van der;Veldhuis;17-05-1980;9010 AB;12"
    rows = [
        known,
        f"K2;{day};230,00;Z.;;Onbekend;01-02-1990;9010AB;14",
        f"K3;{day};-5;C.;;Zandstra;30-11-1990;9010AB;14",
        known,
    ]
    path = tmp_path / "signalen.csv"
    path.write_text("\n".join([HEADER, *rows]))
    return path


def test_a_file_becomes_cases_that_are_worked_and_told_back(
    page: Page,
    phone: Page,
    file: Path,
    office: None,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    worker, lead = account(Role.EARLY_DETECTION_WORKER), account(Role.TEAM_LEAD)
    sign_in(page, worker)
    deliver(page, file, check_page)
    match(page, check_page)
    settle_the_unknown(page, check_page)
    sign_in(phone, worker)
    work_the_case(phone, check_page)
    tell_the_partner(page, check_page)
    page.context.clear_cookies()
    sign_in(page, lead)
    deliver_to_cbs(page, check_page)
    count_the_month(page, check_page)


def deliver(page: Page, file: Path, check_page: CheckPage) -> None:
    page.goto("/leveringen/nieuw/")
    page.get_by_label("Partner").select_option(label="Woonproef")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Innemen").click()
    expect(page.locator(".progress")).to_be_visible()
    check_page(page)
    finish(page)
    expect(page.locator(".tile__count").first).to_be_visible()
    total, *states = [int(text) for text in page.locator(".tile__count").all_inner_texts()]
    assert (total, sum(states)) == (4, 4)
    check_page(page)


def match(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("link", name="Matchen").click()
    check_page(page)
    page.get_by_role("button", name="Maand matchen").click()
    finish(page)
    expect(page.get_by_role("table", name="Eerdere keren")).to_be_visible()
    check_page(page)


def settle_the_unknown(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("link", name="1 niemand gevonden").click()
    page.locator(".data-table tbody a").first.click()
    check_page(page)
    page.get_by_text("Oppakken op het geleverde adres").click()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("status")).to_contain_text("Er is een zaak geopend")


def work_the_case(phone: Page, check_page: CheckPage) -> None:
    phone.goto("/vandaag/")
    check_page(phone)
    phone.get_by_role("button", name="Oppakken Lindelaan 12").click()
    phone.get_by_role("link", name="Lindelaan 12", exact=True).click()
    expect(phone.get_by_text("A. van der Veldhuis")).to_be_visible()
    phone.get_by_text("telefoon", exact=True).click()
    phone.get_by_text("ja", exact=True).click()
    phone.get_by_role("button", name="Poging loggen").click()
    expect(phone.get_by_role("status")).to_contain_text("De poging staat erin.")
    phone.get_by_role("link", name="Resultaat vastleggen").click()
    for answer in ("Ja", "Nee", "Regelt het zelf of wil geen hulp"):
        phone.get_by_role("link", name=answer, exact=True).click()
    check_page(phone)
    phone.get_by_role("button", name="Vastleggen en afsluiten").click()
    expect(phone.get_by_text("Afgesloten op")).to_be_visible()


def tell_the_partner(page: Page, check_page: CheckPage) -> None:
    page.get_by_role("link", name="Terugkoppeling").click()
    page.get_by_role("link", name="Woonproef").click()
    check_page(page)
    page.get_by_role("button", name="Melden en vastleggen").click()
    expect(page.get_by_role("status")).to_contain_text("vastgelegd")
    check_page(page)


def deliver_to_cbs(page: Page, check_page: CheckPage) -> None:
    page.goto("/")
    page.get_by_role("link", name="CBS").click()
    expect(page.get_by_role("table", name="Controlelijst")).to_be_visible()
    check_page(page)


def count_the_month(page: Page, check_page: CheckPage) -> None:
    page.goto("/monitor/intern/")
    page.get_by_role("button", name="Tel deze maand").click()
    finish(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Monitor")
    expect(page.get_by_role("group", name="Instroom per maand")).to_be_visible()
    check_page(page)


def finish(page: Page) -> None:
    """The work in the background is seen under way, done, and seen done without a reload by hand."""
    expect(page.locator(".progress")).to_be_visible()
    drain()
    expect(page.locator(".progress")).to_be_hidden()
