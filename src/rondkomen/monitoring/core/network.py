"""What an outsider can work out about hidden counts: exact intervals, by flows and nothing else.

The counts of a family are a circulation: every category is a passage, every crossing a passage
between two categories, and what enters a category also leaves it. Published counts are fixed;
hidden ones may vary within what an outsider knows of them. How far a hidden count can go up or
down is then a maximum flow, and for whole numbers that answer is exact.

The flows here start from the true counts, which are known to fit, so no solver is needed.
`adapters/linear_attack.py` asks the same question the other way round, from the published
tables and with a linear solver; a test keeps the two in agreement.
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from rondkomen.monitoring.core.counting import FamilyCounts
from rondkomen.monitoring.core.layout import TOTAL, Key

UNLIMITED = 10**9
"""More than any count; stands for "no upper limit"."""

Node = Hashable


@dataclass(frozen=True, slots=True)
class Edge:
    """One count of the family, as a passage between two points."""

    start: Node
    end: Node
    key: Key
    value: int


@dataclass(frozen=True, slots=True)
class Room:
    """How far a count may lie below and above its true value, for all an outsider knows."""

    down: int
    up: int

    @property
    def width(self) -> int:
        """The number of steps between the lowest and the highest possible value."""
        return self.down + self.up


Bounds = dict[Key, tuple[int, int]]
"""For each hidden count the lowest and highest value an outsider holds possible beforehand."""


def circulation(counts: FamilyCounts) -> dict[Key, Edge]:
    """Every count of the family as a passage, by key.

    Shape: chain after chain between joints, closed by the total. Empty categories and impossible
    crossings are no passage: everybody may know them to be nought.
    """
    edges = {TOTAL: Edge(len(counts.family.chains), 0, TOTAL, counts.total.value)}
    for place, chain in enumerate(counts.family.chains):
        for edge in _chain_edges(counts, place, chain):
            edges[edge.key] = edge
    return edges


def _chain_edges(counts: FamilyCounts, place: int, chain: tuple[str, ...]) -> Iterator[Edge]:
    for dimension in chain:
        for category in counts.occurring(dimension):
            pair = (dimension, category)
            start = place if dimension == chain[0] else (*pair, "in")
            end = place + 1 if dimension == chain[-1] else (*pair, "out")
            yield Edge(start, end, (pair,), counts.at(pair).value)
    for first, second in pairwise(chain):
        yield from _crossings(counts, first, second)


def _crossings(counts: FamilyCounts, first: str, second: str) -> Iterator[Edge]:
    for a in counts.occurring(first):
        for b in counts.occurring(second):
            key = ((first, a), (second, b))
            if key not in counts.impossible:
                value = counts.at(*key).value
                yield Edge((first, a, "out"), (second, b, "in"), key, value)


class Residual:
    """What can still be pushed through the hidden passages, starting from the true counts."""

    def __init__(self, edges: Mapping[Key, Edge], bounds: Bounds, *, without: Key) -> None:
        self._arcs: dict[Node, list[int]] = {}
        self._heads: list[Node] = []
        self._room: list[int] = []
        self._keys: list[Key] = []
        for key, (lowest, highest) in bounds.items():
            if key != without:
                edge = edges[key]
                self.add(edge, down=edge.value - lowest, up=highest - edge.value)

    def add(self, edge: Edge, *, down: int, up: int) -> None:
        """Open a passage for `up` more and `down` less."""
        for start, end, room in ((edge.start, edge.end, up), (edge.end, edge.start, down)):
            self._arcs.setdefault(start, []).append(len(self._heads))
            self._heads.append(end)
            self._room.append(room)
            self._keys.append(edge.key)

    def push(self, start: Node, end: Node, limit: int) -> int:
        """Push as much as possible, at most `limit`, from `start` to `end`; returns the amount."""
        pushed = 0
        while pushed < limit:
            path = self._shortest(start, end)
            if not path:
                break
            amount = min(limit - pushed, *(self._room[arc] for arc in path))
            for arc in path:
                self._room[arc] -= amount
                self._room[arc ^ 1] += amount
            pushed += amount
        return pushed

    def _shortest(self, start: Node, end: Node) -> list[int]:
        came_by: dict[Node, int] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for arc in self._arcs.get(node, ()):
                head = self._heads[arc]
                if self._room[arc] > 0 and head != start and head not in came_by:
                    came_by[head] = arc
                    if head == end:
                        return self._walk_back(came_by, start, end)
                    queue.append(head)
        return []

    def _walk_back(self, came_by: Mapping[Node, int], start: Node, end: Node) -> list[int]:
        path: list[int] = []
        node = end
        while node != start:
            path.append(came_by[node])
            node = self._heads[came_by[node] ^ 1]
        return path

    def cheapest(
        self, start: Node, end: Node, *, amount: int, costs: Mapping[Key, int]
    ) -> tuple[int, frozenset[Key]] | None:
        """The least costly way to let `amount` through, with the keys it uses; None if none."""
        came_by: dict[Node, int] = {}
        best: dict[Node, int] = {start: 0}
        queue: list[tuple[int, int, Node]] = [(0, 0, start)]
        order = 0
        while queue:
            cost, _, node = heappop(queue)
            if node == end:
                path = self._walk_back(came_by, start, end)
                return cost, frozenset(self._keys[arc] for arc in path)
            if cost > best[node]:
                continue
            for arc in self._arcs.get(node, ()):
                head, new = self._heads[arc], cost + costs.get(self._keys[arc], 0)
                if self._room[arc] >= amount and new < best.get(head, new + 1):
                    best[head], came_by[head] = new, arc
                    order += 1
                    heappush(queue, (new, order, head))
        return None


def room(edges: Mapping[Key, Edge], bounds: Bounds, key: Key, *, limit: int = UNLIMITED) -> Room:
    """How far the hidden count `key` can be from its true value, looking no further than `limit`.

    Units: counts. With a `limit`, each side of the answer stops there.
    Policy: an outsider knows all published counts, the threshold and which counts are hidden.
    """
    edge = edges[key]
    lowest, highest = bounds[key]
    up = Residual(edges, bounds, without=key).push(
        edge.end, edge.start, min(limit, highest - edge.value)
    )
    down = Residual(edges, bounds, without=key).push(
        edge.start, edge.end, min(limit, edge.value - lowest)
    )
    return Room(down, up)
