"""A question and its answer, ready for the template: texts in the language of the page, values as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    DateShape,
    MatrixShape,
    NumberShape,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
    TableShape,
    Text,
    WordsShape,
)

SPARE_ROWS = 1


@dataclass(frozen=True)
class Drawn:
    """One question as its template needs it. `id` is unique on the page."""

    id: str
    code: str
    template: str
    legend: str
    hint: str
    body: Mapping[str, Any]
    comment_label: str = ""
    comment: str = ""
    error: str = ""
    required: bool = False


@dataclass(frozen=True)
class Choice:
    """One thing to choose, and whether it is chosen."""

    value: str
    label: str
    chosen: bool
    number: str = ""
    exclusive: bool = False
    namely: bool = False
    words: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Cell:
    """One field of a matrix, table or canvas; `revision` is what a writer bases a change on."""

    path: str
    label: str
    value: str
    kind: str = "text"
    ticked: bool = False
    options: tuple[Choice, ...] = ()
    revision: int = 0

    @property
    def slug(self) -> str:
        """The path as a part of an id on the page."""
        return _slug(self.path)


@dataclass(frozen=True)
class Line:
    """A row or an area with its cells; `head` names it, `hint` says what belongs there."""

    code: str
    head: str
    cells: tuple[Cell, ...]
    hint: str = ""


@dataclass(frozen=True)
class Held:
    """What is known of the answer: the raw form, the remark, revisions of cells, and what is wrong."""

    raw: Any = None
    comment: str = ""
    cells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    error: str = ""
    spare: int = SPARE_ROWS


def say(text: Text | None) -> str:
    """The text in the language of the page."""
    return text[get_language() or "nl"] if text else ""


def place_id(prefix: str, question: str, path: str = "") -> str:
    """The id on the page of a question, or of one cell of it."""
    return _slug("-".join(filter(None, (prefix, question, path))))


def draw(question: Question, held: Held, *, prefix: str) -> Drawn:
    """The question with the answer filled in."""
    template, body = _DRAWERS[type(question.shape)](question.shape, held)
    return Drawn(
        id=place_id(prefix, question.code),
        code=question.code,
        template=f"ui/questions/{template}.html",
        legend=say(question.text),
        hint=say(question.hint),
        body=body,
        comment_label=say(question.comment),
        comment=held.comment,
        error=held.error,
        required=question.required,
    )


def _scale(shape: ScaleShape, held: Held) -> tuple[str, dict[str, Any]]:
    points = [
        Choice(str(point.value), say(point.text), held.raw == point.value, number=str(point.value))
        for point in shape.points
    ]
    return "scale", {"points": points, "others": _no_points(shape, held.raw)}


def _no_points(shape: ScaleShape, raw: Any) -> list[Choice]:
    """Don't know and not applicable: answers as good as a point, and never a number."""
    others = [
        Choice(UNKNOWN, say(shape.unknown), raw == UNKNOWN, number="?"),
        Choice(NOT_APPLICABLE, say(shape.not_applicable), raw == NOT_APPLICABLE, number="–"),
    ]
    return [other for other in others if other.label]


def _choice(shape: ChoiceShape, held: Held) -> tuple[str, dict[str, Any]]:
    raw: dict[str, Any] = held.raw if isinstance(held.raw, dict) else {"chosen": held.raw or []}
    chosen, words = raw.get("chosen") or [], raw.get("namely") or {}
    options = [
        Choice(
            option.code,
            say(option.text),
            option.code in chosen,
            exclusive=option.exclusive and shape.several,
            namely=option.namely,
            words=words.get(option.code, ""),
            hint=say(option.hint),
        )
        for option in shape.options
    ]
    return "choice", {"options": options, "several": shape.several, "at_most": shape.at_most}


def _number(shape: NumberShape, held: Held) -> tuple[str, dict[str, Any]]:
    return "field", {"kind": "number", "value": _shown(held.raw), "unit": say(shape.unit)}


def _date(_shape: DateShape, held: Held) -> tuple[str, dict[str, Any]]:
    return "field", {"kind": "date", "value": _shown(held.raw)}


def _words(shape: WordsShape, held: Held) -> tuple[str, dict[str, Any]]:
    body = {"kind": "words", "value": _shown(held.raw), "lines": shape.lines, "most": shape.longest}
    return "field", body


def _spectrum(shape: SpectrumShape, held: Held) -> tuple[str, dict[str, Any]]:
    marks = [{"value": mark.value, "label": say(mark.text)} for mark in shape.marks]
    return "spectrum", {"marks": marks, "value": _shown(held.raw)}


