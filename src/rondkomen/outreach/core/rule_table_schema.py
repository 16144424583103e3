"""The JSON Schema of a rule table, made from the same shapes that `rule_table.check` uses."""

from collections.abc import Mapping
from typing import Any

from rondkomen.outreach.core.rule_table import (
    BAND_SHAPES,
    CONDITION_SHAPES,
    RULE_SHAPES,
    TABLE_SHAPES,
    TERM_SHAPES,
    Shape,
)


def json_schema() -> dict[str, Any]:
    """The schema, for editors and other programs; `check` also looks across fields.

    Policy: the shapes in `rule_table`.
    """
    table = _block(TABLE_SHAPES, ("format", "name", "version", "explanation", "rules", "age_bands"))
    rule = _block(RULE_SHAPES, ("id", "when", "points", "reason"))
    rule["properties"]["when"] = {**_block(CONDITION_SHAPES, ()), "minProperties": 1}
    rule["properties"]["points"] = {**RULE_SHAPES["points"].schema, "not": {"const": 0}}
    table["properties"]["rules"] = {
        "type": "array",
        "minItems": 1,
        "maxItems": 200,
        "items": rule,
    }
    table["properties"]["age_bands"] = {
        "type": "array",
        "items": _block(BAND_SHAPES, tuple(BAND_SHAPES)),
    }
    table["properties"]["terms"] = _block(TERM_SHAPES, ())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Regeltabel voor de volgorde van zaken",
        **table,
    }


def _block(shapes: Mapping[str, Shape], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: dict(shape.schema) for key, shape in shapes.items()},
        "required": list(required),
        "additionalProperties": False,
    }
