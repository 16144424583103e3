"""Which counts stay hidden when a month is published: the small ones, and what would give them away.

Step one hides every count below the threshold, and every count with too few households behind
it. Step two asks for each hidden count what an outsider can still work out; when that is too
precise, the least costly extra count is hidden as well, until nothing is too precise. Step three
takes back what turned out not to be needed. Rounding (`core.publishing`) comes on top and can
only add uncertainty, so each layer holds on its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rondkomen.monitoring.core.counting import FamilyCounts
from rondkomen.monitoring.core.layout import TOTAL, Key
from rondkomen.monitoring.core.network import UNLIMITED, Bounds, Edge, Residual, circulation, room


@dataclass(frozen=True, slots=True)
class Safety:
    """The bounds of safe publication.

    Units: `threshold` counts and households; `rounding` the base; `percent_from` the smallest
    denominator of a percentage; `width` how many steps an outsider must at least be in doubt.
    """

    threshold: int = 10
    rounding: int = 5
    percent_from: int = 50
    width: int = 5


SAFETY = Safety()
"""Policy: no cell under 10, rounding to 5, no percentage on fewer than 50, doubt of 5 or more."""


class Reason(StrEnum):
    """Why a count is hidden."""

    SMALL = "small"
    FEW_HOUSEHOLDS = "few_households"
    COMPLEMENT = "complement"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A count that is not published, and why; a complement names the count it protects."""

    key: Key
    reason: Reason
    protects: Key | None = None


