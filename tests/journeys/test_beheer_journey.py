"""Arranging the work: rules written in a form and published by a colleague, and a colleague let in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rondkomen.access.core.roles import Role
from rondkomen.jobs.worker import drain
from tests.journeys.accounts import Account, sign_in_by_form

CheckPage = Callable[[Page], None]
ADMIN = Role.FUNCTIONAL_ADMINISTRATOR


def test_rules_are_written_in_a_form_tried_out_and_published_by_a_colleague(
    page: Page,
    open_page: Callable[..., Page],
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    sign_in(page, account(ADMIN, email="schrijft@middenveld.example"))
    page.goto("/beheer/regels/")
    page.get_by_role("button", name="Nieuw concept").click()
    check_page(page)
    first = page.get_by_role("group", name="Regel 1", exact=True)
    first.get_by_label("Punten").fill("77")
    expect(page.locator(".rule__points").first).to_have_text("+77")
    page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Het concept is bewaard.")
    page.get_by_role("link", name="Uitproberen").click()
    page.get_by_role("button", name="Uitproberen").click()
    expect(page.get_by_role("button", name="Stoppen")).to_be_visible()
    check_page(page)
    drain()
    expect(page.get_by_text("Geen zaken in deze maanden")).to_be_visible()
    check_page(page)
    colleague = open_page()
    sign_in(colleague, account(ADMIN, email="leest@middenveld.example"))
    colleague.goto("/beheer/regels/")
    colleague.get_by_role("link", name="Beginversie, 2").click()
    check_page(colleague)
    colleague.get_by_role("button", name="Publiceren").click()
    expect(colleague.get_by_text("+77")).to_be_visible()


def test_a_rule_moves_without_script_and_a_fault_stands_at_its_field(
    open_page: Callable[..., Page], account: Callable[..., Account], sign_in: Callable[..., None]
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, account(ADMIN))
    page.goto("/beheer/regels/")
    page.get_by_role("button", name="Nieuw concept").click()
    second = page.locator("#regel-1 .rule-form__when").inner_text()
    page.get_by_role("button", name="Omhoog Regel 2", exact=True).click()
    expect(page.locator("#regel-0 .rule-form__when")).to_have_text(second)
    page.locator("#id_regel-0-points").fill("0")
    page.get_by_role("button", name="Concept bewaren").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Nul punten doet niets.")


def test_a_colleague_is_let_in_and_first_chooses_a_password(
    page: Page,
    open_page: Callable[..., Page],
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    sign_in(page, account(ADMIN))
    page.goto("/beheer/gebruikers/nieuw/")
    page.get_by_label("Naam").fill("Kim")
    page.get_by_label("E-mailadres").fill("kim@middenveld.example")
    page.get_by_text("Teamleider vroegsignalering", exact=True).click()
    page.get_by_role("button", name="Toevoegen").click()
    check_page(page)
    first = page.locator(".first-password").inner_text()
    kim = open_page()
    sign_in_by_form(kim, Account("kim@middenveld.example", first))
    expect(kim.get_by_text("Kies eerst een eigen wachtwoord")).to_be_visible()
    check_page(kim)
    kim.get_by_label("Huidig wachtwoord").fill(first)
    for label in ("Nieuw wachtwoord", "Nieuw wachtwoord, nog een keer"):
        kim.get_by_label(label, exact=True).fill("een rustige zin voor thuis")
    kim.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(kim.get_by_role("navigation").get_by_role("link", name="Bord")).to_be_visible()


def test_who_gives_himself_a_role_hears_it_at_the_field(
    page: Page,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    sign_in(page, account(ADMIN))
    page.goto("/beheer/gebruikers/")
    page.get_by_role("link", name="A. de Tester").click()
    page.get_by_label("Auditor").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("U kunt uzelf geen rol geven")
