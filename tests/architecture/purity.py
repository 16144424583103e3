"""Kernel and rules import nothing but Python itself and the project."""

import ast
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.source import Code, Fault


def foreign_imports(code: Code) -> Iterator[Fault]:
    """Imports in kernel and core that need something installed."""
    parts = PurePosixPath(code.path).parts
    if "tests" in parts or not ({"kernel", "core"} & {*parts, PurePosixPath(code.path).stem}):
        return
    for node in ast.walk(code.tree):
        for name in _imported(node):
            top = name.split(".")[0]
            if top != "rondkomen" and top not in sys.stdlib_module_names:
                yield Fault("pure", f"{code.path}:{node.lineno}", f"imports {top}")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
