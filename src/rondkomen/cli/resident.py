"""`rondkomen resident`: what a resident may ask for: everything that is known, or its erasure."""

import sys
from dataclasses import asdict

import click

from rondkomen.cli.output import emit, json_option
from rondkomen.cli.tenant import acting, gemeente_option
from rondkomen.kernel.dutch.bsn import is_bsn
from rondkomen.kernel.refusal import Refused

_EPILOG = "Voorbeeld: rondkomen resident {verb} < bsn.txt"


@click.group(epilog=_EPILOG.format(verb="export"))
def command() -> None:
    """Inzage geven aan een inwoner, of alles over een inwoner wissen.

    Het BSN komt van standaardinvoer: zo staat het in geen opdrachtgeschiedenis.
    """


@command.command(epilog=_EPILOG.format(verb="export"))
@gemeente_option
def export(gemeente: str | None) -> None:
    """Geeft als JSON alles wat over de inwoner bekend is, en wie ernaar keek (AVG art. 15)."""
    bsn = _read_bsn()
    with acting(gemeente) as actor:
        from rondkomen.chain.erasure import access_report

        emit(access_report(bsn, actor=actor), as_json=True)


@command.command(epilog=_EPILOG.format(verb="erase --yes"))
@click.option("--yes", is_flag=True, help="Bevestigt dat een medewerker het verzoek toewees.")
@gemeente_option
@json_option
def erase(gemeente: str | None, yes: bool, as_json: bool) -> None:
    """Wist alles over de inwoner: signalen, zaken, koppelingen en persoonsgegevens (AVG art. 17)."""
    if not yes:
        raise Refused("Wissen kan niet terug. Geef --yes als het verzoek is toegewezen.")
    bsn = _read_bsn()
    with acting(gemeente) as actor:
        from django.utils import timezone

        from rondkomen.chain.erasure import erase_resident

        erased = erase_resident(bsn, today=timezone.localdate(), actor=actor)
    emit(
        asdict(erased),
        as_json=as_json,
        text=f"Gewist: {erased.cases} zaken, {erased.signals} signalen, {erased.people} personen.",
    )


def _read_bsn() -> str:
    """The BSN from standard input, its digits only.

    Raises: Refused when it is not one.
    """
    at_keyboard = sys.stdin.isatty()
    text = click.prompt("BSN", hide_input=True, err=True) if at_keyboard else sys.stdin.readline()
    digits = "".join(sign for sign in text if sign.isdigit())
    if not is_bsn(digits):
        raise Refused("Op standaardinvoer staat geen geldig BSN; controleer de negen cijfers.")
    return digits
