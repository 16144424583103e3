"""A worker that is really killed, on a real database file or server: all or nothing, then all."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from rondkomen.jobs.tests.sturdy import HALF, ROWS

PROGRAM = Path(__file__).with_name("sturdy.py")
PATIENCE_SECONDS = 30

Ask = Callable[[str], Any]


class Workplace:
    """One installation with its processes; everything it starts is stopped."""

    def __init__(self, environment: dict[str, str], gate: Path) -> None:
        self.environment = environment
        self.gate = gate
        self.workers: list[subprocess.Popen[bytes]] = []

    def call(self, verb: str) -> None:
        subprocess.run(self._command(verb), env=self.environment, check=True)

    def worker(self) -> subprocess.Popen[bytes]:
        self.workers.append(subprocess.Popen(self._command("work"), env=self.environment))
        return self.workers[-1]

    def ask(self, query: str) -> Any:
        """The first value of a query, seen by an onlooker outside the worker's transaction."""
        address = self.environment.get("RONDKOMEN_DATABASE_URL")
        if address:
            with psycopg.connect(address) as onlooker:
                row = onlooker.execute(query).fetchone()
        else:
            name = "rondkomen.progress" if "jobs_jobprogress" in query else "rondkomen"
            path = Path(self.environment["RONDKOMEN_DATA"]) / f"{name}.sqlite3"
            with closing(sqlite3.connect(path)) as onlooker:
                row = onlooker.execute(query).fetchone()
        return row[0] if row else None

    def wait_until(self, query: str, expected: Any) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (seen := self.ask(query)) != expected:
            assert time.monotonic() < deadline, f"{query} stays {seen!r}"
            Event().wait(0.05)

    def _command(self, verb: str) -> list[str]:
        return [sys.executable, str(PROGRAM), verb, str(self.gate)]


@pytest.fixture
def workplace(installation: dict[str, str], tmp_path: Path) -> Iterator[Workplace]:
    place = Workplace(installation, tmp_path / "gate")
    place.call("migrate")
    place.call("start")
    yield place
    for worker in place.workers:
        worker.kill()
        worker.wait()


PROGRESS = "SELECT done FROM jobs_jobprogress"
STATE = "SELECT state FROM jobs_job"
EFFECT = "SELECT count(*) FROM effect"


def test_killed_half_way_leaves_nothing_and_is_done_once_after_restart(
    workplace: Workplace,
) -> None:
    first = workplace.worker()
    workplace.wait_until(PROGRESS, HALF)  # seen although its transaction is open
    assert workplace.ask(EFFECT) == 0
    first.kill()
    first.wait()
    assert workplace.ask(EFFECT) == 0
    assert workplace.ask(STATE) == "running"
    workplace.gate.touch()
    workplace.worker()
    workplace.wait_until(STATE, "done")
    assert workplace.ask(EFFECT) == ROWS
    assert workplace.ask("SELECT attempts FROM jobs_job") == 2


def test_stopping_the_worker_puts_the_work_back_and_exits_cleanly(workplace: Workplace) -> None:
    first = workplace.worker()
    workplace.wait_until(PROGRESS, HALF)
    first.terminate()
    assert first.wait(timeout=PATIENCE_SECONDS) == 0
    assert workplace.ask(STATE) == "queued"
    assert workplace.ask(EFFECT) == 0


def test_cancelling_reaches_a_handler_whose_transaction_is_open(workplace: Workplace) -> None:
    workplace.worker()
    workplace.wait_until(PROGRESS, HALF)
    workplace.call("cancel")
    workplace.wait_until(STATE, "cancelled")
    assert workplace.ask(EFFECT) == 0
