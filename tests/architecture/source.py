"""The files of the project as the checks see them, and the faults they find in them."""

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "rondkomen"
_CODE_FOLDERS = ("src", "tests", "scripts", "bench")
_NOT_OURS = {"migrations", "static", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Code:
    """One Python file: its place in the project and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def is_test(self) -> bool:
        return Path(self.path).name.startswith(("test_", "conftest"))


@dataclass(frozen=True)
class Fault:
    """A place that breaks a rule; ``check`` and ``where`` are what an exception refers to."""

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.check}]"


Check = Callable[[Code], Iterable[Fault]]


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@lru_cache(maxsize=1)
def all_code() -> tuple[Code, ...]:
    """Every Python file that people wrote."""
    files = (file for folder in _CODE_FOLDERS for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(
        Code(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for file in [*files, *sorted(ROOT.glob("*.py"))]
        if not _NOT_OURS & set(file.parts)
    )


def faults_of(check: Check, codes: Iterable[Code]) -> list[Fault]:
    """The faults a check finds that no exception allows."""
    allowed = {(entry["check"], entry["where"]) for entry in exceptions()}
    found = (fault for code in codes for fault in check(code))
    return [fault for fault in found if (fault.check, fault.where) not in allowed]


@lru_cache(maxsize=1)
def exceptions() -> list[dict[str, str]]:
    """What is allowed to break a rule, with its reason."""
    text = (Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text).get("exception", [])


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Each function and method with its qualified name, those inside functions included."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "")]
    while waiting:
        parent, prefix = waiting.pop(0)
        for child in ast.iter_child_nodes(parent):
            inside = prefix
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{prefix}{child.name}", child
                inside = f"{prefix}{child.name}.<locals>."
            elif isinstance(child, ast.ClassDef):
                inside = f"{prefix}{child.name}."
            waiting.append((child, inside))
