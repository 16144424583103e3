"""What every reader gives: the columns of a file and its rows, one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rondkomen.arrears.core.cells import clean
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.layout import RawRow
from rondkomen.arrears.core.limits import MOST_COLUMNS, MOST_ROWS
from rondkomen.arrears.core.mapping import MappingProfile, column_key, is_known_column
from rondkomen.kernel.refusal import Refused

HEADER_DEPTH = 20  # titles and empty lines above the header
_FEWEST_NAMES = 2
REPEATED = (Finding(FindingCode.HEADER_REPEATED),)  # the notes of a row that repeats the header


@dataclass(frozen=True)
class Table:
    """A file that was opened: its columns and its rows, read while they are asked for.

    `profile` is how to read the cells. `total` is the number of rows, or close to it when lines
    had to be counted. `optional` are fields that this format does without.
    """

    file_format: str
    header: tuple[str, ...]
    rows: Iterator[RawRow]
    total: int
    profile: MappingProfile
    optional: frozenset[str] = frozenset()

    def guarded(self) -> "Table":
        """Return the table with its rows checked against the limits of one delivery.

        Raises: Refused when there are too many columns, and while reading, too many rows or none.
        """
        if len(self.header) > MOST_COLUMNS:
            raise Refused(
                f"Het bestand heeft {len(self.header)} kolommen; het maximum is {MOST_COLUMNS}."
                " Lever alleen de kolommen van het innameformaat.",
                code="too-many-columns",
            )
        return replace(self, rows=_counted(self.rows))

    def first(self, most: int) -> "Table":
        """Return the table with its first rows only, for a sample."""
        return replace(self, rows=islice(self.rows, most))


def _counted(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    is_empty = True
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise too_many_rows()
        is_empty = is_empty and row.repeats_header
        yield row
    if is_empty:
        raise Refused(
            "Het bestand heeft een kop maar geen rijen. Lever ten minste één rij.", code="no-rows"
        )


def too_many_rows() -> Refused:
    """Return the refusal of a file with more rows than one delivery may have."""
    limit = f"{MOST_ROWS:,}".replace(",", ".")
    return Refused(
        f"Het bestand heeft meer dan {limit} rijen. Splits het in delen en lever die na elkaar.",
        code="too-many-rows",
    )


def header_place(
    rows: Sequence[Sequence[object]], profile: MappingProfile, *, any_names: bool = False
) -> int:
    """Return which of the first rows holds the column names.

    With `any_names` they need not be known: the first of the fullest rows will do.

    Raises: Refused when there is no such row.
    """
    wanted = {column_key(column) for column in profile.columns.values()}
    scores = [
        sum(_is_name(str(cell), wanted) for cell in row if isinstance(cell, str)) for row in rows
    ]
    if any_names and max(scores, default=0) < _FEWEST_NAMES:
        scores = [sum(1 for cell in row if cell) for row in rows]
    best = max(scores, default=0)
    if best < _FEWEST_NAMES:
        raise Refused(
            "Er is geen kop met kolomnamen gevonden. Zet de kolomnamen van het innameformaat of van"
            " uw koppelprofiel in de eerste rij.",
            code="header-missing",
        )
    return scores.index(best)


def _is_name(text: str, wanted: set[str]) -> bool:
    return column_key(text) in wanted or is_known_column(text)


def column_names(cells: Sequence[object]) -> tuple[str, ...]:
    """Return a header row as clean column names, without empty ones at the end."""
    names = [clean(cell if isinstance(cell, str) else str(cell or "")) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
