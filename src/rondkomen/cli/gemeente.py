"""`rondkomen gemeente`: the first step of a new installation, before anybody can sign in."""

import click

from rondkomen.cli.database import migrate
from rondkomen.cli.output import django_ready, emit, json_option, say
from rondkomen.kernel.refusal import Refused

_EXAMPLE = (
    "Voorbeeld: rondkomen gemeente add 9901 'Gemeente Middenveld' --inhabitants 60000 --year 2026"
    " --administrator 'Kim de Demo' --email kim@middenveld.example"
)


@click.group(epilog=_EXAMPLE)
def command() -> None:
    """Richt een gemeente in, of laat een functioneel beheerder er weer in."""


@command.command("add", epilog=_EXAMPLE)
@click.argument("code")
@click.argument("name")
@click.option(
    "--inhabitants", type=click.IntRange(1, 9_999_999), required=True, help="Aantal inwoners."
)
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="Jaar van dat aantal.")
@click.option("--administrator", required=True, help="Naam van de eerste functioneel beheerder.")
@click.option("--email", required=True, help="E-mailadres van de beheerder.")
@json_option
def add(
    *, code: str, name: str, administrator: str, email: str, as_json: bool, **count: int
) -> None:
    """Voegt gemeente CODE (van het CBS) toe en toont één keer het wachtwoord van de beheerder."""
    django_ready()
    migrate()
    from django.db import transaction

    from rondkomen.access.core.actor import system_actor
    from rondkomen.access.core.roles import Role
    from rondkomen.access.queries import gemeente_ref, gemeenten
    from rondkomen.access.services import NewGemeente, join, set_up_gemeente
    from rondkomen.access.tenancy import acting_for
    from rondkomen.journal.services import record

    if code in {known.code for known in gemeenten()}:
        raise Refused(f"Gemeente {code} is al ingericht; beheer haar in het scherm Beheer.")
    with transaction.atomic():
        set_up_gemeente(NewGemeente(code, name, count["inhabitants"], count["year"]))
        joined = join(
            email=email, name=administrator, gemeente_id=code, role=Role.FUNCTIONAL_ADMINISTRATOR
        )
        with acting_for(code):
            role, actor = {"role": Role.FUNCTIONAL_ADMINISTRATOR}, system_actor(code)
            record("gemeente_added", subject=gemeente_ref(code), actor=actor, data={})
            record("user_added", subject=joined.user_id, actor=actor, data=role)
    password = joined.first_password
    say(
        "Geef het wachtwoord persoonlijk door; het is later niet meer op te vragen."
        if password
        else "Deze beheerder had al een account en houdt het eigen wachtwoord."
    )
    emit(
        {"gemeente": code, "email": email, "first_password": password},
        as_json=as_json,
        text=[
            f"gemeente:   {code} {name}",
            f"beheerder:  {email}",
            *([f"wachtwoord: {password}"] if password else []),
        ],
    )


@command.command(
    "administrator",
    epilog="Voorbeeld: rondkomen gemeente administrator 9901 'Kim de Demo' --email kim@middenveld.example",
)
@click.argument("code")
@click.argument("name")
@click.option("--email", required=True, help="E-mailadres van de beheerder.")
@json_option
def administrator(*, code: str, name: str, email: str, as_json: bool) -> None:
    """Geeft gemeente CODE een beheerder die binnenkomt, als geen beheerder dat meer kan.

    Wie al gebruiker is krijgt een nieuw eerste wachtwoord, en stelt de app opnieuw in.
    """
    django_ready()
    from rondkomen.access.core.actor import system_actor
    from rondkomen.access.queries import gemeenten
    from rondkomen.access.services import let_administer
    from rondkomen.access.tenancy import acting_for
    from rondkomen.journal.services import record

    if code not in {known.code for known in gemeenten()}:
        raise Refused(f"Gemeente {code} is hier niet ingericht; gebruik eerst 'gemeente add'.")
    with acting_for(code):
        joined = let_administer(email=email, name=name, gemeente_id=code)
        actor = system_actor(code)
        record("access_renewed", subject=joined.user_id, actor=actor, data={"from": "command"})
    say("Geef het wachtwoord persoonlijk door; het is later niet meer op te vragen.")
    emit(
        {"gemeente": code, "email": email, "first_password": joined.first_password},
        as_json=as_json,
        text=[f"beheerder:  {email}", f"wachtwoord: {joined.first_password}"],
    )
