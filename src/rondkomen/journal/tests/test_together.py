"""Several processes that record at the same time still make one chain."""

import subprocess
import sys

from tests.installations import Environment, Installations

WRITERS, EVENTS = 4, 15
SET_UP = """
import django; django.setup()
from rondkomen.access.services import NewGemeente, set_up_gemeente
set_up_gemeente(NewGemeente("9901", "Gemeente Middenveld", 60_000, 2026))
"""
RECORD = """
import django, sys; django.setup()
from uuid import UUID
from rondkomen.access.core.actor import system_actor
from rondkomen.access.tenancy import acting_for
from rondkomen.journal.services import record
subject, number = UUID(int=int(sys.argv[1])), int(sys.argv[2])
for step in range(number):
    with acting_for("9901"):
        record("case.noted", subject=subject, actor=system_actor("9901"), data={"step": step})
"""
LOOK = """
import django; django.setup()
from uuid import UUID
from rondkomen.access.tenancy import acting_for
from rondkomen.journal import queries
with acting_for("9901"):
    print(queries.verify_chain(), queries.chain_head().sequence)
    for writer in range(1, 5):
        print([row.data["step"] for row in queries.events(UUID(int=writer))])
"""


def python(environment: Environment, code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_processes_that_record_together_make_one_chain(new_installation: Installations) -> None:
    environment = new_installation(migrated=True)
    python(environment, SET_UP)
    writers = [
        subprocess.Popen([sys.executable, "-c", RECORD, str(writer), str(EVENTS)], env=environment)
        for writer in range(1, WRITERS + 1)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
    chain, *steps = python(environment, LOOK).splitlines()
    assert chain == f"[] {WRITERS * EVENTS}"
    assert steps == [str(list(range(EVENTS)))] * WRITERS
