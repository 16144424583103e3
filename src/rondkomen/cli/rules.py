"""`rondkomen rules`: checks a rule table, tries it out on past months, shows the register text."""

from dataclasses import asdict
from pathlib import Path

import click

from rondkomen.cli.given import GivenFile
from rondkomen.cli.output import emit, json_option, with_findings
from rondkomen.cli.tenant import acting, gemeente_option
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.content import check_rule_table
from rondkomen.outreach.core.closing import CLOSING_RULES
from rondkomen.outreach.core.rule_table import Level
from rondkomen.outreach.core.simulation import Simulation

_FILE = GivenFile()


@click.group(name="rules", epilog="Voorbeeld: rondkomen rules check regels.yaml")
def command() -> None:
    """Controleert en beproeft de regels die de volgorde van zaken bepalen."""


@command.command(epilog="Voorbeeld: rondkomen rules check regels.yaml --json")
@click.argument("file", type=_FILE, metavar="BESTAND")
@json_option
def check(file: Path, as_json: bool) -> None:
    """Noemt elke fout in een regeltabel met zijn plaats.

    Einde 0: geen fouten. Einde 1: fouten gevonden. Opmerkingen zijn geen fouten.
    """
    found = check_rule_table(file)
    faults = [fault for fault in found if fault.level is Level.FAULT]
    lines = [f"{fault.where}: {fault.sentence}" for fault in found]
    emit(
        {"file": file.name, "ok": not faults, "findings": [asdict(fault) for fault in found]},
        as_json=as_json,
        text=lines or ["Geen fouten gevonden."],
    )
    if faults:
        with_findings()


@command.command(
    epilog="Voorbeeld: rondkomen rules simulate regels.yaml --from 2026-05 --to 2026-10"
)
@click.argument("file", type=_FILE, metavar="BESTAND")
@click.option("--from", "first", required=True, metavar="JJJJ-MM", help="De eerste maand.")
@click.option("--to", "last", required=True, metavar="JJJJ-MM", help="De laatste maand.")
@click.option("--capacity", type=click.IntRange(min=0), help="Zaken per week; 0 is onbegrensd.")
@gemeente_option
@json_option
def simulate(
    file: Path, *, first: str, last: str, capacity: int | None, gemeente: str | None, as_json: bool
) -> None:
    """Laat zien wat een regeltabel op eerdere maanden zou hebben gedaan."""
    months = _month(first, "--from"), _month(last, "--to")
    if months[1] < months[0]:
        raise Refused("--to ligt vóór --from. Draai de maanden om.")
    text = _text(file)
    with acting(gemeente):
        from rondkomen.outreach import queries

        outcome = queries.simulate_text(text, first=months[0], last=months[1], capacity=capacity)
    emit(asdict(outcome), as_json=as_json, text=_lines(outcome))


@command.command(epilog="Voorbeeld: rondkomen rules register --json")
@gemeente_option
@json_option
def register(gemeente: str | None, as_json: bool) -> None:
    """Schrijft de tekst voor het Algoritmeregister uit de geldende regels."""
    with acting(gemeente):
        from rondkomen.outreach import queries

        entry = dict(queries.algorithm_register())
    emit(entry, as_json=as_json, text=[f"{name}: {value}" for name, value in entry.items()])


def _month(text: str, option: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as wrong:
        raise Refused(f"{option}: {wrong}") from wrong


def _text(file: Path) -> str:
    faults = [fault for fault in check_rule_table(file) if fault.level is Level.FAULT]
    if faults:
        raise Refused(
            f"{faults[0].sentence} Zie 'rondkomen rules check' voor alle fouten.",
            where=faults[0].where,
        )
    return file.read_text(encoding="utf-8-sig")


def _lines(outcome: Simulation) -> list[str]:
    lines = [f"Versie {outcome.version}: {outcome.picked_up} van {outcome.cases} zaken opgepakt"]
    lines += [
        f"  valt af: {CLOSING_RULES[reason].label}: {count}" for reason, count in outcome.dropped
    ]
    lines += [
        f"  week van {week.monday:%d-%m-%Y}: {week.arriving} binnen, {week.handled} gedaan, "
        f"{week.waiting} wachten, {week.late} te lang"
        for week in outcome.weeks
    ]
    for heading, shares in (("leeftijd", outcome.by_age), ("wijk", outcome.by_neighbourhood)):
        lines += [
            f"  {heading} {share.name}: {share.picked_up} van {share.cases}, "
            f"gemiddeld {share.average_points} punten"
            for share in shares
        ]
    if outcome.difference:
        change = outcome.difference
        lines.append(
            f"  ten opzichte van nu: {change.newly_picked_up} erbij, {change.newly_dropped} eraf"
        )
    return lines
