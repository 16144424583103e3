"""Pictures of every main page at desk and phone width, for people to look at.

    python scripts/screenshots.py FOLDER [--only WORD]

Builds the demo in a temporary folder, serves it on a free port of this machine, signs in
as each demo account and walks the table below. Everything it starts ends with it.
"""

import argparse
import json
import os
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
WIDTHS = {1280: 800, 360: 740}
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Shot:
    """One picture: who looks (the start of the demo address), a name, the place, and links to follow from there."""

    who: str
    name: str
    path: str
    follow: tuple[str, ...] = ()


FIRST_CASE = ".case-list a"
FIRST_ROW = ".data-table tbody a"
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
)


def free_port() -> int:
    """A port on this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a freshly built demo, and its accounts."""
    environment = {**os.environ, "RONDKOMEN_DATA": folder}
    built = subprocess.run(
        [*ROND, "demo", "--json"], env=environment, check=True, stdout=subprocess.PIPE
    )
    port = free_port()
    server = subprocess.Popen([*ROND, "serve", "--port", str(port)], env=environment)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base, server)
        demo = json.loads(built.stdout)
        yield base, [{"password": demo["password"], **account} for account in demo["accounts"]]
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


def take(page: Page, shot: Shot, target: Path) -> None:
    """The picture of one page, saved; prints what is wrong with it at first sight."""
    answer = page.goto(shot.path)
    for selector in shot.follow:
        if not page.locator(selector).count():
            print(f"--- {target.name}: nothing to follow at {selector}", flush=True)
            return
        page.locator(selector).first.click()
        page.wait_for_load_state()
    page.screenshot(path=target, full_page=True)
    status = answer.status if answer else 0
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    remark = " TOO WIDE" if wide else ""
    print(f"{status} {target.name}{remark}", flush=True)


def main() -> None:
    """Takes the pictures of the table, or of the rows whose name holds a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="take only pictures whose name holds this word")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if asked.only in shot.name]
    with (
        tempfile.TemporaryDirectory() as data,
        served(data) as (base, accounts),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        people = {account["email"].split("@")[0]: account for account in accounts}
        for width in WIDTHS:
            for who in dict.fromkeys(shot.who for shot in shots):
                page = page_for(browser, base, width, people.get(who))
                for shot in (shot for shot in shots if shot.who == who):
                    take(page, shot, asked.folder / f"{shot.name}-{width}.png")
                page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
