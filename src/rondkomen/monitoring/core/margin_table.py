"""A table of counts with all its margins, of any number of dimensions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.counting import Count, FamilyCounts
from rondkomen.monitoring.core.layout import Family, Key
from rondkomen.monitoring.core.suppression import SAFETY, Hidden, Protection, Reason, Safety

MARGIN = ""
"""The coordinate of a total."""

Coordinate = tuple[str, ...]
"""A category per dimension, in the order of the dimensions; MARGIN for the total over one."""


@dataclass(frozen=True, slots=True)
class MarginTable:
    """Counts by coordinate, margins included; `impossible` ones cannot occur for anybody."""

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    cells: Mapping[Coordinate, int]
    impossible: frozenset[Coordinate] = frozenset()

    def empty(self, coordinate: Coordinate) -> bool:
        """Whether the coordinate lies in a category in which nothing occurred at all."""
        for place, category in enumerate(coordinate):
            alone = tuple(category if i == place else MARGIN for i in range(len(coordinate)))
            if self.cells[alone] == 0:
                return True
        return False

    def countable(self) -> list[Coordinate]:
        """The coordinates that can hold somebody: not impossible and in no empty category."""
        return [c for c in self.cells if c not in self.impossible and not self.empty(c)]

    def sums(self) -> Iterator[tuple[Coordinate, list[Coordinate]]]:
        """Each margin with the coordinates it is the sum of, one dimension at a time."""
        for whole in self.cells:
            for place in range(len(whole)):
                if whole[place] == MARGIN:
                    parts = [
                        (*whole[:place], category, *whole[place + 1 :])
                        for category in self.categories[place]
                    ]
                    yield whole, parts


def complete(
    dimensions: tuple[str, ...],
    categories: tuple[tuple[str, ...], ...],
    given: Mapping[Coordinate, int],
    impossible: frozenset[Coordinate] = frozenset(),
) -> MarginTable:
    """The table with every margin, worked out where it was not given.

    Raises: Refused when a given margin is not the sum of its parts.
    """
    cells: dict[Coordinate, int] = dict.fromkeys(
        product(*((*each, MARGIN) for each in categories)), 0
    )
    for coordinate, value in given.items():
        if MARGIN not in coordinate:
            for margin in _margins(coordinate):
                cells[margin] += value
    for coordinate, value in given.items():
        if cells[coordinate] != value:
            raise Refused(
                f"Het totaal van {name_of(coordinate)} is {value}, maar de getallen tellen op tot "
                f"{cells[coordinate]}. Herstel de tabel of laat de totalen weg.",
                code="margin_does_not_add_up",
            )
    return MarginTable(dimensions, categories, cells, impossible)


def _margins(coordinate: Coordinate) -> Iterator[Coordinate]:
    """The coordinate itself and every total it counts towards."""
    return product(*((category, MARGIN) for category in coordinate))


def name_of(coordinate: Coordinate) -> str:
    """The coordinate in words, for a sentence."""
    parts = [f"'{category}'" for category in coordinate if category != MARGIN]
    return " en ".join(parts) if parts else "de hele tabel"


@dataclass(frozen=True, slots=True)
class TableProtection:
    """Which cells of a table stay hidden, and why; `method` says what chose the complements."""

    table: MarginTable
    hidden: Mapping[Coordinate, Reason]
    method: str


def small_cells(table: MarginTable, safety: Safety = SAFETY) -> dict[Coordinate, Reason]:
    """The cells that are hidden for themselves.

    Policy: no cell under the threshold, nought included.
    """
    return {c: Reason.SMALL for c in table.countable() if table.cells[c] < safety.threshold}


def as_family(table: MarginTable) -> FamilyCounts:
    """A table of one or two dimensions as a family of counts; each thing counts as a household.

    Raises: ValueError for a table of more dimensions, which is no circulation.
    """
    if len(table.dimensions) > 2:
        raise ValueError("only one or two dimensions form a circulation")
    # places, not names: two columns of a file may bear the same name
    names = tuple(str(place) for place in range(len(table.dimensions)))
    family = Family("table", (names,), shown=frozenset(pairwise(names)))
    return FamilyCounts(
        family,
        dict(zip(names, table.categories, strict=True)),
        {key_of(c): Count(value, value) for c, value in table.cells.items() if value},
        frozenset(key_of(c) for c in table.impossible),
    )


def key_of(coordinate: Coordinate) -> Key:
    """The coordinate as a key of `as_family`."""
    return tuple((str(i), category) for i, category in enumerate(coordinate) if category != MARGIN)


def coordinate_of(key: Key, dimensions: int) -> Coordinate:
    """The key of `as_family` as a coordinate."""
    found = dict(key)
    return tuple(found.get(str(place), MARGIN) for place in range(dimensions))


def as_protection(one: TableProtection, safety: Safety = SAFETY) -> Protection:
    """The same protection in the form that can be attacked exactly (one or two dimensions).

    Raises: ValueError for a table of more dimensions.
    """
    hidden = {key_of(c): Hidden(key_of(c), reason) for c, reason in one.hidden.items()}
    return Protection(as_family(one.table), hidden, frozenset(), safety)


def from_protection(table: MarginTable, found: Protection, method: str) -> TableProtection:
    """The protection of `as_family(table)` as one of the table itself."""
    hidden = {
        coordinate_of(key, len(table.dimensions)): each.reason for key, each in found.hidden.items()
    }
    return TableProtection(table, hidden, method)
