"""What an action may point at on a worksheet: a cell, or a node of a chain that hangs on a canvas.

A reference is the key of the instrument and the code that its field has on paper (see `fields`):
`werkboek-evaluatie/W5.4/2/aantal` for a cell of a table, `werkboek-evaluatie/W5.2/output/1` for a
card, `werkboek-evaluatie/W5.2/output` for a whole area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    Instrument,
    MatrixShape,
    Question,
    TableShape,
    Text,
)


class PointKind(StrEnum):
    """What an action points at; an indicator is a figure of the monitor."""

    CELL = "cell"
    NODE = "node"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to point at. `words` lead to it from the question on; `holds` is what stands there.

    `step` and `question` say on which sheet it is; `path` is the cell of the answer, empty for the
    question or area as a whole.
    """

    kind: PointKind
    ref: str
    step: str
    question: str
    words: tuple[Text | str, ...]
    path: str = ""
    holds: str = ""

    def said(self, language: str) -> str:
        """The way to it in words."""
        return " · ".join(
            part[language] if isinstance(part, Text) else part for part in self.words if part
        )


def places(instrument: Instrument, question: Question, raw: Any) -> tuple[Place, ...]:
    """Everything of this question that can be pointed at, the question or its areas first.

    Shape: `raw` is the answer in its plain form.
    Policy: every cell of a fixed grid; of a table and a canvas what was written, as an empty row is
    nothing yet.
    """
    here = _Here(f"{instrument.key}/{question.code}", _step_of(instrument, question), question)
    match question.shape:
        case CanvasShape() as shape:
            return tuple(_nodes(here, shape, raw or {}))
        case MatrixShape() as shape:
            return (_whole(here), *_grid(here, shape, raw or {}))
        case TableShape() as shape:
            return (_whole(here), *_rows(here, shape, raw or []))
        case _:
            return (_whole(here),)


@dataclass(frozen=True, slots=True)
class _Here:
    """One question and where it stands."""

    stem: str
    step: str
    question: Question

    def place(
        self, kind: PointKind, rest: str, *words: Text | str, path: str = "", holds: str = ""
    ) -> Place:
        """What is reached from here by `rest`."""
        ref = f"{self.stem}/{rest}" if rest else self.stem
        told = (self.question.text, *words)
        return Place(kind, ref, self.step, self.question.code, told, path, holds)


def _step_of(instrument: Instrument, question: Question) -> str:
    return next(
        step.code
        for step in instrument.steps
        for section in step.sections
        if any(one.code == question.code for one in section.questions)
    )


def _whole(here: _Here) -> Place:
    return here.place(PointKind.CELL, "")


def _nodes(here: _Here, shape: CanvasShape, raw: Any) -> Iterator[Place]:
    for area in shape.areas:
        yield here.place(PointKind.NODE, area.code, area.text)
        for number, card in enumerate(raw.get(area.code) or ()):
            if card:
                yield here.place(
                    PointKind.NODE,
                    f"{area.code}/{number + 1}",
                    *(area.text, str(card)),
                    path=f"{area.code}/{number}",
                    holds=str(card),
                )


def _grid(here: _Here, shape: MatrixShape, raw: Any) -> Iterator[Place]:
    for row in shape.rows:
        held = (raw.get(row.code) or {}) if shape.words else {}
        for column in shape.columns:
            path = f"{row.code}/{column.code}"
            words = (row.text, column.text)
            holds = str(held.get(column.code, ""))
            yield here.place(PointKind.CELL, path, *words, path=path, holds=holds)


def _rows(here: _Here, shape: TableShape, raw: Any) -> Iterator[Place]:
    for number, row in enumerate(raw):
        first = next((str(value) for value in row.values() if value not in (None, "")), "")
        for column in shape.columns:
            if first:
                yield here.place(
                    PointKind.CELL,
                    f"{number + 1}/{column.code}",
                    *(first, column.text),
                    path=f"{number}/{column.code}",
                    holds=str(row.get(column.code) or ""),
                )
