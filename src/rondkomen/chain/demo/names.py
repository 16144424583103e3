"""Names for fictional people, by origin, and streets that are nobody's."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Origin(StrEnum):
    """Where the naming customs of a family come from."""

    DUTCH = "dutch"
    TURKISH = "turkish"
    MOROCCAN = "moroccan"
    SURINAMESE = "surinamese"
    POLISH = "polish"
    ARABIC = "arabic"


ORIGIN_SHARES: dict[Origin, float] = {
    Origin.DUTCH: 0.79, Origin.TURKISH: 0.05, Origin.MOROCCAN: 0.05,
    Origin.SURINAMESE: 0.04, Origin.POLISH: 0.035, Origin.ARABIC: 0.035,
}  # fmt: skip
_PREFIXES = ("", "van", "van de", "van der", "van den", "de", "ter", "te", "in 't", "op den")
_PREFIX_WEIGHTS = (52, 18, 5, 8, 7, 4, 2, 1, 1, 1)
_MOROCCAN_FORMS = ("El {}", "{}", "Ben {}", "Ait {}", "El-{}", "Ou{}")


@dataclass(frozen=True, slots=True)
class Given:
    """An official first name with the names its bearer may be called."""

    official: str
    called: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname with its prefix; `female` is the form for women where that differs."""

    prefix: str
    core: str
    female: str = ""

    def for_woman(self) -> Surname:
        """The form a woman of the family bears."""
        return Surname(self.prefix, self.female) if self.female else self


class Pool(Generic[T]):
    """Things to draw from, each with its weight."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self._items = items
        self._cumulative = list(accumulate(weights))
        self._total, self._last = float(self._cumulative[-1]), len(items) - 1

    def draw(self, rng: Random) -> T:
        """One of the things, by its weight."""
        place = bisect(self._cumulative, rng.random() * self._total, 0, self._last)
        return self._items[place]


@cache
def origins() -> Pool[Origin]:
    """The origins by their share in the population."""
    return Pool(list(ORIGIN_SHARES), list(ORIGIN_SHARES.values()))


@cache
def given_names(origin: Origin, *, woman: bool) -> Pool[Given]:
    """The official first names of an origin, common ones first and more often."""
    names = [_given(text) for text in _data()["given"][origin]["f" if woman else "m"]]
    return Pool(names, _by_rank(len(names), 0.55))


@cache
def surnames(origin: Origin) -> Pool[Surname]:
    """The surnames of an origin."""
    if origin is Origin.DUTCH:
        return _dutch_surnames()
    names = _foreign_surnames(origin)
    Random(f"{origin}-surnames").shuffle(names)
    return Pool(names, _by_rank(len(names), 0.5))


@cache
def streets() -> tuple[str, ...]:
    """Street names, none of which is meant to be a real one."""
    data = _data()["streets"]
    return tuple(start + end for end in data["ends"] for start in data["starts"])


@cache
def _data() -> Any:
    return json.loads((resources.files(__package__) / "names.json").read_text(encoding="utf-8"))


def _by_rank(count: int, power: float) -> list[float]:
    return [rank**-power for rank in range(1, count + 1)]


def _given(text: str) -> Given:
    parts = text.split("/")
    return Given(parts[0], tuple(parts))


def _dutch_surnames() -> Pool[Surname]:
    data = _data()["surnames"]
    rng = Random("dutch-surnames")
    rare = [Surname("", name) for name in data["patronyms"]]
    for start in data["dutch_starts"]:
        for end in data["dutch_ends"]:
            core = start + (end[1:] if start[-1] == end[0] else end)
            for name in (core, core + rng.choice(("s", "en", "ing", "sma", "mans"))):
                prefixes = rng.choices(_PREFIXES, _PREFIX_WEIGHTS, k=rng.choice((1, 1, 2)))
                rare.extend(Surname(prefix, name) for prefix in sorted(set(prefixes)))
    rng.shuffle(rare)
    common = [
        Surname("" if prefix == "-" else prefix, core) for prefix, core, _ in data["common_dutch"]
    ]
    weights = [float(weight) for *_, weight in data["common_dutch"]]
    tail = _by_rank(len(rare), 0.65)
    scale = (10_000 - sum(weights)) / sum(tail)
    return Pool(common + rare, weights + [weight * scale for weight in tail])


def _foreign_surnames(origin: Origin) -> list[Surname]:
    data = _data()["surnames"]
    if origin is Origin.TURKISH:
        return _composed(data["turkish_starts"], data["turkish_ends"])
    if origin is Origin.MOROCCAN:
        return [Surname("", form.format(root)) for root in data["moroccan_roots"]
                for form in _MOROCCAN_FORMS]  # fmt: skip
    if origin is Origin.SURINAMESE:
        composed = _composed(data["surinamese_starts"], data["surinamese_ends"])
        return composed + [Surname("", name) for name in data["surinamese_other"]]
    if origin is Origin.POLISH:
        gendered = [Surname("", root + "ski", root + "ska") for root in data["polish_roots"]]
        return gendered + [Surname("", name) for name in data["polish_plain"]]
    return [Surname("", name) for root in data["arabic_roots"] for name in (root, f"Al {root}")]


def _composed(starts: list[str], ends: list[str]) -> list[Surname]:
    return [Surname("", start + end) for start in starts for end in ends]
