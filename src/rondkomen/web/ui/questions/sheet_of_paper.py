"""A worksheet as it lies on paper: every field with its code, its words and what stands in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.filling_in.order import Asked
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    MatrixShape,
    Question,
    RankingShape,
    ScaleShape,
    TableShape,
)
from rondkomen.dialogue.core.paper.entry import TICK, Marks
from rondkomen.dialogue.core.paper.fields import AGAIN, CARDS, COMMENT, NAMELY, ROWS
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.web.ui.questions.drawing import say

MARK, WAS, ONE = "mark:", "was:", "one:"


@dataclass(frozen=True)
class Field:
    """One field. `kind` is tick, one (of its question or row), text or choice."""

    code: str
    label: str
    kind: str
    mark: str = ""
    was: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def slug(self) -> str:
        """The code as a part of an id on the page."""
        return _slug(self.code)


@dataclass(frozen=True)
class Row:
    """Fields that stand side by side; `head` names them where that helps; a remark comes after the last."""

    head: str
    fields: tuple[Field, ...]
    is_last: bool = False


@dataclass(frozen=True)
class PaperQuestion:
    """One question with its fields."""

    step: str
    code: str
    legend: str
    rows: tuple[Row, ...]
    one: str = ""

    @property
    def slug(self) -> str:
        """The code as a part of an id on the page."""
        return _slug(self.code)

    @property
    def is_one(self) -> bool:
        """Whether one field at most is marked."""
        return bool(self.one)


@dataclass(frozen=True)
class Marked:
    """What stands at each code, and what somebody typed that is not kept yet."""

    kept: Mapping[str, str]
    typed: Mapping[str, str]

    def fill(self, field: Field, head: str) -> Field:
        """The field with its whole code and its marks."""
        code = f"{head}/{field.code}" if field.code else head
        was = self.kept.get(code, "")
        return replace(field, code=code, mark=self.typed.get(code, was), was=was)


def _slug(code: str) -> str:
    return code.replace("/", "-").replace(".", "-")


def paper(asked: Iterable[Asked], marked: Marked) -> list[PaperQuestion]:
    """The questions of a sheet in order, with what stands in their fields."""
    return [_question(one, marked) for one in asked]


def typed_in(questions: Iterable[PaperQuestion], data: QueryDict) -> tuple[Marks, Marks]:
    """What the form changed, and what stood at those codes when the page was made; both by code."""
    changed: Marks = {}
    seen: Marks = {}
    for question in questions:
        for row in question.rows:
            for field in row.fields:
                mark, was = _sent(question, field, data), data.get(WAS + field.code, "")
                if mark != was:
                    changed[field.code], seen[field.code] = mark, was
    return changed, seen


def _sent(question: PaperQuestion, field: Field, data: QueryDict) -> str:
    if field.kind == "one":
        return TICK if data.get(ONE + question.one) == field.code else ""
    if field.kind == "tick":
        return TICK if data.get(MARK + field.code) else ""
    return data.get(MARK + field.code, "").replace("\r\n", "\n").strip()


def _question(asked: Asked, marked: Marked) -> PaperQuestion:
    question, shape = asked.question, asked.question.shape
    head = question.code if asked.phase is Phase.FIRST else f"{AGAIN}/{question.code}"
    rows = list(_ROWS_OF.get(type(shape), _plain)(question, marked.kept))
    last = len(rows)
    if question.comment and asked.phase is Phase.FIRST:
        rows.append(Row("", (Field(COMMENT, say(question.comment), "text"),)))
    alone = isinstance(shape, ScaleShape) or (isinstance(shape, ChoiceShape) and not shape.several)
    return PaperQuestion(
        say(asked.step.title),
        head,
        say(question.text),
        tuple(
            Row(row.head, tuple(marked.fill(one, head) for one in row.fields), number == last)
            for number, row in enumerate(rows, 1)
        ),
        head if alone else "",
    )


def _scale(question: Question, _marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    points = [(str(one.value), f"{one.value} {say(one.text)}") for one in shape.points]
    others = ((UNKNOWN, say(shape.unknown)), (NOT_APPLICABLE, say(shape.not_applicable)))
    both = (*points, *((code, text) for code, text in others if text))
    yield Row("", tuple(Field(code, text, "one") for code, text in both))


def _choice(question: Question, _marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    kind = "tick" if shape.several else "one"
    for option in shape.options:
        ticked = Field(option.code, say(option.text), kind)
        words = Field(f"{option.code}/{NAMELY}", _("namelijk…"), "text")
        yield Row("", (ticked, words) if option.namely else (ticked,))


def _ranking(question: Question, _marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    yield from (Row("", (Field(one.code, say(one.text), "text"),)) for one in shape.options)


def _matrix(question: Question, _marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    kind = "text" if shape.words else "tick"
    for row in shape.rows:
        fields = (Field(f"{row.code}/{one.code}", say(one.text), kind) for one in shape.columns)
        yield Row(say(row.text), tuple(fields))


def _table(question: Question, marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    for number in _numbers(marks, question.code, ROWS, shape.most_rows):
        fields = (_of_column(one, f"{number}/{one.code}") for one in shape.columns)
        yield Row(_("Regel %(number)s") % {"number": number}, tuple(fields))


def _of_column(column: Column, code: str) -> Field:
    options = [(one.code, say(one.text)) for one in column.options]
    if column.kind is CellKind.SCALE and column.scale:
        options = [(str(one.value), f"{one.value} {say(one.text)}") for one in column.scale.points]
        if column.scale.unknown:
            options.append((UNKNOWN, say(column.scale.unknown)))
        if column.scale.not_applicable:
            options.append((NOT_APPLICABLE, say(column.scale.not_applicable)))
    return Field(code, say(column.text), "choice" if options else "text", options=tuple(options))


def _canvas(question: Question, marks: Mapping[str, str]) -> Iterator[Row]:
    shape: Any = question.shape
    for area in shape.areas:
        numbers = _numbers(marks, f"{question.code}/{area.code}", CARDS, shape.most_cards)
        cards = (
            Field(f"{area.code}/{one}", _("Kaartje %(number)s") % {"number": one}, "text")
            for one in numbers
        )
        yield Row(say(area.text), tuple(cards))  # fmt: skip


def _numbers(marks: Mapping[str, str], head: str, usual: int, most: int) -> range:
    """As many places as are printed, and one more than is filled in."""
    places = (
        code.removeprefix(f"{head}/").partition("/")[0]
        for code in marks
        if code.startswith(f"{head}/")
    )
    last = max((int(place) for place in places if place.isdecimal()), default=0)
    return range(1, max(min(max(usual, last + 1), most), last) + 1)


def _plain(_question: Question, _marks: Mapping[str, str]) -> Iterator[Row]:
    yield Row("", (Field("", "", "text"),))


_ROWS_OF: dict[type, Callable[[Question, Mapping[str, str]], Iterator[Row]]] = {
    ScaleShape: _scale,
    ChoiceShape: _choice,
    RankingShape: _ranking,
    MatrixShape: _matrix,
    TableShape: _table,
    CanvasShape: _canvas,
}
