"""The annex of a report: every answer that may be shown, counted, without saying whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from rondkomen.dialogue.core.instrument.answers import Cards, Rows
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    ChoiceShape,
    MatrixShape,
    Question,
    RankingShape,
    TableShape,
)
from rondkomen.dialogue.core.report.document import Block, Bullets, Heading, Paragraph, Table
from rondkomen.dialogue.core.report.material import Findings, Material
from rondkomen.dialogue.core.report.sheets import cards_said, rows_said
from rondkomen.dialogue.core.results.group import Counted


def annex(material: Material) -> Iterator[Block]:
    """The blocks of the annex; none when there is nothing to show.

    Policy: options are counted one by one, never as combinations; texts come without their writer.
    """
    blocks = [block for found in material.findings for block in _of(found)]
    if blocks:
        yield Heading("Bijlage: de antwoorden")
        yield Paragraph("Elk antwoord is apart geteld. Er staat niet bij wie het gaf.")
        yield from blocks


def _of(found: Findings) -> Iterator[Block]:
    for question in found.instrument.questions():
        blocks = [
            *_counted(question, found),
            *_gathered(question, found),
            *_texts(question, found),
            *_remarks(question, found),
        ]
        if blocks:
            yield Heading(question.text.nl, level=2)
            yield from blocks


def _counted(question: Question, found: Findings) -> Iterator[Block]:
    counted = found.counts.get(question.code)
    if counted is None or not counted.answered:
        return
    if isinstance(question.shape, MatrixShape):
        yield _matrix(question.shape, counted)
    elif isinstance(question.shape, ChoiceShape | RankingShape):
        yield Table(
            f"{counted.answered} antwoorden",
            ("Antwoord", "Aantal"),
            tuple(
                (option.text.nl, str(counted.counts.get(option.code, 0)))
                for option in question.shape.options
            ),
            numbers=1,
        )


def _matrix(shape: MatrixShape, counted: Counted) -> Table:
    return Table(
        f"{counted.answered} antwoorden",
        ("", *(column.text.nl for column in shape.columns)),
        tuple(
            (
                row.text.nl,
                *(str(counted.counts.get(f"{row.code}/{one.code}", 0)) for one in shape.columns),
            )
            for row in shape.rows
        ),
        numbers=len(shape.columns),
    )


def _gathered(question: Question, found: Findings) -> Iterator[Block]:
    held = found.gathered.get(question.code)
    if isinstance(held, Rows) and isinstance(question.shape, TableShape):
        yield rows_said(question, question.shape, held)
    if isinstance(held, Cards) and isinstance(question.shape, CanvasShape):
        yield from cards_said(question.shape, held)


def _texts(question: Question, found: Findings) -> Iterator[Block]:
    texts = found.texts.get(question.code)
    if texts:
        yield Bullets(tuple(texts))


def _remarks(question: Question, found: Findings) -> Iterator[Block]:
    remarks = found.remarks.get(question.code)
    if remarks:
        yield Paragraph(f"{question.comment.nl if question.comment else 'Opmerkingen'}:")
        yield Bullets(tuple(remarks))
