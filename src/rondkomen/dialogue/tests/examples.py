"""A small instrument of every kind of question, in plain values."""

from copy import deepcopy
from typing import Any

from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.instrument.schema import FORMAT


def text(words: str) -> dict[str, str]:
    """One text in both languages."""
    return {"nl": words, "en": words}


def option(code: str, **more: Any) -> dict[str, Any]:
    """One option."""
    return {"code": code, "text": text(code), **more}


def line(code: str) -> dict[str, Any]:
    """One row, column or area."""
    return {"code": code, "text": text(code)}


def asked(code: str, kind: str, **more: Any) -> dict[str, Any]:
    """One question."""
    return {"code": code, "kind": kind, "text": text(code), **more}


QUESTIONS = [
    asked("mening", "scale", scale="eens"),
    asked("een", "single", options=[option("ja", namely=True), option("nee")]),
    asked(
        "meer",
        "multi",
        at_most=2,
        options=[option("a", rung=1), option("b", rung=2), option("c"), option("geen", exclusive=True)],
    ),
    asked("getal", "number", least=0, most=10),
    asked("dag", "date"),
    asked("woorden", "text", longest=20),
    asked("vakjes", "matrix_check", rows=[line("r1"), line("r2")], columns=[line("k1"), line("k2")]),
    asked("vakken", "matrix_text", rows=[line("r1"), line("r2")], columns=[line("k1"), line("k2")]),
    asked(
        "tabel",
        "table",
        most_rows=3,
        columns=[
            {**line("wat")},
            {**line("aantal"), "kind": "number"},
            {**line("prijs"), "kind": "number"},
            {**line("wie"), "kind": "choice", "options": [option("x"), option("y")]},
        ],
    ),
    asked("plek", "spectrum", marks=[{"value": 0, "text": text("l")}, {"value": 100, "text": text("r")}]),
    asked("volgorde", "ranking", options=[option("a"), option("b"), option("c")]),
    asked("bord", "canvas", areas=[line("links"), line("rechts")], most_cards=2),
]  # fmt: skip

GOOD: dict[str, Any] = {
    "format": FORMAT,
    "key": "voorbeeld",
    "version": "1",
    "title": text("Voorbeeld"),
    "purpose": text("Laten zien"),
    "scales": {
        "eens": {
            "points": [{"value": value, "text": text(str(value))} for value in range(1, 6)],
            "unknown": text("weet ik niet"),
        }
    },
    "steps": [
        {
            "code": "stap",
            "title": text("Stap"),
            "sections": [{"code": "deel", "title": text("Deel"), "questions": QUESTIONS}],
        }
    ],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good instrument with one value changed or added; `...` takes it away."""
    data = deepcopy(GOOD)
    place: Any = data
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


def good() -> Instrument:
    """The example as an instrument."""
    return reading.instrument(GOOD)


def question(code: str) -> Question:
    """One question of it."""
    return next(found for found in good().questions() if found.code == code)
