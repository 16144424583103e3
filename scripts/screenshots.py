"""Pictures of every main page at desk and phone width, for people to look at.

    python scripts/screenshots.py FOLDER [--only WORD] [--data FOLDER]

Builds the demo in a temporary folder, or uses the one in a data folder, serves it on a free port
of this machine, signs in as each demo account and walks the tables below. Pages of a PDF become
pictures where pdftoppm is there. Everything it starts ends with it.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROND = [sys.executable, "-m", "rondkomen.cli"]
CHROMIUM = os.environ.get("RONDKOMEN_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {1280: 800, 360: 740, 1920: 1080}
USUAL = (1280, 360)
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Shot:
    """One picture: who looks (the start of the demo address), a name, the place, and links to follow from there.

    `{join}` in the path is where the open conversation is joined. On paper it is the page as printed.
    """

    who: str
    name: str
    path: str
    follow: tuple[str, ...] = ()
    widths: tuple[int, ...] = USUAL
    on_paper: bool = False


@dataclass(frozen=True)
class Document:
    """The pages of a PDF behind a link."""

    who: str
    name: str
    path: str
    follow: tuple[str, ...]
    link: str


FIRST_CASE = ".case-list a"
FIRST_ROW = ".data-table tbody a"
COPY = "form[action$='/gesprekstool/1/kopie/'] button"
FIRST_ACTION = ".actions__what > a"
FIRST = "a:has-text('in Middenveld (verzonnen')"
SECOND = "a:has-text('een jaar later')"
OPEN = "a:has-text('Doe mee')"
BOOK = "a:has-text('Werkboek')"
SHEETS = (BOOK, "a[href$='/samen/']")
JOINING = ("label:has-text('Gezondheid')", "button:has-text('Meedoen')")
SHOTS = (
    Shot("", "aanmelden", "/aanmelden/"),
    Shot("", "privacy", "/privacy/"),
    Shot("", "toegankelijkheid", "/toegankelijkheid/"),
    Shot("", "wat-is-nieuw", "/nieuw/"),
    Shot("noor", "vandaag", "/vandaag/"),
    Shot("noor", "zaken", "/zaken/"),
    Shot("noor", "zaak", "/vandaag/", (FIRST_CASE,)),
    Shot("noor", "resultaat", "/vandaag/", (FIRST_CASE, "a[href$='/resultaat/']")),
    Shot("noor", "overdragen", "/vandaag/", (FIRST_CASE, "a[href$='/overdragen/']")),
    Shot("noor", "afsluiten", "/vandaag/", (FIRST_CASE, "a[href$='/afsluiten/']")),
    Shot("noor", "brieven", "/brieven/"),
    Shot("noor", "deuren", "/deuren/"),
    Shot("noor", "gesprekshulp", "/gesprekshulp/"),
    Shot("noor", "terugkoppeling", "/terugkoppeling/"),
    Shot("noor", "terugkoppeling-partner", "/terugkoppeling/", (FIRST_ROW,)),
    Shot("noor", "leveringen", "/leveringen/"),
    Shot("noor", "levering", "/leveringen/", (FIRST_ROW,)),
    Shot("noor", "aanleveren", "/leveringen/nieuw/"),
    Shot("noor", "quarantaine", "/leveringen/quarantaine/"),
    Shot("noor", "quarantaine-rij", "/leveringen/quarantaine/", (FIRST_ROW,)),
    Shot("noor", "matchen", "/matchen/"),
    Shot("noor", "beoordelen", "/matchen/beoordelen/"),
    Shot("noor", "niet-gevonden", "/matchen/niet-gevonden/"),
    Shot("noor", "niet-gevonden-signaal", "/matchen/niet-gevonden/", (FIRST_ROW,)),
    Shot("noor", "geen-toegang", "/beheer/"),
    Shot("noor", "bestaat-niet", "/bestaat-niet/"),
    Shot("ayla", "bord", "/bord/"),
    Shot("ayla", "cbs", "/cbs/"),
    Shot("ayla", "monitor-intern", "/monitor/intern/"),
    Shot("ayla", "reeksbreuken", "/monitor/intern/reeksbreuken/"),
    Shot("ayla", "account", "/account/"),
    Shot("ayla", "app-instellen", "/aanmelden/app/"),
    Shot("ayla", "wachtwoord", "/account/wachtwoord/"),
    Shot("bram", "monitor", "/monitor/"),
    Shot("bram", "gesprek", "/gesprek/"),
    Shot("bram", "gesprek-nieuw", "/gesprek/nieuw/"),
    Shot("bram", "instrumenten", "/gesprek/instrumenten/"),
    Shot("bram", "instrument-nieuw", "/gesprek/instrumenten/nieuw/"),
    Shot("bram", "instrument-concept", "/gesprek/instrumenten/", (COPY,)),
    Shot("bram", "instrument-vraag", "/gesprek/instrumenten/", (COPY, "a[href$='/vraag/Q2/']")),
    Shot(
        "bram", "instrument-vergelijken", "/gesprek/instrumenten/",
        (COPY, "a[href$='/vergelijken/']"),
    ),
    Shot("bram", "gesprek-zaal", "/gesprek/", (OPEN,)),
    Shot("bram", "gesprek-zaal-gesloten", "/gesprek/", (SECOND,)),
    Shot("bram", "gesprek-wand", "/gesprek/", (SECOND, "a[href$='/wand/']"), (1920, 1280, 360)),
    Shot(
        "bram", "gesprek-wand-verschil", "/gesprek/",
        (FIRST, "a[href$='/wand/']", *("button[data-wall='on']",) * 4), (1920,),
    ),
    Shot("bram", "gesprek-resultaten", "/gesprek/", (FIRST, "a[href$='/resultaten/']")),
    Shot("bram", "gesprek-ronden", "/gesprek/", (SECOND, "a[href$='/resultaten/']")),
    Shot("bram", "gesprek-draaiboek", "/gesprek/", (SECOND, "a[href$='/draaiboek/']")),
    Shot(
        "bram", "gesprek-draaiboek-papier", "/gesprek/", (SECOND, "a[href$='/draaiboek/']"),
        (1280,), on_paper=True,
    ),
    Shot("bram", "gesprek-agenda", "/gesprek/", (SECOND, "a[href$='/acties/']")),
    Shot("bram", "gesprek-actie", "/gesprek/", (SECOND, "a[href$='/acties/']", FIRST_ACTION)),
    Shot("bram", "acties", "/gesprek/acties/"),
    Shot(
        "bram", "actie-verwijzing", "/gesprek/acties/",
        (FIRST_ACTION, "a[href$='/verwijzing/']"),
    ),
    Shot("bram", "inspiratie", "/inspiratie/"),
    Shot("bram", "inspiratie-voorbeeld", "/inspiratie/?theme=D", (".practice__name a",)),
    Shot("bram", "inspiratie-eigen", "/inspiratie/nieuw/"),
    Shot("bram", "werkboek-zaal", "/gesprek/", (BOOK,)),
    Shot("bram", "werkboek-blad", "/gesprek/", (BOOK, "a[href$='/samen/']")),
    Shot("bram", "werkboek-plan", "/gesprek/", (*SHEETS, "a[href$='vroegsignalering/plan']")),
    Shot("bram", "werkboek-keten", "/gesprek/", (*SHEETS, "a[href$='evaluatie/keten']")),
    Shot("bram", "werkboek-evaluatieplan", "/gesprek/", (*SHEETS, "a[href$='evaluatie/plan']")),
    Shot("bram", "werkboek-volgt", "/gesprek/", (*SHEETS, "a[href$='/volgt/']")),
    Shot("", "meedoen-code", "/meedoen/"),
    Shot("", "meedoen", "{join}"),
    Shot("", "meedoen-vraag", "{join}", (*JOINING,)),
    Shot("fenna", "beheer", "/beheer/"),
    Shot("fenna", "partners", "/beheer/partners/"),
    Shot("fenna", "partner", "/beheer/partners/", (FIRST_ROW,)),
    Shot("fenna", "koppelprofiel", "/beheer/partners/", (FIRST_ROW, "a[href$='/profiel/']")),
    Shot("fenna", "gebruikers", "/beheer/gebruikers/"),
    Shot("fenna", "gemeente", "/beheer/gemeente/"),
    Shot("fenna", "regels", "/beheer/regels/"),
    Shot("fenna", "regels-formulier", "/beheer/regels/", ("form[action$='/begin/'] button",)),
    Shot("fenna", "regels-proef", "/beheer/regels/", ("a[href$='/proef/']",)),
    Shot("fenna", "gebruiker", "/beheer/gebruikers/", (FIRST_ROW,)),
    Shot("fenna", "gebruiker-nieuw", "/beheer/gebruikers/nieuw/"),
    Shot("fenna", "beheer-brieven", "/beheer/brieven/"),
    Shot("iris", "partner-leveringen", "/partner/"),
    Shot("iris", "partner-levering", "/partner/", (FIRST_ROW,)),
    Shot("iris", "partner-rapport", "/partner/rapport/"),
    Shot("tess", "verantwoording", "/beheer/verantwoording/"),
)  # fmt: skip
DOCUMENTS = (
    Document(
        "bram", "gesprek-verslag", "/gesprek/", (SECOND, "a[href$='/resultaten/']"),
        "a[href$='.pdf']",
    ),
)  # fmt: skip


def free_port() -> int:
    """A port on this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of the demo in this folder, built when it is not there yet, and what it tells."""
    environment = {**os.environ, "RONDKOMEN_DATA": folder}
    built = subprocess.run(
        [*ROND, "demo", "--if-missing", "--json"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    port = free_port()
    server = subprocess.Popen([*ROND, "serve", "--port", str(port)], env=environment)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base, server)
        yield base, json.loads(built.stdout)
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    """Nothing, once the server answers; ends the script when it stops instead."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit("The server stopped before it answered.")
        with suppress(URLError, TimeoutError), urlopen(f"{base}/aanmelden/", timeout=2):  # noqa: S310  our own address
            return
        time.sleep(0.25)
    raise SystemExit("The server did not answer in time.")


