"""What follows from the answers: advice, questions back, the highest rung, totals and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod

from rondkomen.dialogue.core.answers import Answer, Chosen, Number, Rows
from rondkomen.dialogue.core.conditions import holds
from rondkomen.dialogue.core.instrument import (
    ChoiceShape,
    Instrument,
    Output,
    OutputKind,
    Question,
)

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An output that came out.

    Shape: `numbers` by column, by value of `split_by` or, when there is one number, by "".
    """

    output: Output
    option: str = ""
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


def outcomes(instrument: Instrument, answers: Answers) -> tuple[Outcome, ...]:
    """Every output these answers lead to, in the order of the instrument.

    Policy: an output that needs an answer nobody gave stays out; nothing is guessed.
    """
    questions = {question.code: question for question in instrument.questions()}
    return tuple(_found(instrument.outputs, questions, answers))


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
        case OutputKind.TOTAL:
            return _total(output, answers)
        case OutputKind.COUNTS:
            return _counts(output, answers)


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
    return Outcome(output, numbers={"": _exact(second.value) - _exact(first.value)})


def _total(output: Output, answers: Answers) -> Outcome | None:
    answer = answers.get(output.questions[0])
    if not isinstance(answer, Rows):
        return None
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in answer.rows:
        values = [row.get(code) for code in output.columns]
        factors = [_exact(value) for value in values if isinstance(value, int | float)]
        if len(factors) == len(output.columns):
            sums[str(row.get(output.split_by, ""))] += prod(factors)
    return Outcome(output, numbers=dict(sums)) if sums else None


def _counts(output: Output, answers: Answers) -> Outcome | None:
    answer = answers.get(output.questions[0])
    if not isinstance(answer, Rows):
        return None
    filled = {code: Decimal(sum(code in row for row in answer.rows)) for code in output.columns}
    return Outcome(output, numbers=filled)


def _exact(value: float) -> Decimal:
    """The number as it was written: prices times quantities come out to the cent."""
    return Decimal(str(value))
