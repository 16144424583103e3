"""The outsider with a solver: how far published tables narrow down what is hidden.

Works from what is published and nothing else: equations between cells and totals, and per cell
the values that its publication leaves open. SciPy's HiGHS finds the lowest and highest whole
number for each hidden cell.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from rondkomen.monitoring.core.margin_table import Coordinate, TableProtection
from rondkomen.monitoring.core.suppression import SAFETY, Safety

Name = TypeVar("Name", bound=Hashable)

Range = tuple[int, int | None]
"""The lowest and highest possible value; None for no upper limit."""

_NO_LIMIT = 1_000_000  # counts; far above any table, and still exact for the solver


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an outsider knows: which cells add up to which, and the range of each cell."""

    sums: Sequence[tuple[Hashable, Sequence[Hashable]]]
    ranges: Mapping[Hashable, Range]


class Contradiction(Exception):
    """What is published cannot be true: no table fits it."""


def narrowed(known: Knowledge, targets: Iterable[Hashable]) -> dict[Hashable, tuple[int, int]]:
    """The lowest and highest whole number each target can have.

    Raises: Contradiction when nothing fits what is known.
    """
    attack = _Attack(known)
    return {
        target: (attack.extreme(target, 1)[target], attack.extreme(target, -1)[target])
        for target in targets
    }


class _Attack:
    """The solver's view of what is known, made once."""

    def __init__(self, known: Knowledge) -> None:
        self._place = {name: i for i, name in enumerate(known.ranges)}
        self._sums = _constraint(known, self._place)
        self._limits = Bounds(
            [low for low, _ in known.ranges.values()],
            [_NO_LIMIT if high is None else high for _, high in known.ranges.values()],
        )

    def extreme(self, target: Hashable, sign: int) -> dict[Hashable, int]:
        """A table that fits what is known, with `target` lowest (sign 1) or highest (-1)."""
        cost = [0] * len(self._place)
        cost[self._place[target]] = sign
        answer = milp(
            cost,
            constraints=self._sums,
            bounds=self._limits,
            integrality=[1] * len(self._place),
        )
        if answer.x is None:
            raise Contradiction(answer.message)
        return {name: round(answer.x[place]) for name, place in self._place.items()}


def _constraint(known: Knowledge, place: Mapping[Hashable, int]) -> list[LinearConstraint]:
    rows, columns, factors = [], [], []
    for row, (whole, parts) in enumerate(known.sums):
        for name, factor in [(whole, -1), *((part, 1) for part in parts)]:
            if name in place:  # what is not in the ranges is known to be nought
                rows.append(row)
                columns.append(place[name])
                factors.append(factor)
    if not known.sums:
        return []
    shape = (len(known.sums), len(place))
    return [LinearConstraint(csr_matrix((factors, (rows, columns)), shape=shape), 0, 0)]


def knowledge_of(one: TableProtection, safety: Safety = SAFETY) -> Knowledge:
    """What an outsider knows of a protected table whose shown cells are exact.

    Policy: the outsider also knows which hidden cells are below the threshold.
    """
    threshold = safety.threshold
    ranges: dict[Hashable, Range] = {}
    for coordinate in one.table.countable():
        value = one.table.cells[coordinate]
        if coordinate not in one.hidden:
            ranges[coordinate] = (value, value)
        elif value < threshold:
            ranges[coordinate] = (0, threshold - 1)
        else:
            ranges[coordinate] = (threshold, None)
    return Knowledge(list(one.table.sums()), ranges)


def too_narrow(one: TableProtection, safety: Safety = SAFETY) -> list[Coordinate]:
    """The hidden cells of a table about which an outsider is in less doubt than is safe.

    Policy: Safety.width.
    """
    truth = {cell: one.table.cells[cell] for cell in one.hidden}
    weak = narrow_ones(knowledge_of(one, safety), truth, safety.width)
    return [cell for cell in one.hidden if cell in weak]


def narrow_ones(known: Knowledge, truth: Mapping[Name, int], width: int) -> frozenset[Name]:
    """The targets of which the possible values lie less than `width` apart.

    Each table the solver finds shows a possible value of every cell at once, and the true values
    are possible as well, so most targets are cleared without a question of their own.
    Raises: Contradiction when nothing fits what is known.
    """
    attack = _Attack(known)
    lowest, highest = dict(truth), dict(truth)
    for target in truth:
        for sign in (1, -1):
            if highest[target] - lowest[target] >= width:
                break
            possible = attack.extreme(target, sign)
            lowest = {name: min(low, possible[name]) for name, low in lowest.items()}
            highest = {name: max(high, possible[name]) for name, high in highest.items()}
    return frozenset(name for name in truth if highest[name] - lowest[name] < width)
