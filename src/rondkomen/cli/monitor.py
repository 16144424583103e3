"""`rondkomen monitor`: the month's figures, and protecting a table before it is published."""

from pathlib import Path

import click

from rondkomen.cli import output
from rondkomen.cli.given import GivenFile, TargetFile
from rondkomen.cli.tenant import acting, gemeente_option
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.adapters.protecting import METHODS, protect_table, weak_cells
from rondkomen.monitoring.adapters.table_file import (
    known_noughts,
    read_table,
    shown,
    write_table,
)
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.figures import Figure, beside_last_year, figures_of
from rondkomen.monitoring.core.margin_table import TableProtection, name_of
from rondkomen.monitoring.core.publishing import protect_month, publish_month, published_figures
from rondkomen.monitoring.core.reading import base_text, ninetieth_text, sentence, value_text
from rondkomen.monitoring.core.suppression import SAFETY, Reason
from rondkomen.monitoring.core.tables import (
    Cell,
    Mark,
    Table,
    counted_tables,
    published_tables,
)

_WHY = {
    Reason.SMALL: f"kleiner dan {SAFETY.threshold}",
    Reason.FEW_HOUSEHOLDS: f"van minder dan {SAFETY.threshold} huishoudens",
    Reason.COMPLEMENT: "anders is een kleiner getal uit te rekenen",
}


@click.group(epilog="Voorbeeld: rondkomen monitor table --month 2026-10")
def command() -> None:
    """De cijfers van een maand, en tabellen veilig maken voor publicatie."""


@command.command(name="table", epilog="Voorbeeld: rondkomen monitor table --month 2026-10 --json")
@click.option("--month", "text", required=True, metavar="JJJJ-MM", help="De maand van de signalen.")
@click.option("--protected", is_flag=True, help="Alleen wat gepubliceerd mag worden.")
@gemeente_option
@output.json_option
def table_command(text: str, protected: bool, gemeente: str | None, as_json: bool) -> None:
    """Telt een maand en toont haar cijfers en tabellen.

    Zonder --protected zijn het de exacte aantallen: alleen voor het team vroegsignalering.
    """
    try:
        month = Month.parse(text)
    except ValueError as wrong:
        raise Refused(f"--month: {wrong}") from wrong
    with acting(gemeente) as actor:
        from django.utils import timezone

        from rondkomen.access.queries import gemeente as gemeente_row
        from rondkomen.chain.monitor import count

        counts = count(month, today=timezone.localdate())
        inhabitants = gemeente_row(actor.gemeente_id).inhabitants or None
    figures, tables = _month(counts, inhabitants, protected=protected)
    output.emit(
        _month_as_data(month, figures, tables, protected=protected),
        as_json=as_json,
        text=_month_as_text(month, figures, tables),
    )


def _month(
    counts: MonthCounts, inhabitants: int | None, *, protected: bool
) -> tuple[dict[str, Figure], tuple[Table, ...]]:
    known = definitions()
    if not protected:
        figures = figures_of(counts, definitions=known, inhabitants=inhabitants)
        return dict(figures), counted_tables(counts.families, known)
    published = publish_month(
        counts, protect_month(counts), definitions=known, inhabitants=inhabitants
    )
    figures = published_figures(published, definitions=known)
    return dict(figures), published_tables(published, known)


def _month_as_data(
    month: Month, figures: dict[str, Figure], tables: tuple[Table, ...], *, protected: bool
) -> dict[str, object]:
    return {
        "month": str(month),
        "protected": protected,
        "figures": {key: _figure_as_data(figure) for key, figure in figures.items()},
        "tables": {table.key: _table_as_data(table) for table in tables},
    }


def _figure_as_data(figure: Figure) -> dict[str, object]:
    return {
        "label": figure.label.nl,
        "value": None if figure.value is None else round(float(figure.value), 4),
        "unit": figure.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "denominator_words": figure.denominator_words.nl,
        "ninetieth": figure.ninetieth,
        "definition": figure.definition,
        "source": figure.source,
        "absent": figure.absent,
    }


def _table_as_data(table: Table) -> dict[str, object]:
    return {
        "title": table.title.nl,
        "columns": [column.nl for column in table.columns],
        "rows": {row.label.nl: [_cell_text(cell) for cell in row.cells] for row in table.rows},
    }


def _cell_text(cell: Cell) -> str | int:
    if cell.mark is Mark.NUMBER and cell.number is not None:
        return cell.number
    return "x" if cell.mark is Mark.HIDDEN else "-"


def _month_as_text(
    month: Month, figures: dict[str, Figure], tables: tuple[Table, ...]
) -> list[str]:
    found = beside_last_year(figures, {}, month=month, definitions=definitions())
    lines = [sentence(month, found), ""]
    for figure in figures.values():
        parts = (value_text(figure), base_text(figure), ninetieth_text(figure))
        lines.append(f"{figure.label.nl}: {', '.join(part for part in parts if part)}")
    for table in tables:
        lines += ["", table.title.nl, *_aligned(table)]
    return lines


def _aligned(table: Table) -> list[str]:
    rows = [[table.heading.nl, *(column.nl for column in table.columns)]]
    rows += [[row.label.nl, *(str(_cell_text(cell)) for cell in row.cells)] for row in table.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]


@command.command(epilog="Voorbeeld: rondkomen monitor protect zaken-per-wijk.csv -o veilig.csv")
@click.argument("table", type=GivenFile())
@click.option("-o", "target", type=TargetFile(), help="Uitvoerbestand.")
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
    file = read_table(table.read_bytes())
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
        _write(target, written)
    output.emit(_as_data(found, rounding), as_json=as_json, text=[] if target else written.rstrip())
    for line in _explanation(found):
        output.say(line)


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise Refused(
            f"{target} kan niet worden geschreven: {wrong.strerror}. Controleer de map.",
            code="file",
        ) from wrong


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
