"""What stands in a worksheet before anybody wrote there: the answers of earlier steps, in raw form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rondkomen.dialogue.core import raw_answers
from rondkomen.dialogue.core.answers import Answer
from rondkomen.dialogue.core.asking import completed
from rondkomen.dialogue.core.instrument import Instrument, MatrixShape, Question, TableShape


def offered(
    instrument: Instrument, question: Question, answers: Mapping[str, Answer], raw: Any
) -> Any:
    """The raw answer with what earlier steps offer: a table until it is written in, a matrix cell by cell.

    Policy: see `asking.completed`.
    """
    shape = question.shape
    takes = (isinstance(shape, TableShape) and shape.rows_from and not raw) or (
        isinstance(shape, MatrixShape) and any(column.filled_from for column in shape.columns)
    )
    if not takes:
        return raw
    return raw_answers.raw(question, completed(instrument, answers).get(question.code))
