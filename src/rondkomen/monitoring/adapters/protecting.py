"""Protecting one table from outside: choose the complements, attack the outcome, mend it."""

from rondkomen.monitoring.adapters import argus
from rondkomen.monitoring.core.margin_table import (
    Coordinate,
    MarginTable,
    TableProtection,
    as_family,
    as_protection,
    from_protection,
    key_of,
    small_cells,
)
from rondkomen.monitoring.core.suppression import SAFETY, Reason, Safety, protect

METHODS = ("argus", "own")

_EXACT = 2  # up to this many dimensions a table is a circulation, and our own attack is exact


def protect_table(
    table: MarginTable, *, method: str = "argus", safety: Safety = SAFETY
) -> TableProtection:
    """The table with its hidden cells, after an attack that found nothing any more.

    `method` chooses the first complements: the τ-ARGUS engine, or ours. Both are then attacked
    by an outsider who reasons in whole numbers, which the engine does not, and mended.
    Raises: Refused when the method cannot take the table.
    Policy: Safety; the outsider of `core.network` (one or two dimensions) or `linear_attack`.
    """
    small = small_cells(table, safety)
    extra = argus.complements(table, small, safety) if small and method == "argus" else set()
    if len(table.dimensions) <= _EXACT:
        also = frozenset(key_of(cell) for cell in extra)
        return from_protection(table, protect(as_family(table), safety=safety, also=also), method)
    from rondkomen.monitoring.adapters.moves import mended  # noqa: PLC0415  SciPy loads slowly

    hidden = small | dict.fromkeys(sorted(extra), Reason.COMPLEMENT)
    one = TableProtection(table, hidden, method)
    return mended(one, weak_cells(one, safety), safety)


def weak_cells(one: TableProtection, safety: Safety = SAFETY) -> list[Coordinate]:
    """The hidden cells about which an outsider is in too little doubt.

    Policy: Safety.width.
    """
    if len(one.table.dimensions) <= _EXACT:
        widths = as_protection(one, safety).widths()
        return [cell for cell in one.hidden if widths[key_of(cell)] < safety.width]
    from rondkomen.monitoring.adapters import linear_attack  # noqa: PLC0415  SciPy loads slowly

    return linear_attack.too_narrow(one, safety)
