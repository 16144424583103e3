"""A table of counts in a CSV file: read with its margins, written back protected.

Two layouts are understood. A cross table has categories down the first column and across the
header. A list has one column per characteristic and the number in the last column. Totals bear
the name "Totaal" and may be left out; "-" or nothing means: cannot occur.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rondkomen.files.csv import no_formula
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.margin_table import (
    MARGIN,
    Coordinate,
    MarginTable,
    TableProtection,
    complete,
)
from rondkomen.monitoring.core.publishing import rounded

HIDDEN_MARK = "x"
IMPOSSIBLE_MARK = "-"

_TOTALS = frozenset({"totaal", "total", "alle", "alles", "all"})
_NUMBER_NAMES = frozenset({"aantal", "aantallen", "count", "n", "value", "waarde"})
_COUNT = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+")
_LIKE_A_NUMBER = re.compile(r"[-+]?[\d.,\s]*|[xX]")
_LARGEST_FILE = 5_000_000  # bytes
_MOST_DIMENSIONS = 5
_TOTAL_NAME = "Totaal"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it was read, with what is needed to write it back in the same layout."""

    table: MarginTable
    crossed: bool
    delimiter: str
    count_name: str


def read_table(content: bytes) -> TableFile:
    """The table in a CSV file.

    Raises: Refused with row and column when something cannot be read or does not add up.
    """
    header, rows, delimiter = _lines(content)
    crossed = _is_crossed(header, rows)
    if not crossed and len(header) - 1 > _MOST_DIMENSIONS:
        raise Refused(
            f"De tabel heeft {len(header) - 1} kenmerken; {_MOST_DIMENSIONS} is het meeste. "
            "Voeg kolommen samen of laat ze weg.",
            code="too_many_dimensions",
        )
    found = _Reading(header, crossed)
    for number, row in enumerate(rows, start=2):
        found.add(number, row)
    return TableFile(found.table(), crossed, delimiter, "aantal" if crossed else header[-1])


