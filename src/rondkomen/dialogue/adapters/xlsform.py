"""An instrument as an XLSForm workbook, for survey tools that read it, in both languages.

What a form cannot hold stays behind: outputs and links, cells that start from an earlier step, and
columns of boxes that are shown by condition, which are all shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rondkomen.dialogue.adapters.xlsform_conditions import Names, relevant
from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.instrument.conditions import Condition
from rondkomen.dialogue.core.instrument.definition import (
    LANGUAGES,
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    DateShape,
    Instrument,
    MatrixShape,
    NumberShape,
    Option,
    Point,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
    Step,
    TableShape,
    Text,
    WordsShape,
)
from rondkomen.files import xlsx
from rondkomen.files.xlsx import Sheet

Row = dict[str, str]

_LANGUAGE_NAMES = {"nl": "Nederlands (nl)", "en": "English (en)"}
_SURVEY = (
    "type", "name", *(f"label::{name}" for name in _LANGUAGE_NAMES.values()),
    *(f"hint::{name}" for name in _LANGUAGE_NAMES.values()), "required", "relevant", "constraint",
    *(f"constraint_message::{name}" for name in _LANGUAGE_NAMES.values()), "appearance", "parameters",
)  # fmt: skip
_CHOICES = ("list_name", "name", *(f"label::{name}" for name in _LANGUAGE_NAMES.values()))
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_EXCLUSIVE = Text(
    "Een van deze antwoorden sluit de andere uit.", "One of these answers excludes the others."
)
_AT_MOST = Text("Kies hoogstens {most} antwoorden.", "Choose {most} answers at most.")
_BOUNDS = Text("Dit getal valt buiten de grenzen.", "This number is out of bounds.")
_TOO_LONG = Text("Deze tekst is te lang.", "This text is too long.")
_AGAIN = Text("{step}, opnieuw", "{step}, again")
_CARD = Text("Kaartje", "Card")
_PLACES = "start=0 end=100 step=1"


def render(instrument: Instrument) -> bytes:
    """The workbook, with the tabs survey, choices and settings."""
    form = _Form(instrument)
    settings = {
        "form_title": instrument.title.nl,
        "form_id": form.names.of(instrument.key),
        "version": instrument.version,
        "default_language": _LANGUAGE_NAMES["nl"],
    }
    survey = list(form.survey())
    return xlsx.write(
        [
            _sheet("survey", _SURVEY, survey),
            _sheet("choices", _CHOICES, form.choices),
            _sheet("settings", _SETTINGS, [settings]),
        ]
    )


def _sheet(title: str, header: tuple[str, ...], rows: Iterable[Row]) -> Sheet:
    return Sheet(title, header, [[row.get(column) for column in header] for row in rows])


class _Form:
    """One form in the making: the names it gave and the lists of choices it needs."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.names = Names()
        self.choices: list[Row] = []
        self._questions = {question.code: question for question in instrument.questions()}

    def survey(self) -> Iterator[Row]:
        """Every row of the survey tab, in order."""
        for step in self.instrument.steps:
            yield self._open("begin_group", self.names.of("step", step.code), step.title, step.hint)
            for section in step.sections:
                name = self.names.of("section", section.code)
                yield self._open("begin_group", name, section.title, section.hint)
                for question in section.questions:
                    yield from self._question(question)
                yield {"type": "end_group"}
            if step.revisits:
                yield from self._again(step)
            yield {"type": "end_group"}

    def _again(self, step: Step) -> Iterator[Row]:
        earlier = next(one for one in self.instrument.steps if one.code == step.revisits)
        title = Text(
            *(_AGAIN[language].format(step=earlier.title[language]) for language in LANGUAGES)
        )
        yield self._open("begin_group", self.names.of("again", earlier.code), title)
        for section in earlier.sections:
            for question in section.questions:
                name = self.names.of("again", question.code)
                match question.shape:
                    case ScaleShape() as scale:
                        yield self._scale(scale, name) | _texts("label", question.text)
                    case SpectrumShape() as line:
                        again = {"name": name} | _PLAIN[SpectrumShape](line)
                        yield again | _texts("label", question.text)
        yield {"type": "end_group"}

    def _question(self, question: Question) -> Iterator[Row]:
        make = _ROWS[type(question.shape)]
        rows = make(self, question, question.shape)
        yield from rows
        if question.comment is not None:
            name = self.names.of(question.code, "comment")
            when = self._relevant(question.show_when)
            yield {"type": "text", "name": name, "appearance": "multiline", **when} | _texts(
                "label", question.comment
            )

    def _head(self, question: Question) -> Row:
        required = {"required": "yes"} if question.required else {}
        return (
            {"name": self.names.of(question.code), **required, **self._relevant(question.show_when)}
            | _texts("label", question.text)
            | _texts("hint", question.hint)
        )

    def _relevant(self, condition: Condition | None) -> Row:
        phrase = relevant(condition, self._questions, self.names)
        return {"relevant": phrase} if phrase else {}

    def _open(self, kind: str, name: str, title: Text, hint: Text | None = None) -> Row:
        return {"type": kind, "name": name} | _texts("label", title) | _texts("hint", hint)

    def _list(self, name: str, entries: Iterable[tuple[str, Text]]) -> str:
        for code, text in entries:
            self.choices.append({"list_name": name, "name": code} | _texts("label", text))
        return name

    def _scale(self, scale: ScaleShape, name: str) -> Row:
        return {"type": f"select_one {self._list(name, _scale_entries(scale))}", "name": name}

    def _scale_rows(self, question: Question, shape: ScaleShape) -> Iterator[Row]:
        head = self._head(question)
        yield head | self._scale(shape, head["name"])

    def _choice_rows(self, question: Question, shape: ChoiceShape) -> Iterator[Row]:
        head = self._head(question)
        kind = "select_multiple" if shape.several else "select_one"
        listed = self._list(head["name"], ((one.code, one.text) for one in shape.options))
        yield head | {"type": f"{kind} {listed}"} | self._limits(shape)
        for option in shape.options:
            if option.namely:
                chosen = f"selected(${{{head['name']}}}, '{option.code}')"
                yield self._namely(question, option) | {"relevant": chosen}

    def _namely(self, question: Question, option: Option) -> Row:
        name = self.names.of(question.code, option.code, "namely")
        return {"type": "text", "name": name} | _texts("label", option.text)

    def _limits(self, shape: ChoiceShape) -> Row:
        """Exclusive options stand alone, and no more are chosen than may be."""
        if not shape.several:
            return {}
        alone = [one.code for one in shape.options if one.exclusive]
        parts = [f"not(selected(., '{code}') and count-selected(.) > 1)" for code in alone]
        message = _EXCLUSIVE if alone else None
        if shape.at_most:
            parts.append(f"count-selected(.) <= {shape.at_most}")
            most = Text(*(_AT_MOST[language].format(most=shape.at_most) for language in LANGUAGES))
            message = (
                Text(f"{message.nl} {most.nl}", f"{message.en} {most.en}") if message else most
            )
        return {"constraint": " and ".join(parts)} | _texts("constraint_message", message)

    def _number_rows(self, question: Question, shape: NumberShape) -> Iterator[Row]:
        bounds = [
            f". {sign} {limit:g}"
            for sign, limit in ((">=", shape.least), ("<=", shape.most))
            if limit is not None
        ]
        limits = {"constraint": " and ".join(bounds)} if bounds else {}
        message = _texts("constraint_message", _BOUNDS if bounds else None)
        yield self._head(question) | {"type": "decimal"} | limits | message

    def _plain_rows(self, question: Question, shape: Any) -> Iterator[Row]:
        yield self._head(question) | _PLAIN[type(shape)](shape)

    def _ranking_rows(self, question: Question, shape: RankingShape) -> Iterator[Row]:
        head = self._head(question)
        listed = self._list(head["name"], ((one.code, one.text) for one in shape.options))
        yield head | {"type": f"rank {listed}"}

    def _matrix_rows(self, question: Question, shape: MatrixShape) -> Iterator[Row]:
        head = self._head(question)
        yield head | {"type": "begin_group"}
        listed = "" if shape.words else self._list(
            head["name"], ((column.code, column.text) for column in shape.columns)
        )  # fmt: skip
        kind = "select_one" if shape.one_per_row else "select_multiple"
        for row in shape.rows:
            name = self.names.of(question.code, row.code)
            when = self._relevant(row.show_when)
            texts = _texts("label", row.text) | _texts("hint", row.hint)
            if shape.words:
                yield {"type": "begin_group", "name": name, **when} | texts
                for column in shape.columns:
                    cell = self.names.of(question.code, row.code, column.code)
                    yield {"type": "text", "name": cell} | _texts("label", column.text)
                yield {"type": "end_group"}
            else:
                yield {"type": f"{kind} {listed}", "name": name, **when} | texts
        yield {"type": "end_group"}

    def _table_rows(self, question: Question, shape: TableShape) -> Iterator[Row]:
        head = self._head(question)
        yield head | {"type": "begin_repeat"}
        for column in shape.columns:
            name = self.names.of(question.code, column.code)
            texts = _texts("label", column.text) | _texts("hint", column.hint)
            yield {"name": name} | texts | self._cell(column, name)
        yield {"type": "end_repeat"}

    def _cell(self, column: Column, name: str) -> Row:
        match column.kind:
            case CellKind.CHOICE:
                entries = ((option.code, option.text) for option in column.options)
                return {"type": f"select_one {self._list(name, entries)}"}
            case CellKind.SCALE:
                return self._scale(column.scale or ScaleShape(()), name)
            case CellKind.SPECTRUM:
                return {
                    "type": "range",
                    "parameters": _PLACES,
                    **_texts("hint", _marks(column.marks)),
                }
            case CellKind.NUMBER:
                return {"type": "decimal"}
            case CellKind.DATE | CellKind.TEXT as kind:
                return {"type": kind.value}

    def _canvas_rows(self, question: Question, shape: CanvasShape) -> Iterator[Row]:
        yield self._head(question) | {"type": "begin_group"}
        for area in shape.areas:
            yield self._open(
                "begin_repeat", self.names.of(question.code, area.code), area.text, area.hint
            )
            card = self.names.of(question.code, area.code, "card")
            yield {"type": "text", "name": card} | _texts("label", _CARD)
            yield {"type": "end_repeat"}
        yield {"type": "end_group"}


