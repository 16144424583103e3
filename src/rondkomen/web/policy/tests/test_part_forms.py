"""The form of a part: what nobody touched stays as it was, and what is filled in fits the file."""

from functools import cache
from typing import Any

import pytest

from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import WHOLE, Part, PartKind
from rondkomen.files import yaml
from rondkomen.web.policy.dialogue.part_forms import PartForm

FILES = {path.stem: path for path in instrument_files()}


@cache
def data_of(key: str) -> Any:
    return yaml.load(FILES[key])


def parts(data: Any) -> list[Part]:
    """Every part of the instrument."""
    found = [WHOLE]
    for step in data["steps"]:
        found.append(Part(PartKind.STEP, step["code"]))
        found += [Part(PartKind.SECTION, section["code"]) for section in step["sections"]]
    found += [Part(PartKind.QUESTION, one["code"]) for one in editing.questions(data)]
    found += [Part(PartKind.SCALE, code) for code in data.get("scales", {})]
    found += [Part(PartKind.OUTPUT, one["code"]) for one in data.get("outputs", ())]
    return found + [Part(PartKind.LINK, str(n + 1)) for n in range(len(data.get("links", ())))]


def sent(data: Any, part: Part, **changes: Any) -> dict[str, Any]:
    """What the browser would send: the form as it stands, with these fields in another way."""
    form = PartForm(data, part)
    given = {name: field.initial for name, field in form.fields.items()}
    given |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in given.items() if value not in (None, False)}


def changed(data: Any, part: Part, **changes: Any) -> Any:
    form = PartForm(data, part, sent(data, part, **changes))
    assert form.is_valid(), form.errors
    return form.changed(data)


def without_edges(value: Any) -> Any:
    """The same without the white space at the edges of texts, and a list of one condition as that one."""
    if isinstance(value, dict):
        for join in value.keys() & {"all", "any"}:
            if len(value[join]) == 1:
                return without_edges(value[join][0])
        return {key: without_edges(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_edges(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("key", FILES)
def test_a_form_that_changes_nothing_leaves_everything(key: str) -> None:
    data = data_of(key)
    for part in parts(data):
        assert without_edges(changed(data, part)) == without_edges(data), part
