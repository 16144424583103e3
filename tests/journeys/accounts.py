"""Who signs in during a journey, and how that goes through the form."""

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Account:
    """Someone who can sign in."""

    email: str
    password: str


def sign_in_by_form(page: Page, who: Account) -> None:
    """Nothing, once the form was left: for the page after it, or for the code of an app."""
    page.goto("/aanmelden/")
    page.get_by_label("E-mailadres").fill(who.email)
    page.get_by_label("Wachtwoord").fill(who.password)
    page.get_by_role("main").get_by_role("button", name="Aanmelden").click()
    page.wait_for_url(lambda url: "/aanmelden/" not in url or url.endswith("/code/"))
