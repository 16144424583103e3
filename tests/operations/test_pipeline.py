"""`make test` itself: its order, its count, and that nothing else stands between it and the CI."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pipeline() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_tests", ROOT / "scripts" / "run_tests.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text().split("\n")
    assert lines == ["#!/bin/sh", "exec make test", ""]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_cheap_checks_come_first(pipeline: ModuleType) -> None:
    assert [step.name for step in pipeline.steps()] == [
        *("ruff", "opmaak", "typen", "typen van scripts", "lagen", "migraties"),
        *("kern", "SQLite", "PostgreSQL", "browser"),
    ]


def test_core_tests_run_without_django(pipeline: ModuleType) -> None:
    core = next(step for step in pipeline.steps() if step.name == "kern")
    assert "no:django" in core.command
    assert "src/rondkomen/journal/tests/test_core_chain.py" in core.command


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("822 passed in 48.67s", {"passed": 822}),
        ("2 failed, 822 passed in 48.67s", {"passed": 822, "failed": 2}),
        ("==== 1 failed, 3 passed, 1 warning in 61.20s (0:01:01) ====", {"passed": 3, "failed": 1}),
        ("1 error in 0.94s", {"error": 1}),
        ("2 errors in 0.94s", {"error": 2}),
        ("no tests ran in 0.10s", {}),
        ("12 passed the border in 3 days", {}),
    ],
)
def test_counts_are_read_from_what_pytest_says(
    pipeline: ModuleType, said: str, expected: dict[str, int]
) -> None:
    counted: Counter[str] = Counter()
    step = pipeline.Step("proef", [sys.executable, "-c", f"print({said!r})"], counts=True)
    assert pipeline.run(step, counted)
    assert counted == expected


def test_failing_check_stops_the_rest(
    pipeline: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fails = pipeline.Step(
        "eerst", [sys.executable, "-c", "print('1 failed in 0.1s'); exit(1)"], counts=True
    )
    never = pipeline.Step("daarna", [sys.executable, "-c", "print('gedaan')"])
    monkeypatch.setattr(pipeline, "steps", lambda: [fails, never])
    assert pipeline.main([]) == 1
    said = capfd.readouterr().out
    assert "gedaan" not in said
    assert said.splitlines()[-2:] == ["Gestopt bij: eerst", "0 passed, 1 failed"]
