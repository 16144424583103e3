"""An instrument as a paper worksheet: a tagged PDF on A4 or A3, with a code at every field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from importlib import resources
from itertools import groupby
from typing import Any

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.instrument.conditions import Condition, IsGiven
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    Instrument,
    MatrixShape,
    NumberShape,
    Option,
    Question,
    RankingShape,
    ScaleShape,
    Section,
    SpectrumShape,
    Step,
    TableShape,
    Text,
    WordsShape,
)
from rondkomen.dialogue.core.instrument.wording import said
from rondkomen.dialogue.core.paper.fields import AGAIN, COMMENT, NAMELY
from rondkomen.files import pdf

Block = dict[str, Any]


class Paper(StrEnum):
    """The sizes a worksheet is printed on."""

    A4 = "a4"
    A3 = "a3"


_ROWS = {Paper.A4: 5, Paper.A3: 9}
_CARDS = {Paper.A4: 4, Paper.A3: 5}
_WIDE_FROM = 4  # columns that do not fit upright on A4
_LOW, _TALL = 2.2, 3.4  # cm to write in per cell; a plan on one page gets the tall ones
_WORDS = {
    "nl": {
        "name": "Naam (mag leeg blijven)",
        "domain": "Domein",
        "date": "Datum",
        "again_code": "Terugkomcode",
        "page": "Blad",
        "several": "Meer antwoorden mogelijk",
        "at_most": "Kies er hoogstens {most}",
        "exclusive": "sluit de andere uit",
        "order": "Nummer: 1 is het eerste",
        "only_if": "Alleen als {condition}.",
        "place": "Zet een kruis op de lijn",
        "again": "{step}, opnieuw",
        "again_hint": "Kijkt u er nu anders tegenaan? Kruis dan hier uw nieuwe punt aan.",
        "lead": "De kleine code bij een vak zegt waar het later wordt ingevoerd.",
    },
    "en": {
        "name": "Name (may stay empty)",
        "domain": "Domain",
        "date": "Date",
        "again_code": "Return code",
        "page": "Sheet",
        "several": "More than one answer possible",
        "at_most": "Choose {most} at most",
        "exclusive": "excludes the others",
        "order": "Number: 1 is the first",
        "only_if": "Only if {condition}.",
        "place": "Put a cross on the line",
        "again": "{step}, again",
        "again_hint": "Do you see it differently now? Then tick your new point here.",
        "lead": "The small code at a field says where it is entered later.",
    },
}


def render(instrument: Instrument, *, paper: Paper = Paper.A4, language: str = "nl") -> bytes:
    """The worksheet as a tagged PDF.

    Wide steps lie on their side; on A3 everything does.
    """
    template = resources.files("rondkomen.dialogue.adapters") / "worksheet.typ"
    return pdf.render(template.read_text("utf-8"), layout(instrument, paper, language))


def layout(instrument: Instrument, paper: Paper, language: str) -> Block:
    """What stands on the worksheet, as plain values for the template."""
    sheet = _Sheet(instrument, paper, language)
    parts = groupby(instrument.steps, key=sheet.lies_down)
    return {
        "title": instrument.title[language],
        "lang": language,
        "purpose": instrument.purpose[language],
        "filled_by": instrument.filled_by[language] if instrument.filled_by else "",
        "source": instrument.source,
        "mark": f"{instrument.key} {instrument.version}",
        "paper": paper.value,
        "words": _WORDS[language],
        "parts": [
            {"lies_down": down, "steps": [sheet.step(step) for step in steps]}
            for down, steps in parts
        ],
    }


class _Sheet:
    """One worksheet in the making: the same language and paper throughout."""

    def __init__(self, instrument: Instrument, paper: Paper, language: str) -> None:
        self.instrument = instrument
        self.paper = paper
        self.language = language
        self.words = _WORDS[language]

    def lies_down(self, step: Step) -> bool:
        """Whether this step needs the width of the paper."""
        shapes = [question.shape for section in step.sections for question in section.questions]
        return self.paper is Paper.A3 or max(map(_width, shapes)) >= _WIDE_FROM

    def step(self, step: Step) -> Block:
        """A step with its sections; consecutive questions on one scale share a grid."""
        sections = [self._section(section) for section in step.sections]
        if step.revisits:
            earlier = next(one for one in self.instrument.steps if one.code == step.revisits)
            sections.append(self._again(earlier))
        return {
            "title": step.title[self.language],
            "hint": self._text(step.hint),
            "sections": sections,
        }

    def _again(self, earlier: Step) -> Block:
        """The statements once more, to be answered after going deeper."""
        questions = [one for section in earlier.sections for one in section.questions]
        blocks = [one for one in self._blocks(questions) if one["kind"] in {"scales", "spectrum"}]
        for block in blocks:
            for one in block.get("rows", [block]):
                one["code"] = f"{AGAIN}/{one['code']}"
                one["fields"] = [f"{AGAIN}/{code}" for code in one.get("fields", ())]
                one["comment"] = ""
        return {
            "title": self.words["again"].format(step=earlier.title[self.language]),
            "hint": self.words["again_hint"],
            "blocks": blocks,
        }

    def _section(self, section: Section) -> Block:
        return {
            "title": section.title[self.language],
            "hint": self._text(section.hint),
            "blocks": list(self._blocks(section.questions)),
        }

    def _blocks(self, questions: Iterable[Question]) -> Iterator[Block]:
        by_scale = groupby(
            questions, key=lambda one: one.shape if isinstance(one.shape, ScaleShape) else None
        )
        for scale, found in by_scale:
            if scale is not None:
                yield self._scales(scale, list(found))
            else:
                yield from map(self._question, found)

    def _scales(self, scale: ScaleShape, questions: list[Question]) -> Block:
        points = [(str(point.value), point.text[self.language]) for point in scale.points]
        extras = [
            (code, text[self.language])
            for code, text in ((UNKNOWN, scale.unknown), (NOT_APPLICABLE, scale.not_applicable))
            if text is not None
        ]
        return {
            "kind": "scales",
            "points": [{"value": value, "text": text} for value, text in points]
            + [{"value": "", "text": text} for _, text in extras],
            "rows": [
                {**self._head(one), "fields": [f"{one.code}/{code}" for code, _ in points + extras]}
                for one in questions
            ],
        }

    def _question(self, question: Question) -> Block:
        make = _BLOCKS.get(type(question.shape), _Sheet._written)
        return {**self._head(question), **make(self, question, question.shape)}

    def _head(self, question: Question) -> Block:
        return {
            "code": question.code,
            "text": question.text[self.language],
            "hint": self._text(question.hint),
            "only_if": self._only_if(question.show_when),
            "comment": self._text(question.comment),
            "comment_code": f"{question.code}/{COMMENT}",
        }

    def _choice(self, question: Question, shape: ChoiceShape) -> Block:
        note = ""
        if shape.several:
            note = self.words["several"]
        if shape.at_most:
            note = self.words["at_most"].format(most=shape.at_most)
        return {
            "kind": "options",
            "note": note,
            "options": [
                self._option(question, option, alone=shape.several) for option in shape.options
            ],
        }

    def _option(self, question: Question, option: Option, *, alone: bool) -> Block:
        return {
            "code": f"{question.code}/{option.code}",
            "text": option.text[self.language],
            "hint": self._text(option.hint),
            "exclusive": self.words["exclusive"] if option.exclusive and alone else "",
            "namely": f"{question.code}/{option.code}/{NAMELY}" if option.namely else "",
        }

    def _ranking(self, question: Question, shape: RankingShape) -> Block:
        return {
            "kind": "ranking",
            "note": self.words["order"],
            "options": [self._option(question, option, alone=False) for option in shape.options],
        }

    def _written(self, _question: Question, shape: Any) -> Block:
        unit = self._text(shape.unit) if isinstance(shape, NumberShape) else ""
        lines = shape.lines if isinstance(shape, WordsShape) else 0
        return {"kind": "written", "lines": lines, "unit": unit}

    def _spectrum(self, _question: Question, shape: SpectrumShape) -> Block:
        return {
            "kind": "spectrum",
            "note": self.words["place"],
            "marks": [{"value": m.value, "text": m.text[self.language]} for m in shape.marks],
        }

    def _matrix(self, question: Question, shape: MatrixShape) -> Block:
        return {
            "kind": "grid",
            "ticks": not shape.words,
            "height": _height(shape),
            "columns": [self._line(column) for column in shape.columns],
            "rows": [
                {
                    **self._line(row),
                    "code": f"{question.code}/{row.code}",
                    "cells": [
                        f"{question.code}/{row.code}/{column.code}" for column in shape.columns
                    ],
                }
                for row in shape.rows
            ],
        }

    def _table(self, question: Question, shape: TableShape) -> Block:
        return {
            "kind": "table",
            "columns": [self._column(column) for column in shape.columns],
            "rows": [
                [f"{question.code}/{number}/{column.code}" for column in shape.columns]
                for number in range(1, min(_ROWS[self.paper], shape.most_rows) + 1)
            ],
        }

    def _column(self, column: Column) -> Block:
        scale = column.scale or ScaleShape(())
        choices = [
            *(option.text[self.language] for option in column.options),
            *(str(point.value) for point in scale.points),
            *(text[self.language] for text in (scale.unknown, scale.not_applicable) if text),
        ]
        named = column.marks or (*scale.points[:1], *scale.points[-1:])
        marks = " – ".join(f"{mark.value} {mark.text[self.language]}" for mark in named)
        return {
            "text": column.text[self.language],
            "hint": marks or self._text(column.hint),
            "choices": choices,
            "in_line": column.kind is CellKind.SCALE,
            "marks": [mark.value for mark in column.marks],
            "weight": 1.4 if column.kind is CellKind.TEXT else 1,
        }

    def _canvas(self, question: Question, shape: CanvasShape) -> Block:
        number_of = min(_CARDS[self.paper], shape.most_cards)
        return {
            "kind": "canvas",
            "areas": [
                {
                    **self._line(area),
                    "cards": [f"{question.code}/{area.code}/{n}" for n in range(1, number_of + 1)],
                }
                for area in shape.areas
            ],
        }

    def _line(self, line: Any) -> Block:
        return {"text": line.text[self.language], "hint": self._text(line.hint)}

    def _text(self, text: Text | None) -> str:
        return text[self.language] if text else ""

    def _only_if(self, condition: Condition | None) -> str:
        if condition is None or isinstance(condition, IsGiven):
            return ""  # on paper everybody sees whether the question before is filled in
        phrase = said(condition, self.instrument, self.language)
        return self.words["only_if"].format(condition=phrase)


def _height(shape: MatrixShape) -> float:
    return _TALL if _width(shape) >= _WIDE_FROM and len(shape.rows) <= _WIDE_FROM else _LOW


def _width(shape: Any) -> int:
    """How many columns of writing stand side by side."""
    match shape:
        case TableShape(columns=columns):
            return len(columns)
        case MatrixShape(columns=columns, words=True):
            return len(columns) + 1
        case CanvasShape(areas=areas):
            return len(areas)
        case _:
            return 0


_BLOCKS: dict[type, Callable[[_Sheet, Question, Any], Block]] = {
    ChoiceShape: _Sheet._choice,
    RankingShape: _Sheet._ranking,
    SpectrumShape: _Sheet._spectrum,
    MatrixShape: _Sheet._matrix,
    TableShape: _Sheet._table,
    CanvasShape: _Sheet._canvas,
}
