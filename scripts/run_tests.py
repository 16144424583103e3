"""`make test`: every check in one order, cheapest first, stopping at the first that fails.

The last line is the count over all test runs, in the words of pytest.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DATA = ROOT / "build" / "test-data"
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
SUMMARY = re.compile(r"^=* ?(?:\d+ \w+(?:, )?)+ in [\d.]+s")
LANE = ("-q", "-n", "2", "--dist", "worksteal", "--maxfail", "20")
NOT_CORE = ("--ignore-glob", "*/test_core_*.py", "--ignore", "src/rondkomen/kernel")
NO_DATABASE = ("--ignore", "tests/architecture", "--ignore", "tests/operations")


@dataclass(frozen=True)
class Step:
    """One check: what it is called and the command that does it."""

    name: str
    command: list[str]
    counts: bool = False
    settings: dict[str, str] = field(default_factory=dict)


def typed() -> list[str]:
    """What is held to strict types: the kernel, the files, every core and these scripts."""
    cores = sorted(str(core.relative_to(ROOT)) for core in ROOT.glob("src/rondkomen/*/core"))
    return ["src/rondkomen/kernel", "src/rondkomen/files", *cores]


def core_tests() -> list[str]:
    """The tests that need no Django."""
    found = sorted(str(test.relative_to(ROOT)) for test in ROOT.glob("src/**/test_core_*.py"))
    return ["src/rondkomen/kernel", *found]


def steps() -> list[Step]:
    """Every check, in order."""
    python, pytest = str(BIN / "python"), [str(BIN / "python"), "-m", "pytest"]
    beside_postgresql = [python, "scripts/postgres.py", "--", *pytest]
    journeys = ("--ignore", "tests/journeys")
    return [
        Step("ruff", [str(BIN / "ruff"), "check", "--quiet"]),
        Step("opmaak", [str(BIN / "ruff"), "format", "--check", "--quiet"]),
        Step("typen", [python, "-m", "mypy", *typed()]),
        Step(
            "typen van scripts", [python, "-m", "mypy", "scripts"], settings={"MYPYPATH": "scripts"}
        ),
        Step("lagen", [str(BIN / "lint-imports")]),
        Step(
            "migraties",
            [str(BIN / "django-admin"), "makemigrations", "--check", "--dry-run"],
            settings={"DJANGO_SETTINGS_MODULE": "rondkomen.config.settings"},
        ),
        Step("kern", [*pytest, "-p", "no:django", *LANE, *core_tests()], counts=True),
        Step("SQLite", [*pytest, *LANE, *NOT_CORE, *journeys], counts=True),
        Step(
            "PostgreSQL",
            [*beside_postgresql, "--with-database", *LANE, *NOT_CORE, *journeys, *NO_DATABASE],
            counts=True,
        ),
        Step("browser", [*pytest, *LANE, "tests/journeys"], counts=True),
    ]


def run(step: Step, counted: Counter[str]) -> bool:
    """Whether the check passed; what it says is shown, and what it counted is added."""
    environment = {**os.environ, "RONDKOMEN_DATA": str(DATA), **step.settings}
    environment.pop("RONDKOMEN_DATABASE_URL", None)
    # Every worker and every process that a test starts would compile the whole product again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    print(f"--- {step.name}", flush=True)
    with subprocess.Popen(
        step.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if step.counts and SUMMARY.match(line):
                for number, word in COUNTED.findall(line):
                    counted[word.removesuffix("s") if word == "errors" else word] += int(number)
    print(f"    {time.monotonic() - started:.0f} s", flush=True)
    return process.returncode == 0


def main(names: list[str]) -> int:
    """Run the named checks, or all; 1 when one failed."""
    DATA.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    counted: Counter[str] = Counter(passed=0, failed=0)
    chosen = [step for step in steps() if not names or step.name in names]
    failed = next((step.name for step in chosen if not run(step, counted)), None)
    print(f"\n{len(chosen)} controles, {time.monotonic() - started:.0f} s")
    if failed:
        print(f"Gestopt bij: {failed}")
    print(", ".join(f"{number} {word}" for word, number in counted.items()))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
