"""`rondkomen monitor`: the month's figures, and protecting a table before it is published."""

from pathlib import Path

import click

from rondkomen.cli import output
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.adapters.protecting import METHODS, protect_table, weak_cells
from rondkomen.monitoring.adapters.table_file import (
    known_noughts,
    read_table,
    shown,
    write_table,
)
from rondkomen.monitoring.core.margin_table import TableProtection, name_of
from rondkomen.monitoring.core.suppression import SAFETY, Reason

_WHY = {
    Reason.SMALL: f"kleiner dan {SAFETY.threshold}",
    Reason.FEW_HOUSEHOLDS: f"van minder dan {SAFETY.threshold} huishoudens",
    Reason.COMPLEMENT: "anders is een kleiner getal uit te rekenen",
}


@click.group()
def command() -> None:
    """De cijfers van een maand, en tabellen veilig maken voor publicatie."""


@command.command(epilog="Voorbeeld: rondkomen monitor protect zaken-per-wijk.csv -o veilig.csv")
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "-o", "target", type=click.Path(dir_okay=False, path_type=Path), help="Uitvoerbestand."
)
@click.option("--method", type=click.Choice(METHODS), default="argus", help="τ-ARGUS of eigen.")
@click.option("--exact", is_flag=True, help="Rondt niet af op vijftallen; verbergen blijft.")
@click.option("--noughts-shown", is_flag=True, help="Nullen zijn bekend en mogen getoond worden.")
@output.json_option
def protect(
    table: Path,
    target: Path | None,
    method: str,
    *,
    exact: bool,
    noughts_shown: bool,
    as_json: bool,
) -> None:
    """Verbergt in TABLE (CSV) wat te klein is of een klein getal verraadt, en rondt af op 5."""
    file = read_table(_content(table))
    found = protect_table(known_noughts(file.table) if noughts_shown else file.table, method=method)
    weak = weak_cells(found)
    if weak:
        raise Refused(
            f"{len(weak)} verborgen getallen zijn nog uit te rekenen, onder meer {name_of(weak[0])}. "
            "Er is niets geschreven; voeg rijen samen en probeer opnieuw.",
            code="not_safe",
        )
    rounding = 1 if exact else SAFETY.rounding
    written = write_table(found, file, rounding=rounding)
    if target:
        target.write_text(written, encoding="utf-8")
    output.emit(_as_data(found, rounding), as_json=as_json, text=[] if target else written.rstrip())
    for line in _explanation(found):
        output.say(line)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused(
            "Dit bestand is niet te openen. Controleer de naam en de rechten.",
            code="file",
            where=path.name,
        ) from fault


def _as_data(found: TableProtection, rounding: int) -> dict[str, object]:
    cells = [
        {
            "cell": dict(zip(found.table.dimensions, cell, strict=True)),
            "shown": shown(found, cell, rounding),
            "reason": found.hidden.get(cell),
        }
        for cell in found.table.cells
    ]
    return {
        "method": found.method,
        "threshold": SAFETY.threshold,
        "rounding": rounding,
        "hidden": len(found.hidden),
        "narrowed": 0,
        "cells": cells,
    }


def _explanation(found: TableProtection) -> list[str]:
    """What is hidden and why, without the numbers themselves."""
    if not found.hidden:
        return ["Niets hoeft verborgen te worden."]
    lines = [f"Verborgen: {len(found.hidden)} van {len(found.table.cells)} getallen."]
    lines += [f"- {name_of(cell)}: {_WHY[reason]}" for cell, reason in found.hidden.items()]
    return [
        *lines,
        f"Aangevallen met alle totalen: geen verborgen getal is op {SAFETY.width} na te bepalen.",
    ]
