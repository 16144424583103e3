"""When something is asked, advised or offered: a small language over the answers given so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rondkomen.dialogue.core.instrument.answers import Answer, Chosen, Number, Ticks, Unknown


@dataclass(frozen=True, slots=True)
class Has:
    """One of these options was chosen, or one of these rows ticked."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number given lies within the bounds; don't know lies within none."""

    question: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class IsUnknown:
    """The answer is don't know."""

    question: str


@dataclass(frozen=True, slots=True)
class IsGiven:
    """There is an answer, don't know included."""

    question: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of these hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    part: Condition


Condition = Has | Between | IsUnknown | IsGiven | Every | Some | Not


def holds(condition: Condition | None, answers: Mapping[str, Answer]) -> bool:
    """Whether the condition holds for these answers; no condition always does.

    Policy: a question that was not answered has no option chosen and no number.
    """
    match condition:
        case None:
            return True
        case Every(parts):
            return all(holds(part, answers) for part in parts)
        case Some(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case _:
            return _holds_for(condition, answers.get(condition.question))


def _holds_for(condition: Has | Between | IsUnknown | IsGiven, answer: Answer | None) -> bool:
    match condition:
        case Has(_, options):
            return not set(options).isdisjoint(_picked(answer))
        case Between(_, least, most):
            return (
                isinstance(answer, Number)
                and (least is None or answer.value >= least)
                and (most is None or answer.value <= most)
            )
        case IsUnknown():
            return isinstance(answer, Unknown)
        case IsGiven():
            return answer is not None


def _picked(answer: Answer | None) -> Iterable[str]:
    match answer:
        case Chosen(options):
            return options
        case Ticks(rows):
            return rows
        case _:
            return ()


def asked_about(condition: Condition | None) -> Iterator[Has | Between | IsUnknown | IsGiven]:
    """The plain conditions within, each about one question."""
    match condition:
        case None:
            return
        case Every(parts) | Some(parts):
            for part in parts:
                yield from asked_about(part)
        case Not(part):
            yield from asked_about(part)
        case _:
            yield condition