def page_for(browser: Browser, base: str, width: int, who: dict[str, Any] | None) -> Page:
    """A page of this width, signed in when somebody is given."""
    context = browser.new_context(
        base_url=base, locale="nl-NL", viewport={"width": width, "height": WIDTHS[width]}
    )
    page = context.new_page()
    if who:
        page.goto("/aanmelden/")
        page.get_by_label("E-mailadres").fill(who["email"])
        page.get_by_label("Wachtwoord").fill(who["password"])
        page.get_by_role("main").get_by_role("button", name="Aanmelden").click()
        page.wait_for_url(lambda url: "/aanmelden/" not in url)
    return page


def walk(page: Page, path: str, follow: tuple[str, ...]) -> int:
    """The status of the place, once every link and button was followed; 0 when one was not there."""
    answer = page.goto(path)
    for selector in follow:
        if not page.locator(selector).count():
            print(f"--- nothing to follow at {selector} on {page.url}", flush=True)
            return 0
        found = page.locator(selector).first
        address = found.evaluate("element => element.href ?? ''")
        if address:  # also when a menu hides the link
            page.goto(address)
        else:
            found.click()
            page.wait_for_load_state()
    return answer.status if answer else 0


def take(page: Page, shot: Shot, target: Path, join: str) -> None:
    """The picture of one page, saved; prints what is wrong with it at first sight."""
    status = walk(page, shot.path.format(join=join), shot.follow)
    page.emulate_media(media="print" if shot.on_paper else "screen")
    page.screenshot(path=target, full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    remark = " TOO WIDE" if wide else ""
    print(f"{status} {target.name}{remark}", flush=True)


def print_out(page: Page, document: Document, folder: Path) -> None:
    """The document saved, and its pages as pictures."""
    status = walk(page, document.path, document.follow)
    address = page.locator(document.link).first.get_attribute("href") or ""
    made = page.request.get(address)
    target = folder / f"{document.name}.pdf"
    target.write_bytes(made.body())
    print(f"{status} {target.name}", flush=True)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", target, target.with_suffix("")], check=True)


def take_all(browser: Browser, base: str, demo: dict[str, Any], asked: argparse.Namespace) -> None:
    """Every picture whose name holds the word asked for."""
    shots = [shot for shot in SHOTS if asked.only in shot.name]
    documents = [one for one in DOCUMENTS if asked.only in one.name]
    people = {
        account["email"].split("@")[0]: {**account, "password": demo["password"]}
        for account in demo["accounts"]
    }
    for width in WIDTHS:
        for who in dict.fromkeys(shot.who for shot in shots if width in shot.widths):
            page = page_for(browser, base, width, people.get(who))
            for shot in shots:
                if shot.who == who and width in shot.widths:
                    target = asked.folder / f"{shot.name}-{width}.png"
                    take(page, shot, target, demo["join"]["path"])
            page.context.close()
    for document in documents:
        page = page_for(browser, base, 1280, people.get(document.who))
        print_out(page, document, asked.folder)
        page.context.close()


def main() -> None:
    """Takes the pictures of the tables, or of the rows whose name holds a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="take only pictures whose name holds this word")
    parser.add_argument("--data", default="", help="use the demo in this data folder")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as empty,
        served(asked.data or empty) as (base, demo),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_all(browser, base, demo, asked)
        browser.close()


if __name__ == "__main__":
    main()
