"""What came out of the answers, in words and rows that a screen, a report or a command can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rondkomen.dialogue.core.filling_in.asking import completed
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    OutputKind,
    Question,
    ScaleShape,
    TableShape,
    Text,
)
from rondkomen.dialogue.core.outcome.outputs import HIGHEST, LOWEST, Answers, Outcome, outcomes

_ENDS = {LOWEST: Text("ten minste", "at least"), HIGHEST: Text("ten hoogste", "at most")}
_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome as it is shown.

    Shape: `columns` name the values of each row; without columns a row has one value, or none.
    """

    code: str
    kind: OutputKind
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


def tell(instrument: Instrument, answers: Answers, language: str) -> tuple[Told, ...]:
    """Everything these answers lead to, with what earlier steps offer, ready to be shown.

    Policy: see `outputs.outcomes` and `asking.completed`.
    """
    found = outcomes(instrument, completed(instrument, answers))
    return tuple(told(outcome, instrument, language) for outcome in found)


def told(outcome: Outcome, instrument: Instrument, language: str) -> Told:
    """The outcome with codes turned into the words of the instrument and numbers as they are written.

    Policy: numbers as in the language of the reader; a value nobody named stays as it was written.
    """
    output = outcome.output
    question = next(
        (one for one in instrument.questions() if one.code in output.questions[:1]), None
    )
    words = dict(_words(question, output.split_by, language))
    if output.kind is OutputKind.BETWEEN:
        words = {code: text[language] for code, text in _ENDS.items()}
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[str, ...] = ()
    if outcome.option:
        rows = ((words.get(outcome.option, outcome.option), ()),)
    elif outcome.rows:
        columns = tuple(words.get(code, code) for code in output.columns)
        columns = columns if output.kind is OutputKind.LINES else ()
        rows = tuple(
            (words.get(label, label), _shown(numbers, language)) for label, numbers in outcome.rows
        )
    else:
        rows = tuple(
            (words.get(code, code), (number_said(number, language),))
            for code, number in outcome.numbers.items()
        )
    return Told(output.code, output.kind, output.text[language], columns, rows)


def number_said(number: Decimal, language: str) -> str:
    """The number as the language writes it: 1.234,5 in Dutch, 1,234.5 in English.

    Policy: no digits that were not there.
    """
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(_SWAPPED)


def _shown(numbers: Mapping[str, Decimal], language: str) -> tuple[str, ...]:
    return tuple(number_said(number, language) for number in numbers.values())


def _words(question: Question | None, split_by: str, language: str) -> Iterator[tuple[str, str]]:
    """The words behind the codes an outcome may hold; of a split, the values come in place of columns."""
    match question.shape if question else None:
        case ChoiceShape(options=options):
            yield from ((option.code, option.text[language]) for option in options)
        case TableShape(columns=columns):
            yield from ((column.code, column.text[language]) for column in columns)
            for column in columns:
                if column.code == split_by:
                    yield from ((one.code, one.text[language]) for one in column.options)
                    yield from _points(column.scale, language)


def _points(scale: ScaleShape | None, language: str) -> Iterator[tuple[str, str]]:
    if scale is None:
        return
    yield from ((str(point.value), point.text[language]) for point in scale.points)
    if scale.unknown is not None:
        yield "unknown", scale.unknown[language]
    if scale.not_applicable is not None:
        yield "not_applicable", scale.not_applicable[language]
