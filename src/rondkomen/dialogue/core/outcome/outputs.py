"""What follows from the answers: advice, questions back, the highest rung, totals and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import prod

from rondkomen.dialogue.core.instrument.answers import Answer, Chosen, Number, Rows
from rondkomen.dialogue.core.instrument.conditions import holds
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    Link,
    Output,
    OutputKind,
    Question,
    TableShape,
)

LOWEST, HIGHEST = "lowest", "highest"

Answers = Mapping[str, Answer]
Row = Mapping[str, str | float | date]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An output that came out.

    Shape: `numbers` by column, by value of `split_by`, by lowest and highest or, when there is one
    number, by "";
    `rows` in the order of the table, each with the value of `split_by` and its numbers by column.
    """

    output: Output
    option: str = ""
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    rows: tuple[tuple[str, Mapping[str, Decimal]], ...] = ()


def outcomes(instrument: Instrument, answers: Answers) -> tuple[Outcome, ...]:
    """Every output these answers lead to, in the order of the instrument.

    Policy: an output that needs an answer nobody gave stays out; nothing is guessed.
    """
    questions = {question.code: question for question in instrument.questions()}
    return tuple(_found(instrument.outputs, questions, answers))


def links(instrument: Instrument, answers: Answers) -> tuple[Link, ...]:
    """Where these answers lead: the links whose condition holds, in the order of the instrument.

    Policy: a link is an offer to go on with, never a duty.
    """
    return tuple(link for link in instrument.links if holds(link.when, answers))


def _found(
    outputs: tuple[Output, ...], questions: Mapping[str, Question], answers: Answers
) -> Iterator[Outcome]:
    for output in outputs:
        if not holds(output.when, answers):
            continue
        outcome = _outcome(output, questions, answers)
        if outcome is not None:
            yield outcome


def _outcome(output: Output, questions: Mapping[str, Question], answers: Answers) -> Outcome | None:
    match output.kind:
        case OutputKind.ADVICE | OutputKind.PROMPT:
            return Outcome(output)
        case OutputKind.HIGHEST:
            return _highest(output, questions[output.questions[0]], answers)
        case OutputKind.DIFFERENCE:
            return _difference(output, answers)
        case OutputKind.BETWEEN:
            return _between(output, questions[output.questions[0]], answers)
        case _:
            answer = answers.get(output.questions[0])
            return _OVER_ROWS[output.kind](output, answer) if isinstance(answer, Rows) else None


def _highest(output: Output, question: Question, answers: Answers) -> Outcome | None:
    answer = answers.get(question.code)
    if not isinstance(answer, Chosen) or not isinstance(question.shape, ChoiceShape):
        return None
    rungs = [
        (option.rung, option.code)
        for option in question.shape.options
        if option.rung is not None and option.code in answer.options
    ]
    return Outcome(output, option=max(rungs)[1]) if rungs else None


def _difference(output: Output, answers: Answers) -> Outcome | None:
    first, second = (answers.get(code) for code in output.questions)
    if not isinstance(first, Number) or not isinstance(second, Number):
        return None
    return _with_numbers(output, {"": _exact(second.value) - _exact(first.value)})


def _between(output: Output, question: Question, answers: Answers) -> Outcome | None:
    """Out only when both values have rows and no row of theirs lacks a number: half a sum misleads."""
    answer = answers.get(question.code)
    shape = question.shape
    if not isinstance(answer, Rows) or not isinstance(shape, TableShape):
        return None
    split = next(column for column in shape.columns if column.code == output.split_by)
    first, second = (_low_and_high(output, answer, option.code) for option in split.options[:2])
    if first is None or second is None:
        return None
    return _with_numbers(output, {LOWEST: second[0] - first[1], HIGHEST: second[1] - first[0]})


def _low_and_high(output: Output, table: Rows, value: str) -> tuple[Decimal, Decimal] | None:
    rows = [_numbers(output, row) for row in table.rows if row.get(output.split_by) == value]
    if not rows or any(len(numbers) < len(output.columns) for numbers in rows):
        return None
    quantity, low, high = output.columns
    return (
        sum((row[quantity] * row[low] for row in rows), Decimal()),
        sum((row[quantity] * row[high] for row in rows), Decimal()),
    )


def _total(output: Output, table: Rows) -> Outcome | None:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in table.rows:
        factors = _numbers(output, row)
        if len(factors) == len(output.columns):
            sums[str(row.get(output.split_by, ""))] += prod(factors.values())
    return _with_numbers(output, sums)


def _counts(output: Output, table: Rows) -> Outcome | None:
    if not output.split_by:
        filled = {code: Decimal(sum(code in row for row in table.rows)) for code in output.columns}
        return _with_numbers(output, filled)
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in table.rows:
        if {output.split_by, *output.columns} <= set(row):
            found[str(row[output.split_by])] += 1
    return _with_numbers(output, found)


def _lines(output: Output, table: Rows) -> Outcome | None:
    return _with_rows(
        output,
        [
            (row, {code: Decimal(_lines_in(row.get(code))) for code in output.columns})
            for row in table.rows
        ],
    )


def _apart(output: Output, table: Rows) -> Outcome | None:
    found = []
    for row in table.rows:
        numbers = _numbers(output, row)
        if len(numbers) == len(output.columns):
            first, second = (numbers[code] for code in output.columns)
            found.append((row, {"": second - first}))
    return _with_rows(output, found)


def _range(output: Output, table: Rows) -> Outcome | None:
    found: defaultdict[str, list[Decimal]] = defaultdict(list)
    for row in table.rows:
        for code, number in _numbers(output, row).items():
            found[code].append(number)
    return _with_numbers(
        output,
        {code: max(numbers) - min(numbers) for code, numbers in found.items() if len(numbers) > 1},
    )


def _numbers(output: Output, row: Row) -> dict[str, Decimal]:
    """The numbers in the columns that count; words for don't know are none."""
    values = {code: row.get(code) for code in output.columns}
    return {code: _exact(value) for code, value in values.items() if isinstance(value, int | float)}


def _lines_in(cell: str | float | date | None) -> int:
    return sum(bool(line.strip()) for line in str(cell or "").splitlines())


def _with_numbers(output: Output, numbers: Mapping[str, Decimal]) -> Outcome | None:
    kept = _large_enough(output, numbers)
    return Outcome(output, numbers=kept) if kept else None


def _with_rows(output: Output, rows: list[tuple[Row, dict[str, Decimal]]]) -> Outcome | None:
    kept = tuple(
        (str(row.get(output.split_by, "")), numbers)
        for row, found in rows
        if (numbers := _large_enough(output, found))
    )
    return Outcome(output, rows=kept) if kept else None


def _large_enough(output: Output, numbers: Mapping[str, Decimal]) -> dict[str, Decimal]:
    least = _exact(output.at_least or 0)
    return {code: number for code, number in numbers.items() if abs(number) >= least}


def _exact(value: float) -> Decimal:
    """The number as it was written: prices times quantities come out to the cent."""
    return Decimal(str(value))


_OVER_ROWS: dict[OutputKind, Callable[[Output, Rows], Outcome | None]] = {
    OutputKind.TOTAL: _total,
    OutputKind.COUNTS: _counts,
    OutputKind.LINES: _lines,
    OutputKind.APART: _apart,
    OutputKind.RANGE: _range,
}
