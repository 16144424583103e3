"""What two versions of a question are compared by: its items, its settings, and their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rondkomen.dialogue.core.instrument.conditions import Condition
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    ChoiceShape,
    Column,
    DateShape,
    Instrument,
    Line,
    MatrixShape,
    NumberShape,
    Option,
    Output,
    Point,
    RankingShape,
    ScaleShape,
    Shape,
    SpectrumShape,
    TableShape,
    Text,
    WordsShape,
)
from rondkomen.dialogue.core.instrument.wording import said

_WORDS = {
    "yes": Text("ja", "yes"),
    "no": Text("nee", "no"),
    "exclusive": Text("sluit de andere uit", "excludes the others"),
    "namely": Text("vraagt eigen woorden", "asks for words of one's own"),
    "rung": Text("trede {rung}", "rung {rung}"),
    "filled": Text(
        "begint met kolom {column} van {question}", "starts from column {column} of {question}"
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An option, row, column, area, mark or point, alike; `rest` is what else it does, in words."""

    code: str
    text: Text
    hint: Text | None = None
    condition: str = ""
    rest: str = ""


def items(instrument: Instrument, shape: Shape, language: str) -> Iterator[list[Item]]:
    """The lists of a question; the same kind of question always has as many.

    Policy: an item is the same one as long as it has the same code, a point the same value.
    """
    match shape:
        case ChoiceShape(options=options) | RankingShape(options=options):
            yield [_option(one, language) for one in options]
        case MatrixShape():
            yield [_line(instrument, one, language) for one in shape.rows]
            yield [_line(instrument, one, language) for one in shape.columns]
        case CanvasShape():
            yield [_line(instrument, one, language) for one in shape.areas]
        case TableShape():
            yield [_column(one, language) for one in shape.columns]
        case ScaleShape(points=points) | SpectrumShape(marks=points):
            yield [Item(str(one.value), one.text) for one in points]


def settings(shape: Shape, language: str) -> dict[str, str]:
    """What else is set for a question of this kind, by the name the file gives it.

    Policy: the format of instrument files, version 1.
    """
    match shape:
        case NumberShape(least, most, unit):
            return {
                "least": _number(least),
                "most": _number(most),
                "unit": unit[language] if unit else "",
            }
        case WordsShape(lines, longest):
            return {"lines": str(lines), "longest": str(longest)}
        case ChoiceShape(at_most=at_most) | RankingShape(at_most=at_most):
            return {"at_most": _number(at_most)}
        case MatrixShape(one_per_row=one_per_row):
            return {"one_per_row": yes_or_no(one_per_row, language)}
        case TableShape():
            return {"most_rows": str(shape.most_rows), "rows_from": shape.rows_from}
        case CanvasShape(most_cards=most_cards):
            return {"most_cards": str(most_cards)}
        case _:
            return {}


def kind(shape: Shape) -> str:
    """The kind of a question, by the name the file gives it.

    Policy: the format of instrument files, version 1.
    """
    match shape:
        case ChoiceShape(several=several):
            return "multi" if several else "single"
        case MatrixShape(words=words):
            return "matrix_text" if words else "matrix_check"
        case _:
            return _KINDS[type(shape)]


def counted(output: Output) -> str:
    """What an output counts, as one short text of codes."""
    parts = (output.kind.value, *output.questions, *output.columns, output.split_by)
    return ", ".join(part for part in (*parts, _number(output.at_least)) if part)


def yes_or_no(value: bool, language: str) -> str:
    """Yes or no, in words."""
    return _WORDS["yes" if value else "no"][language]


def in_words(condition: Condition | None, instrument: Instrument, language: str) -> str:
    """The condition in words; empty for always."""
    return said(condition, instrument, language) if condition else ""


def shifted(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest codes that must have moved to come from the old order to the new.

    Policy: what stays is the longest run of common codes that rises in the old order.
    """
    places = {code: at for at, code in enumerate(old)}
    common = [code for code in new if code in places]
    ends: list[int] = []  # of each length the lowest place that such a run can end at
    lengths = []
    for code in common:
        length = bisect_left(ends, places[code])
        ends[length : length + 1] = [places[code]]
        lengths.append(length + 1)
    stays, wanted = set(), len(ends)
    for code, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            stays.add(code)
            wanted -= 1
    return [code for code in common if code not in stays]


def _option(option: Option, language: str) -> Item:
    said_of = [
        _WORDS[name][language]
        for name, is_set in (("exclusive", option.exclusive), ("namely", option.namely))
        if is_set
    ]
    if option.rung is not None:
        said_of.append(_WORDS["rung"][language].format(rung=option.rung))
    return Item(option.code, option.text, option.hint, rest=", ".join(said_of))


def _line(instrument: Instrument, line: Line, language: str) -> Item:
    origin = line.filled_from
    rest = ""
    if origin:
        words = {"column": origin.column, "question": origin.question}
        rest = _WORDS["filled"][language].format(**words)
    condition = in_words(line.show_when, instrument, language)
    return Item(line.code, line.text, line.hint, condition, rest)


def _column(column: Column, language: str) -> Item:
    inside: list[Option | Point] = [*column.options, *column.marks]
    inside += column.scale.points if column.scale else ()
    rest = ", ".join((column.kind.value, *(one.text[language] for one in inside)))
    return Item(column.code, column.text, column.hint, rest=rest)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


_KINDS: dict[type, str] = {
    ScaleShape: "scale",
    NumberShape: "number",
    DateShape: "date",
    WordsShape: "text",
    TableShape: "table",
    SpectrumShape: "spectrum",
    RankingShape: "ranking",
    CanvasShape: "canvas",
}
