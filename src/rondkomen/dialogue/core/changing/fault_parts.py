"""From the place of a fault in a file to the part, and the field of it, in which to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rondkomen.dialogue.core.changing.editing import WHOLE, Part, PartKind
from rondkomen.dialogue.core.instrument.faults import Fault

_NUMBERED = re.compile(r"(steps|sections|questions|outputs|links)\[([0-9]{1,6})\]\.?")
_ITEM = re.compile(r"([a-z_]{1,20})\[([0-9]{1,6})\]")
_KINDS = {"steps": PartKind.STEP, "sections": PartKind.SECTION, "questions": PartKind.QUESTION}
CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault at its part. `field` is the name a form gives the field, such as `options-0-text_nl`."""

    part: Part
    field: str
    sentence: str


def placed(data: Mapping[str, Any], fault: Fault) -> PlacedFault:
    """The fault with the part it is in.

    Policy: a fault is shown with its place, and whoever sees it can go there.
    """
    part, rest = _part(data, fault.where)
    return PlacedFault(part, _field(rest), fault.sentence)


def _part(data: Mapping[str, Any], where: str) -> tuple[Part, str]:
    if where.startswith("scales."):
        for code in data.get("scales", {}):
            if f"{where}.".startswith(f"scales.{code}."):
                return Part(PartKind.SCALE, code), where.removeprefix(f"scales.{code}").lstrip(".")
    part, holder, rest = WHOLE, data, where
    while found := _NUMBERED.match(rest):
        name, number = found[1], int(found[2])
        items = holder.get(name, [])
        if number > len(items):
            break
        holder, rest = items[number - 1], rest[found.end() :]
        if name == "links":
            return Part(PartKind.LINK, found[2]), rest
        part = Part(_KINDS.get(name, PartKind.OUTPUT), holder["code"])
    return part, rest


def _field(rest: str) -> str:
    if rest.startswith(("show_when", "when")):
        return CONDITION
    plain = _ITEM.sub(lambda found: f"{found[1]}-{int(found[2]) - 1}", rest)
    return re.sub(r"\.(nl|en)$", r"_\1", plain).replace(".", "-")
