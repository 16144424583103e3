"""Tables as people read them: labelled rows and columns, totals, and marks where no number stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rondkomen.monitoring.core.counting import FamilyCounts
from rondkomen.monitoring.core.definitions import Definitions, Words
from rondkomen.monitoring.core.layout import TABLES, TOTAL, Key, TableLayout, family
from rondkomen.monitoring.core.publishing import PublishedMonth
from rondkomen.monitoring.core.suppression import Hidden, Protection

TOTAL_WORDS = Words("Totaal", "Total")
COUNT_WORDS = Words("Aantal", "Number")


class Mark(StrEnum):
    """What a cell shows."""

    NUMBER = "number"
    HIDDEN = "hidden"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `why` is set in the internal view of what would be hidden."""

    mark: Mark
    number: int | None = None
    why: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `is_total` for the last one."""

    label: Words
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its totals; a table of one dimension has one column of numbers."""

    key: str
    title: Words
    heading: Words
    columns: tuple[Words, ...]
    rows: tuple[Row, ...]

    @property
    def has_hidden(self) -> bool:
        """Whether at least one number is hidden."""
        return any(cell.mark is Mark.HIDDEN for row in self.rows for cell in row.cells)


Look = Callable[[Key], Cell]


def counted_tables(
    families: Mapping[str, FamilyCounts],
    definitions: Definitions,
    *,
    protections: Mapping[str, Protection] | None = None,
) -> tuple[Table, ...]:
    """The tables of a month with exact counts; with `protections` each cell also knows why it hides.

    Policy: for the early-detection team alone; what others see is `published_tables`.
    """
    found = []
    for layout in TABLES:
        counts = families[layout.family]
        hidden = protections[layout.family].hidden if protections else {}
        categories = {d: counts.occurring(d) for d in layout.dimensions}
        found.append(_table(layout, categories, _exact(counts, hidden), definitions))
    return tuple(found)


def _exact(counts: FamilyCounts, hidden: Mapping[Key, Hidden]) -> Look:
    def look(key: Key) -> Cell:
        value = counts.at(*key).value
        if key and not counts.can_occur(key):
            return Cell(Mark.EMPTY)
        return Cell(Mark.NUMBER, value, hidden.get(key))

    return look


def published_tables(month: PublishedMonth, definitions: Definitions) -> tuple[Table, ...]:
    """The tables of a published month: rounded numbers, hidden ones marked.

    Policy: holds nothing but what was published.
    """
    found = []
    for layout in TABLES:
        shown = month.counts[layout.family]
        categories = {
            dimension: tuple(key[0][1] for key in shown if len(key) == 1 and key[0][0] == dimension)
            for dimension in layout.dimensions
        }
        found.append(_table(layout, categories, _published(shown), definitions))
    return tuple(found)


def _published(shown: Mapping[Key, int | None]) -> Look:
    def look(key: Key) -> Cell:
        if key not in shown:
            return Cell(Mark.EMPTY)
        number = shown[key]
        return Cell(Mark.HIDDEN) if number is None else Cell(Mark.NUMBER, number)

    return look


def _table(
    layout: TableLayout,
    categories: Mapping[str, tuple[str, ...]],
    look: Look,
    definitions: Definitions,
) -> Table:
    columns = categories[layout.columns] if layout.columns else ()
    lines = [
        Row(
            definitions.label(layout.rows, row),
            tuple(look(_key(layout, row, column)) for column in (*columns, "")),
        )
        for row in categories[layout.rows]
    ]
    totals = tuple(look(_key(layout, "", column)) for column in (*columns, ""))
    heads = [definitions.label(layout.columns, column) for column in columns]
    return Table(
        key=layout.key,
        title=definitions.table_titles[layout.key],
        heading=definitions.dimension_labels[layout.rows],
        columns=(*heads, TOTAL_WORDS if columns else COUNT_WORDS),
        rows=(*lines, Row(TOTAL_WORDS, totals, is_total=True)),
    )


def _key(layout: TableLayout, row: str, column: str) -> Key:
    """The key of a cell, its dimensions in the order of the chain."""
    pairs = [(layout.rows, row)] if row else []
    pairs += [(layout.columns, column)] if column else []
    order = family(layout.family).dimensions
    return tuple(sorted(pairs, key=lambda pair: order.index(pair[0]))) or TOTAL
