"""From the plain values of an instrument file that fits its schema to an `Instrument`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rondkomen.dialogue.core.instrument.conditions import (
    Between,
    Condition,
    Every,
    Has,
    IsGiven,
    IsUnknown,
    Not,
    Some,
)
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    DateShape,
    Instrument,
    Line,
    Link,
    MatrixShape,
    NumberShape,
    Option,
    Origin,
    Output,
    OutputKind,
    Point,
    Question,
    RankingShape,
    RowsHaving,
    ScaleShape,
    Section,
    Shape,
    SpectrumShape,
    Step,
    TableShape,
    Text,
    WordsShape,
)

Block = Mapping[str, Any]
_NO_SCALE = ScaleShape(())


def instrument(data: Block) -> Instrument:
    """The instrument these values describe.

    Shape: values that fit `instrument_schema.json_schema()`; a scale that is not there has no points.
    Policy: the format of instrument files, version 1.
    """
    scales = {code: _scale(found) for code, found in data.get("scales", {}).items()}
    return Instrument(
        key=data["key"],
        version=data["version"],
        title=Text(**data["title"]),
        purpose=Text(**data["purpose"]),
        steps=tuple(_step(found, scales) for found in data["steps"]),
        filled_by=_text(data, "filled_by"),
        source=data.get("source", ""),
        outputs=tuple(_output(found) for found in data.get("outputs", ())),
        links=tuple(
            Link(found["to"], Text(**found["text"]), found.get("place", ""), _condition(found, "when"))
            for found in data.get("links", ())
        ),
    )  # fmt: skip


def condition(data: Block) -> Condition:
    """The condition these values describe.

    Policy: the format of instrument files, version 1.
    """
    if "all" in data:
        return Every(tuple(condition(part) for part in data["all"]))
    if "any" in data:
        return Some(tuple(condition(part) for part in data["any"]))
    if "not" in data:
        return Not(condition(data["not"]))
    asked = data["answer"]
    if "has" in data:
        return Has(asked, tuple(data["has"]))
    if "unknown" in data:
        return IsUnknown(asked)
    if "given" in data:
        return IsGiven(asked)
    return Between(asked, data.get("at_least"), data.get("at_most"))


def _condition(data: Block, key: str) -> Condition | None:
    return condition(data[key]) if key in data else None


def _text(data: Block, key: str) -> Text | None:
    return Text(**data[key]) if key in data else None


def _scale(data: Block) -> ScaleShape:
    return ScaleShape(
        _points(data["points"]), _text(data, "unknown"), _text(data, "not_applicable")
    )


def _points(found: list[Block]) -> tuple[Point, ...]:
    return tuple(Point(point["value"], Text(**point["text"])) for point in found)


def _step(data: Block, scales: Mapping[str, ScaleShape]) -> Step:
    return Step(
        code=data["code"],
        title=Text(**data["title"]),
        sections=tuple(
            Section(
                found["code"],
                Text(**found["title"]),
                tuple(_question(question, scales) for question in found["questions"]),
                _text(found, "hint"),
            )
            for found in data["sections"]
        ),
        hint=_text(data, "hint"),
        revisits=data.get("revisits", ""),
    )


def _question(data: Block, scales: Mapping[str, ScaleShape]) -> Question:
    return Question(
        code=data["code"],
        text=Text(**data["text"]),
        shape=_shape(data, scales),
        hint=_text(data, "hint"),
        required=data.get("required", False),
        show_when=_condition(data, "show_when"),
        comment=_text(data, "comment"),
    )


def _shape(data: Block, scales: Mapping[str, ScaleShape]) -> Shape:
    if data["kind"] == "scale":
        return scales.get(data["scale"], _NO_SCALE)
    if data["kind"] == "table":
        return _table(data, scales)
    return _SHAPES[data["kind"]](data)


def _options(data: Block) -> tuple[Option, ...]:
    return tuple(
        Option(
            found["code"],
            Text(**found["text"]),
            exclusive=found.get("exclusive", False),
            namely=found.get("namely", False),
            rung=found.get("rung"),
            hint=_text(found, "hint"),
        )
        for found in data.get("options", ())
    )


def _lines(data: Block, key: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            found["code"],
            Text(**found["text"]),
            _text(found, "hint"),
            _condition(found, "show_when"),
            Origin(**found["filled_from"]) if "filled_from" in found else None,
        )
        for found in data[key]
    )


def _column(data: Block, scales: Mapping[str, ScaleShape]) -> Column:
    return Column(
        data["code"],
        Text(**data["text"]),
        CellKind(data.get("kind", CellKind.TEXT)),
        _options(data),
        _text(data, "hint"),
        scales.get(data["scale"], _NO_SCALE) if "scale" in data else None,
        _points(data.get("marks", [])),
    )


def _table(data: Block, scales: Mapping[str, ScaleShape]) -> Shape:
    having = data.get("rows_having")
    return TableShape(
        tuple(_column(found, scales) for found in data["columns"]),
        data.get("most_rows", 50),
        data.get("rows_from", ""),
        RowsHaving(having["column"], tuple(having["options"])) if having else None,
    )


def _matrix(data: Block) -> Shape:
    return MatrixShape(
        _lines(data, "rows"),
        _lines(data, "columns"),
        words=data["kind"] == "matrix_text",
        one_per_row=data.get("one_per_row", False),
    )


def _output(data: Block) -> Output:
    return Output(
        data["code"],
        OutputKind(data["kind"]),
        Text(**data["text"]),
        _condition(data, "when"),
        tuple(data.get("questions", ())),
        tuple(data.get("columns", ())),
        data.get("split_by", ""),
        data.get("at_least"),
    )


_SHAPES: dict[str, Callable[[Block], Shape]] = {
    "single": lambda data: ChoiceShape(_options(data)),
    "multi": lambda data: ChoiceShape(_options(data), several=True, at_most=data.get("at_most")),
    "number": lambda data: NumberShape(data.get("least"), data.get("most"), _text(data, "unit")),
    "date": lambda _data: DateShape(),
    "text": lambda data: WordsShape(data.get("lines", 1), data.get("longest", 2000)),
    "matrix_check": _matrix,
    "matrix_text": _matrix,
    "spectrum": lambda data: SpectrumShape(_points(data["marks"])),
    "ranking": lambda data: RankingShape(_options(data), data.get("at_most")),
    "canvas": lambda data: CanvasShape(_lines(data, "areas"), data.get("most_cards", 50)),
}
