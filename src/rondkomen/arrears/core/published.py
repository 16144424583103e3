"""The intake format as others read it: a JSON Schema and a table for the documentation."""

from typing import Any

from rondkomen.arrears.core.fields import (
    FIELDS,
    FORMAT_VERSION,
    INSTEAD_OF,
    PUBLISHED_WORDS,
    Field,
    FieldKind,
    Need,
)
from rondkomen.arrears.core.limits import MOST_TERMS

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_AMOUNT = r"^-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]{1,2})?$|^-?[0-9]+(,[0-9]{1,2})?$"

_SHAPES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.DATE: {"type": "string", "format": "date", "pattern": _DATE},
    FieldKind.AMOUNT: {
        "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": _AMOUNT}]
    },
    FieldKind.INTEGER: {"type": ["integer", "string"], "pattern": "^[0-9]+$"},
    FieldKind.BOOLEAN: {"anyOf": [{"type": "boolean"}, {"enum": ["ja", "nee"]}]},
    FieldKind.POSTCODE: {"type": "string", "pattern": "^[1-9][0-9]{3} ?[A-Za-z]{2}$"},
    FieldKind.HOUSE_NUMBER: {"type": ["integer", "string"], "pattern": "^[0-9]{1,5}([^0-9].*)?$"},
    FieldKind.PHONE: {"type": "string"},
    FieldKind.EMAIL: {"type": "string", "format": "email"},
    FieldKind.BSN: {"type": "string", "pattern": "^[0-9]{9}$"},
    FieldKind.KVK: {"type": "string", "pattern": "^[0-9]{8}$"},
}

_NEED_WORDS = {
    Need.REQUIRED: "ja",
    Need.ATTESTED: "ja, of in de overeenkomst",
    Need.OPTIONAL: "nee",
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one row, as JSON Lines delivers it."""
    required = [
        field.column
        for field in FIELDS
        if field.need is Need.REQUIRED and field.name not in INSTEAD_OF
    ]
    either = [
        {"anyOf": [{"required": [_column(name)]}, {"required": [_column(other)]}]}
        for name, other in INSTEAD_OF.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Rondkomen innameformaat {FORMAT_VERSION}: één rij",
        "description": "Een betalingsachterstand die een signaalpartner aan een gemeente meldt.",
        "type": "object",
        "properties": {field.column: _property(field) for field in FIELDS},
        "required": required,
        "allOf": either,
        "additionalProperties": True,
    }


def _column(name: str) -> str:
    return next(field.column for field in FIELDS if field.name == name)


def _property(field: Field) -> dict[str, Any]:
    shape = dict(_SHAPES.get(field.kind, {"type": ["string", "integer"]}))
    if field.kind is FieldKind.TEXT:
        shape["maxLength"] = field.max_length
    elif field.kind in PUBLISHED_WORDS and field.kind is not FieldKind.BOOLEAN:
        shape = {"enum": list(PUBLISHED_WORDS[field.kind])}
    elif field.name == "arrears_terms":
        shape |= {"minimum": 1, "maximum": MOST_TERMS}
    return {**shape, "description": field.description, "examples": [field.example]}


def field_table() -> str:
    """Return the fields as a table in Markdown, for the documentation."""
    lines = ["| Kolom | Verplicht | Wat | Voorbeeld |", "|---|---|---|---|"]
    for field in FIELDS:
        words = PUBLISHED_WORDS.get(field.kind)
        choices = f" Kies uit: {', '.join(words)}." if words and len(words) > 2 else ""
        need = _NEED_WORDS[field.need]
        if field.name in INSTEAD_OF:
            need = f"ja, of `{_column(INSTEAD_OF[field.name])}`"
        lines.append(
            f"| `{field.column}` | {need} | {field.description}{choices} | {field.example} |"
        )
    return "\n".join(lines)