def write_table(protection: TableProtection, file: TableFile, *, rounding: int) -> str:
    """The protected table as CSV, in the layout it was read in.

    Units: `rounding` the base; 1 leaves the shown counts as they are.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=file.delimiter, lineterminator="\n")
    rows = _crossed_rows if file.crossed else _listed_rows
    writer.writerows(rows(protection, file, rounding))
    return target.getvalue()


def shown(protection: TableProtection, cell: Coordinate, rounding: int) -> str:
    """What the published table shows in a cell: a number, hidden, or cannot occur."""
    if cell in protection.hidden:
        return HIDDEN_MARK
    if cell in protection.table.impossible or protection.table.empty(cell):
        return IMPOSSIBLE_MARK
    return str(rounded(protection.table.cells[cell], rounding))


class _Reading:
    """Collects the cells of a table, row by row."""

    def __init__(self, header: list[str], crossed: bool) -> None:
        self._header = header
        self._crossed = crossed
        self._dimensions = (header[0] or "rij", "kolom") if crossed else tuple(header[:-1])
        if crossed and len(header) == 2:
            self._dimensions = (header[0],)
        self._categories: list[dict[str, None]] = [{} for _ in self._dimensions]
        self._given: dict[Coordinate, int] = {}
        self._impossible: set[Coordinate] = set()

    def add(self, number: int, row: list[str]) -> None:
        """Take in one line of the file."""
        if len(row) != len(self._header):
            raise Refused(
                f"Deze regel heeft {len(row)} kolommen, de kopregel {len(self._header)}. "
                "Herstel de regel.",
                code="wrong_columns",
                where=f"regel {number}",
            )
        if self._crossed and len(self._dimensions) > 1:
            for name, text in zip(self._header[1:], row[1:], strict=True):
                self._put(number, (row[0], name), text, column=name)
        else:
            self._put(number, tuple(row[:-1]), row[-1], column=self._header[-1])

    def _put(self, number: int, labels: tuple[str, ...], text: str, *, column: str) -> None:
        where = f"regel {number}, kolom '{column}'"
        cell = tuple(MARGIN if label.casefold() in _TOTALS else label for label in labels)
        if cell in self._given or cell in self._impossible:
            raise Refused(
                "Deze cel staat er twee keer. Laat elke combinatie één keer voorkomen.",
                code="double_cell",
                where=where,
            )
        for known, category in zip(self._categories, cell, strict=True):
            if category != MARGIN:
                known[category] = None
        if text in ("", IMPOSSIBLE_MARK):
            self._impossible.add(cell)
        else:
            self._given[cell] = _count(text, where)

    def table(self) -> MarginTable:
        """The complete table.

        Raises: Refused when there is nothing in it, or a total does not add up.
        """
        if not all(self._categories):
            raise Refused(
                "In deze tabel staan alleen totalen. Zet er ook de getallen onder de totalen in.",
                code="empty_table",
            )
        categories = tuple(tuple(each) for each in self._categories)
        impossible = frozenset(cell for cell in self._impossible if MARGIN not in cell)
        return complete(self._dimensions, categories, self._given, impossible)


def _count(text: str, where: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Refused(
            f"'{text}' is geen aantal. Schrijf een heel getal van nul of meer, '-' als de "
            "combinatie niet kan voorkomen.",
            code="no_count",
            where=where,
        )
    return int(text.replace(".", ""))


def _lines(content: bytes) -> tuple[list[str], list[list[str]], str]:
    if len(content) > _LARGEST_FILE:
        raise Refused(
            f"Dit bestand is groter dan {_LARGEST_FILE // 1_000_000} MB. Splits de tabel.",
            code="file_too_large",
        )
    if b"\0" in content:
        raise Refused("Dit is geen tekstbestand. Lever een CSV-bestand.", code="other-format")
    text = _decoded(content)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=first.count)
    rows = _split(text, delimiter)
    if len(rows) < 2 or len(rows[0]) < 2:
        raise Refused(
            "In dit bestand staat geen tabel. Zet in de eerste regel de namen van de kolommen en "
            "daaronder minstens één regel met aantallen.",
            code="empty_table",
        )
    _refuse_double_names(rows[0])
    return rows[0], rows[1:], delimiter


def _split(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [[field.strip() for field in row] for row in reader]
    except csv.Error as wrong:
        raise Refused(
            "Dit is niet te lezen als tabel. Bewaar het bestand opnieuw als CSV.",
            code="unreadable_table",
            where=f"regel {reader.line_num}",
        ) from wrong
    return [row for row in rows if any(row)]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _refuse_double_names(header: list[str]) -> None:
    double = next((name for name in header if header.count(name) > 1), None)
    if double is not None:
        raise Refused(
            f"De kolomnaam '{double}' staat er twee keer. Geef elke kolom een eigen naam.",
            code="double_column",
            where="regel 1",
        )


def _is_crossed(header: list[str], rows: list[list[str]]) -> bool:
    """A list has words between its first and last column, or a last column named "aantal"."""
    if len(header) == 2 or header[-1].casefold() in _NUMBER_NAMES:
        return len(header) == 2
    inner = [field for row in rows for field in row[1:-1]]
    numbers = sum(bool(_LIKE_A_NUMBER.fullmatch(field)) for field in inner)
    return 2 * numbers >= len(inner)


def _crossed_rows(one: TableProtection, file: TableFile, rounding: int) -> list[list[str]]:
    table = one.table
    if len(table.dimensions) == 1:
        listed = _listed_rows(one, file, rounding)
        return [_head(table.dimensions[0], file.count_name), *listed[1:]]
    rows, columns = ((*each, MARGIN) for each in table.categories)
    named = [[_name(row)] for row in rows]
    head = [*_head(table.dimensions[0]), *(_name(column) for column in columns)]
    return [
        head,
        *(
            [*label, *(shown(one, (row, column), rounding) for column in columns)]
            for label, row in zip(named, rows, strict=True)
        ),
    ]


def _listed_rows(one: TableProtection, file: TableFile, rounding: int) -> list[list[str]]:
    head = _head(*one.table.dimensions, file.count_name)
    return [
        head,
        *([*map(_name, cell), shown(one, cell, rounding)] for cell in one.table.cells),
    ]


def _head(*names: str) -> list[str]:
    return [no_formula(name) for name in names]


def _name(category: str) -> str:
    return no_formula(category or _TOTAL_NAME)


def known_noughts(table: MarginTable) -> MarginTable:
    """The table with every nought as a cell that everybody knows to be nought."""
    noughts: Mapping[Coordinate, int] = {
        cell: value for cell, value in table.cells.items() if value == 0 and MARGIN not in cell
    }
    return MarginTable(
        table.dimensions, table.categories, table.cells, table.impossible | noughts.keys()
    )
