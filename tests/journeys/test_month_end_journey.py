"""The end of a month: the delivery for CBS made and checked on screen, the monitor published, a series marked."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.exchange.adapters.check import check
from rondkomen.jobs.worker import drain
from rondkomen.kernel.period import Month
from rondkomen.monitoring.services import keep_counts
from rondkomen.monitoring.tests.examples import a_month
from tests.journeys.accounts import Account

CheckPage = Callable[[Page], None]
OCTOBER = Month(2026, 10)


@pytest.fixture
def october(live_server: object, gemeente: str) -> None:
    """Seven signals of an insurer in October, two of them in a case, and the organisation known to CBS."""
    made.middenveld()
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        signals = made.deliver(made.insurer(actor), 7, actor=actor)
        made.open_case(signals[:2], actor=actor)


@pytest.fixture
def counted(live_server: object, gemeente: str) -> None:
    """October, the month before and the same month last year, counted from made-up facts."""
    with acting_for(gemeente):
        for month in (OCTOBER.plus(-12), OCTOBER.previous(), OCTOBER):
            keep_counts(
                a_month(month, 1),
                inhabitants=60_000,
                at=datetime(2026, 11, 2, tzinfo=UTC),
                actor=system_actor(gemeente),
            )


def test_a_delivery_for_cbs_is_made_and_the_file_is_valid(
    page: Page,
    october: None,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
    tmp_path: Path,
) -> None:
    sign_in(page, account(Role.TEAM_LEAD))
    page.goto("/")
    page.get_by_role("link", name="CBS").click()
    for name in ("Van", "Tot en met"):
        page.get_by_label(name, exact=True).select_option("2026-10")
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("button", name="Levering maken").click()
    expect(page.locator(".progress")).to_be_visible()
    page.reload()  # the work goes on, and so does its progress
    expect(page.get_by_role("button", name="Stoppen")).to_be_visible()
    check_page(page)
    drain()
    page.get_by_role("link", name="Bekijk en download").click()
    check_page(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download pagina 1").click()
    file = tmp_path / "delivery.json"
    waiting.value.save_as(file)
    report = check(json.loads(file.read_text()))
    assert (report.errors, report.signals, report.cases) == (0, 7, 1)


def test_a_month_is_published_and_read_by_policy(
    page: Page,
    open_page: Callable[..., Page],
    counted: None,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    sign_in(page, account(Role.TEAM_LEAD))
    page.goto(f"/monitor/intern/{OCTOBER}/")
    page.get_by_role("link", name="Publiceren").click()
    check_page(page)
    page.get_by_role("button", name="Publiceer deze maand").click()
    expect(page.get_by_role("status")).to_contain_text("Oktober 2026 is gepubliceerd.")
    check_page(page)
    reader = open_page()
    sign_in(reader, account(Role.POLICY_OFFICER))
    reader.goto("/monitor/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("oktober 2026")
    with reader.expect_download() as waiting:
        reader.get_by_role("link", name="XLSX").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    check_page(reader)


def test_a_break_in_the_series_is_marked_and_stands_with_the_figures(
    page: Page,
    counted: None,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: CheckPage,
) -> None:
    sign_in(page, account(Role.TEAM_LEAD))
    page.goto(f"/monitor/intern/{OCTOBER}/")
    page.get_by_role("link", name="Reeksbreuken").click()
    check_page(page)
    page.get_by_label("Vanaf welke maand").select_option("2026-10")
    page.get_by_label("Waarom").fill("Vanaf nu belt ook het wijkteam.")
    page.get_by_role("button", name="Merken").click()
    check_page(page)
    page.goto(f"/monitor/intern/{OCTOBER}/")
    told = "Vanaf oktober 2026, alle cijfers: Vanaf nu belt ook het wijkteam."
    expect(page.get_by_text(told)).to_be_visible()
    expect(
        page.get_by_role("group", name="Instroom per maand").get_by_text("reeksbreuk")
    ).to_be_visible()
    check_page(page)