def _ranking(shape: RankingShape, held: Held) -> tuple[str, dict[str, Any]]:
    order = list(held.raw or [])
    places = {code: place for place, code in enumerate(order, 1)}
    options = [
        Choice(one.code, say(one.text), one.code in places, number=str(places.get(one.code, "")))
        for one in shape.options
    ]
    options.sort(key=lambda one: int(one.number or len(options) + 1))
    return "ranking", {"options": options, "most": shape.at_most or len(options)}


def _matrix(shape: MatrixShape, held: Held) -> tuple[str, dict[str, Any]]:
    raw = held.raw or {}
    lines = [
        Line(
            row.code,
            say(row.text),
            tuple(
                _matrix_cell(shape, f"{row.code}/{column.code}", say(column.text), raw, held)
                for column in shape.columns
            ),
            say(row.hint),
        )
        for row in shape.rows
    ]
    heads = [{"label": say(one.text), "hint": say(one.hint)} for one in shape.columns]
    return "matrix", {"lines": lines, "heads": heads, "words": shape.words}


def _matrix_cell(shape: MatrixShape, path: str, label: str, raw: Any, held: Held) -> Cell:
    row, _, column = path.partition("/")
    found: Any = raw.get(row) or ({} if shape.words else [])
    value = found.get(column, "") if shape.words else ""
    ticked = not shape.words and column in found
    kind = "words" if shape.words else "once" if shape.one_per_row else "tick"
    return Cell(path, label, value, kind, ticked, revision=_revision(held, path))


def _table(shape: TableShape, held: Held) -> tuple[str, dict[str, Any]]:
    rows = list(held.raw or [])
    filled = [number for number, row in enumerate(rows) if any(map(_shown, row.values()))]
    numbers = _with_spare(filled, len(rows), held.spare, shape.most_rows)
    lines = []
    for shown, number in enumerate(numbers, 1):
        row = rows[number] if number < len(rows) else {}
        made = tuple(
            _table_cell(column, f"{number}/{column.code}", row, held) for column in shape.columns
        )
        lines.append(Line(str(number), str(shown), made))
    heads = [{"label": say(one.text), "hint": say(one.hint)} for one in shape.columns]
    may_grow = len(numbers) < shape.most_rows
    return "table", {"lines": lines, "heads": heads, "may_grow": may_grow}


def _with_spare(filled: list[int], there: int, spare: int, most: int) -> list[int]:
    """The places to show: those with something in them, and empty ones at the end, one at least."""
    more = max(min(spare, most - len(filled)), 0 if filled else 1)
    return [*filled, *range(there, there + more)]


def _table_cell(column: Column, path: str, row: Mapping[str, Any], held: Held) -> Cell:
    value = _shown(row.get(column.code))
    kind = _CELL_KINDS.get(column.kind, column.kind.value)
    options = tuple(Choice(one.code, say(one.text), one.code == value) for one in column.options)
    if column.scale:
        points = [
            Choice(str(one.value), f"{one.value} {say(one.text)}", str(one.value) == value)
            for one in column.scale.points
        ]
        options = (*points, *_no_points(column.scale, value))
    return Cell(
        path, say(column.text), value, kind, options=options, revision=_revision(held, path)
    )


_CELL_KINDS = {
    CellKind.TEXT: "words",
    CellKind.SCALE: "choice",
    CellKind.SPECTRUM: "number",
}


def _canvas(shape: CanvasShape, held: Held) -> tuple[str, dict[str, Any]]:
    raw = held.raw or {}
    lines = []
    for area in shape.areas:
        cards = list(raw.get(area.code) or [])
        filled = [number for number, card in enumerate(cards) if card]
        made = tuple(
            Cell(
                f"{area.code}/{number}",
                say(area.text),
                cards[number] if number < len(cards) else "",
                "words",
                revision=_revision(held, f"{area.code}/{number}"),
            )
            for number in _with_spare(filled, len(cards), held.spare, shape.most_cards)
        )
        lines.append(Line(area.code, say(area.text), made, say(area.hint)))
    return "canvas", {"lines": lines}


def _slug(text: str) -> str:
    return text.replace("/", "-").replace(".", "-")


def _revision(held: Held, path: str) -> int:
    return int(held.cells.get(path, {}).get("revision", 0))


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else str(value)


_DRAWERS: dict[type, Callable[[Any, Held], tuple[str, dict[str, Any]]]] = {
    ScaleShape: _scale,
    ChoiceShape: _choice,
    NumberShape: _number,
    DateShape: _date,
    WordsShape: _words,
    SpectrumShape: _spectrum,
    RankingShape: _ranking,
    MatrixShape: _matrix,
    TableShape: _table,
    CanvasShape: _canvas,
}
