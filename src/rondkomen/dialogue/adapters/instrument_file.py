"""An instrument file: checked against its schema and across its fields, then read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from rondkomen.dialogue.core.instrument import checks, reading
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.instrument.faults import Fault
from rondkomen.dialogue.core.instrument.schema import (
    NOT_BLANK,
    QUESTION_KINDS,
    json_schema,
    question_schema,
)
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused

_TYPES = {
    "array": "een lijst",
    "boolean": "true of false",
    "integer": "een geheel getal",
    "number": "een getal",
    "object": "een blok met velden",
    "string": "tekst",
}
_SENTENCES = {
    "type": "Hier hoort {rule}.",
    "enum": "Deze waarde bestaat niet. Kies uit: {rule}.",
    "const": "Hier hoort precies {rule}.",
    "minItems": "Deze lijst is te kort; het minste is {rule}.",
    "maxItems": "Deze lijst is te lang; het meeste is {rule}. Splits het instrument.",
    "minimum": "Deze waarde is te klein; het minste is {rule}.",
    "maximum": "Deze waarde is te groot; het meeste is {rule}.",
    "maxLength": "Deze tekst is te lang; er passen {rule} tekens.",
    "minLength": "Deze tekst is leeg. Vul hem in.",
    "uniqueItems": "Een onderdeel van deze lijst staat er twee keer.",
    "oneOf": (
        "Deze voorwaarde is niet te lezen. Schrijf answer met has, met at_least of at_most, met "
        "unknown of met given; of all, any of not."
    ),
}


def read(source: Path | str) -> Instrument:
    """The instrument in this file or text.

    Raises: Refused with the first fault, or when it is no readable YAML.
    """
    data = yaml.load(source)
    found = check(data)
    if found:
        more = f" In totaal zijn er {len(found)} fouten." if len(found) > 1 else ""
        raise Refused(found[0].sentence + more, code="instrument", where=found[0].where)
    return reading.instrument(data)


def check(data: Any) -> tuple[Fault, ...]:
    """Every fault in an instrument given as plain values, in reading order.

    Faults across fields are looked for once every field by itself is right.
    """
    found = tuple(_structure_faults(data))
    return found or checks.faults(reading.instrument(data))


def _structure_faults(data: Any) -> Iterator[Fault]:
    for fault in _sorted(_outline().iter_errors(data)):
        yield from _explained(fault, "")
    for where, question in _questions(data):
        kind = question.get("kind")
        if kind not in QUESTION_KINDS:
            known = ", ".join(QUESTION_KINDS)
            yield Fault(f"{where}.kind", f"Deze soort vraag bestaat niet. Kies uit: {known}.")
            continue
        for fault in _sorted(_question(kind).iter_errors(question)):
            yield from _explained(fault, where)


@cache
def _outline() -> Draft202012Validator:
    """The schema with questions left open: those are checked by their own kind, for a clear fault."""
    schema = json_schema()
    schema["$defs"] = {**schema["$defs"], "question": {"type": "object"}}
    return Draft202012Validator(schema)


@cache
def _question(kind: str) -> Draft202012Validator:
    return Draft202012Validator({**question_schema(kind), "$defs": json_schema()["$defs"]})


def _sorted(found: Iterator[ValidationError]) -> list[ValidationError]:
    return sorted(
        found,
        key=lambda fault: [
            f"{part:06}" if isinstance(part, int) else part for part in fault.absolute_path
        ],
    )


def _questions(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for a, step in _blocks(data, "steps"):
        for b, section in _blocks(step, "sections"):
            for c, question in _blocks(section, "questions"):
                yield f"steps[{a}].sections[{b}].questions[{c}]", question


def _blocks(holder: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    items = holder.get(key) if isinstance(holder, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            yield number, item


def _explained(fault: ValidationError, before: str) -> Iterator[Fault]:
    where = _place(before, fault)
    found: Any = fault.instance
    rule: Any = fault.validator_value
    if fault.validator == "required":
        # jsonschema raises one fault for each missing name
        missing = next(name for name in rule if f"'{name}'" in fault.message)
        yield Fault(f"{where}.{missing}".lstrip("."), "Dit veld ontbreekt. Vul het in.")
    elif fault.validator == "additionalProperties":
        known = (fault.schema if isinstance(fault.schema, dict) else {}).get("properties", {})
        for name in found:
            if name not in known:
                sentence = f"Dit veld bestaat hier niet. Bekend zijn: {', '.join(sorted(known))}."
                yield Fault(f"{where}.{name}".lstrip("."), sentence)
    else:
        yield Fault(where or "bestand", _sentence(fault.validator, rule))


def _sentence(validator: Any, rule: Any) -> str:
    if validator == "pattern":
        return (
            "Deze tekst is leeg. Vul hem in."
            if rule == NOT_BLANK
            else "Een code bestaat uit letters, cijfers, punten en streepjes, zonder spaties."
        )
    shown = ", ".join(map(str, rule)) if validator == "enum" else _TYPES.get(str(rule), rule)
    return _SENTENCES.get(validator, "Deze waarde past niet: {rule}.").format(rule=shown)


def _place(before: str, fault: ValidationError) -> str:
    """The path in the file, counted from one as people do."""
    place = before
    for part in fault.absolute_path:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return place.lstrip(".")
