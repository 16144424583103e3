"""`rondkomen match`: links the signals of a month to households and opens cases."""

from dataclasses import asdict

import click

from rondkomen.cli.output import emit, json_option, show_progress
from rondkomen.cli.tenant import acting, gemeente_option
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused


@click.command(epilog="Voorbeeld: rondkomen match --month 2026-11")
@click.option("--month", required=True, metavar="JJJJ-MM", help="De maand van de signalen.")
@gemeente_option
@json_option
def command(month: str, gemeente: str | None, as_json: bool) -> None:
    """Koppelt de signalen van een maand aan huishoudens en opent zaken.

    Signalen die al een plaats of een beslissing hebben, doen niet mee.
    """
    try:
        wanted = Month.parse(month)
    except ValueError as wrong:
        raise Refused(f"--month: {wrong}") from wrong
    with acting(gemeente) as actor:
        from django.utils import timezone

        from rondkomen.chain.match_month import match_month

        matched = match_month(
            wanted,
            today=timezone.localdate(),
            now=timezone.now(),
            actor=actor,
            told=lambda done, message: show_progress(message, done, 5),
        )
    emit(
        asdict(matched),
        as_json=as_json,
        text=[
            f"{matched.signals} signalen van {wanted} zonder plaats",
            f"  {matched.placed} vanzelf gekoppeld",
            f"  {matched.review} te beoordelen",
            f"  {matched.unmatched} niemand gevonden",
            f"{matched.cases} zaken geopend of bijgewerkt",
        ],
    )
