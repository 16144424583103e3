"""The sheets a group filled in together, as they stand, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    MatrixShape,
    Question,
    RankingShape,
    ScaleShape,
    Step,
    TableShape,
)
from rondkomen.dialogue.core.outcome.words import Told
from rondkomen.dialogue.core.report.document import Block, Bullets, Heading, Paragraph, Table
from rondkomen.dialogue.core.report.material import Findings


def sheets(found: Findings) -> Iterator[Block]:
    """What the group wrote, step by step, and what follows from it; nothing when it wrote nothing.

    Policy: what a group writes together is the group's, and shown as it stands.
    """
    if not found.written:
        return
    yield Heading(f"{found.instrument.title.nl}: wat de groep opschreef")
    for step in found.instrument.steps:
        yield from _step(step, found)
    if found.told:
        yield Heading("Wat hieruit volgt", level=2)
        for told in found.told:
            yield from _told(told)


def _step(step: Step, found: Findings) -> Iterator[Block]:
    questions = [one for section in step.sections for one in section.questions]
    answered = [one for one in questions if one.code in found.written]
    if answered:
        yield Heading(step.title.nl, level=2)
    for question in answered:
        yield Heading(question.text.nl, level=3)
        yield from answer_said(question, found.written[question.code])


def answer_said(question: Question, answer: Answer) -> Iterator[Block]:
    """One answer as it stands, in words and tables."""
    match question.shape, answer:
        case (ChoiceShape() | RankingShape()) as shape, Chosen():
            words = {one.code: one.text.nl for one in shape.options}
            yield Bullets(tuple(_chosen(words[code], answer, code) for code in answer.options))
        case MatrixShape() as shape, Ticks():
            yield Bullets(tuple(_ticked(shape, answer)))
        case MatrixShape() as shape, Cells():
            yield _cells(question, shape, answer)
        case TableShape() as shape, Rows():
            yield rows_said(question, shape, answer)
        case CanvasShape() as shape, Cards():
            yield from cards_said(shape, answer)
        case _:
            yield Paragraph(_plain(question, answer))


def rows_said(question: Question, shape: TableShape, rows: Rows) -> Table:
    """The rows of a growing table in the words of its columns."""
    return Table(
        question.text.nl,
        tuple(column.text.nl for column in shape.columns),
        tuple(tuple(_cell(one, row.get(one.code)) for one in shape.columns) for row in rows.rows),
    )


def cards_said(shape: CanvasShape, cards: Cards) -> Iterator[Block]:
    """The cards of each area that holds any."""
    for area in shape.areas:
        if cards.areas.get(area.code):
            yield Paragraph(f"{area.text.nl}:")
            yield Bullets(tuple(cards.areas[area.code]))


def _chosen(text: str, answer: Chosen, code: str) -> str:
    words = answer.namely.get(code)
    return f"{text}: {words}" if words else text


def _ticked(shape: MatrixShape, answer: Ticks) -> Iterator[str]:
    columns = {column.code: column.text.nl for column in shape.columns}
    for row in shape.rows:
        if answer.rows.get(row.code):
            yield f"{row.text.nl}: {', '.join(columns[code] for code in answer.rows[row.code])}"


def _cells(question: Question, shape: MatrixShape, answer: Cells) -> Table:
    return Table(
        question.text.nl,
        ("", *(column.text.nl for column in shape.columns)),
        tuple(
            (row.text.nl, *(answer.rows[row.code].get(one.code, "") for one in shape.columns))
            for row in shape.rows
            if answer.rows.get(row.code)
        ),
    )


def _cell(column: Column, value: str | float | date | None) -> str:
    if value is None:
        return ""
    if column.kind is CellKind.CHOICE:
        return next((one.text.nl for one in column.options if one.code == value), "")
    if column.kind is CellKind.SCALE and column.scale is not None:
        return _point(column.scale, value)
    if isinstance(value, date):
        return _day(value)
    return _number(value) if isinstance(value, int | float) else str(value)


def _point(scale: ScaleShape, value: object) -> str:
    for point in scale.points:
        if point.value == value:
            return f"{point.value}: {point.text.nl}"
    said = scale.unknown if value == "unknown" else scale.not_applicable
    return said.nl if said else str(value)


def _plain(question: Question, answer: Answer) -> str:
    scale = question.shape if isinstance(question.shape, ScaleShape) else ScaleShape(())
    match answer:
        case Words(value):
            return value
        case Day(value):
            return _day(value)
        case Number(value):
            return _point(scale, value) if scale.points else _number(value)
        case Unknown():
            return _point(scale, "unknown")
        case NotApplicable():
            return _point(scale, "not_applicable")
        case _:
            return ""


def _told(told: Told) -> Iterator[Block]:
    yield Paragraph(told.text)
    if told.columns:
        lines = tuple((label, *values) for label, values in told.rows)
        yield Table(told.text, ("", *told.columns), lines, numbers=len(told.columns))
    elif told.rows:
        yield Bullets(
            tuple(": ".join(filter(None, (label, *values))) for label, values in told.rows)
        )


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
