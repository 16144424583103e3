"""The history of a joint sheet in words: who changed what, from what into what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rondkomen.dialogue.core.filling_in import cells
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    ChoiceShape,
    Instrument,
    MatrixShape,
    Question,
    RankingShape,
    ScaleShape,
    TableShape,
)
from rondkomen.dialogue.queries import ChangeRow
from rondkomen.web.ui.questions.drawing import say


@dataclass(frozen=True)
class Told:
    """One change as people read it."""

    row: ChangeRow
    by: str
    question: str
    place: str
    before: str
    after: str


def told(
    instruments: Sequence[Instrument], changes: Iterable[ChangeRow], name: Callable[[str], str]
) -> list[Told]:
    """The changes in words, those to a question of these instruments."""
    known = {(one.key, each.code): each for one in instruments for each in one.questions()}
    return [
        Told(
            change,
            name(str(change.author_ref or "")),
            say(question.text),
            _place(question, change.path),
            _value(question, change.before),
            _value(question, change.after),
        )
        for change in changes
        if (question := known.get((change.instrument, change.question)))
    ]


def _place(question: Question, path: str) -> str:
    if path == cells.COMMENT:
        return _("Opmerking")
    first, _slash, last = path.partition("/")
    match question.shape:
        case TableShape(columns=columns):
            row = _("Regel %(number)s") % {"number": int(first) + 1}
            return ", ".join(filter(None, (row, _text_of(columns, last))))
        case MatrixShape(rows=rows, columns=columns):
            return ", ".join((_text_of(rows, first), _text_of(columns, last)))
        case CanvasShape(areas=areas):
            return _text_of(areas, first)
        case _:
            return ""


def _text_of(lines: Iterable[Any], code: str) -> str:
    return next((say(one.text) for one in lines if one.code == code), "")


def _value(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return _("aangekruist") if value else _("(leeg)")
    shape = question.shape
    if isinstance(value, dict) and isinstance(shape, TableShape):
        value = " · ".join(str(text) for text in value.values() if text != "")
    elif isinstance(shape, ChoiceShape | RankingShape) and not isinstance(value, str):
        chosen = value.get("chosen", []) if isinstance(value, dict) else value or []
        value = ", ".join(_text_of(shape.options, code) for code in chosen)
    elif isinstance(shape, ScaleShape):
        points = {one.value: say(one.text) for one in shape.points}
        others = {"unknown": say(shape.unknown), "not_applicable": say(shape.not_applicable)}
        value = points.get(value) or others.get(str(value)) or value
    return _("(leeg)") if value in (None, "", [], {}) else str(value)
