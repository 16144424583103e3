"""Names a survey tool accepts, and conditions in its own language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rondkomen.dialogue.core.filling_in.answering import UNKNOWN
from rondkomen.dialogue.core.instrument.conditions import (
    Between,
    Condition,
    Every,
    Has,
    IsGiven,
    IsUnknown,
    Not,
    Some,
)
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    MatrixShape,
    Question,
    TableShape,
)


class Names:
    """The name of each field: letters, digits and underscores, and each only once."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], str] = {}

    def of(self, *parts: str) -> str:
        """The name of the field with these codes; the same for the same codes."""
        if parts not in self._given:
            plain = re.sub(r"\W", "_", "_".join(parts), flags=re.ASCII)
            name = plain if plain[0].isalpha() or plain[0] == "_" else f"q_{plain}"
            taken = {each.casefold() for each in self._given.values()}
            number, free = 1, name
            while free.casefold() in taken:
                number += 1
                free = f"{name}_{number}"
            self._given[parts] = free
        return self._given[parts]


def relevant(condition: Condition | None, questions: Mapping[str, Question], names: Names) -> str:
    """The condition as an expression over the fields of the form; empty for no condition."""
    match condition:
        case None:
            return ""
        case Every(parts):
            return " and ".join(f"({relevant(part, questions, names)})" for part in parts)
        case Some(parts):
            return " or ".join(f"({relevant(part, questions, names)})" for part in parts)
        case Not(part):
            return f"not({relevant(part, questions, names)})"
        case _:
            return " or ".join(_plain(condition, questions[condition.question], names))


def _plain(
    condition: Has | Between | IsUnknown | IsGiven, question: Question, names: Names
) -> Iterator[str]:
    field = f"${{{names.of(question.code)}}}"
    match condition:
        case Has(_, options) if isinstance(question.shape, MatrixShape):
            yield from (_filled(names.of(question.code, row)) for row in options)
        case Has(_, options):
            yield from (f"selected({field}, '{option}')" for option in options)
        case Between(_, least, most):
            bounds = [
                f"number({field}) {sign} {limit:g}"
                for sign, limit in ((">=", least), ("<=", most))
                if limit is not None
            ]
            yield " and ".join(bounds)
        case IsUnknown():
            yield f"{field} = '{UNKNOWN}'"
        case IsGiven():
            yield from _given(question, names)


def _given(question: Question, names: Names) -> Iterator[str]:
    match question.shape:
        case TableShape():
            yield f"count(${{{names.of(question.code)}}}) > 0"
        case CanvasShape(areas=areas):
            yield from (f"count(${{{names.of(question.code, area.code)}}}) > 0" for area in areas)
        case MatrixShape(words=True) as shape:
            for row in shape.rows:
                for column in shape.columns:
                    yield _filled(names.of(question.code, row.code, column.code))
        case MatrixShape() as shape:
            yield from (_filled(names.of(question.code, row.code)) for row in shape.rows)
        case _:
            yield _filled(names.of(question.code))


def _filled(name: str) -> str:
    return f"string-length(${{{name}}}) > 0"
