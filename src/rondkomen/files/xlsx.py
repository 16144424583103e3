"""Tables as an Excel workbook, for people who sort and filter."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rondkomen.kernel.refusal import Refused

Cell = str | int | float | Decimal | date | None

_MOST_ROWS = 1_048_575  # what the format allows, less the header
_LONGEST_TEXT = 32_767
_LONGEST_TITLE = 31
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_WIDEST, _NARROWEST = 60, 9
_ROWS_MEASURED = 200  # enough to choose a column width

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """One tab: a header, rows, and the columns that hold eurocents or a share.

    A column named in ``euros`` holds ``Cents`` and is shown as euros; one named in ``shares``
    holds fractions of one and is shown as a percentage. ``notes`` stand under the table.
    """

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    euros: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    notes: Sequence[str] = ()


def write(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with one tab per sheet: header fixed and filterable, no formula anywhere.

    Raises: Refused when there is no sheet, or a sheet has more rows than the format allows.
    """
    if not sheets:
        raise Refused("Er is niets om in een werkboek te zetten. Kies eerst een tabel.")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as workbook:
        workbook.set_properties({"title": sheets[0].title, "language": "nl-NL"})
        formats = {
            "header": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "euros": workbook.add_format({"num_format": "€ #,##0.00"}),
            "shares": workbook.add_format({"num_format": "0.0%"}),
            "date": workbook.add_format({"num_format": "dd-mm-yyyy"}),
            "note": workbook.add_format({"italic": True}),
        }
        titles: set[str] = set()
        for sheet in sheets:
            tab = workbook.add_worksheet(_title(sheet.title, titles))
            _fill(tab, sheet, formats)
    return target.getvalue()


def _fill(tab: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    widths = [len(name) + 3 for name in sheet.header]
    _head(tab, sheet.header, formats["header"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last > _MOST_ROWS:
            raise Refused(
                f"Een werkblad heeft plaats voor {_MOST_ROWS} rijen. Kies een kortere periode"
                " of een CSV-bestand.",
                code="too-many-rows",
                where=sheet.title,
            )
        for column, (name, cell) in enumerate(zip(sheet.header, row, strict=True)):
            shown = cell / 100 if name in sheet.euros and isinstance(cell, int) else cell
            _write_cell(tab, (last, column), shown, _format(sheet, name, cell, formats))
            if last <= _ROWS_MEASURED:
                widths[column] = max(widths[column], len(str(cell)) + 2)
    for column, width in enumerate(widths):
        tab.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))
    tab.freeze_panes(1, 0)
    if sheet.header:
        tab.autofilter(0, 0, last, len(sheet.header) - 1)
    for offset, note in enumerate(sheet.notes, start=2):
        tab.write_string(last + offset, 0, note, formats["note"])


def _head(tab: Worksheet, names: Sequence[str], form: Format) -> None:
    for column, name in enumerate(names):
        tab.write_string(0, column, name, form)  # `write` would take "=" for a formula


def _format(sheet: Sheet, name: str, cell: Cell, formats: dict[str, Format]) -> Format | None:
    if name in sheet.euros:
        return formats["euros"]
    if name in sheet.shares:
        return formats["shares"]
    return formats["date"] if isinstance(cell, date) else None


def _write_cell(tab: Worksheet, place: tuple[int, int], cell: Cell, form: Format | None) -> None:
    row, column = place
    match cell:
        case None:
            tab.write_blank(row, column, None, form)
        case bool():
            tab.write_string(row, column, "ja" if cell else "nee", form)
        case int() | float() | Decimal():
            tab.write_number(row, column, float(cell), form)
        case datetime():
            tab.write_datetime(row, column, cell.replace(tzinfo=None), form)
        case date():
            tab.write_datetime(row, column, cell, form)
        case _:
            tab.write_string(row, column, cell[:_LONGEST_TEXT], form)


def _title(wanted: str, taken: set[str]) -> str:
    """Return ``wanted`` as a tab title: short, without forbidden signs, and not used before."""
    base = _NOT_IN_TITLE.sub(" ", wanted).strip() or "Blad"
    title, number = base[:_LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        ending = f" ({number})"
        title = base[: _LONGEST_TITLE - len(ending)] + ending
    taken.add(title.casefold())
    return title
