"""A small program for `test_kill.py`: `migrate`, `start` work, or `work` until told to stop.

Its handler writes a row per step in one transaction, and holds still half-way until a file
appears, so that it can be killed exactly there.
"""

import signal
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

ROWS = 400
HALF = ROWS // 2


def insert_all(args: dict[str, Any], progress: Any) -> dict[str, Any]:
    """Write all rows or none; a repeat finds nothing to trip over."""
    gate = Path(args["gate"])
    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(1, ROWS + 1):
            cursor.execute("INSERT INTO effect (number) VALUES (%s)", [number])
            progress.step(number, ROWS)
            while number == HALF and not gate.exists():
                Event().wait(0.02)
                progress.step(number, ROWS)
    return {"rows": ROWS}


def main(verb: str, gate: str) -> None:
    """Do what the test asks."""
    django.setup()
    from rondkomen.jobs import models, registry, services, worker  # noqa: PLC0415  after setup

    if verb == "migrate":
        for alias in ("default", "jobs") if connection.vendor == "sqlite" else ("default",):
            for app in ("jobs", "django_tasks_database"):
                call_command("migrate", app, database=alias, verbosity=0, skip_checks=True)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE effect (number integer PRIMARY KEY)")
    elif verb == "start":
        services.start("insert", args={"gate": gate}, gemeente_id="9901", unique_key="k")
    elif verb == "cancel":
        services.cancel(models.Job.objects.get().id)
    else:
        services.LEASE = timedelta(seconds=2)  # a dead worker is noticed fast enough for a test
        registry.job("insert")(insert_all)
        stop = Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        worker.run(stop)


if __name__ == "__main__":
    main(*sys.argv[1:3])
