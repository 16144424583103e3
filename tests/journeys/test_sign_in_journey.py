"""Signing in at a desk, with the keyboard alone, and with a code from an app."""

import time
from collections.abc import Callable

from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from rondkomen.access.core.roles import Role
from rondkomen.access.models import SignInApp
from tests.journeys.accounts import Account, sign_in_by_form


def test_with_the_keyboard_alone(
    page: Page, account: Callable[..., Account], check_page: Callable[[Page], None]
) -> None:
    who = account(Role.AUDITOR)
    page.goto("/aanmelden/?next=/account/")
    expect(page.locator("#id_username")).to_be_focused()
    check_page(page)
    page.keyboard.type(who.email)
    page.keyboard.press("Tab")
    page.keyboard.type("niet dit wachtwoord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page)
    page.get_by_label("Wachtwoord").focus()
    page.keyboard.type(who.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn account")
    check_page(page)


def test_the_first_tab_leads_past_the_header(
    page: Page, account: Callable[..., Account], sign_in: Callable[..., None]
) -> None:
    sign_in(page, account(Role.AUDITOR))
    page.goto("/account/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


def test_setting_up_an_app_and_coming_back_with_a_code(
    page: Page,
    phone: Page,
    account: Callable[..., Account],
    check_page: Callable[[Page], None],
) -> None:
    who = account(Role.AUDITOR)
    sign_in_by_form(page, who)
    page.goto("/account/")
    page.get_by_role("link", name="Instellen").click()
    expect(page.get_by_role("img", name="Vierkant om te scannen")).to_be_visible()
    check_page(page)
    device = SignInApp.objects.get()
    page.get_by_label("Code uit de app").fill(code_of(device))
    page.get_by_role("button", name="App bevestigen").click()
    page.wait_for_url(lambda url: "/aanmelden/" not in url)
    SignInApp.objects.update(last_t=-1)  # half a minute passes
    sign_in_by_form(phone, who)
    check_page(phone)
    phone.get_by_label("Code uit de app").fill(code_of(device))
    phone.get_by_role("button", name="Verder").click()
    phone.wait_for_url(lambda url: "/aanmelden/" not in url)
    phone.goto("/account/")
    check_page(phone)


def test_the_menu_of_keys_and_the_account_open_and_close_by_key(
    page: Page,
    account: Callable[..., Account],
    sign_in: Callable[..., None],
    check_page: Callable[[Page], None],
) -> None:
    sign_in(page, account(Role.AUDITOR))
    page.goto("/account/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Toetsen")).to_be_visible()
    check_page(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Toetsen")).to_be_hidden()
    page.get_by_text("A. de Tester").first.click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def code_of(device: SignInApp) -> str:
    generator = TOTP(device.bin_key)
    generator.time = time.time()
    return f"{generator.token():06d}"
