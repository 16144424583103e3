"""Whether a corrected month may be published: what it gives away beside the version before it.

Late data change a month that was published already. Whoever keeps both versions sees the
difference, and a small difference is a small group. Two things are asked: no count that both
versions show may differ by one to nine, and neither version may lose its protection when counts
shown by the other, and (nearly) the same in it, are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rondkomen.monitoring.core.layout import Key
from rondkomen.monitoring.core.network import circulation
from rondkomen.monitoring.core.suppression import NO_FLOORS, Protection


class Leak(StrEnum):
    """How two versions together give something away."""

    SMALL_DIFFERENCE = "small_difference"
    HIDDEN_COUNT = "hidden_count"


@dataclass(frozen=True, slots=True)
class Objection:
    """A count because of which a corrected version may not be published."""

    family: str
    key: Key
    leak: Leak


def objections(
    earlier: Mapping[str, Protection], later: Mapping[str, Protection]
) -> tuple[Objection, ...]:
    """What the later version of a month would give away beside the earlier one; empty is safe.

    Shape: protections by family key.
    Policy: a published month is replaced only when no small group can be read from the change.
    """
    found: list[Objection] = []
    for name in sorted(earlier.keys() & later.keys()):
        before, after = earlier[name], later[name]
        found += [Objection(name, key, Leak.SMALL_DIFFERENCE) for key in _changed(before, after)]
        found += [Objection(name, key, Leak.HIDDEN_COUNT) for key in _exposed(before, after)]
    return tuple(found)


def _changed(before: Protection, after: Protection) -> list[Key]:
    """The counts that both versions show and that differ by less than the threshold."""
    both = _visible(before) & _visible(after)
    gaps = {key: abs(_value(after, key) - _value(before, key)) for key in both}
    return sorted(key for key, gap in gaps.items() if 0 < gap < after.safety.threshold)


def _exposed(before: Protection, after: Protection) -> list[Key]:
    """The hidden counts of either version that the other version gives away.

    An unchanged count counts as known: "nothing changed here" is the first thing to guess. And
    as late data add, the later count is taken to be no lower than what was shown before.
    """
    floors = {
        key: _value(before, key)
        for key in _visible(before) & after.hidden.keys()
        if _value(before, key) <= _value(after, key)
    }
    weak: set[Key] = set()
    for one, other, at_least in ((before, after, NO_FLOORS), (after, before, floors)):
        known = frozenset(
            key
            for key in one.hidden.keys() - other.hidden.keys()
            if _value(one, key) == _value(other, key)
        )
        widths = one.widths(known=known, at_least=at_least)
        weak |= {key for key, width in widths.items() if width < one.safety.width}
        weak |= {key for key in known if _value(one, key) < one.safety.threshold}
    return sorted(weak)


def _visible(one: Protection) -> frozenset[Key]:
    return frozenset(circulation(one.counts).keys() - one.hidden.keys() - one.unshown)


def _value(one: Protection, key: Key) -> int:
    return one.counts.at(*key).value
