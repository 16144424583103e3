"""The JSON Schema of an instrument file: what each field looks like. What holds across fields is in `checks`."""

from __future__ import annotations

from typing import Any

from rondkomen.dialogue.core.instrument.definition import CellKind, OutputKind

FORMAT = "rondkomen/instrument/1"
MOST_QUESTIONS = 500
NOT_BLANK = r"\S"

_CODE = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"}
_KEY = {"type": "string", "pattern": r"^[a-z][a-z0-9-]{1,59}$"}
_CODES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _CODE}
_YES_NO = {"type": "boolean"}
_WHOLE = {"type": "integer", "minimum": 1, "maximum": 500}
_TEXT = {"$ref": "#/$defs/text"}
_CONDITION = {"$ref": "#/$defs/condition"}


def _block(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], *, least: int = 1, most: int = 200) -> dict[str, Any]:
    return {"type": "array", "minItems": least, "maxItems": most, "items": items}


_AREA = _block({"code": _CODE, "text": _TEXT}, {"hint": _TEXT})
_LINE = _block({"code": _CODE, "text": _TEXT}, {"hint": _TEXT, "show_when": _CONDITION})
_FILLED = _block({"question": _CODE, "column": _CODE})
_WRITTEN = _block(
    {"code": _CODE, "text": _TEXT},
    {"hint": _TEXT, "show_when": _CONDITION, "filled_from": _FILLED},
)
_OPTION = _block(
    {"code": _CODE, "text": _TEXT},
    {"exclusive": _YES_NO, "namely": _YES_NO, "rung": _WHOLE, "hint": _TEXT},
)
_POINT = _block({"value": {"type": "integer", "minimum": 0, "maximum": 100}, "text": _TEXT})
_COLUMN = _block(
    {"code": _CODE, "text": _TEXT},
    {
        "kind": {"enum": [kind.value for kind in CellKind]},
        "options": _list(_OPTION),
        "scale": _CODE,
        "marks": _list(_POINT, least=2),
        "hint": _TEXT,
    },
)
_HAVING = _block({"column": _CODE, "options": _CODES})
_OUTPUT = _block(
    {"code": _CODE, "kind": {"enum": [kind.value for kind in OutputKind]}, "text": _TEXT},
    {
        "when": _CONDITION,
        "questions": _CODES,
        "columns": _CODES,
        "split_by": _CODE,
        "at_least": {"type": "number", "minimum": 0},
    },
)
_LINK = _block({"to": _KEY, "text": _TEXT}, {"place": _CODE, "when": _CONDITION})

QUESTION_KINDS: dict[str, dict[str, Any]] = {
    "scale": _block({"scale": _CODE}),
    "single": _block({"options": _list(_OPTION, least=2)}),
    "multi": _block({"options": _list(_OPTION)}, {"at_most": _WHOLE}),
    "number": _block({}, {"least": {"type": "number"}, "most": {"type": "number"}, "unit": _TEXT}),
    "date": _block({}),
    "text": _block({}, {"lines": _WHOLE, "longest": {"type": "integer", "minimum": 1, "maximum": 5000}}),
    "matrix_check": _block({"rows": _list(_LINE), "columns": _list(_LINE)}, {"one_per_row": _YES_NO}),
    "matrix_text": _block({"rows": _list(_LINE), "columns": _list(_WRITTEN)}),
    "table": _block({"columns": _list(_COLUMN)}, {"most_rows": _WHOLE, "rows_from": _CODE, "rows_having": _HAVING}),
    "spectrum": _block({"marks": _list(_POINT, least=2)}),
    "ranking": _block({"options": _list(_OPTION, least=2)}, {"at_most": _WHOLE}),
    "canvas": _block({"areas": _list(_AREA)}, {"most_cards": _WHOLE}),
}  # fmt: skip

_EVERY_QUESTION: dict[str, Any] = {
    "code": _CODE,
    "text": _TEXT,
    "hint": _TEXT,
    "required": _YES_NO,
    "show_when": _CONDITION,
    "comment": _TEXT,
}


def _conditions() -> dict[str, Any]:
    about = {"answer": _CODE}
    number = {"type": "number"}
    several = _list(_CONDITION)
    return {
        "type": "object",
        "oneOf": [
            _block({**about, "has": _CODES}),
            {**_block(about, {"at_least": number, "at_most": number}), "minProperties": 2},
            _block({**about, "unknown": {"const": True}}),
            _block({**about, "given": {"const": True}}),
            _block({"all": several}),
            _block({"any": several}),
            _block({"not": _CONDITION}),
        ],
    }


def question_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of question, without the definitions it refers to.

    Policy: the format of instrument files, version 1.
    """
    detail = QUESTION_KINDS[kind]
    return {
        "type": "object",
        "properties": {**_EVERY_QUESTION, "kind": {"const": kind}, **detail["properties"]},
        "required": ["code", "kind", "text", *detail["required"]],
        "additionalProperties": False,
    }


def json_schema() -> dict[str, Any]:
    """The schema of a whole instrument file, for editors and other programs.

    Policy: the format of instrument files, version 1.
    """
    section = _block(
        {"code": _CODE, "title": _TEXT, "questions": _list({"$ref": "#/$defs/question"})},
        {"hint": _TEXT},
    )
    step = _block(
        {"code": _CODE, "title": _TEXT, "sections": _list(section)},
        {"hint": _TEXT, "revisits": _CODE},
    )
    scale = _block(
        {"points": _list(_POINT, least=2, most=11)}, {"unknown": _TEXT, "not_applicable": _TEXT}
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Instrument",
        **_block(
            {
                "format": {"const": FORMAT},
                "key": _KEY,
                "version": {"type": "string", "minLength": 1, "maxLength": 20},
                "title": _TEXT,
                "purpose": _TEXT,
                "steps": _list(step, most=20),
            },
            {
                "filled_by": _TEXT,
                "source": {"type": "string", "maxLength": 500},
                "scales": {"type": "object", "propertyNames": _CODE, "additionalProperties": scale},
                "outputs": _list(_OUTPUT),
                "links": _list(_LINK),
            },
        ),
        "$defs": {
            "text": _block({"nl": _words(), "en": _words()}),
            "condition": _conditions(),
            "question": {"oneOf": [question_schema(kind) for kind in QUESTION_KINDS]},
        },
    }


def _words() -> dict[str, Any]:
    return {"type": "string", "pattern": NOT_BLANK, "maxLength": 1000}
