"""Changing an instrument part by part, as plain values: what the form of a municipality does.

Every function gives new values and leaves its own alone. What it gives may have faults (an empty
text, a condition on a question that went), but can always be read and drawn.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rondkomen.dialogue.core.changing.kinds import (
    AGREE,
    Block,
    as_kind,
    beginning,
    fresh,
    new_item,
    no_text,
)
from rondkomen.dialogue.core.instrument.schema import FORMAT
from rondkomen.kernel.refusal import Refused

OWN = "eigen-"
"""What the key of an own instrument begins with; a shipped one never does."""

LONGEST_KEY = 60


class PartKind(StrEnum):
    """What can be changed by itself."""

    WHOLE = "whole"
    STEP = "step"
    SECTION = "section"
    QUESTION = "question"
    SCALE = "scale"
    OUTPUT = "output"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `code` is its code; the number of a link, counted from one; empty for the whole."""

    kind: PartKind
    code: str = ""


WHOLE = Part(PartKind.WHOLE)


@dataclass(frozen=True, slots=True)
class Held:
    """A part in its list, with what holds the list."""

    block: Block
    siblings: list[Block]
    at: int
    parent: Part


_WITHIN = {
    PartKind.WHOLE: ("steps", "scales", "outputs", "links"),
    PartKind.STEP: ("sections",),
    PartKind.SECTION: ("questions",),
}
_ITEMS = {"options", "rows", "columns", "areas", "marks", "points"}


def read(data: Mapping[str, Any], part: Part) -> Block:
    """The part as it stands.

    Raises: Refused when it is not there (any more).
    Policy: the format of instrument files, version 1.
    """
    if part.kind is PartKind.WHOLE:
        return dict(data)
    if part.kind is PartKind.SCALE:
        found: Block | None = data.get("scales", {}).get(part.code)
        if found is None:
            raise _gone()
        return found
    return _held(data, part).block


def mark(data: Mapping[str, Any], part: Part, *, deep: bool = False) -> str:
    """A short mark that changes with the part itself; with `deep` also with all that it holds.

    Policy: who writes in one part does not meet who writes in another.
    """
    block = read(data, part)
    without = () if deep else _WITHIN.get(part.kind, ())
    own = {key: value for key, value in block.items() if key not in without}
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()[:16]


def changed(data: Mapping[str, Any], part: Part, fields: Mapping[str, Any]) -> Block:
    """The instrument with these fields of the part; None takes a field away.

    Raises: Refused when the part is not there.
    """
    made = deepcopy(dict(data))
    block = made if part.kind is PartKind.WHOLE else read(made, part)
    for key, value in fields.items():
        if value is None:
            block.pop(key, None)
        else:
            block[key] = deepcopy(value)
    return made


def moved(data: Mapping[str, Any], part: Part, by: int) -> Block:
    """The instrument with the part one place up (-1) or down (1); at the edge of its holder it goes on.

    A question goes to the section before or after, a section to the step before or after, as long
    as its own holder keeps something. At the very edge nothing changes.
    """
    made = deepcopy(dict(data))
    held = _held(made, part)
    to = held.at + by
    if 0 <= to < len(held.siblings):
        held.siblings.insert(to, held.siblings.pop(held.at))
        return made
    lists = list(_lists(made, part.kind))
    here = next(n for n, (_, one) in enumerate(lists) if one is held.siblings)
    if 0 <= here + by < len(lists) and len(held.siblings) > 1:
        other = lists[here + by][1]
        other.insert(len(other) if by < 0 else 0, held.siblings.pop(held.at))
    return made


def removed(data: Mapping[str, Any], part: Part) -> Block:
    """The instrument without the part. What pointed to it stays, and shows as a fault."""
    made = deepcopy(dict(data))
    if part.kind is PartKind.SCALE:
        read(made, part)
        del made["scales"][part.code]
        return made
    held = _held(made, part)
    del held.siblings[held.at]
    for name in ("outputs", "links"):
        if made.get(name) == []:
            del made[name]
    return made


def with_step(data: Mapping[str, Any], taken: Collection[str] = ()) -> tuple[Block, Part]:
    """The instrument with an empty step at its end, and that step. `taken` are codes not to use again."""
    made = deepcopy(dict(data))
    code = fresh("stap", {step["code"] for step in made["steps"]} | set(taken))
    made["steps"].append({"code": code, "title": no_text(), "sections": []})
    made, _ = with_section(made, code, taken)
    return made, Part(PartKind.STEP, code)


def with_section(
    data: Mapping[str, Any], step: str, taken: Collection[str] = ()
) -> tuple[Block, Part]:
    """The instrument with an empty section at the end of the step, and that section."""
    made = deepcopy(dict(data))
    known = {section["code"] for one in made["steps"] for section in one["sections"]}
    code = fresh("deel", known | set(taken))
    held = read(made, Part(PartKind.STEP, step))
    held["sections"].append({"code": code, "title": no_text(), "questions": []})
    return made, Part(PartKind.SECTION, code)


def with_question(
    data: Mapping[str, Any], section: str, kind: str, taken: Collection[str] = ()
) -> tuple[Block, Part]:
    """The instrument with a new question of this kind at the end of the section, and that question.

    Raises: Refused when there is no such section or kind.
    """
    made = deepcopy(dict(data))
    code = fresh("V", {found["code"] for found in questions(made)} | set(taken))
    block = {"code": code, "kind": kind, "text": no_text(), **beginning(kind, code)}
    if kind == "scale":
        block["scale"] = _some_scale(made)
    read(made, Part(PartKind.SECTION, section))["questions"].append(block)
    return made, Part(PartKind.QUESTION, code)


