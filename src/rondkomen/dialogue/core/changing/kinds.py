"""What each kind of question begins with, and a question made into one of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from typing import Any

from rondkomen.kernel.refusal import Refused

Block = dict[str, Any]

_NEXT_NUMBER = re.compile(r"([0-9]{1,6})$")
_ALWAYS = ("code", "text", "hint", "required", "show_when", "comment")
_SETTINGS = {"multi": ("at_most",), "ranking": ("at_most",)}
_OF_ITEM = {
    "single": ("namely", "rung"),
    "multi": ("namely", "rung", "exclusive"),
    "matrix_check": ("show_when",),
    "matrix_text": ("show_when",),
}
"""What an item keeps besides its code, text and hint, by the kind its question becomes."""


def beginning(kind: str, code: str) -> Block:
    """What a new question of this kind has beside its text.

    Raises: Refused when there is no such kind.
    """
    if kind not in _NEW:
        raise Refused("Deze soort vraag bestaat niet. Kies er een uit de lijst.", code="kind")
    return _NEW[kind](code)


def as_kind(block: Mapping[str, Any], kind: str) -> Block:
    """The question as one of this kind: its words, and the lists and settings both kinds have.

    Raises: Refused when there is no such kind.
    Policy: an item keeps its code; what only the old kind knows is left out, and what only the new one
    knows begins empty.
    """
    made: Block = {"kind": kind, **beginning(kind, block["code"])}
    for name in _ALWAYS:
        if name in block:
            made[name] = deepcopy(block[name])
    for name in _SETTINGS.get(kind, ()):
        if name in block:
            made[name] = block[name]
    for name, begun in made.items():
        if isinstance(begun, list) and isinstance(block.get(name), list):
            made[name] = [_item(one, kind) for one in block[name]]
    return made


def _item(item: Mapping[str, Any], kind: str) -> Block:
    kept = ("code", "value", "text", "hint", *_OF_ITEM.get(kind, ()))
    return {key: deepcopy(item[key]) for key in kept if key in item}


def new_item(name: str, question: str, items: list[Block], taken: Collection[str] = ()) -> Block:
    """One more option, row, column, area, mark or point, after these.

    `name` is the field of the list. A value goes on from the last one.
    """
    if name in {"marks", "points"}:
        last = max((item["value"] for item in items), default=0)
        return {"value": min(last + 1, 100), "text": no_text()}
    prefix = {"options": f"{question[:34]}."}.get(name, name[0])
    return {
        "code": fresh(prefix, {item["code"] for item in items} | set(taken)),
        "text": no_text(),
    }


def fresh(prefix: str, taken: Collection[str]) -> str:
    """The prefix with the next number: higher than any that was used, so a code never means two things.

    Policy: codes of questions that were once asked are not given to others.
    """
    used = [
        int(found[1])
        for code in taken
        if code.startswith(prefix) and (found := _NEXT_NUMBER.search(code))
    ]
    return f"{prefix}{max(used, default=0) + 1}"


def no_text() -> Block:
    """A text that is still to be written, in both languages."""
    return {"nl": "", "en": ""}


def _two(name: str, question: str) -> list[Block]:
    first = new_item(name, question, [])
    return [first, new_item(name, question, [first])]


def _ends() -> list[Block]:
    return [{"value": 0, "text": no_text()}, {"value": 100, "text": no_text()}]


def _point(value: int, nl: str, en: str) -> Block:
    return {"value": value, "text": {"nl": nl, "en": en}}


AGREE: Block = {
    "points": [
        _point(1, "helemaal oneens", "strongly disagree"),
        _point(2, "oneens", "disagree"),
        _point(3, "niet oneens en niet eens", "neither agree nor disagree"),
        _point(4, "eens", "agree"),
        _point(5, "helemaal eens", "strongly agree"),
    ],
    "unknown": {"nl": "weet ik niet", "en": "I do not know"},
}
_NEW: dict[str, Callable[[str], Block]] = {
    "scale": lambda _: {},
    "single": lambda code: {"options": _two("options", code)},
    "multi": lambda code: {"options": _two("options", code)},
    "number": lambda _: {},
    "date": lambda _: {},
    "text": lambda _: {"lines": 4},
    "matrix_check": lambda code: {"rows": _two("rows", code), "columns": _two("columns", code)},
    "matrix_text": lambda code: {"rows": _two("rows", code), "columns": _two("columns", code)},
    "table": lambda code: {"columns": _two("columns", code)},
    "spectrum": lambda _: {"marks": _ends()},
    "ranking": lambda code: {"options": _two("options", code)},
    "canvas": lambda code: {"areas": _two("areas", code)},
}
