"""The workbook, from target group to evaluation plan: one who leads, sheet by sheet, on one screen."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from rondkomen.access.core.roles import Role
from tests.journeys.accounts import Account

CheckPage = Callable[[Page], None]
SHEETS = (
    "Werkblad vroegsignalering",
    "Werkblad samenwerken",
    "Werkblad vrijwilligers en ervaringsdeskundigen",
    "Werkblad evaluatie",
)


@pytest.fixture
def book(page: Page, account: Callable[..., Account], sign_in: Callable[..., None]) -> Page:
    """The first step of the four sheets, in one session."""
    sign_in(page, account(Role.POLICY_OFFICER))
    page.goto("/gesprek/nieuw/")
    page.get_by_label("Naam van de sessie").fill("Vroeg aan de Waterkant")
    page.get_by_label("Gesprekstool armoede en gezondheid").uncheck()
    for sheet in SHEETS:
        page.get_by_label(sheet).check()
    page.get_by_text("Samen op één scherm").click()
    page.get_by_role("button", name="Maken en openen").click()
    page.get_by_role("link", name="Samen invullen").click()
    return page


def question(book: Page, code: str) -> Locator:
    return book.locator(f"form[data-sheet$='/{code}']")


def is_kept(act: Callable[[], None], book: Page) -> None:
    """Nothing, once what was done is stored."""
    with book.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        act()


def tick(book: Page, code: str, option: str) -> None:
    is_kept(lambda: question(book, code).get_by_label(option).click(), book)


def write(book: Page, code: str, path: str, text: str) -> None:
    is_kept(lambda: question(book, code).locator(f"[data-cell='{path}']").fill(text), book)


def choose(book: Page, code: str, path: str, option: str) -> None:
    place = question(book, code).locator(f"[data-cell='{path}']")
    is_kept(lambda: place.select_option(label=option), book)


def on_to(book: Page, step: str) -> None:
    """The next step, which is this one; opened from the list when steps lie between."""
    book.get_by_role("navigation", name="Alle stappen").get_by_role("link", name=step).click()
    expect(book.locator(".walk__title")).to_have_text(step)


def test_from_target_group_to_evaluation_plan(book: Page, check_page: CheckPage) -> None:
    choose_target_group(book, check_page)
    work_together(book)
    plan_the_evaluation(book, check_page)
    read_what_follows(book, check_page)
    take_the_plan_along(book)


def choose_target_group(book: Page, check_page: CheckPage) -> None:
    tick(book, "W2.1", "Inwoners met hun eerste achterstanden")
    expect(question(book, "W2.1.g")).to_be_visible()  # the question that follows from the choice
    write(book, "W2.1.g", "0/omvang", "140")
    check_page(book)
    book.get_by_role("link", name="Verder: De inzet").click()
    tick(book, "W2.2", "Contact leggen en mensen echt bereiken")
    expect(question(book, "W2.2.w")).to_be_visible()
    write(book, "W2.2.w", "W2.2.2/wat", "Zes van de tien huishoudens spreken")
    on_to(book, "Het plan op één blad")
    plan = question(book, "W2.T").locator("[data-cell='W2.2.2/wat']")
    expect(plan).to_have_value("Zes van de tien huishoudens spreken")


def work_together(book: Page) -> None:
    on_to(book, "De vorm")
    write(book, "W3.1", "0/partner", "De Linde")
    on_to(book, "Halen en brengen")
    expect(question(book, "W3.2").locator("[data-cell='0/partner']")).to_have_value("De Linde")
    on_to(book, "Wie is waarvoor verantwoordelijk")
    expect(question(book, "W4.5.g1")).to_have_count(0)
    is_kept(lambda: question(book, "W4.4").get_by_label("Bij beiden samen").click(), book)
    expect(question(book, "W4.5.g1")).to_be_visible()


def plan_the_evaluation(book: Page, check_page: CheckPage) -> None:
    on_to(book, "Voor wie en waarom")
    tick(book, "W5.1.2", "Leren wat werkt en wat niet, en bijstellen")
    on_to(book, "De gegevens")
    write(book, "W5.1.3", "0/gegeven", "Gesproken huishoudens")
    question(book, "W5.1.3").get_by_role("button", name="Regel erbij").click()
    write(book, "W5.1.3", "1/gegeven", "Aantal flyers")
    judged = question(book, "W5.3")
    expect(judged.locator("[data-cell='1/gegeven']")).to_have_value("Aantal flyers")
    choose(book, "W5.3", "0/besluit", "Houden")
    choose(book, "W5.3", "1/besluit", "Weglaten")
    book.get_by_role("link", name="Verder: Scenario's").click()
    book.get_by_role("link", name="Verder: Het evaluatieplan").click()
    kept = question(book, "W5.P").locator("[data-cell$='/gegeven']")
    expect(kept.first).to_have_value("Gesproken huishoudens")
    expect(kept.nth(1)).to_have_value("")  # what was dropped is not in the plan
    write(book, "W5.P", "0/wie", "Het duo, na elk bezoek")
    check_page(book)


def read_what_follows(book: Page, check_page: CheckPage) -> None:
    book.locator(".walk__on").get_by_role("link", name="Wat hieruit volgt").click()
    expect(book.get_by_text("U wilt leren. Vraag deelnemers en uitvoerders")).to_be_visible()
    expect(book.get_by_text("U wilt mensen echt bereiken, maar er is nog geen weg")).to_be_visible()
    check_page(book)


def take_the_plan_along(book: Page) -> None:
    """The plan as PDF, and as a Word file in which its text can be read back."""
    pdf = book.request.get(book.url.replace("volgt/", "verslag.pdf"))
    assert pdf.body().startswith(b"%PDF")
    word = book.request.get(book.url.replace("volgt/", "verslag.docx"))
    made = docx.Document(BytesIO(word.body()))
    assert "Het evaluatieplan" in [one.text for one in made.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["Gesproken huishoudens", "Het duo, na elk bezoek", "", "", ""] in rows
