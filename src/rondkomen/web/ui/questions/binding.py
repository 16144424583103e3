"""From the fields of a question's form to the raw form of its answer.

One form holds one question: `value`, `chosen`, `namely:<option>`, `rank:<option>`, `cell:<path>` and
`comment`. The paths are those of `dialogue.core.filling_in.cells`.
"""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from rondkomen.dialogue.core.filling_in import cells
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    ChoiceShape,
    DateShape,
    MatrixShape,
    NumberShape,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
    TableShape,
    WordsShape,
)

CELL = "cell:"
NAMELY = "namely:"
RANK = "rank:"


def raw_from(question: Question, data: QueryDict) -> Any:
    """The raw answer; None when nothing was filled in, or when the answer was taken back."""
    if data.get("clear"):
        return None
    return _READERS[type(question.shape)](question, data)


def _value(_question: Question, data: QueryDict) -> Any:
    return data.get("value", "").strip() or None


def _scale(_question: Question, data: QueryDict) -> Any:
    text = data.get("value", "")
    return _as_point(text) if text else None


def _as_point(text: str) -> int | str:
    """The number of a point; a word such as don't know stays a word."""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 9 else text


def _choice(question: Question, data: QueryDict) -> Any:
    chosen = data.getlist("chosen")
    if not chosen:
        return None
    asking = [option.code for option in question.shape.options if option.namely]  # type: ignore[union-attr]  # a choice
    words = {code: data.get(NAMELY + code, "") for code in asking if code in chosen}
    return {"chosen": chosen, "namely": {code: text for code, text in words.items() if text}}


def _ranking(question: Question, data: QueryDict) -> Any:
    given = [
        (data.get(RANK + option.code, "").strip(), option.code)
        for option in question.shape.options  # type: ignore[union-attr]  # a ranking
    ]
    placed = [(int(place), code) for place, code in given if place.isdecimal() and len(place) < 4]
    return [code for _, code in sorted(placed)] or None


def _parts(question: Question, data: QueryDict) -> Any:
    raw: Any = None
    for path in written_paths(data):
        raw = cells.write(question, raw, path, cell_value(question, data, path))
    raw = cells.compact(question, raw)
    return raw or None


def written_paths(data: QueryDict) -> list[str]:
    """The cells that are in this form."""
    return [name.removeprefix(CELL) for name in data if name.startswith(CELL)]


def cell_value(question: Question, data: QueryDict, path: str) -> Any:
    """What the form says for one cell: text, or a truth for a tick."""
    text = data.get(CELL + path, "").replace("\r\n", "\n")
    if isinstance(question.shape, MatrixShape) and not question.shape.words:
        return bool(text)
    if isinstance(question.shape, TableShape):
        column = path.partition("/")[2]
        if any(one.code == column and one.scale for one in question.shape.columns):
            return _as_point(text)
    return text


_READERS: dict[type, Callable[[Question, QueryDict], Any]] = {
    ScaleShape: _scale,
    ChoiceShape: _choice,
    NumberShape: _value,
    DateShape: _value,
    WordsShape: _value,
    SpectrumShape: _value,
    RankingShape: _ranking,
    MatrixShape: _parts,
    TableShape: _parts,
    CanvasShape: _parts,
}