def with_kind(data: Mapping[str, Any], question: str, kind: str) -> Block:
    """The instrument in which the question is of this kind, with what both kinds have in common.

    Raises: Refused when there is no such question or kind.
    """
    made = deepcopy(dict(data))
    part = Part(PartKind.QUESTION, question)
    block = as_kind(read(made, part), kind)
    if kind == "scale":
        block["scale"] = _some_scale(made)
    held = _held(made, part)
    held.siblings[held.at] = block
    return made


def with_scale_of_its_own(data: Mapping[str, Any], question: str) -> tuple[Block, Part]:
    """The instrument in which the question has a copy of its scale, and that scale."""
    made = deepcopy(dict(data))
    block = read(made, Part(PartKind.QUESTION, question))
    code = fresh("schaal", set(made.get("scales", {})))
    made.setdefault("scales", {})[code] = deepcopy(read(made, Part(PartKind.SCALE, block["scale"])))
    block["scale"] = code
    return made, Part(PartKind.SCALE, code)


def with_item(data: Mapping[str, Any], part: Part, name: str, taken: Collection[str] = ()) -> Block:
    """The instrument with one more item at the end of this list of the part."""
    items = _items(data, part, name)
    made = new_item(name, part.code, items, taken)
    return changed(data, part, {name: [*items, made]})


def item_moved(data: Mapping[str, Any], part: Part, name: str, at: int, by: int) -> Block:
    """The instrument with the item at this place, counted from zero, one place up (-1) or down (1).

    Values on a line or scale stay in their order: only the words move.
    """
    items = deepcopy(_items(data, part, name))
    if not (0 <= at < len(items) and 0 <= at + by < len(items)):
        return dict(data)
    items[at], items[at + by] = items[at + by], items[at]
    if "value" in items[at]:
        values = (items[at + by]["value"], items[at]["value"])
        items[at]["value"], items[at + by]["value"] = values
    return changed(data, part, {name: items})


def item_removed(data: Mapping[str, Any], part: Part, name: str, at: int) -> Block:
    """The instrument without the item at this place, counted from zero."""
    items = _items(data, part, name)
    return changed(data, part, {name: [one for n, one in enumerate(items) if n != at]})


def blank(title: Mapping[str, str], purpose: Mapping[str, str], key: str) -> Block:
    """A new instrument with one step, one section, one scale and one question to begin from."""
    made: Block = {
        "format": FORMAT,
        "key": key,
        "version": "1",
        "title": dict(title),
        "purpose": dict(purpose),
        "scales": {"eens": deepcopy(AGREE)},
        "steps": [],
    }
    made, step = with_step(made)
    section = read(made, step)["sections"][0]["code"]
    made["steps"][0]["title"] = {"nl": "Stap 1", "en": "Step 1"}
    made["steps"][0]["sections"][0]["title"] = {"nl": "Deel 1", "en": "Part 1"}
    return with_question(made, section, "scale")[0]


def own_key(base: str, taken: Collection[str]) -> str:
    """A key of the municipality's own for something called `base`, which nobody has yet.

    Policy: keys of shipped instruments never begin with `eigen-`, so the two cannot meet.
    """
    plain = re.sub(r"[^a-z0-9]", "-", base.lower().removeprefix(OWN))
    words = "-".join(word for word in plain.split("-") if word) or "instrument"
    stem = (OWN + words)[: LONGEST_KEY - 4].rstrip("-")
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def questions(data: Mapping[str, Any]) -> Iterator[Block]:
    """Every question, in order."""
    for _, found in _lists(data, PartKind.QUESTION):
        yield from found


def codes(data: Mapping[str, Any]) -> Iterator[str]:
    """Every code in the steps: of steps, sections, questions and their items."""
    for step in data["steps"]:
        yield step["code"]
        for section in step["sections"]:
            yield section["code"]
            for question in section["questions"]:
                yield question["code"]
                for name in _ITEMS & question.keys():
                    yield from (item["code"] for item in question[name] if "code" in item)


def _items(data: Mapping[str, Any], part: Part, name: str) -> list[Block]:
    found = read(data, part).get(name)
    if not isinstance(found, list) or name not in _ITEMS:
        raise _gone()
    return found


def _held(data: Mapping[str, Any], part: Part) -> Held:
    for parent, found in _lists(data, part.kind):
        for at, block in enumerate(found):
            code = str(at + 1) if part.kind is PartKind.LINK else block["code"]
            if code == part.code:
                return Held(block, found, at, parent)
    raise _gone()


def _lists(data: Mapping[str, Any], kind: PartKind) -> Iterator[tuple[Part, list[Block]]]:
    """Every list that holds parts of this kind, in order, with its holder."""
    if kind in {PartKind.OUTPUT, PartKind.LINK}:
        yield WHOLE, data.get(f"{kind.value}s", [])
        return
    if kind is PartKind.STEP:
        yield WHOLE, data["steps"]
        return
    for step in data["steps"]:
        if kind is PartKind.SECTION:
            yield Part(PartKind.STEP, step["code"]), step["sections"]
            continue
        for section in step["sections"]:
            yield Part(PartKind.SECTION, section["code"]), section["questions"]


def _gone() -> Refused:
    return Refused(
        "Dit onderdeel is er niet meer. Ga terug naar het overzicht van het concept.", code="part"
    )


def _some_scale(data: Block) -> str:
    """The scale most questions have; a new one when there is none."""
    used = [found["scale"] for found in questions(data) if found["kind"] == "scale"]
    if used:
        return str(max(used, key=used.count))
    scales: Block = data.setdefault("scales", {})
    if not scales:
        scales["eens"] = deepcopy(AGREE)
    return str(next(iter(scales)))
