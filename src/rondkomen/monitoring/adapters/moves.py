"""Complements for tables of three and more dimensions: the cheapest other table that fits.

A hidden cell is safe when another table, one that fits everything that is shown, has a value for
it that lies far enough away. So for each cell in need the solver looks for such a table in which
every cell keeps its value or moves by exactly the safe width, at the least cost of cells that
must then be hidden. Whatever moved is hidden, and has moved far enough itself: one look mends a
cell for good.
"""

from collections.abc import Iterable, Mapping

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.margin_table import MARGIN, Coordinate, MarginTable, TableProtection
from rondkomen.monitoring.core.suppression import SAFETY, Reason, Safety

_SECONDS_EACH = 30
_OUT_OF_TIME = 1  # what SciPy calls this ending


def mended(
    one: TableProtection, weak: Iterable[Coordinate], safety: Safety = SAFETY
) -> TableProtection:
    """The protection with enough extra cells hidden to make each of `weak` safe.

    When no other table exists for a cell, everything is hidden.
    Raises: Refused when the solver takes too long.
    Policy: Safety.width, against an outsider who knows which hidden cells are small.
    """
    table = one.table
    search = _Search(table, safety)
    hidden = dict(one.hidden)
    moved: set[Coordinate] = set()
    for cell in weak:
        if cell in moved:
            continue
        found = search.cheapest(cell, hidden)
        if found is None:
            return _all_hidden(one)
        moved |= found
        hidden |= dict.fromkeys(sorted(found - hidden.keys()), Reason.COMPLEMENT)
    return TableProtection(table, hidden, one.method)


def _all_hidden(one: TableProtection) -> TableProtection:
    everything = dict.fromkeys(one.table.countable(), Reason.COMPLEMENT)
    return TableProtection(one.table, everything | dict(one.hidden), one.method)


class _Search:
    """The sums of a table, ready to look for another table that fits.

    Shape: per cell two columns, "moves up" and "moves down", each 0 or 1.
    """

    def __init__(self, table: MarginTable, safety: Safety) -> None:
        self._table = table
        self._cells = table.countable()
        self._place = {cell: i for i, cell in enumerate(self._cells)}
        steps = (safety.width, -safety.width)
        self._most = [int(self._fits(cell, step, safety)) for cell in self._cells for step in steps]
        self._sums = self._constraint()

    def _fits(self, cell: Coordinate, step: int, safety: Safety) -> bool:
        """Whether the cell would, after the step, still be as small or as large as it is known."""
        value = self._table.cells[cell]
        if value < safety.threshold:
            return 0 <= value + step < safety.threshold
        return value + step >= safety.threshold

    def _constraint(self) -> LinearConstraint:
        rows, columns, factors = [], [], []
        sums = [(whole, parts) for whole, parts in self._table.sums() if whole in self._place]
        for row, (whole, parts) in enumerate(sums):
            for cell, factor in [(whole, -1), *((part, 1) for part in parts)]:
                if cell in self._place:
                    column = 2 * self._place[cell]
                    rows += [row, row]
                    columns += [column, column + 1]
                    factors += [factor, -factor]
        shape = (len(sums), len(self._most))
        return LinearConstraint(csr_matrix((factors, (rows, columns)), shape=shape), 0, 0)

    def cheapest(
        self, cell: Coordinate, hidden: Mapping[Coordinate, Reason]
    ) -> set[Coordinate] | None:
        """The cells that move in the cheapest other table in which `cell` moves; None if none."""
        # a little on every move: no cell goes to and fro for nothing
        costs = [
            0.001 if c in hidden else self._cost(c) for c in self._cells for _ in ("up", "down")
        ]
        answers = [
            answer
            for direction in (0, 1)
            if (answer := self._solve(costs, 2 * self._place[cell] + direction)) is not None
        ]
        if not answers:
            return None
        _, moves = min(answers, key=lambda answer: answer[0])
        return {self._cells[column // 2] for column, moved in enumerate(moves) if moved}

    def _solve(self, costs: list[float], fixed: int) -> tuple[float, list[bool]] | None:
        least, most = [0] * len(self._most), list(self._most)
        if not most[fixed]:
            return None
        least[fixed], most[fixed ^ 1] = 1, 0
        answer = milp(
            costs,
            constraints=self._sums,
            bounds=Bounds(least, most),
            integrality=[1] * len(most),
            options={"time_limit": _SECONDS_EACH},
        )
        if answer.x is None and answer.status == _OUT_OF_TIME:
            raise Refused(
                "Het beveiligen van deze tabel duurt te lang. Splits de tabel of voeg rijen samen.",
                code="protection_too_slow",
            )
        return None if answer.x is None else (float(answer.fun), [x > 0.5 for x in answer.x])

    def _cost(self, cell: Coordinate) -> float:
        """Hiding the grand total costs most, then other totals, then inner cells; small first."""
        totals = cell.count(MARGIN)
        weight = 100 if totals == len(cell) else 1 + 5 * totals
        return weight * 10 + min(self._table.cells[cell], 900) / 100
