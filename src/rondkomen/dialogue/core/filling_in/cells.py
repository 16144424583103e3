"""The parts of an answer that people write in at the same time, each by a path of its own.

A row of a table and a card of a canvas keep their place when they are emptied, so that a path means
the same thing to everybody; empty ones leave when the answer is judged. `2/what` is a cell of the
third row, `2/` that whole row, `comment` the remark below the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    MatrixShape,
    Question,
    TableShape,
)
from rondkomen.kernel.refusal import Refused

WHOLE = ""
COMMENT = "comment"
NEW_PLACE = "+"
MOST_PLACES = 200

Marks = Mapping[str, Mapping[str, Any]]
"""Per path at which `revision` it was written, and by which `author`."""


def read(question: Question, raw: Any, path: str) -> Any:
    """What stands in this cell: text, or a truth for a tick, or the whole answer for an empty path.

    Raises: Refused when the question has no such cell.
    """
    match question.shape:
        case MatrixShape(words=words):
            row, column = _matrix_place(question.shape, path)
            cells: Any = (raw or {}).get(row) or ({} if words else [])
            return cells.get(column, "") if words else column in cells
        case TableShape():
            number, column = _table_place(question.shape, path)
            row = raw[number] if number < len(raw or []) else {}
            return row.get(column, "") if column else row
        case CanvasShape():
            area, number = _canvas_place(question.shape, path)
            cards = (raw or {}).get(area) or []
            return cards[number] if number < len(cards) else ""
        case _:
            return _whole(raw, path)


def write(question: Question, raw: Any, path: str, value: Any) -> Any:
    """The answer with this cell written; what came in is left as it was.

    Raises: Refused when the question has no such cell.
    """
    new = deepcopy(raw)
    match question.shape:
        case MatrixShape(words=words):
            row, column = _matrix_place(question.shape, path)
            new = new or {}
            if words:
                new[row] = {**(new.get(row) or {}), column: value}
            else:
                new[row] = _ticked(question.shape, new.get(row) or [], column, ticked=bool(value))
        case TableShape():
            number, column = _table_place(question.shape, path)
            if not column and not isinstance(value, dict):
                raise no_such_cell()
            new = _grown(new or [], number, {})
            new[number] = {**new[number], column: value} if column else value
        case CanvasShape():
            area, number = _canvas_place(question.shape, path)
            new = new or {}
            new[area] = _grown(list(new.get(area) or []), number, "")
            new[area][number] = value
        case _:
            _whole(new, path)
            new = value
    return new


def placed(question: Question, raw: Any, path: str) -> str:
    """The path with the next free place filled in: `+/column` in a table, `area/+` on a canvas."""
    first, _, last = path.partition("/")
    match question.shape:
        case TableShape() if first == NEW_PLACE:
            return f"{len(raw or [])}/{last}"
        case CanvasShape() if last == NEW_PLACE:
            return f"{first}/{len((raw or {}).get(first) or [])}"
        case _:
            return path


def is_whole(question: Question) -> bool:
    """Whether the answer is one cell."""
    return not isinstance(question.shape, MatrixShape | TableShape | CanvasShape)


def place_of(question: Question, path: str) -> str:
    """The row or card this path lies in, as the path of the whole; the path itself elsewhere."""
    if isinstance(question.shape, TableShape) and path != COMMENT:
        return f"{path.partition('/')[0]}/"
    return path


def revision(question: Question, marks: Marks, path: str) -> int:
    """At which revision this cell was last written, alone or with its whole row; zero for never."""
    place = place_of(question, path)
    is_row = path == place and path.endswith("/")
    near = [one for one in marks if one.startswith(path)] if is_row else [path, place]
    return max((int(marks[one]["revision"]) for one in near if one in marks), default=0)


def authors(question: Question, marks: Marks, path: str) -> set[str]:
    """Who wrote in this row, card or cell; what an earlier step offers has no author."""
    place = place_of(question, path)
    return {
        str(mark.get("author", ""))
        for one, mark in marks.items()
        if (one.startswith(place) if place.endswith("/") else one == place)
        if not mark.get("offered")
    }


def is_empty(question: Question, raw: Any, place: str) -> bool:
    """Whether nothing stands in this row, card or cell."""
    held = read(question, raw, place)
    return not any(value != "" for value in held.values()) if isinstance(held, dict) else not held


def compact(question: Question, raw: Any) -> Any:
    """The answer without the rows and cards that were emptied: what counts, and what is judged."""
    match question.shape:
        case TableShape():
            return [row for row in raw or [] if any(value != "" for value in row.values())]
        case CanvasShape():
            return {area: [card for card in cards if card] for area, cards in (raw or {}).items()}
        case _:
            return raw


def _ticked(shape: MatrixShape, before: list[str], column: str, *, ticked: bool) -> list[str]:
    if shape.one_per_row:
        return [column] if ticked else []
    kept = set(before) - {column} | ({column} if ticked else set())
    return [one.code for one in shape.columns if one.code in kept]


def _grown(places: list[Any], number: int, empty: Any) -> list[Any]:
    return [*places, *(deepcopy(empty) for _ in range(number + 1 - len(places)))]


def _whole(raw: Any, path: str) -> Any:
    if path != WHOLE:
        raise no_such_cell()
    return "" if raw is None else raw


def _matrix_place(shape: MatrixShape, path: str) -> tuple[str, str]:
    row, _, column = path.partition("/")
    if row not in {one.code for one in shape.rows} or column not in {
        one.code for one in shape.columns
    }:
        raise no_such_cell()
    return row, column


def _table_place(shape: TableShape, path: str) -> tuple[int, str]:
    number, slash, column = path.partition("/")
    if not slash or (column and column not in {one.code for one in shape.columns}):
        raise no_such_cell()
    return _number(number), column


def _canvas_place(shape: CanvasShape, path: str) -> tuple[str, int]:
    area, _, number = path.partition("/")
    if area not in {one.code for one in shape.areas}:
        raise no_such_cell()
    return area, _number(number)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= MOST_PLACES:
        raise no_such_cell()
    return int(text)


def no_such_cell() -> Refused:
    """What a writer hears whose page shows a cell that is not there."""
    return Refused("Dit vak bestaat hier niet. Laad de pagina opnieuw.", code="cell")
