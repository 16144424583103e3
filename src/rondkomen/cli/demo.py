"""`rondkomen demo`: builds the fictional municipality and says what to look at."""

from dataclasses import asdict
from pathlib import Path

import click

from rondkomen.cli.output import django_ready, emit, json_option, say, show_progress


@click.command(epilog="Voorbeeld: rondkomen demo --seed 2026")
@click.option("--seed", default=2026, show_default=True, help="Zelfde getal, zelfde gemeente.")
@click.option("--if-missing", is_flag=True, help="Doet niets als de demogemeente er al is.")
@json_option
def command(seed: int, if_missing: bool, as_json: bool) -> None:
    """Bouwt de demogemeente Middenveld: een jaar signalen, zaken en resultaten, alles verzonnen."""
    django_ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from rondkomen.chain.demo.accounts import ACCOUNTS, PASSWORD
    from rondkomen.chain.demo.build import Plan, build, exists

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
    emit(
        {**built, "password": PASSWORD, "accounts": accounts},
        as_json=as_json,
        text=_lines(accounts, PASSWORD, next(folder.glob("aanleveren/*"), None)),
    )


def _lines(accounts: list[dict[str, str]], password: str, to_upload: Path | None) -> list[str]:
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
        "  3. Maak als Ayla een levering voor het CBS en lees de monitor van deze maand.",
        "",
    ]
