"""Where a docstring is owed, and where it must name the law or the policy it carries out."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.source import Code, Fault, functions

_GROUND = re.compile(r"^\s*(?:Law|Policy): *\S", re.MULTILINE)
_TELLING_PARTS = {"core", "queries", "services", "kernel", "files"}


def missing(code: Code) -> Iterator[Fault]:
    """Public functions of core, queries, services, kernel and files without a docstring."""
    if not _owes_docstrings(code):
        return
    for name, function in functions(code.tree):
        if _is_public(name) and ast.get_docstring(function) is None:
            yield Fault("docstring", f"{code.path}::{name}", "a public function has a docstring")


def without_ground(code: Code) -> Iterator[Fault]:
    """Rules that do not say by which law or policy they hold."""
    if not _owes_docstrings(code):
        return
    path = PurePosixPath(code.path)
    in_rules = path.name.startswith("rules") or "rules" in path.parts
    for name, function in functions(code.tree):
        is_rule = in_rules or ("core" in path.parts and _returns_explained(function))
        is_top_level = "." not in name
        if (
            is_rule
            and is_top_level
            and _is_public(name)
            and not _GROUND.search(_docstring(function))
        ):
            yield Fault("ground", f"{code.path}::{name}", "a rule names its Law: or its Policy:")


def _owes_docstrings(code: Code) -> bool:
    path = PurePosixPath(code.path)
    if path.parts[0] != "src" or "tests" in path.parts:
        return False
    return bool(_TELLING_PARTS & {*path.parts, path.stem})


def _is_public(name: str) -> bool:
    """Public all the way: no part of the name is private or inside a function."""
    return not any(part.startswith(("_", "<")) for part in name.split("."))


def _docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return ast.get_docstring(function) or ""


def _returns_explained(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return function.returns is not None and "Explained" in ast.unparse(function.returns)
