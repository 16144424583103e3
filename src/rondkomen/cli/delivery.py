"""`rondkomen delivery`: checks a partner's file, or takes it in.

Checking needs no database when the kind of partner is given: partners run it themselves.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from rondkomen.arrears.adapters.checking import Checked, checked
from rondkomen.arrears.adapters.intake_file import open_table
from rondkomen.arrears.content import legal_register
from rondkomen.arrears.core.agreement import Terms, terms_from
from rondkomen.arrears.core.codes import PARTNER_TYPE_LABELS, ROW_STATE_LABELS, PartnerType
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.fields import FIELDS
from rondkomen.arrears.core.judge import Bench
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.core.published import json_schema
from rondkomen.cli.given import GivenFile
from rondkomen.cli.output import emit, json_option, say, show_progress, with_findings
from rondkomen.cli.tenant import gemeente_option, system
from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.refusal import Refused

_FILE = click.argument("file", type=GivenFile(), metavar="BESTAND")
_MAPPING = click.option(
    "--mapping",
    type=GivenFile(),
    metavar="BESTAND",
    help="Een koppelprofiel (JSON).",
)
_ON = click.option("--on", metavar="DATUM", help="Doet alsof het deze dag is, als 2026-11-30.")


@click.group(epilog="Voorbeeld: rondkomen delivery check november.csv --partner-type rent")
def command() -> None:
    """Controleert het bestand van een signaalpartner, of neemt het in."""


@command.command(
    "check",
    epilog="Voorbeeld: rondkomen delivery check november.csv --partner middenveld-wonen",
)
@_FILE
@click.option("--partner", metavar="PARTNER", help="Naam, korte naam of sleutel van de partner.")
@click.option(
    "--partner-type",
    type=click.Choice([kind.value for kind in PartnerType]),
    help="Soort partner; dan is geen database nodig.",
)
@click.option(
    "--agreement",
    type=GivenFile(),
    metavar="BESTAND",
    help="De afspraken als JSON; dan is geen database nodig.",
)
@_MAPPING
@_ON
@gemeente_option
@json_option
def check(file: Path, as_json: bool, **options: Any) -> None:
    """Controleert elke rij van BESTAND zonder iets op te slaan.

    Met --partner gelden de afspraken en het koppelprofiel van die partner. Met --partner-type of
    --agreement werkt de controle zonder database, met dezelfde regels.
    """
    today = _today(options["on"])
    checking = _check_known if options["partner"] else _check_alone
    with file.open("rb") as source:
        result = checking(source, today, options)
    emit(_as_data(result), as_json=as_json, text=_as_text(result))
    if result.findings:
        with_findings()


def _check_known(source: Any, today: date, options: dict[str, Any]) -> Checked:
    actor = system(options["gemeente"])
    from rondkomen.access.tenancy import acting_for
    from rondkomen.arrears import queries
    from rondkomen.chain import intake

    with acting_for(actor.gemeente_id):
        partner = queries.find_partner(options["partner"])
    return intake.check(
        source,
        partner.id,
        today=today,
        actor=actor,
        profile=_profile(options["mapping"]),
        told=_told,
    )


def _check_alone(source: Any, today: date, options: dict[str, Any]) -> Checked:
    terms = _terms(options)
    table = open_table(source, _profile(options["mapping"]) or MappingProfile())
    return checked(table, Bench(terms, legal_register(), today), told=_told)


def _terms(options: dict[str, Any]) -> Terms:
    if options["agreement"]:
        terms = terms_from(_json_in(options["agreement"]))
    elif options["partner_type"]:
        terms = Terms(
            gemeente="", partner_type=PartnerType(options["partner_type"]), start=date.min
        )
    else:
        kinds = ", ".join(f"{kind.value} ({label})" for kind, label in PARTNER_TYPE_LABELS.items())
        raise Refused(
            f"Noem met --partner wie levert, of met --partner-type wat voor partner: {kinds}.",
            code="partner",
        )
    return replace(terms, gemeente=options["gemeente"]) if options["gemeente"] else terms


@command.command(
    "load",
    epilog="Voorbeeld: rondkomen delivery load november.csv --partner middenveld-wonen",
)
@_FILE
@click.option(
    "--partner",
    required=True,
    metavar="PARTNER",
    help="Naam, korte naam of sleutel van de partner.",
)
@_MAPPING
@_ON
@gemeente_option
@json_option
def load(file: Path, as_json: bool, **options: Any) -> None:
    """Neemt BESTAND in: elke rij krijgt een lot, en alles wordt in één keer opgeslagen.

    Hetzelfde bestand nog eens leveren verandert niets.
    """
    actor = system(options["gemeente"])
    from rondkomen.access.tenancy import acting_for
    from rondkomen.arrears import queries
    from rondkomen.chain import intake

    with acting_for(actor.gemeente_id):
        partner = queries.find_partner(options["partner"])
    with file.open("rb") as source:
        loaded = intake.load(
            source,
            partner.id,
            today=_today(options["on"]),
            actor=actor,
            profile=_profile(options["mapping"]),
            told=_told,
        )
    if not loaded.is_new:
        say("Dit bestand was al ingenomen; er is niets veranderd.")
    data = {"delivery": loaded.delivery_id, "is_new": loaded.is_new, "counts": loaded.counts}
    emit(data, as_json=as_json, text=_counted(loaded.counts))
    if loaded.is_new and loaded.counts.accepted != loaded.counts.rows:
        with_findings()


@command.command("schema", epilog="Voorbeeld: rondkomen delivery schema > rij.schema.json")
@click.option("--fields", is_flag=True, help="Toont de veldnamen voor een koppelprofiel.")
def schema(fields: bool) -> None:
    """Toont het JSON Schema van één rij in het innameformaat."""
    if fields:
        emit({}, as_json=False, text=[f"{field.name:<26}{field.column}" for field in FIELDS])
    else:
        emit(json_schema(), as_json=True)


def _today(on: str | None) -> date:
    if not on:
        return date.today()  # noqa: DTZ011  the day at this desk, which the person can see
    try:
        return parse_date(on)
    except ValueError as wrong:
        raise Refused(f"--on: {wrong}") from wrong


def _json_in(path: Path) -> object:
    with path.open("rb") as source:
        try:
            return json.load(source)
        except ValueError as wrong:
            raise Refused(
                "Dit is geen geldige JSON. Herstel het bestand.", where=path.name
            ) from wrong


def _profile(path: Path | None) -> MappingProfile | None:
    return MappingProfile.from_data(_json_in(path)) if path else None


def _told(done: int, total: int) -> None:
    show_progress("Rijen", done, total)


def _as_data(result: Checked) -> dict[str, object]:
    return {
        "file_format": result.file_format,
        "counts": result.counts,
        "findings": {code.value: count for code, count in result.findings.items()},
        "rows": [
            {"row": row_no, "state": state.value, "sentence": sentence}
            for row_no, state, sentence in result.sentences
        ],
        "left_out": result.left_out,
    }


def _as_text(result: Checked) -> list[str]:
    lines = [sentence for _, _, sentence in result.sentences]
    if result.left_out:
        lines.append(f"En nog {result.left_out} bevindingen; met --json of per deel ziet u meer.")
    return [*lines, *([""] if lines else []), *_counted(result.counts)]


def _counted(counts: Counts) -> list[str]:
    return [
        "1 rij" if counts.rows == 1 else f"{counts.rows} rijen",
        *(
            f"  {count} {ROW_STATE_LABELS[state].lower()}"
            for state, count in counts.by_state().items()
        ),
    ]
