"""How far people agree: middle, spread, consensus. Don't know is counted apart and never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median

from rondkomen.dialogue.core.instrument.answers import Answer, NotApplicable, Number, Unknown

AGREED, DIVIDED = 0.75, 0.5
"""From the first on people largely agree; below the second they are divided. A choice of this project."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers of a group to one scale question.

    Units: `counts` persons per point, lowest point first; `consensus` from 0 (half at either end)
    to 1 (all the same), None when nobody gave a number.
    """

    counts: tuple[int, ...]
    unknown: int
    middle: float | None
    lowest: int | None
    highest: int | None
    consensus: float | None
    not_applicable: int = 0

    @property
    def answered(self) -> int:
        """How many gave a number."""
        return sum(self.counts)


def spread(answers: Iterable[Answer | None], points: Sequence[int]) -> Spread:
    """The spread of these answers over the points of the scale, lowest first.

    Policy: don't know and not applicable are no numbers: they are counted apart and left out of
    middle, range and consensus.
    """
    given = list(answers)
    numbers = sorted(int(answer.value) for answer in given if isinstance(answer, Number))
    found = Counter(nearest(points, number) for number in numbers)
    counts = tuple(found[point] for point in points)
    return Spread(
        counts=counts,
        unknown=sum(isinstance(answer, Unknown) for answer in given),
        middle=float(median(numbers)) if numbers else None,
        lowest=numbers[0] if numbers else None,
        highest=numbers[-1] if numbers else None,
        consensus=consensus(counts, points),
        not_applicable=sum(isinstance(answer, NotApplicable) for answer in given),
    )


def nearest(points: Sequence[int], value: float) -> int:
    """The point this number is counted at.

    Policy: the nearest one, of two as near the lower.
    """
    return min(points, key=lambda point: (abs(point - value), point))


def consensus(counts: Sequence[int], points: Sequence[int]) -> float | None:
    """Tastle and Wierman's consensus of counts over the points of an ordered scale; None without counts.

    1 + Σ p·log2(1 − |x − mean| / width). Units: from 0, half at either end, to 1, all the same.
    Policy: W.J. Tastle and M.J. Wierman, "Consensus and dissention: a measure of ordinal
    dispersion", International Journal of Approximate Reasoning 45 (2007).
    """
    total = sum(counts)
    if not total:
        return None
    width = points[-1] - points[0]
    mean = sum(count * point for count, point in zip(counts, points, strict=True)) / total
    return 1 + sum(
        count / total * log2(1 - abs(point - mean) / width)
        for count, point in zip(counts, points, strict=True)
        if count
    )
