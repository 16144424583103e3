"""The trained model as data: per stratum the odds before looking and the weight of each level."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rondkomen.matching.core.comparisons import KINDS, ComparisonKind
from rondkomen.matching.core.records import Stratum

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """For one comparison per level how often it holds for one person (m) and for two (u)."""

    m: tuple[float, ...]
    u: tuple[float, ...]

    @property
    def log2(self) -> tuple[float, ...]:
        """The weight of each level. Units: log2 of m over u."""
        return tuple(math.log2(m / u) for m, u in zip(self.m, self.u, strict=True))


@dataclass(frozen=True, slots=True)
class StratumModel:
    """The part of the model for one kind of pair.

    `prior` is the share of left records whose person is found by this kind of pair, when the right
    list holds nobody at the left record's address; `beside` is that share when it does. At one
    address only `beside` counts. `within` is the share for duplicates within one list.
    """

    prior: float
    beside: float
    within: float
    weights: Mapping[str, Weights]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which log2-odds, after competition, a pair is the same person or up for review."""

    same: float
    review: float


@dataclass(frozen=True, slots=True)
class Model:
    """A model with its version, the date and the description of its training.

    `unregistered_mate` is the share of left records about somebody who lives with people of the
    right list without being in it.
    """

    version: str
    trained_on: str
    description: str
    thresholds: Thresholds
    unregistered_mate: float
    strata: Mapping[Stratum, StratumModel]

    @property
    def stranger(self) -> float:
        """The share of left records at a known address whose person lives there nor anywhere."""
        at_address = self.strata[Stratum.SAME_ADDRESS].beside
        return 1 - at_address - self.strata[Stratum.ELSEWHERE].beside - self.unregistered_mate


def from_data(data: Mapping[str, Any]) -> Model:
    """The model in its stored form, checked.

    Raises: `ValueError` naming what is missing or out of range.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"Dit model heeft niet de vorm {FORMAT} die deze versie leest.")
    strata = {
        stratum: _stratum(stratum, data["strata"].get(stratum.value) or {}) for stratum in Stratum
    }
    thresholds = Thresholds(float(data["thresholds"]["same"]), float(data["thresholds"]["review"]))
    if thresholds.same <= thresholds.review:
        raise ValueError("De grens voor 'dezelfde' moet boven die voor 'beoordelen' liggen.")
    model = Model(
        version=str(data["version"]),
        trained_on=str(data["trained_on"]),
        description=str(data["description"]),
        thresholds=thresholds,
        unregistered_mate=float(data["unregistered_mate"]),
        strata=strata,
    )
    if model.unregistered_mate <= 0 or model.stranger <= 0:
        raise ValueError("De kansen vooraf bij een bekend adres tellen op tot meer dan 1.")
    return model


def to_data(model: Model) -> dict[str, Any]:
    """The model as plain data for JSON; `from_data` gives the same model back."""
    return {
        "format": FORMAT,
        "version": model.version,
        "trained_on": model.trained_on,
        "description": model.description,
        "thresholds": {"same": model.thresholds.same, "review": model.thresholds.review},
        "unregistered_mate": model.unregistered_mate,
        "strata": {
            stratum.value: {
                "prior": part.prior,
                "beside": part.beside,
                "within": part.within,
                "comparisons": {
                    kind.name: _levels_data(kind, part.weights[kind.name])
                    for kind in KINDS
                    if kind.name in part.weights
                },
            }
            for stratum, part in model.strata.items()
        },
    }


def _levels_data(kind: ComparisonKind, weights: Weights) -> dict[str, dict[str, float]]:
    return {
        level.code: {"m": m, "u": u}
        for level, m, u in zip(kind.levels, weights.m, weights.u, strict=True)
    }


def _stratum(stratum: Stratum, data: Mapping[str, Any]) -> StratumModel:
    prior, beside, within = (float(data.get(name, 0)) for name in ("prior", "beside", "within"))
    if not all(0 < share < 1 for share in (prior, beside, within)):
        raise ValueError(f"Deel {stratum.value}: een kans vooraf ligt niet tussen 0 en 1.")
    weights = {
        kind.name: _weights(stratum, kind, data["comparisons"][kind.name])
        for kind in KINDS
        if kind.name in data["comparisons"]
    }
    return StratumModel(prior, beside, within, weights)


def _weights(stratum: Stratum, kind: ComparisonKind, levels: Mapping[str, Any]) -> Weights:
    where = f"Deel {stratum.value}, vergelijking {kind.name}"
    missing = [level.code for level in kind.levels if level.code not in levels]
    if missing:
        raise ValueError(f"{where}: niveau {', '.join(missing)} ontbreekt.")
    m = tuple(float(levels[level.code]["m"]) for level in kind.levels)
    u = tuple(float(levels[level.code]["u"]) for level in kind.levels)
    if not all(0 < p < 1 for p in m + u):
        raise ValueError(f"{where}: elke kans ligt tussen 0 en 1.")
    return Weights(m, u)
