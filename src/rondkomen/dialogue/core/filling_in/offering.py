"""What stands in a worksheet before anybody wrote there: the answers of earlier steps, in raw form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rondkomen.dialogue.core.filling_in import raw_answers
from rondkomen.dialogue.core.filling_in.asking import completed, rows_of_choice
from rondkomen.dialogue.core.instrument.answers import Answer, Chosen
from rondkomen.dialogue.core.instrument.conditions import holds
from rondkomen.dialogue.core.instrument.definition import (
    Instrument,
    MatrixShape,
    Question,
    TableShape,
)

RawRow = dict[str, Any]
Mark = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldRows:
    """The rows of a table as they stand, emptied ones too.

    Shape: `origins` has the number of a row by where it comes from; `marks` says per path at which
    revision it was written and by whom, or that nobody did and it is `offered`.
    """

    rows: Sequence[RawRow] = ()
    origins: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def is_written(self, number: int) -> bool:
        """Whether somebody wrote in this row, or took it away."""
        return any(
            path.startswith(f"{number}/") and not mark.get("offered")
            for path, mark in self.marks.items()
        )


def offered(
    instrument: Instrument, question: Question, answers: Mapping[str, Answer], raw: Any
) -> Any:
    """The raw answer with what earlier steps offer in the cells of a matrix nobody wrote in.

    Policy: see `asking.completed`. Rows offered to a table are kept with it, see `offered_rows`.
    """
    if not takes_cells(question):
        return raw
    return raw_answers.raw(question, completed(instrument, answers).get(question.code))


def takes_cells(question: Question) -> bool:
    """Whether cells of this question start from an earlier step."""
    shape = question.shape
    return isinstance(shape, MatrixShape) and any(one.filled_from for one in shape.columns)


def tables_with_offers(instrument: Instrument) -> tuple[Question, ...]:
    """The tables that start from an earlier step, in order."""
    return tuple(one for one in instrument.questions() if _rows_from(one))


def offered_rows(
    instrument: Instrument,
    question: Question,
    answers: Mapping[str, Answer],
    held: Mapping[str, HeldRows],
) -> dict[str, RawRow]:
    """The rows an earlier step offers this table now, each by where it comes from.

    Policy: a row is the same row as long as it comes from the same row or option, whatever is
    written in it. Nothing is offered by a question that is not asked.
    """
    questions = {one.code: one for one in instrument.questions()}
    origin = questions.get(_rows_from(question))
    shape = question.shape
    if origin is None or not isinstance(shape, TableShape) or not holds(origin.show_when, answers):
        return {}
    codes = [column.code for column in shape.columns]
    having = shape.rows_having
    found = {
        key: kept
        for key, row in _rows_of(origin, shape, answers.get(origin.code), held)
        if having is None or row.get(having.column) in having.options
        if (kept := {code: row[code] for code in codes if row.get(code, "") != ""})
    }
    return dict(list(found.items())[: shape.most_rows])


def with_offers(
    held: HeldRows, wanted: Mapping[str, RawRow], *, most: int, revision: int
) -> HeldRows:
    """The table with the rows that are offered now; what is new in it bears this revision.

    Policy: new rows come in at the end, a row changes along with its origin and leaves with it until
    somebody writes in it; a row somebody took away does not come back.
    """
    rows, origins, marks = [dict(row) for row in held.rows], dict(held.origins), dict(held.marks)
    for key in wanted:
        if key not in origins and sum(any(each.values()) for each in rows) < most:
            origins[key] = len(rows)
            rows.append({})
    for key, number in origins.items():
        offer = wanted.get(key, {})
        if (offer or not held.is_written(number)) and f"{number}/" not in marks:
            _take_over(rows[number], offer, (number, revision), marks)
    return HeldRows(rows, origins, marks)


def _take_over(row: RawRow, offer: RawRow, place: tuple[int, int], marks: dict[str, Mark]) -> None:
    """Brings the cells nobody wrote in up to what is offered."""
    number, revision = place
    for code in {**row, **offer}:
        path, text = f"{number}/{code}", offer.get(code, "")
        is_free = path not in marks or marks[path].get("offered")
        if is_free and row.get(code, "") != text:
            row[code] = text
            marks[path] = {"revision": revision, "author": "", "offered": True}


def _rows_from(question: Question) -> str:
    return question.shape.rows_from if isinstance(question.shape, TableShape) else ""


def _rows_of(
    origin: Question, shape: TableShape, answer: Answer | None, held: Mapping[str, HeldRows]
) -> Iterator[tuple[str, RawRow]]:
    if isinstance(answer, Chosen):
        rows = rows_of_choice(shape.columns[0], origin, answer)
        for code, row in zip(answer.options, rows, strict=True):
            yield f"{origin.code}/{code}", dict(row)
    elif origin.code in held:
        known = held[origin.code]
        keys = {number: key for key, number in known.origins.items()}
        for number, row in enumerate(known.rows):
            yield keys.get(number, f"{origin.code}/{number}"), row
