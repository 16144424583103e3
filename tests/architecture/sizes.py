"""How big things may be. Complexity and arguments are also watched by ruff (C901, PLR0913)."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Code, Fault, functions

LONGEST_FUNCTION = 40
LONGEST_TEST = 30
LONGEST_FILE = 400
MOST_POSITIONAL = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_big(code: Code) -> Iterator[Fault]:
    """Files, functions and argument lists over their limit."""
    lines = len(code.text.splitlines())
    if lines > LONGEST_FILE:
        yield Fault("file-length", code.path, f"{lines} lines, at most {LONGEST_FILE}")
    for name, function in functions(code.tree):
        where = f"{code.path}::{name}"
        is_test = code.is_test and function.name.startswith("test_")
        limit = LONGEST_TEST if is_test else LONGEST_FUNCTION
        length = length_of(function)
        if length > limit:
            yield Fault("function-length", where, f"{length} lines, at most {limit}")
        arguments = positional(function)
        if arguments > MOST_POSITIONAL and not is_test:
            yield Fault("arguments", where, f"{arguments} positional, at most {MOST_POSITIONAL}")


def length_of(function: Function) -> int:
    """The lines from ``def`` to the last one, without the docstring."""
    return (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)


def positional(function: Function) -> int:
    """The arguments that may be given by position, without ``self`` or ``cls``."""
    given = [*function.args.posonlyargs, *function.args.args]
    return len(given) - (bool(given) and given[0].arg in ("self", "cls"))


def _docstring_lines(function: Function) -> int:
    if ast.get_docstring(function) is None:
        return 0
    first = function.body[0]
    return (first.end_lineno or 0) - first.lineno + 1
