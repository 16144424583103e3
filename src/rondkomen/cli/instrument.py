"""`rondkomen instrument`: checks an instrument file, lists what is there, shows the schema."""

from dataclasses import asdict
from pathlib import Path

import click

from rondkomen.cli.output import emit, json_option, with_findings
from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument_schema import json_schema
from rondkomen.files import yaml

_FILE = click.argument("file", type=click.Path(path_type=Path), metavar="BESTAND")


@click.group(epilog="Voorbeeld: rondkomen instrument check vragenlijst.yaml")
def command() -> None:
    """Controleert een instrument (vragenlijst of werkblad) en toont wat er is."""


@command.command(epilog="Voorbeeld: rondkomen instrument check vragenlijst.yaml --json")
@_FILE
@json_option
def check(file: Path, as_json: bool) -> None:
    """Noemt elke fout in een instrument met zijn plaats.

    Einde 0: geen fouten. Einde 1: fouten gevonden. Einde 2: geen leesbare YAML.
    """
    found = instrument_file.check(yaml.load(file))
    emit(
        {"file": file.name, "ok": not found, "findings": [asdict(fault) for fault in found]},
        as_json=as_json,
        text=[str(fault) for fault in found] or ["Geen fouten gevonden."],
    )
    if found:
        with_findings()


@command.command("list", epilog="Voorbeeld: rondkomen instrument list")
@json_option
def shipped(as_json: bool) -> None:
    """Toont de instrumenten die bij deze versie horen."""
    rows = [
        {
            "key": instrument.key,
            "version": instrument.version,
            "title": instrument.title.nl,
            "questions": sum(1 for _ in instrument.questions()),
        }
        for instrument in instruments().values()
    ]
    emit(
        rows,
        as_json=as_json,
        text=[f"{row['key']}: {row['title']} ({row['questions']} vragen)" for row in rows],
    )


@command.command(epilog="Voorbeeld: rondkomen instrument schema > instrument.schema.json")
def schema() -> None:
    """Toont het JSON Schema van een instrument, voor editors en andere programma's."""
    emit(json_schema(), as_json=True)
