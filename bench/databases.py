"""Runs a measurement on SQLite, and on PostgreSQL where this machine has one.

Each database is measured in a process of its own, so that peak memory is its own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_MEASURE = "measure"


def on_each(script: str, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `measure` finds per database; in a process that only measures, it prints and ends.

    `script` is the file that calls this, which is started again for each database.
    """
    if sys.argv[1:] == [_MEASURE]:
        print(json.dumps(measure()))
        raise SystemExit
    sys.path.insert(0, str(ROOT / "scripts"))
    from postgres import NoPostgres, throwaway

    results = {"sqlite": _in_own_process(script, {})}
    try:
        with throwaway() as address:
            results["postgresql"] = _in_own_process(script, {"RONDKOMEN_DATABASE_URL": address})
    except NoPostgres as missing:
        print(f"PostgreSQL: {missing}")
    return results


def migrated() -> None:
    """Nothing; Django is set up and every table is there."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    for alias in connections:
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def peak_mb() -> float:
    """The most memory this process has held.

    Units: megabytes.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_own_process(script: str, extra: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "rondkomen.config.settings",
            "RONDKOMEN_DATA": folder,
            **extra,
        }
        done = subprocess.run(
            [sys.executable, script, _MEASURE], env=environment, check=True, stdout=subprocess.PIPE
        )
    result: dict[str, Any] = json.loads(done.stdout)
    return result
