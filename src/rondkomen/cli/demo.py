"""`rondkomen demo`: builds the fictional municipality and says what to look at."""

from dataclasses import asdict
from pathlib import Path

import click

from rondkomen.cli.output import django_ready, emit, json_option, say, show_progress

_NO_CODE = "die Bram bij Gesprek maakt"


@click.command(epilog="Voorbeeld: rondkomen demo --seed 2026")
@click.option("--seed", default=2026, show_default=True, help="Zelfde getal, zelfde gemeente.")
@click.option("--if-missing", is_flag=True, help="Doet niets als de demogemeente er al is.")
@json_option
def command(seed: int, if_missing: bool, as_json: bool) -> None:
    """Bouwt de demogemeente Middenveld: een jaar signalen, zaken en gesprekken, alles verzonnen."""
    django_ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from rondkomen.access.tenancy import acting_for
    from rondkomen.chain.demo.accounts import ACCOUNTS, PASSWORD
    from rondkomen.chain.demo.build import GEMEENTE, Plan, build, exists
    from rondkomen.chain.demo.conversations import code_to_join

    call_command("migrate", verbosity=0)
    folder = Path(settings.DATA_FOLDER) / "demo"
    if exists() and if_missing:
        say("De demogemeente staat er al.")
        built: dict[str, object] = {}
    else:
        plan = Plan(seed, timezone.localdate(), Path(settings.REGISTER_FOLDER), folder)
        built = asdict(build(plan, told=lambda done, total, text: show_progress(text, done, total)))
    accounts = [
        {"email": account.email, "role": account.label, "try": account.tries}
        for account in ACCOUNTS
    ]
    with acting_for(GEMEENTE):
        code = code_to_join()
    emit(
        {**built, "password": PASSWORD, "accounts": accounts, "join": _joining(GEMEENTE, code)},
        as_json=as_json,
        text=_lines(accounts, PASSWORD, next(folder.glob("aanleveren/*"), None), code),
    )


def _joining(gemeente_id: str, code: str) -> dict[str, str]:
    """Where somebody without an account joins the open conversation, as a path of the site."""
    return {"code": code, "path": f"/meedoen/{gemeente_id}/{code}/" if code else "/meedoen/"}


def _lines(
    accounts: list[dict[str, str]], password: str, to_upload: Path | None, code: str
) -> list[str]:
    width = max(len(account["email"]) for account in accounts)
    return [
        "",
        "Gemeente Middenveld (verzonnen) staat klaar.",
        "",
        f"Accounts, alle met wachtwoord: {password}",
        *(
            f"  {account['email']:<{width}}  {account['role']}: {account['try']}"
            for account in accounts
        ),
        "",
        "Drie dingen om te proberen:",
        f"  1. Lever een bestand aan als Noor (Leveringen): {to_upload}",
        "     en zie van elke rij wat ermee gebeurt; match daarna de maand (Matchen).",
        "  2. Open als Noor 'Vandaag', lees waarom een zaak bovenaan staat en log een poging.",
        "  3. Doe mee aan een gesprek: open /meedoen/ op uw telefoon of in een tweede venster, typ",
        f"     de code {code or _NO_CODE}, en zie uw punt op de wand die u als Bram opent.",
        "",
    ]
