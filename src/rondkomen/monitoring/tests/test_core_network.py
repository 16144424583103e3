"""Hidden counts in small tables, against intervals reasoned by hand."""

from typing import Any

import pytest

from rondkomen.monitoring.core.margin_table import (
    MARGIN,
    Coordinate,
    MarginTable,
    TableProtection,
    as_protection,
    complete,
    key_of,
)
from rondkomen.monitoring.core.network import circulation, room
from rondkomen.monitoring.core.suppression import Reason
from rondkomen.monitoring.tests.examples import worked

CASES = worked("monitor_attack.yaml")["cases"]


def table_of(data: dict[str, Any]) -> MarginTable:
    first = next(iter(data.values()))
    if isinstance(first, int):
        return complete(("rij",), (tuple(data),), {(row,): count for row, count in data.items()})
    given = {(row, column): n for row, line in data.items() for column, n in line.items()}
    return complete(("rij", "kolom"), (tuple(data), tuple(first)), given)


def place(name: str, dimensions: int) -> Coordinate:
    return (MARGIN,) * dimensions if name == "total" else tuple(name.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_interval_is_the_one_reasoned_by_hand(case: dict[str, Any]) -> None:
    table = table_of(case["table"])
    hidden = {place(name, len(table.dimensions)): Reason.SMALL for name in case["hidden"]}
    protection = as_protection(TableProtection(table, hidden, "by hand"))
    edges, bounds = circulation(protection.counts), protection.bounds()
    for name, (lowest, highest) in case["expected"].items():
        key = key_of(place(name, len(table.dimensions)))
        found, true = room(edges, bounds, key), edges[key].value
        assert (true - found.down, true + found.up) == (lowest, highest)
