"""Content files in YAML, read without surprises and refused with the line that is wrong.

Only ``true`` and ``false`` are booleans, only a day written as 2026-01-31 is a date, and a number
that starts with a zero, such as a gemeentecode, stays text: what the author sees is what is read.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rondkomen.kernel.refusal import Refused

_LARGEST = 5_000_000  # bytes; the biggest instrument is a hundredth of it
_DEEPEST = 60

_IN_DUTCH = (  # what the reader says, by its first words that never change
    (
        "did not find expected",
        "er ontbreekt een teken zoals , ] } of -, of een regel springt verkeerd in",
    ),
    ("mapping values are not allowed", "zet tekst met een dubbele punt tussen aanhalingstekens"),
    (
        "found character that cannot start",
        "spring in met spaties, niet met een tab of een ander teken",
    ),
    ("found unexpected end of stream", "een aanhalingsteken wordt niet gesloten"),
    ("could not find expected ':'", "achter een sleutel hoort een dubbele punt"),
    ("could not determine a constructor", "een soortnaam met ! is hier niet toegestaan"),
)
_TAG = "tag:yaml.org,2002:"
_PLAIN_VALUES = (
    (f"{_TAG}null", r"(?:~|null|)$", ["~", "n", ""]),
    (f"{_TAG}bool", r"(?:true|false)$", ["t", "f"]),
    (f"{_TAG}int", r"-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    (f"{_TAG}float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
    (f"{_TAG}timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}$", list("0123456789")),
)


class _ContentLoader(yaml.CSafeLoader):
    """A safe loader with the plain values above and no key given twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault("een sleutel moet een woord zijn", key)
            if key.value in seen:
                raise _fault(f"de sleutel '{key.value}' staat er twee keer", key)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_day(self, node: yaml.ScalarNode) -> date:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            raise _fault("deze dag bestaat niet in de kalender", node) from None


def _fault(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


for _tag, _pattern, _first in _PLAIN_VALUES:
    _ContentLoader.add_implicit_resolver(_tag, re.compile(_pattern), _first)
_ContentLoader.add_constructor(f"{_TAG}timestamp", _ContentLoader.construct_day)


def load(source: Path | str) -> Any:
    """Return what a YAML file, or a YAML text, holds.

    Raises: Refused with file name and line when it cannot be read, is too big or too deep, gives
    a key twice or refers to itself.
    """
    text, name = _read(source)
    try:
        _check_shape(text, name)
        return yaml.load(text, Loader=_ContentLoader)  # noqa: S506  a subclass of the safe loader
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise _refused(
            _in_dutch(str(fault.problem)), name, mark.line + 1 if mark else None
        ) from fault
    except (yaml.YAMLError, ValueError) as fault:
        raise _refused(str(fault), name, None) from fault


def write(data: Any) -> str:
    """Return plain values as YAML text that `load` reads back the same."""
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    return text


def _in_dutch(problem: str) -> str:
    """The sentence of ours, or what the reader says when we have none for it."""
    return next((ours for theirs, ours in _IN_DUTCH if problem.startswith(theirs)), problem)


def _refused(problem: str, name: str, line: int | None) -> Refused:
    return Refused(
        f"Deze YAML is niet te lezen: {problem}. Herstel dit en probeer opnieuw.",
        code="yaml",
        where=f"{name}, regel {line}" if line else name,
    )


def _read(source: Path | str) -> tuple[str, str]:
    if isinstance(source, str):
        content, name = source.encode(), "tekst"
    else:
        name = source.name
        try:
            content = source.read_bytes()
        except OSError as fault:
            raise Refused(
                "Dit bestand is niet te openen. Controleer de naam en de rechten.",
                code="file",
                where=name,
            ) from fault
    if isinstance(source, Path) and not content.strip():
        raise Refused("Dit bestand is leeg.", code="empty", where=name)
    if len(content) > _LARGEST:
        raise Refused(
            f"Dit bestand is groter dan {_LARGEST // 1_000_000} MB. Splits het.",
            code="yaml-size",
            where=name,
        )
    try:
        return content.decode("utf-8-sig"), name
    except UnicodeDecodeError as fault:
        raise Refused(
            "Dit bestand is geen UTF-8. Bewaar het opnieuw als UTF-8.", code="encoding", where=name
        ) from fault


def _check_shape(text: str, name: str) -> None:
    """Refuse references, which can blow up a small file, and nesting no author means."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise _refused("een verwijzing (*) is hier niet toegestaan", name, line)
        if depth > _DEEPEST:
            raise _refused("de inhoud is te diep genest", name, line)
