"""The official schema as a check on documents from elsewhere, with each fault as a Dutch sentence.

A page holds tens of thousands of signals that differ in values the schema does not look at.
Validating each costs half a minute, so a signal or case is reduced to its shape (see `_shape`)
and each shape is validated once. A test holds this against validating everything.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from rfc3339_validator import validate_rfc3339

from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_findings import Finding

_CHECKED_ITEMS = ("vroegsignalen", "vroegsignaalzaken")
_BSN_LENGTH = 9
_WORDS = (
    words.PARTNER_TYPES
    | words.SIGNAL_STATUSES
    | words.RESULTS
    | words.CONTACT_KINDS
    | words.PARTS_OF_DAY
    | words.GENDERS
)
# The formats the schema names. With its own extra, jsonschema loads grammars of web addresses as
# well, which took each start of the product a second.
FORMATS = FormatChecker(formats=("date", "email"))
_TYPES = {
    "array": "een lijst",
    "boolean": "true of false, zonder aanhalingstekens",
    "integer": "een geheel getal, zonder aanhalingstekens",
    "object": "een object",
    "string": "een tekst",
}
_CLIENT = (
    "Een cliënt heeft óf alleen een burgerservicenummer van 9 tekens, óf postcode en huisnummer "
    "zonder burgerservicenummer."
)


@FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or validate_rfc3339(value.upper())


@FORMATS.checks("time")
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or _is_moment(f"1970-01-01T{value}")


@cache
def schema() -> dict[str, Any]:
    """The schema of DDAS early detection 1.2, as shipped in `content/`."""
    place = files("rondkomen.exchange") / "content" / "ddas" / "vs" / "v1.2.schema.json"
    loaded: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return loaded


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FORMATS)


@cache
def _item_validator(kind: str) -> Draft202012Validator:
    delivery = schema()["properties"]["leveringen"]["items"]
    rules = {**delivery["properties"][kind]["items"], "$defs": schema()["$defs"]}
    return Draft202012Validator(rules, format_checker=FORMATS)


def schema_findings(document: object) -> Iterator[Finding]:
    """Everything in this document that breaks the schema."""
    outside = _without_items(document)
    for fault in _validator().iter_errors(outside):
        yield from _explained(fault, fault.json_path)
    for path, kind, items in _item_lists(document):
        valid_shapes: set[object] = set()
        validator = _item_validator(kind)
        for place, item in enumerate(items):
            shape = _shape(item)
            if shape in valid_shapes:
                continue
            faults = list(validator.iter_errors(item))
            if not faults:
                valid_shapes.add(shape)
            for fault in faults:
                yield from _explained(fault, f"{path}[{place}]{fault.json_path[1:]}")


def _item_lists(document: object) -> Iterator[tuple[str, str, list[Any]]]:
    """The lists of signals and of cases, each with its path."""
    deliveries = document.get("leveringen") if isinstance(document, dict) else None
    for number, delivery in enumerate(deliveries if isinstance(deliveries, list) else []):
        for kind in _CHECKED_ITEMS:
            items = delivery.get(kind) if isinstance(delivery, dict) else None
            if isinstance(items, list):
                yield f"$.leveringen[{number}].{kind}", kind, items


def _without_items(document: object) -> object:
    """The document with its lists of signals and cases emptied, unless that makes two deliveries equal."""
    deliveries = document.get("leveringen") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(deliveries, list):
        return document
    emptied = [_emptied(delivery) for delivery in deliveries]
    kept = [
        delivery if emptied.count(bare) > 1 else bare
        for delivery, bare in zip(deliveries, emptied, strict=True)
    ]
    return {**document, "leveringen": kept}


def _emptied(delivery: object) -> object:
    if not isinstance(delivery, dict):
        return delivery
    return {
        key: [] if key in _CHECKED_ITEMS and isinstance(value, list) else value
        for key, value in delivery.items()
    }


def _shape(value: object) -> object:
    """What the schema can see of a value: two values with one shape pass or fail alike.

    Of a text that is its place in a code list, its being a date, and its length being nine; of a
    list the shapes in it and whether an item comes back; of a number its type.
    """
    if isinstance(value, str):
        if value in _WORDS:
            return value
        return (len(value) == _BSN_LENGTH, FORMATS.conforms(value, "date"))
    if isinstance(value, dict):
        return frozenset((key, _shape(inner)) for key, inner in value.items())
    if isinstance(value, list):
        repeats = len({repr(item) for item in value}) < len(value)
        return (frozenset(_shape(item) for item in value), repeats)
    if isinstance(value, float):
        return value.is_integer()  # to the schema 1.0 is an integer
    return type(value)


def _explained(fault: ValidationError, path: str) -> Iterator[Finding]:
    """One finding for each thing this fault says, as a sentence without the value."""
    if fault.validator == "additionalProperties":
        for name in _unknown_names(fault):
            shown = name[:60] if name.isprintable() else ascii(name[:60])
            yield Finding(f"{path}.{shown}", *_about_name(name))
        return
    if fault.validator == "required":
        yield from _missing(fault, path)
        return
    found: Any = fault.instance
    if fault.validator == "oneOf" and not words.FORMER_NAMES.keys().isdisjoint(found):
        return  # the former names are findings of their own; renamed, the client may be right
    yield Finding(path, f"schema-{fault.validator}", _sentence(fault))


def _unknown_names(fault: ValidationError) -> list[str]:
    rules: Any = fault.schema
    found: Any = fault.instance
    return [name for name in found if name not in rules.get("properties", {})]


def _about_name(name: str) -> tuple[str, str]:
    if name in words.FORMER_NAMES:
        return "former-name", (
            f"'{name}' is de naam uit versie 1.0; in versie {words.SCHEMA_VERSION} heet dit "
            f"'{words.FORMER_NAMES[name]}'."
        )
    if name in words.DROPPED_NAMES:
        return "former-name", (
            f"'{name}' is uit versie 1.0 en wordt in versie {words.SCHEMA_VERSION} niet meer "
            "geleverd; laat het weg."
        )
    return "schema-additionalProperties", "Deze naam kent het uitwisselmodel niet; laat hem weg."


def _missing(fault: ValidationError, path: str) -> Iterator[Finding]:
    """A finding for the missing name, unless it is there under its former name."""
    formerly = {new: old for old, new in words.FORMER_NAMES.items()}
    present: Any = fault.instance
    # jsonschema raises one fault for each missing name and quotes it in front
    name = fault.message.split("'")[1]
    if formerly.get(name) not in present:
        yield Finding(path, "schema-required", f"'{name}' ontbreekt; het is verplicht.")


def _sentence(fault: ValidationError) -> str:
    rule: Any = fault.validator_value
    if fault.validator == "enum":
        if isinstance(fault.instance, str) and fault.instance in words.FORMER_VALUES:
            return (
                f"Deze waarde is van versie 1.0; nu is het '{words.FORMER_VALUES[fault.instance]}'."
            )
        return f"Deze waarde staat niet in de lijst. Kies uit: {'; '.join(rule)}."
    if fault.validator == "type":
        return f"Hier hoort {_TYPES.get(rule, rule)}."
    if fault.validator == "format":
        return {
            "date": "Schrijf een datum die bestaat als JJJJ-MM-DD.",
            "date-time": "Schrijf datum en tijd als JJJJ-MM-DDTUU:MM:SSZ.",
            "email": "Dit is geen e-mailadres.",
        }.get(rule, f"De waarde heeft niet de vorm {rule}.")
    return {
        "oneOf": _CLIENT,
        "minItems": f"De lijst heeft ten minste {rule} onderdeel nodig.",
        "uniqueItems": "Een onderdeel van deze lijst komt twee keer voor.",
    }.get(str(fault.validator), f"De waarde breekt de regel '{fault.validator}' van het schema.")
