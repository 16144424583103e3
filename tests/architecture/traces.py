"""Every look at a person reaches the processing log, and every write reaches the journal.

The calls are followed by name within the domain, so the check needs no running product. A name
that two functions of one domain share is followed in both.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from tests.architecture.source import Code, Fault, all_code, functions

_LOOKING = "src/rondkomen/people/queries.py"
_LOGGING = {"log_processing", "log_processing_as_a_whole"}
_RECORDING = {"record", "record_many"} | _LOGGING
_WRITING = {
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "update_or_create",
    "get_or_create", "insert_rows", "insert_instances", "update_rows", "update_instances",
}  # fmt: skip
_BELOW_THE_JOURNAL = {"access", "jobs", "journal"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Calls = dict[str, frozenset[str]]


def unlogged_looks(code: Code) -> Iterator[Fault]:
    """Reads of `people` that ask for no purpose or actor, or leave no line in the processing log."""
    if code.path != _LOOKING:
        return
    calls = _calls([code])
    for function in _public(code.tree):
        where = f"{code.path}::{function.name}"
        if not {"purpose", "actor"} <= _parameters(function):
            yield Fault("look", where, "a look at people asks for a purpose and an actor")
        elif not _reached(function.name, calls) & _LOGGING:
            yield Fault("look", where, "a look at people leaves a line in the processing log")


def untraced_writes(code: Code, others: Iterable[Code] | None = None) -> Iterator[Fault]:
    """Services that write for nobody in particular, or without a trace of it in the journal.

    Where the front of the package names what it offers, what it does not name is a part of that.
    """
    path = PurePosixPath(code.path)
    if path.parts[:2] != ("src", "rondkomen") or "tests" in path.parts:
        return
    if "services" not in {*path.parts, path.stem} or path.parts[2] in _BELOW_THE_JOURNAL:
        return
    domain = "/".join(path.parts[:3])
    family = [one for one in others or all_code() if _is_part(one, domain)]
    calls = _calls(tuple(family))
    offered = _offered(family)
    for function in _public(code.tree):
        reached = _reached(function.name, calls)
        if not reached & _WRITING or (offered and function.name not in offered):
            continue
        where = f"{code.path}::{function.name}"
        if "actor" not in _parameters(function):
            yield Fault("trace", where, "a write knows its actor")
        elif not reached & _RECORDING:
            yield Fault("trace", where, "a write leaves a trace in the journal")


def untold_access(code: Code) -> Iterator[Fault]:
    """Where somebody's access changes without an event.

    `access` stands below the journal and cannot tell by itself, so whoever calls it does.
    """
    path = PurePosixPath(code.path)
    outside = path.parts[:2] == ("src", "rondkomen") and path.parts[2] in {"web", "cli", "chain"}
    if not outside or "tests" in path.parts:
        return
    changing = _as_called(code.tree, "rondkomen.access.services", _changing_access())
    calls = _calls([code])
    for name, function in functions(code.tree):
        direct = {ast.unparse(node.func) for node in _calls_in(function)} & changing
        if direct and not _reached(function.name, calls) & _RECORDING:
            where = f"{code.path}::{name}"
            yield Fault("access", where, f"{', '.join(sorted(direct))} leaves an event")


def _changing_access() -> set[str]:
    family = [code for code in all_code() if _is_part(code, "src/rondkomen/access")]
    calls = _calls(family)
    return {
        function.name
        for code in family
        if code.path.endswith("access/services.py")
        for function in _public(code.tree)
        if _reached(function.name, calls) & _WRITING
    }


def _as_called(tree: ast.Module, module: str, names: set[str]) -> set[str]:
    """How these names of a module are called in the file: by themselves, or through the module."""
    package, _, last = module.rpartition(".")
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            called = alias.asname or alias.name
            if node.module == module and alias.name in names:
                found.add(called)
            if node.module == package and alias.name == last:
                found |= {f"{called}.{name}" for name in names}
    return found


def _is_part(code: Code, domain: str) -> bool:
    path = PurePosixPath(code.path)
    return code.path.startswith(f"{domain}/") and "tests" not in path.parts


def _offered(family: Iterable[Code]) -> set[str]:
    """The names in `__all__` of the services package, when it has one."""
    for code in family:
        if code.path.endswith("/services/__init__.py"):
            for node in code.tree.body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                    return set(ast.literal_eval(node.value))
    return set()


def _public(tree: ast.Module) -> Iterator[_Function]:
    for node in tree.body:
        if isinstance(node, _Function) and not node.name.startswith("_"):
            yield node


def _parameters(function: _Function) -> set[str]:
    return {given.arg for given in [*function.args.args, *function.args.kwonlyargs]}


@cache
def _calls_of(text: str, path: str) -> _Calls:
    found: dict[str, frozenset[str]] = {}
    for node in ast.walk(Code(path, text).tree):
        if isinstance(node, _Function):
            found[node.name] = found.get(node.name, frozenset()) | _called(node)
    return found


def _calls(family: Iterable[Code]) -> _Calls:
    found: dict[str, frozenset[str]] = {}
    for code in family:
        for name, called in _calls_of(code.text, code.path).items():
            found[name] = found.get(name, frozenset()) | called
    return found


def _called(function: _Function) -> frozenset[str]:
    return frozenset(ast.unparse(node.func).rpartition(".")[2] for node in _calls_in(function))


def _calls_in(function: _Function) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _reached(name: str, calls: _Calls) -> set[str]:
    """Every name that is called from here, directly or through functions of the same domain."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        for called in calls.get(waiting.pop(), frozenset()) - reached:
            reached.add(called)
            waiting.append(called)
    return reached
