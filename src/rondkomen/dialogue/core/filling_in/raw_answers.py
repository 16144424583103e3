"""From an answer back to the plain form it came in, for a form, a file or the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.instrument.answers import (
    Answer,
    Cards,
    Cells,
    Chosen,
    Day,
    NotApplicable,
    Number,
    Rows,
    Ticks,
    Unknown,
    Words,
)
from rondkomen.dialogue.core.instrument.definition import Question, RankingShape


def raw(question: Question, answer: Answer | None) -> Any:
    """The plain form that `answering.judge` reads as this answer; None for no answer.

    Shape: as `answering` says, with days as text.
    """
    match answer:
        case None:
            return None
        case Unknown():
            return UNKNOWN
        case NotApplicable():
            return NOT_APPLICABLE
        case Number(value) | Words(value):
            return value
        case Day(value):
            return value.isoformat()
        case Chosen(options, namely) if not isinstance(question.shape, RankingShape):
            return {"chosen": list(options), "namely": dict(namely)}
        case Chosen(options):
            return list(options)
        case _:
            return _of_parts(answer)


def _of_parts(answer: Ticks | Cells | Rows | Cards) -> Any:
    match answer:
        case Ticks(rows):
            return {row: list(columns) for row, columns in rows.items()}
        case Cells(cells):
            return {row: dict(found) for row, found in cells.items()}
        case Rows(lines):
            return [_row(line) for line in lines]
        case Cards(areas):
            return {area: list(cards) for area, cards in areas.items()}


def _row(cells: Mapping[str, str | float | date]) -> dict[str, str | float]:
    return {
        code: cell.isoformat() if isinstance(cell, date) else cell for code, cell in cells.items()
    }
