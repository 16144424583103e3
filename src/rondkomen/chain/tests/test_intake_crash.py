"""Killed in the middle or started twice: a file is there once as a whole, or not at all."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from rondkomen.chain.tests.intake_program import write_file
from tests.installations import Installations

PROGRAM = Path(__file__).with_name("intake_program.py")
ROWS = 3_000
COUNTS = (
    "SELECT count(*) FROM arrears_delivery",
    "SELECT count(*) FROM arrears_signal",
    "SELECT count(*) FROM arrears_deliveryrow",
    "SELECT count(*) FROM people_deliveredidentity",
)
Environment = dict[str, str]


def started(environment: Environment, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *words], env=environment, stdout=subprocess.PIPE, text=True
    )


def ended(environment: Environment, *words: str) -> tuple[int, str]:
    """How the program ended, and what it said."""
    process = started(environment, *words)
    said = process.communicate()[0].strip()
    return process.returncode, said


def counted(environment: Environment) -> list[int]:
    """The rows in each table, as seen from outside."""
    address = environment.get("RONDKOMEN_DATABASE_URL")
    path = Path(environment["RONDKOMEN_DATA"]) / "rondkomen.sqlite3"
    onlooker = psycopg.connect(address) if address else sqlite3.connect(path)
    try:
        if address:
            onlooker.execute("SELECT set_config('rondkomen.gemeente', '9901', false)")
        return [onlooker.execute(query).fetchone()[0] for query in COUNTS]
    finally:
        onlooker.close()


@pytest.fixture
def environment(new_installation: Installations) -> Environment:
    made = new_installation(migrated=True)
    assert ended(made, "setup") == (0, "")
    return made


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "levering.csv"
    write_file(path, ROWS)
    return str(path)


WHOLE = [1, ROWS * 9 // 10, ROWS, ROWS * 9 // 10]


@pytest.mark.parametrize("moment", [500, 2500, ROWS])
def test_killed_in_the_middle_leaves_nothing_and_a_second_try_everything(environment, file, moment):
    assert ended(environment, "load", file, str(moment)) == (-signal.SIGKILL, "")
    assert counted(environment) == [0, 0, 0, 0]
    assert ended(environment, "load", file) == (0, f"True {ROWS}")
    assert counted(environment) == WHOLE


def test_two_at_once_take_the_file_in_once(environment, file):
    both = [started(environment, "load", file) for _ in range(2)]
    said = sorted(process.communicate()[0].split()[0] for process in both)
    assert said == ["False", "True"]
    assert counted(environment) == WHOLE
