"""The explanation of a pair: from its levels and the model to weights and Dutch sentences."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from rondkomen.kernel.explained import Step
from rondkomen.matching.core.comparisons import KINDS, NOT_COMPARABLE, ComparisonKind
from rondkomen.matching.core.model import Model, Weights
from rondkomen.matching.core.records import Comparison, Explanation, Stratum

STRATUM_TEXTS = {
    Stratum.SAME_ADDRESS: "Beide staan of stonden op hetzelfde adres.",
    Stratum.ELSEWHERE: "De adressen verschillen.",
    Stratum.GENERAL: "Van een van beide is geen Nederlands adres bekend.",
}
RULE_TEXTS = {
    "unique_agreement": "Adres, geboortedatum, voorletter en achternaam zijn gelijk, en dat geldt"
    " voor niemand anders.",
    "model": "Gewogen met het model.",
    "through_third": "Beide zijn dezelfde als een derde record, en niets spreekt dat tegen.",
}
# Surname levels at which the names are one, so that how rare the name is counts.
SHARED_NAME_LEVELS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Setting:
    """Against what background a pair is weighed.

    `right_count` is how long the right list is; `mates` how many right records share the left
    record's address; `kinship` how much more their names and contact data resemble the left
    record than a stranger's would; `within` tells that both lists are the same one.

    Units: `kinship` in log2 of the likelihood ratio.
    """

    right_count: int
    mates: int = 0
    kinship: float = 0.0
    within: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for a pair.

    Shape: `levels` has one code per comparison of `KINDS`, `NOT_COMPARABLE` where nothing could
    be compared. Units: `competition` and `total` in log2-odds. `frequency` is how often the
    shared surname occurs in the right list.
    """

    stratum: Stratum
    rule: str
    levels: tuple[int, ...]
    frequency: int
    setting: Setting
    competition: float
    total: float


def prior_log2(model: Model, stratum: Stratum, setting: Setting) -> float:
    """The log2-odds of a pair, against nobody on the list, before its own fields are compared.

    When people of one name live at the address, the left record concerns somebody of their
    household: then the person elsewhere and the stranger both become that much less likely.
    """
    part, size = model.strata[stratum], max(setting.right_count, 1)
    if setting.within:
        spread = 1 if stratum is Stratum.SAME_ADDRESS else size
        return math.log2(part.within / (1 - part.within) / spread)
    if setting.mates == 0:
        return math.log2(part.prior / (1 - part.prior) / size)
    unlike = 2.0**-setting.kinship
    nobody = model.unregistered_mate + model.stranger * unlike
    if stratum is Stratum.SAME_ADDRESS:
        return math.log2(part.beside / setting.mates / nobody)
    return math.log2(part.beside * unlike / size / nobody)


def shared_surname_weight(weights: Weights, level: int, frequency: int, right_count: int) -> float:
    """The weight of a shared surname that occurs `frequency` times in the right list."""
    share = min(max(frequency, 1) / max(right_count, 1), 0.5)
    return math.log2(weights.m[level] / share)


def explain(model: Model, outcome: Outcome) -> Explanation:
    """The weights and sentences that led to the outcome of a pair."""
    return Explainer(model).explain(outcome)


class _Compared(NamedTuple):
    """What pairs with the same levels have in common."""

    comparisons: tuple[Comparison, ...]
    as_json: str
    missing: tuple[str, ...]


class Explainer:
    """Explains the pairs of one run; what many pairs have in common is put together once."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[tuple[object, ...], _Compared] = {}

    def explain(self, outcome: Outcome) -> Explanation:
        """The weights and sentences that led to the outcome of a pair."""
        return Explanation(
            model_version=self._model.version,
            stratum=outcome.stratum,
            rule=outcome.rule,
            prior=self._prior(outcome),
            comparisons=self._compared(outcome).comparisons,
            competition=round(outcome.competition, 2),
            total=round(outcome.total, 2),
            not_compared=self._compared(outcome).missing,
        )

    def as_json(self, outcome: Outcome, **more: object) -> str:
        """The explanation as JSON, with the given entries behind it."""
        data = _frame(self.explain(outcome)) | more
        return f'{{"comparisons": {self._compared(outcome).as_json}, {_json(data)[1:]}'

    def _prior(self, outcome: Outcome) -> float:
        return round(prior_log2(self._model, outcome.stratum, outcome.setting), 2)

    def _compared(self, outcome: Outcome) -> _Compared:
        by_rarity = outcome.stratum is not Stratum.SAME_ADDRESS
        frequency = outcome.frequency if by_rarity else 0
        key = (outcome.stratum, outcome.levels, frequency, outcome.setting.right_count)
        found = self._known.get(key)
        if found is None:
            weights = self._model.strata[outcome.stratum].weights
            comparisons = tuple(
                _comparison(kind, weights[kind.name], level, outcome)
                for kind, level in zip(KINDS, outcome.levels, strict=True)
                if level != NOT_COMPARABLE and kind.name in weights
            )
            found = _Compared(
                comparisons,
                _json([_comparison_data(item) for item in comparisons]),
                tuple(
                    kind.missing
                    for kind, level in zip(KINDS, outcome.levels, strict=True)
                    if level == NOT_COMPARABLE and kind.name in weights
                ),
            )
            self._known[key] = found
        return found


def steps(explanation: Explanation) -> tuple[Step, ...]:
    """The explanation as steps for screens, letters and JSON."""
    return (
        Step(STRATUM_TEXTS[explanation.stratum], points=explanation.prior),
        *(
            Step(item.text, outcome=item.label, points=item.weight)
            for item in explanation.comparisons
        ),
    )


def as_data(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain data for JSON."""
    compared = [_comparison_data(item) for item in explanation.comparisons]
    return {"comparisons": compared} | _frame(explanation)


def _frame(explanation: Explanation) -> dict[str, Any]:
    return {
        "model": explanation.model_version,
        "rule": explanation.rule,
        "rule_text": RULE_TEXTS[explanation.rule],
        "stratum": explanation.stratum.value,
        "stratum_text": STRATUM_TEXTS[explanation.stratum],
        "prior": explanation.prior,
        "competition": explanation.competition,
        "total": explanation.total,
        "not_compared": list(explanation.not_compared),
    }


def _comparison_data(item: Comparison) -> dict[str, Any]:
    return {
        "comparison": item.name, "label": item.label, "level": item.level,
        "weight": item.weight, "text": item.text,
    }  # fmt: skip


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def probability(log2_odds: float) -> float:
    """The probability that belongs to log2-odds, between 0 and 1."""
    if log2_odds > 60:
        return 1.0
    odds: float = 2.0**log2_odds
    return odds / (1 + odds)


def _comparison(kind: ComparisonKind, weights: Weights, level: int, outcome: Outcome) -> Comparison:
    weight = weights.log2[level]
    text = kind.levels[level].text
    by_rarity = kind.name == "surname" and outcome.stratum is not Stratum.SAME_ADDRESS
    if by_rarity and level in SHARED_NAME_LEVELS:
        weight = shared_surname_weight(
            weights, level, outcome.frequency, outcome.setting.right_count
        )
        text = f"{text[:-1]}; de naam komt {max(outcome.frequency, 1)} keer voor."
    return Comparison(kind.name, kind.label, kind.levels[level].code, round(weight, 2), text)
