"""Words, names and addresses that have no place in the project."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.source import Code, Fault

# Written so that this file does not hold the words themselves.
_PATTERNS = {
    "left-open": re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X|HAC[K])\b"),
    "registry": re.compile(
        r"(?:pypi|pythonhosted|npmjs|yarnpkg|unpkg|jsdelivr|cdnjs|crates)\.(?:org|com|net|io)"
        r"|--(?:extra-)?index-url|\"resolved\": \"http"
    ),
    "machine-path": re.compile(r"(?<![\w.:/}$])/(?:work|root|home|tmp|Users)/\w"),
    "skipped-check": re.compile(
        r"pytest\.mark\.(?:skip|xfail)|pytest\.(?:skip|xfail|importorskip)\(|unittest\.skip"
    ),
}
_SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<behind>.*)")
_RULE_AND_REASON = re.compile(
    r"(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[a-z, -]+\])\s+(?:[#-]\s*)?\w.*"
)
_VAGUE_MODULES = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "tools"}
_VAGUE_CLASS = re.compile(r"(?:Service|Manager|Helper|Util|Utils|Handler|Processor)$")


def in_text(path: str, text: str) -> Iterator[Fault]:
    """Open ends, package registries, places on one machine, and checks that are left out."""
    for number, line in enumerate(text.splitlines(), start=1):
        for check, pattern in _PATTERNS.items():
            if found := pattern.search(line):
                yield Fault(check, f"{path}:{number}", f"holds {found[0]!r}")


def silenced_without_reason(code: Code) -> Iterator[Fault]:
    """Silenced checks that name no rule or no reason behind it."""
    for number, line in enumerate(code.text.splitlines(), start=1):
        found = _SILENCED.search(line)
        if found and not _RULE_AND_REASON.fullmatch(found["behind"]):
            yield Fault("silenced", f"{code.path}:{number}", "name the rule and the reason")


def vague_names(code: Code) -> Iterator[Fault]:
    """Modules and classes whose name does not say what they do."""
    path = PurePosixPath(code.path)
    if _VAGUE_MODULES & {path.stem, *path.parts[:-1]}:
        yield Fault("module-name", code.path, "name a module for what it handles")
    for node in ast.walk(code.tree):
        if isinstance(node, ast.ClassDef) and _VAGUE_CLASS.search(node.name):
            extends = [ast.unparse(base) for base in node.bases]
            if not any(_VAGUE_CLASS.search(base.split("[")[0]) for base in extends):
                yield Fault("class-name", f"{code.path}::{node.name}", "name what it is")
