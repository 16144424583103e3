"""What is wrong with an instrument, and what every part of the check shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rondkomen.dialogue.core.instrument.conditions import (
    Between,
    Condition,
    Has,
    IsUnknown,
    asked_about,
)
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    MatrixShape,
    NumberShape,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
)

WITH_NUMBERS = (ScaleShape, SpectrumShape, NumberShape)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an instrument, and where."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def twice(codes: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for each code that stands in an earlier place too.

    Policy: the format of instrument files, version 1.
    """
    seen: dict[str, str] = {}
    for code, where in codes:
        if code in seen:
            yield Fault(where, f"De code '{code}' staat ook bij {seen[code]}. Geef een eigen code.")
        seen.setdefault(code, where)


def condition_faults(
    condition: Condition | None, known: dict[str, Question], where: str
) -> Iterator[Fault]:
    """What is wrong with a condition over the questions that are known where it stands.

    Policy: the format of instrument files, version 1.
    """
    for part in asked_about(condition):
        question = known.get(part.question)
        if question is None:
            yield Fault(where, f"Er is hiervoor geen vraag met de code '{part.question}'.")
        elif isinstance(part, Has):
            missing = sorted(set(part.options) - _choices(question))
            if missing:
                yield Fault(where, f"Vraag '{question.code}' kent geen antwoord '{missing[0]}'.")
        elif isinstance(part, Between) and not isinstance(question.shape, WITH_NUMBERS):
            yield Fault(where, f"Vraag '{question.code}' geeft geen getal.")
        elif isinstance(part, IsUnknown) and not _has_unknown(question):
            yield Fault(where, f"Bij vraag '{question.code}' bestaat 'weet ik niet' niet.")


def _has_unknown(question: Question) -> bool:
    return isinstance(question.shape, ScaleShape) and question.shape.unknown is not None


def _choices(question: Question) -> set[str]:
    match question.shape:
        case ChoiceShape() | RankingShape() as shape:
            return {option.code for option in shape.options}
        case MatrixShape(words=False) as shape:
            return {row.code for row in shape.rows}
        case _:
            return set()