NO_FLOORS: Mapping[Key, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Protection:
    """What is hidden of one family, and the room that an outsider is left with for each count."""

    counts: FamilyCounts
    hidden: Mapping[Key, Hidden]
    unshown: frozenset[Key]
    safety: Safety = SAFETY

    def widths(
        self, *, known: frozenset[Key] = frozenset(), at_least: Mapping[Key, int] = NO_FLOORS
    ) -> dict[Key, int]:
        """Per hidden count the doubt left to an outsider who also knows `known` and `at_least`.

        Units: steps between lowest and highest possible value, counted up to the safe width.
        Policy: Safety.width; the outsider knows which hidden counts are below the threshold.
        """
        edges = circulation(self.counts)
        bounds = self.bounds(known=known, at_least=at_least)
        return {
            key: room(edges, bounds, key, limit=self.safety.width).width
            for key in self.hidden
            if key not in known
        }

    def bounds(
        self, *, known: frozenset[Key] = frozenset(), at_least: Mapping[Key, int] = NO_FLOORS
    ) -> Bounds:
        """What an outsider, who also knows `known` and `at_least`, holds possible beforehand.

        Shape: every count that is not shown and not in `known`.
        Policy: the outsider knows which hidden counts are below the threshold.
        """
        found: Bounds = {}
        for key in (self.hidden.keys() | self.unshown) - known:
            lowest, highest = 0, UNLIMITED
            if key in self.hidden and self.counts.at(*key).value < self.safety.threshold:
                highest = self.safety.threshold - 1
            elif key in self.hidden:
                lowest = self.safety.threshold
            found[key] = (max(lowest, at_least.get(key, 0)), highest)
        return found

    @property
    def everything(self) -> bool:
        """Whether nothing at all of the family is published."""
        return TOTAL in self.hidden and len(self.hidden) == len(_shown(self.counts, self.unshown))


def protect(
    counts: FamilyCounts, *, safety: Safety = SAFETY, also: frozenset[Key] = frozenset()
) -> Protection:
    """The counts of a family that stay hidden, with the reason of each.

    `also` are counts another method chose to hide; they stay hidden as far as they are needed.
    When no extra hiding can make a small count safe, the whole family stays hidden.
    Policy: Safety (threshold 10 on counts and on households, zeros included; doubt of 5 or more).
    """
    unshown = _unshown(counts)
    hidden = {key: Hidden(key, Reason.COMPLEMENT) for key in also}
    hidden |= _small(counts, unshown, safety)
    while True:
        now = Protection(counts, hidden, unshown, safety)
        weak = _weakest(now)
        if weak is None:
            return _without_needless(now)
        extra = _complement(now, weak)
        if not extra:
            return Protection(counts, _all_hidden(counts, hidden, unshown), unshown, safety)
        hidden = hidden | {key: Hidden(key, Reason.COMPLEMENT, weak) for key in extra}


def _unshown(counts: FamilyCounts) -> frozenset[Key]:
    """Crossings that no table shows; an outsider does not see them and nobody need hide them."""
    return frozenset(
        key
        for key in circulation(counts)
        if len(key) > 1 and tuple(dimension for dimension, _ in key) not in counts.family.shown
    )


def _shown(counts: FamilyCounts, unshown: frozenset[Key]) -> list[Key]:
    return [key for key in circulation(counts) if key not in unshown]


def _small(counts: FamilyCounts, unshown: frozenset[Key], safety: Safety) -> dict[Key, Hidden]:
    found = {}
    for key in _shown(counts, unshown):
        count = counts.at(*key)
        if count.value < safety.threshold:
            found[key] = Hidden(key, Reason.SMALL)
        elif count.units < safety.threshold:
            found[key] = Hidden(key, Reason.FEW_HOUSEHOLDS)
    return found


def _all_hidden(
    counts: FamilyCounts, hidden: Mapping[Key, Hidden], unshown: frozenset[Key]
) -> dict[Key, Hidden]:
    rest = {
        key: Hidden(key, Reason.COMPLEMENT) for key in _shown(counts, unshown) if key not in hidden
    }
    return {**hidden, **rest}


def _weakest(now: Protection) -> Key | None:
    """The first hidden count about which an outsider is in too little doubt."""
    if now.everything:
        return None
    widths = now.widths()
    return next((key for key in sorted(widths) if widths[key] < now.safety.width), None)


def _complement(now: Protection, weak: Key) -> frozenset[Key]:
    """The cheapest counts to hide so that `weak` gains doubt; empty when nothing helps."""
    edges = circulation(now.counts)
    bounds = now.bounds()
    costs = {
        key: _cost(key, edge.value)
        for key, edge in edges.items()
        if key not in now.hidden and key not in now.unshown
    }
    for amount in range(now.safety.width, 0, -1):
        ways = [
            way
            for upward in (True, False)
            if (way := _way(now, edges, bounds, weak, amount=amount, upward=upward, costs=costs))
        ]
        if ways:
            _, keys = min(ways, key=lambda way: (way[0], sorted(way[1])))
            return keys & costs.keys()
    return frozenset()


def _way(
    now: Protection,
    edges: Mapping[Key, Edge],
    bounds: Bounds,
    weak: Key,
    *,
    amount: int,
    upward: bool,
    costs: Mapping[Key, int],
) -> tuple[int, frozenset[Key]] | None:
    edge, (lowest, highest) = edges[weak], bounds[weak]
    start, end = (edge.end, edge.start) if upward else (edge.start, edge.end)
    own = highest - edge.value if upward else edge.value - lowest
    residual = Residual(edges, bounds, without=weak)
    own -= residual.push(start, end, own)
    if own < amount:
        return None
    for key in costs:
        value = edges[key].value
        residual.add(edges[key], down=value - now.safety.threshold, up=UNLIMITED)
    return residual.cheapest(start, end, amount=amount, costs=costs)


def _cost(key: Key, value: int) -> int:
    """Hiding a total costs most, then a category, then a crossing; among these the smallest."""
    return {0: 200_000, 1: 6_000, 2: 1_000}[len(key)] + min(value, 900)


def _without_needless(now: Protection) -> Protection:
    """The same protection without complements that turn out not to be needed."""
    kept = dict(now.hidden)
    complements = [key for key, each in kept.items() if each.reason is Reason.COMPLEMENT]
    for key in sorted(complements, key=lambda k: -_cost(k, now.counts.at(*k).value)):
        fewer = {other: each for other, each in kept.items() if other != key}
        trial = Protection(now.counts, fewer, now.unshown, now.safety)
        if _weakest(trial) is None:
            kept = fewer
    return Protection(now.counts, kept, now.unshown, now.safety)
