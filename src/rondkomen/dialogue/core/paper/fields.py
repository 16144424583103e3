"""The fields of a worksheet on paper, each with a code, and what was written in them as answers.

A code is the question and the place in it, apart by slashes: `A/4` for a point, `Q1/Q1.6` for an
option with `Q1/Q1.6/namely` for its words, `W2.T/W2.2.1/wat` for a cell, `G3/1/actie` for a row that
people number from one, `W5.2/input/1` for a card, `Q1/comment` for a remark. Before the code of an
answer that is given again after going deeper stands `again/`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    DateShape,
    Instrument,
    Line,
    MatrixShape,
    Option,
    Question,
    RankingShape,
    ScaleShape,
    TableShape,
    Text,
)
from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.refusal import Refused

ROWS = 6
CARDS = 4
COMMENT = "comment"
NAMELY = "namely"
AGAIN = "again"

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was written on paper, in the plain forms `answering.judge` reads.

    Shape: by question code.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    revisited: Mapping[str, Any] = field(default_factory=dict)


def fields(question: Question, *, rows: int = ROWS, cards: int = CARDS) -> tuple[str, ...]:
    """The codes of one question's fields as printed, its comment last.

    Policy: every field on paper has a code of its own.
    """
    places = [*_places(question, rows, cards), *([(COMMENT,)] if question.comment else [])]
    return tuple("/".join((question.code, *place)) for place in places)


def entered(instrument: Instrument, marks: Mapping[str, str]) -> Entered:
    """What the marks on a worksheet answer, by the code of their field; empty marks are none.

    Raises: Refused at a code the instrument does not have.
    Policy: entry from paper gives the same plain forms as a screen does.
    """
    questions = {question.code: question for question in instrument.questions()}
    first: dict[str, dict[Parts, str]] = {}
    again: dict[str, dict[Parts, str]] = {}
    offered = {question.code for question in instrument.revisited()}
    comments: dict[str, str] = {}
    for code, mark in marks.items():
        name, *place = code.split("/")
        found = first
        if name == AGAIN and place and place[0] in offered:
            name, *place = place
            found = again
        question = questions.get(name)
        if question is None or not _exists(question, tuple(place)):
            raise Refused("Deze code staat niet op dit werkblad.", code="field", where=code)
        if not mark.strip():
            continue
        if question.comment and place == [COMMENT]:
            comments[name] = mark.strip()
        else:
            found.setdefault(name, {})[tuple(place)] = mark.strip()
    answers, revisited = (
        {name: _raw(questions[name], written) for name, written in found.items()}
        for found in (first, again)
    )
    return Entered(answers, comments, revisited)


def _places(question: Question, rows: int, cards: int) -> Iterable[Parts]:
    match question.shape:
        case ScaleShape() as scale:
            return [(str(point.value),) for point in scale.points] + list(_words(scale))
        case ChoiceShape(options=options):
            return _of_options(options)
        case RankingShape(options=options):
            return [(option.code,) for option in options]
        case MatrixShape() as matrix:
            return product(_codes(matrix.rows), _codes(matrix.columns))
        case TableShape() as table:
            return product(_numbers(rows, table.most_rows), _codes(table.columns))
        case CanvasShape() as canvas:
            return product(_codes(canvas.areas), _numbers(cards, canvas.most_cards))
        case _:
            return [()]


def _of_options(options: Iterable[Option]) -> Iterator[Parts]:
    for option in options:
        yield (option.code,)
        if option.namely:
            yield (option.code, NAMELY)


def _codes(lines: Iterable[Line | Column]) -> list[str]:
    return [line.code for line in lines]


def _numbers(wanted: int, most: int) -> list[str]:
    return [str(number) for number in range(1, min(wanted, most) + 1)]


def _words(scale: ScaleShape) -> Iterator[Parts]:
    if scale.unknown is not None:
        yield (UNKNOWN,)
    if scale.not_applicable is not None:
        yield (NOT_APPLICABLE,)


def _exists(question: Question, place: Parts) -> bool:
    if question.comment and place == (COMMENT,):
        return True
    match question.shape:
        case TableShape() as table:
            return (
                len(place) == 2
                and _is_number(place[0], table.most_rows)
                and place[1] in {column.code for column in table.columns}
            )
        case CanvasShape() as canvas:
            return (
                len(place) == 2
                and place[0] in {area.code for area in canvas.areas}
                and _is_number(place[1], canvas.most_cards)
            )
        case _:
            return place in set(_places(question, 0, 0))


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= most


def _raw(question: Question, written: Mapping[Parts, str]) -> Any:
    read = _READERS.get(type(question.shape))
    return read(question, written) if read else _plain(question, written[()])


def _plain(question: Question, mark: str) -> str:
    return _as_day(mark) if isinstance(question.shape, DateShape) else mark


def cell_value(column: Column, mark: str) -> str | int:
    """What somebody wrote in a cell of this column, as a screen would send it.

    Policy: an option may be written in its own words, a day as 31-1-2026, don't know as a question
    mark; what cannot be read so is left to `answering.judge`.
    """
    match column.kind:
        case CellKind.SCALE:
            scale = column.scale or ScaleShape(())
            if _says(mark, scale.not_applicable):
                return NOT_APPLICABLE
            return UNKNOWN if _says(mark, scale.unknown, "?") else _as_point(mark)
        case CellKind.CHOICE:
            said = (one.code for one in column.options if _says(mark, one.text, one.code))
            return next(said, mark)
        case CellKind.DATE:
            return _as_day(mark)
        case _:
            return mark


def _says(mark: str, text: Text | None, *also: str) -> bool:
    words = (*also, *((text.nl, text.en) if text else ()))
    return mark.casefold() in {word.casefold() for word in words}


def _as_point(mark: str) -> str | int:
    return int(mark) if mark.isascii() and mark.isdigit() else mark


def _as_day(mark: str) -> str:
    try:
        return parse_date(mark).isoformat()
    except ValueError:
        return mark


def _scale(question: Question, written: Mapping[Parts, str]) -> Any:
    if len(written) > 1:
        raise Refused(
            "Er zijn twee punten aangekruist. Kies er een.", code="field", where=question.code
        )
    ((mark,),) = written
    return _as_point(mark)


def _choice(question: Question, written: Mapping[Parts, str]) -> Any:
    namely = {place[0]: text for place, text in written.items() if len(place) == 2}
    ticked = {place[0] for place in written}  # words behind an option tick it
    return {
        "chosen": [code for code in _option_codes(question) if code in ticked],
        "namely": namely,
    }


def _ranking(question: Question, written: Mapping[Parts, str]) -> Any:
    try:
        order = {place[0]: int(text) for place, text in written.items()}
    except ValueError:
        raise Refused(
            "Schrijf de volgorde in getallen.", code="field", where=question.code
        ) from None
    return sorted(order, key=lambda code: order[code])


def _matrix(question: Question, written: Mapping[Parts, str]) -> Any:
    words = isinstance(question.shape, MatrixShape) and question.shape.words
    rows: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (row, column), text in written.items():
        rows[row][column] = text
    return {row: cells if words else list(cells) for row, cells in rows.items()}


def _table(question: Question, written: Mapping[Parts, str]) -> Any:
    shape = question.shape
    columns = {one.code: one for one in shape.columns} if isinstance(shape, TableShape) else {}
    rows: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for (number, column), text in written.items():
        rows[int(number)][column] = cell_value(columns[column], text)
    return [rows[number] for number in sorted(rows)]


def _canvas(_question: Question, written: Mapping[Parts, str]) -> Any:
    areas: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for (area, number), text in written.items():
        areas[area][int(number)] = text
    return {area: [cards[number] for number in sorted(cards)] for area, cards in areas.items()}


def _option_codes(question: Question) -> Iterator[str]:
    if isinstance(question.shape, ChoiceShape):
        yield from (option.code for option in question.shape.options)


_READERS: dict[type, Callable[[Question, Mapping[Parts, str]], Any]] = {
    ScaleShape: _scale,
    ChoiceShape: _choice,
    RankingShape: _ranking,
    MatrixShape: _matrix,
    TableShape: _table,
    CanvasShape: _canvas,
}
