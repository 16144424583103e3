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

from rondkomen.dialogue.core.instrument import (
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

    `path` is the cell of the answer, empty for the question or area as a whole.
    """

    kind: PointKind
    ref: str
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
    stem = f"{instrument.key}/{question.code}"
    match question.shape:
        case CanvasShape() as shape:
            return tuple(_nodes(stem, question, shape, raw or {}))
        case MatrixShape() as shape:
            return (_whole(stem, question), *_grid(stem, question, shape, raw or {}))
        case TableShape() as shape:
            return (_whole(stem, question), *_rows(stem, question, shape, raw or []))
        case _:
            return (_whole(stem, question),)


def _whole(stem: str, question: Question) -> Place:
    return Place(PointKind.CELL, stem, question.code, (question.text,))


def _nodes(stem: str, question: Question, shape: CanvasShape, raw: Any) -> Iterator[Place]:
    for area in shape.areas:
        ref, words = f"{stem}/{area.code}", (question.text, area.text)
        yield Place(PointKind.NODE, ref, question.code, words)
        for number, card in enumerate(raw.get(area.code) or ()):
            if card:
                yield Place(
                    PointKind.NODE,
                    f"{ref}/{number + 1}",
                    question.code,
                    (*words, str(card)),
                    f"{area.code}/{number}",
                    str(card),
                )


def _grid(stem: str, question: Question, shape: MatrixShape, raw: Any) -> Iterator[Place]:
    for row in shape.rows:
        for column in shape.columns:
            path = f"{row.code}/{column.code}"
            held = (raw.get(row.code) or {}) if shape.words else {}
            yield Place(
                PointKind.CELL,
                f"{stem}/{path}",
                question.code,
                (question.text, row.text, column.text),
                path,
                str(held.get(column.code, "")),
            )


def _rows(stem: str, question: Question, shape: TableShape, raw: Any) -> Iterator[Place]:
    for number, row in enumerate(raw):
        first = next((str(value) for value in row.values() if value not in (None, "")), "")
        for column in shape.columns:
            if first:
                yield Place(
                    PointKind.CELL,
                    f"{stem}/{number + 1}/{column.code}",
                    question.code,
                    (question.text, first, column.text),
                    f"{number}/{column.code}",
                    str(row.get(column.code) or ""),
                )
