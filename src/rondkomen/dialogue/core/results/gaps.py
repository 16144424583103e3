"""What to talk about first, and a script that fits the time there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rondkomen.dialogue.core.instrument.definition import ScaleShape
from rondkomen.dialogue.core.results.group import ScaleResult
from rondkomen.kernel.explained import Explained, Step
from rondkomen.kernel.refusal import Refused

RULE_VERSION = "gap-first-1"
_SOURCE = "eigen werkwijze van dit project: drie redenen die even zwaar tellen"


class Reason(StrEnum):
    """Why a theme comes up."""

    DIFFERENCE = "difference"
    SPREAD = "spread"
    UNKNOWN = "unknown"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Gap:
    """One theme and how much there is to talk about. Units: `points` from 0 to 3.

    `reason` weighs most; nothing when none of the reasons weighs enough to be named.
    """

    theme: str
    points: float
    reason: Reason


class PartKind(StrEnum):
    """The parts of a session."""

    OPENING = "opening"
    THEME = "theme"
    BREAK = "break"
    ACTIONS = "actions"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the script. Units: minutes. `gap` and `practices` only with a theme."""

    kind: PartKind
    starts_at: int
    minutes: int
    gap: Gap | None = None
    practices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """The fixed parts of a session, and how many themes fit in what is left."""

    opening: int
    actions: int
    closing: int
    themes: int
    pause: int = 0


_PLANS = {
    45: _Plan(opening=5, actions=10, closing=5, themes=2),
    90: _Plan(opening=10, actions=15, closing=5, themes=4),
    150: _Plan(opening=10, actions=25, closing=10, themes=6, pause=10),
}
LENGTHS = tuple(_PLANS)
MOST_PRACTICES = 3
STANDS_OUT = 0.25
"""From here on a reason is named. Units: a quarter is one point of five between the middles, or one
in four who does not know; a consensus above three quarters is agreement (see `agreement`)."""


def gap_first(results: Sequence[ScaleResult]) -> tuple[Explained[Gap], ...]:
    """The themes with most to talk about first, each with its reasons; ties as in the instrument.

    Units: per reason from 0 to 1, so 0 to 3 together.
    Policy: the difference between the medians of domains as a share of the scale, one less the
    consensus, and the share of don't know, each as heavy. What may not be shown counts for nothing,
    and where too few answered nothing is said of any of the three.
    """
    return tuple(sorted(map(_explained, results), key=lambda found: -found.value.points))


def script(
    gaps: Iterable[Explained[Gap]],
    *,
    minutes: int,
    practices: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Part, ...]:
    """The parts of a session of this length, adding up to it exactly, with examples per theme.

    Raises: Refused for a length there is no script for.
    Policy: the themes share their time evenly and the first ones get the minutes left over; themes
    without anything to talk about stay out while others fill the time.
    """
    if minutes not in _PLANS:
        known = ", ".join(map(str, LENGTHS))
        raise Refused(
            f"Er is een draaiboek voor {known} minuten. Kies een daarvan.", code="minutes"
        )
    plan = _PLANS[minutes]
    chosen = _chosen([found.value for found in gaps], plan.themes)
    left = minutes - plan.opening - plan.actions - plan.closing - plan.pause
    parts = [Part(PartKind.OPENING, 0, plan.opening)]
    for number, gap in enumerate(chosen):
        if plan.pause and number == (len(chosen) + 1) // 2:
            parts.append(Part(PartKind.BREAK, 0, plan.pause))
        share = _share(left, len(chosen), number)
        examples = tuple((practices or {}).get(gap.theme if gap else "", ()))[:MOST_PRACTICES]
        parts.append(Part(PartKind.THEME, 0, share, gap, examples))
    if plan.pause and len(chosen) == 1:
        parts.append(Part(PartKind.BREAK, 0, plan.pause))
    parts += [
        Part(PartKind.ACTIONS, 0, plan.actions),
        Part(PartKind.CLOSING, 0, plan.closing),
    ]
    return tuple(_timed(parts))


def _explained(result: ScaleResult) -> Explained[Gap]:
    if not result.is_shown:
        few = Step("Antwoorden", "te weinig om te laten zien", 0.0, _SOURCE)
        nothing = Gap(result.question.code, 0.0, Reason.NOTHING)
        return Explained(nothing, (few,), RULE_VERSION, _SOURCE)
    found = result.everybody
    width = _width(result)
    difference = result.difference.points / width if result.difference else 0.0
    disagreement = 1 - found.consensus if found.consensus is not None else 0.0
    weights = {
        Reason.DIFFERENCE: difference,
        Reason.SPREAD: disagreement,
        Reason.UNKNOWN: result.unknown_share,
    }
    heaviest = max(weights, key=lambda reason: weights[reason])
    gap = Gap(
        result.question.code,
        round(sum(weights.values()), 6),
        heaviest if weights[heaviest] >= STANDS_OUT else Reason.NOTHING,
    )
    steps = (
        Step("Verschil tussen domeinen", _difference_said(result), round(difference, 6), _SOURCE),
        Step("Onderlinge eensgezindheid", _consensus_said(found.consensus), round(disagreement, 6),
             "consensusmaat van Tastle en Wierman (2007)"),
        Step("Weet ik niet", _unknown_said(result), round(result.unknown_share, 6), _SOURCE),
    )  # fmt: skip
    return Explained(gap, steps, RULE_VERSION, _SOURCE)


def _width(result: ScaleResult) -> int:
    shape = result.question.shape
    if not isinstance(shape, ScaleShape):
        raise TypeError("Only a scale has a width.")
    return shape.points[-1].value - shape.points[0].value


def _difference_said(result: ScaleResult) -> str:
    if result.difference is None:
        return (
            "niet te zeggen: de groepen zijn te klein om apart te laten zien"
            if result.hidden
            else "niet te zeggen: er zijn geen twee groepen met een antwoord"
        )
    points = f"{result.difference.points:g}".replace(".", ",")
    unit = "punt" if result.difference.points == 1 else "punten"
    return f"{points} {unit} tussen de middelste antwoorden van twee domeinen"


def _consensus_said(consensus: float | None) -> str:
    if consensus is None:
        return "niet te zeggen: niemand gaf een punt op de schaal"
    return f"{consensus:.2f}".replace(".", ",") + " op een schaal van 0 tot 1"


def _unknown_said(result: ScaleResult) -> str:
    found = result.everybody
    return f"{found.unknown} van de {found.answered + found.unknown}"


def _chosen(gaps: Sequence[Gap], most: int) -> list[Gap | None]:
    """The themes that fit; without any answer at all, one open round."""
    filled = [gap for gap in gaps if gap.points]
    return list((filled or gaps)[:most]) or [None]


def _share(total: int, number_of: int, place: int) -> int:
    return total // number_of + (place < total % number_of)


def _timed(parts: Iterable[Part]) -> Iterable[Part]:
    start = 0
    for part in parts:
        yield Part(part.kind, start, part.minutes, part.gap, part.practices)
        start += part.minutes
