"""Regular expressions over text from outside take no more time than the text is long.

Two shapes make a search quadratic or worse: unbounded repeats beside each other that can take the
same signs, or one inside another; and an unbounded repeat in front of something it may not find, which
is tried again from every place.
"""

import ast
import string
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # the parser's own names
from re import _parser  # type: ignore[attr-defined]  # Python's own reading of a pattern
from typing import Any

from tests.architecture.source import Code

_SAMPLE = frozenset(string.printable + "éàß€’–\u00a0")
_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdigit,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    sre.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdigit(),
    sre.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    sre.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}
_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}
_NO_WIDTH = {sre.AT, sre.ASSERT, sre.ASSERT_NOT}


def written(code: Code) -> Iterator[tuple[int, str]]:
    """The patterns that stand in the file as plain text, with their line."""
    for node in ast.walk(code.tree):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")):
            continue
        if node.args and isinstance(node.args[0], ast.Constant):
            pattern = node.args[0].value
            text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
            if isinstance(text, str):
                yield node.lineno, text


def slow(pattern: str) -> str:
    """Why this pattern can be slow, or nothing."""
    parsed = list(_parser.parse(pattern))
    needed = [node for node in parsed[1:] if not _may_be_empty(node)]
    if needed and _is_unbounded(parsed[0]):
        return "an unbounded repeat in front is tried from every place"
    return _slow_inside(parsed)


def _slow_inside(nodes: list[Any]) -> str:
    before: frozenset[str] = frozenset()  # what an unbounded repeat just before could take too
    for node in _flat(nodes):
        inner = next((why for body in _bodies(node) if (why := _slow_inside(list(body)))), "")
        if inner:
            return inner
        if _is_unbounded(node):
            taken = _signs(list(node[1][2]))
            if before & taken:
                return "two unbounded repeats can share the same signs"
            if any(_is_unbounded(one) for one in node[1][2]) and len(node[1][2]) == 1:
                return "an unbounded repeat inside another"
            before = before | taken if node[1][0] == 0 else taken
        elif node[0] not in _NO_WIDTH and not _may_be_empty(node):
            before = frozenset()
    return ""


def _flat(nodes: list[Any]) -> Iterator[Any]:
    """The nodes with what stands between brackets in its place."""
    for node in nodes:
        if node[0] is sre.SUBPATTERN:
            yield from _flat(list(node[1][-1]))
        else:
            yield node


def _is_unbounded(node: Any) -> bool:
    return node[0] in _REPEATS and node[1][1] == sre.MAXREPEAT


def _may_be_empty(node: Any) -> bool:
    if node[0] in _REPEATS:
        return bool(node[1][0] == 0)
    if node[0] is sre.SUBPATTERN:
        return all(one[0] in _NO_WIDTH or _may_be_empty(one) for one in node[1][-1])
    return False


def _bodies(node: Any) -> list[Any]:
    if node[0] in _REPEATS:
        return [node[1][2]]
    return list(node[1][1]) if node[0] is sre.BRANCH else []


def _signs(nodes: list[Any]) -> frozenset[str]:
    """The signs a repeat of one sign can take; of a longer body nothing is said."""
    if len(nodes) != 1:
        return frozenset()
    kind, value = nodes[0]
    if kind is sre.LITERAL:
        return frozenset(chr(value))
    if kind is sre.NOT_LITERAL:
        return _SAMPLE - {chr(value)}
    if kind is sre.ANY:
        return _SAMPLE - {"\n"}
    return _in(value) if kind is sre.IN else frozenset()


def _in(parts: list[Any]) -> frozenset[str]:
    found: set[str] = set()
    for kind, value in parts:
        if kind is sre.LITERAL:
            found.add(chr(value))
        elif kind is sre.RANGE:
            found |= {sign for sign in _SAMPLE if value[0] <= ord(sign) <= value[1]}
        elif kind is sre.CATEGORY:
            found |= {sign for sign in _SAMPLE if _CATEGORIES[value](sign)}
    negated = bool(parts) and parts[0][0] is sre.NEGATE
    return _SAMPLE - found if negated else frozenset(found)
