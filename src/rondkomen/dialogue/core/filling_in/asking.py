"""What is asked now: the questions and lines whose condition holds, and what they start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rondkomen.dialogue.core.instrument.answers import Answer, Cells, Chosen, Rows
from rondkomen.dialogue.core.instrument.conditions import holds
from rondkomen.dialogue.core.instrument.definition import (
    CellKind,
    ChoiceShape,
    Column,
    Instrument,
    Line,
    MatrixShape,
    Question,
    RankingShape,
    TableShape,
)

Answers = Mapping[str, Answer]


def asked(instrument: Instrument, answers: Answers) -> tuple[Question, ...]:
    """The questions these answers leave to be asked, each matrix with the lines that are shown.

    Policy: what is not shown is not asked; an answer given before it was hidden is kept, not used.
    """
    return tuple(
        shown(question, answers)
        for question in instrument.questions()
        if holds(question.show_when, answers)
    )


def shown(question: Question, answers: Answers) -> Question:
    """The question with only the rows and columns whose condition holds.

    Policy: see `asked`.
    """
    if not isinstance(question.shape, MatrixShape):
        return question
    rows = _lines(question.shape.rows, answers)
    columns = _lines(question.shape.columns, answers)
    return replace(question, shape=replace(question.shape, rows=rows, columns=columns))


def completed(instrument: Instrument, answers: Answers) -> dict[str, Answer]:
    """The answers together with what tables and matrices start from: what stood in earlier steps.

    Policy: what is offered counts until somebody writes there. A matrix is taken cell by cell, a
    table as a whole. A question that is not asked has no answer here.
    """
    known: dict[str, Answer] = {}
    questions = {question.code: question for question in instrument.questions()}
    for question in questions.values():
        if not holds(question.show_when, known):
            continue
        answer = _with_offer(question, answers.get(question.code), questions, known)
        if answer is not None:
            known[question.code] = answer
    return known


def _lines(lines: tuple[Line, ...], answers: Answers) -> tuple[Line, ...]:
    return tuple(line for line in lines if holds(line.show_when, answers))


def _with_offer(
    question: Question, answer: Answer | None, questions: Mapping[str, Question], known: Answers
) -> Answer | None:
    match question.shape:
        case MatrixShape(words=True) as shape:
            return _started_cells(shape, answer, known)
        case TableShape(rows_from=origin) as shape if origin and answer is None:
            return _started_rows(shape, questions[origin], known.get(origin))
        case _:
            return answer


def _started_cells(shape: MatrixShape, answer: Answer | None, known: Answers) -> Answer | None:
    written = answer.rows if isinstance(answer, Cells) else {}
    rows = {
        row.code: {
            column.code: text
            for column in shape.columns
            if (text := written.get(row.code, {}).get(column.code) or _offer(row, column, known))
        }
        for row in _lines(shape.rows, known)
    }
    kept = {code: cells for code, cells in rows.items() if cells}
    return Cells(kept) if kept else None


def _offer(row: Line, column: Line, known: Answers) -> str:
    if column.filled_from is None:
        return ""
    origin = known.get(column.filled_from.question)
    cells = origin.rows.get(row.code, {}) if isinstance(origin, Cells) else {}
    return cells.get(column.filled_from.column, "")


def _started_rows(shape: TableShape, origin: Question, answer: Answer | None) -> Answer | None:
    if isinstance(answer, Chosen):
        return Rows(rows_of_choice(shape.columns[0], origin, answer)) if answer.options else None
    if not isinstance(answer, Rows):
        return None
    codes = [column.code for column in shape.columns]
    having = shape.rows_having
    rows = tuple(
        found
        for row in answer.rows
        if having is None or row.get(having.column) in having.options
        if (found := {code: row[code] for code in codes if code in row})
    )
    return Rows(rows[: shape.most_rows]) if rows else None


def rows_of_choice(
    first: Column, origin: Question, chosen: Chosen
) -> tuple[dict[str, str | float | date], ...]:
    """One row per option chosen: its code in a column of choices, its words in one of text.

    Policy: see `completed`.
    """
    shape = origin.shape
    options = shape.options if isinstance(shape, ChoiceShape | RankingShape) else ()
    words = {option.code: chosen.namely.get(option.code) or option.text.nl for option in options}
    by_code = first.kind is CellKind.CHOICE
    return tuple({first.code: code if by_code else words[code]} for code in chosen.options)