def _scale_entries(scale: ScaleShape) -> Iterator[tuple[str, Text]]:
    yield from ((str(point.value), _pointed(point)) for point in scale.points)
    if scale.unknown is not None:
        yield UNKNOWN, scale.unknown
    if scale.not_applicable is not None:
        yield NOT_APPLICABLE, scale.not_applicable


def _pointed(point: Point) -> Text:
    return Text(f"{point.value} {point.text.nl}", f"{point.value} {point.text.en}")


def _marks(marks: Iterable[Point]) -> Text:
    pointed = [_pointed(mark) for mark in marks]
    return Text(*(" – ".join(mark[language] for mark in pointed) for language in LANGUAGES))


def _texts(column: str, text: Text | None) -> Row:
    """The text in the column of each language; a sign that begins a reference is broken up."""
    if text is None:
        return {}
    return {
        f"{column}::{name}": re.sub(r"\$(?=\{)", "$ ", text[language])
        for language, name in _LANGUAGE_NAMES.items()
    }


def _words_cell(shape: WordsShape) -> Row:
    limit = {"type": "text", "constraint": f"string-length(.) <= {shape.longest}"}
    multiline = {"appearance": "multiline"} if shape.lines > 1 else {}
    return limit | multiline | _texts("constraint_message", _TOO_LONG)


_PLAIN: Mapping[type, Callable[[Any], Row]] = {
    DateShape: lambda _shape: {"type": "date"},
    SpectrumShape: lambda shape: {
        "type": "range",
        "parameters": _PLACES,
        **_texts("hint", _marks(shape.marks)),
    },
    WordsShape: _words_cell,
}
_ROWS: Mapping[type, Callable[[_Form, Question, Any], Iterator[Row]]] = {
    ScaleShape: _Form._scale_rows,
    ChoiceShape: _Form._choice_rows,
    NumberShape: _Form._number_rows,
    DateShape: _Form._plain_rows,
    SpectrumShape: _Form._plain_rows,
    WordsShape: _Form._plain_rows,
    RankingShape: _Form._ranking_rows,
    MatrixShape: _Form._matrix_rows,
    TableShape: _Form._table_rows,
    CanvasShape: _Form._canvas_rows,
}
