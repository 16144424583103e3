"""The parts of an answer that people write in at the same time, each by a path of its own.

A row of a table and a card of a canvas keep their place when they are emptied, so that a path means
the same thing to everybody; empty ones leave when the answer is judged.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from rondkomen.dialogue.core.instrument import CanvasShape, MatrixShape, Question, TableShape
from rondkomen.kernel.refusal import Refused

WHOLE = ""
MOST_PLACES = 200


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
            rows = raw or []
            return rows[number].get(column, "") if number < len(rows) else ""
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
            new = _grown(new or [], number, {})
            new[number] = {**new[number], column: value}
        case CanvasShape():
            area, number = _canvas_place(question.shape, path)
            new = new or {}
            new[area] = _grown(list(new.get(area) or []), number, "")
            new[area][number] = value
        case _:
            _whole(new, path)
            new = value
    return new


def next_place(raw: Any, area: str = "") -> int:
    """The first free row of a table, or card of this area."""
    held = (raw or {}).get(area) if area else raw
    return len(held or [])


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
        raise _no_such_cell()
    return "" if raw is None else raw


def _matrix_place(shape: MatrixShape, path: str) -> tuple[str, str]:
    row, _, column = path.partition("/")
    if row not in {one.code for one in shape.rows} or column not in {
        one.code for one in shape.columns
    }:
        raise _no_such_cell()
    return row, column


def _table_place(shape: TableShape, path: str) -> tuple[int, str]:
    number, _, column = path.partition("/")
    if column not in {one.code for one in shape.columns}:
        raise _no_such_cell()
    return _number(number), column


def _canvas_place(shape: CanvasShape, path: str) -> tuple[str, int]:
    area, _, number = path.partition("/")
    if area not in {one.code for one in shape.areas}:
        raise _no_such_cell()
    return area, _number(number)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= MOST_PLACES:
        raise _no_such_cell()
    return int(text)


def _no_such_cell() -> Refused:
    return Refused("Dit vak bestaat hier niet. Laad de pagina opnieuw.", code="cell")
