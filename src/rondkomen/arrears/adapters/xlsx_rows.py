"""XLSX: one sheet, read as a stream, with formulas and merged cells pointed out."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import BinaryIO

from rondkomen.arrears.adapters.sheet_xml import SheetRow
from rondkomen.arrears.adapters.table import (
    HEADER_DEPTH,
    REPEATED,
    Table,
    column_names,
    header_place,
)
from rondkomen.arrears.adapters.workbook import Workbook
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.layout import RawRow
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused


def open_xlsx(source: BinaryIO, profile: MappingProfile, *, any_names: bool = False) -> Table:
    """Return the columns and rows of the one sheet that holds signals.

    With `any_names` its column names need not be known.

    Raises: Refused for a bomb, a broken workbook, no header, or several sheets to choose from.
    """
    workbook = Workbook(source)
    sheet, place = _chosen_sheet(workbook, profile, any_names=any_names)
    records = workbook.rows(sheet)
    first = list(islice(records, HEADER_DEPTH))
    header = column_names(first[place].cells)
    merged = workbook.merged(sheet)
    rows = _rows(chain(first[place + 1 :], records), header, merged)
    return Table("xlsx", header, rows, max(workbook.row_count(sheet) - place - 1, 1), profile)


def _chosen_sheet(
    workbook: Workbook, profile: MappingProfile, *, any_names: bool
) -> tuple[str, int]:
    names = workbook.sheet_names
    if profile.sheet:
        if profile.sheet not in names:
            raise Refused(
                f"Het werkblad '{profile.sheet}' uit het koppelprofiel bestaat niet. Kies een"
                " bestaand blad.",
                code="sheet",
            )
        names = [profile.sheet]
    places = _headers(workbook, names, profile)
    if any_names and not places:
        places = dict(list(_headers(workbook, names, profile, any_names=True).items())[:1])
    if len(places) > 1:
        raise Refused(
            f"Meer dan één werkblad bevat signalen ({len(places)} bladen). Lever één blad, of kies"
            " er een in het koppelprofiel.",
            code="sheets",
        )
    if not places:
        raise Refused(
            "Geen werkblad heeft een kop met kolomnamen. Zet de kolomnamen van het innameformaat of"
            " van uw koppelprofiel in de eerste rij.",
            code="header-missing",
        )
    return next(iter(places.items()))


def _headers(
    workbook: Workbook, names: list[str], profile: MappingProfile, *, any_names: bool = False
) -> dict[str, int]:
    """The sheets with a header, and which of their rows it is."""
    found: dict[str, int] = {}
    for name in names:
        first = [row.cells for row in islice(workbook.rows(name), HEADER_DEPTH)]
        with suppress(Refused):  # a sheet without a header is not the one
            found[name] = header_place(first, profile, any_names=any_names)
    return found


def _rows(
    records: Iterator[SheetRow], header: tuple[str, ...], merged: dict[int, frozenset[int]]
) -> Iterator[RawRow]:
    repeated = list(header)
    for record in records:
        cells = record.cells
        empty = all(cell is None or cell == "" for cell in cells)
        if empty and not record.formulas:
            continue
        if cells[: len(header)] == repeated:
            yield RawRow(record.number, cells, REPEATED)
            continue
        notes = [*_notes(record.formulas, header, FindingCode.FORMULA_CELL)]
        notes += _notes(record.errors, header, FindingCode.CELL_ERROR)
        notes += _notes(merged.get(record.number, ()), header, FindingCode.MERGED_CELL)
        padded = [*cells, *([None] * (len(header) - len(cells)))]
        yield RawRow(record.number, padded, tuple(notes))


def _notes(places: Iterable[int], header: tuple[str, ...], code: FindingCode) -> list[Finding]:
    return [Finding(code, header[place]) for place in sorted(places) if place < len(header)]
