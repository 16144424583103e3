"""The content that ships with the monitor: its definitions, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rondkomen.files import yaml
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.definitions import (
    AcceptedResults,
    Definitions,
    Indicator,
    Only,
    Selection,
    Unit,
    Version,
    Words,
)
from rondkomen.monitoring.core.layout import Key, crossed, family

CONTENT = Path(__file__).parent

Data = Mapping[str, Any]


@cache
def definitions() -> Definitions:
    """The definitions that ship with the product.

    Policy: content/definitions.yaml; each figure there names its source.
    """
    return read_definitions((CONTENT / "definitions.yaml").read_text(encoding="utf-8"))


def read_definitions(text: str) -> Definitions:
    """The definitions written in `text`.

    Raises: Refused when the text is no YAML or lacks a part, naming the part.
    """
    data = yaml.load(text)
    try:
        return _definitions(data)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Refused(
            f"De definities van de monitor kloppen niet bij {fault}. Herstel dat onderdeel.",
            code="broken_content",
        ) from fault


def _definitions(data: Data) -> Definitions:
    dimensions: Data = data["dimensions"]
    return Definitions(
        indicators={
            key: _indicator(key, one, data["wordings"]) for key, one in data["indicators"].items()
        },
        dimension_labels={key: _words(one["label"]) for key, one in dimensions.items()},
        category_labels={
            key: {_code(code): _words(words) for code, words in one["categories"].items()}
            for key, one in dimensions.items()
        },
        table_titles={key: _words(words) for key, words in data["tables"].items()},
        accepted=tuple(
            AcceptedResults(Month.parse(each["since"]), frozenset(each["results"]))
            for each in data["accepted_results"]
        ),
        only=tuple(_only(each) for each in data["only"]),
    )


def _indicator(key: str, data: Data, wordings: Data) -> Indicator:
    versions = data["versions"]
    if isinstance(versions, str):
        versions = wordings[versions]
    return Indicator(
        key=key,
        label=_words(data["label"]),
        unit=Unit(data["unit"]),
        numerator=_words(data["numerator"]),
        denominator=_words(data["denominator"]),
        source=data["source"],
        versions=tuple(_version(each) for each in versions),
        count=_selection(data.get("count")),
        over=_selection(data.get("over")),
    )


def _version(data: Data) -> Version:
    return Version(_code(data["name"]), Month.parse(data["since"]), _words(data["says"]))


def _selection(data: Data | None) -> Selection | None:
    if data is None:
        return None
    chosen = data.get("where", [{}])
    return Selection(data["of"], tuple(_key(data["of"], where) for where in chosen))


def _key(of: str, where: Data) -> Key:
    order = family(of).dimensions
    return tuple(
        (dimension, _code(where[dimension])) for dimension in sorted(where, key=order.index)
    )


def _only(data: Data) -> Only:
    ((dimension, category),) = data["where"].items()
    ((other, partners),) = data["with"].items()
    pair = next(p for p in crossed(family(data["of"])) if set(p) == {dimension, other})
    return Only(data["of"], pair, dimension, _code(category), frozenset(map(_code, partners)))


def _words(data: Data) -> Words:
    return Words(data["nl"], data["en"])


def _code(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} (schrijf hier een woord)")
    return value
