"""Installations of their own for tests that start processes: a data folder and a database each."""

import os
import secrets
import shutil
import subprocess
import sys
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

Environment = dict[str, str]
_MIGRATE = "import django; django.setup(); from rondkomen.cli.database import migrate; migrate()"


class Installations:
    """Makes installations on the kind of database the tests run on, and clears them away."""

    def __init__(self, folders: pytest.TempPathFactory, afterwards: ExitStack) -> None:
        self._folders = folders
        self._afterwards = afterwards
        self._address = os.environ.get("RONDKOMEN_DATABASE_URL", "")

    def __call__(self, *, migrated: bool = False) -> Environment:
        """The environment of a new installation, empty or with its tables."""
        own = self._environment()
        if not migrated:
            return self._with_database(own)
        template, database = self._template
        if database:
            return self._with_database(own, f"TEMPLATE {database}")
        for file in Path(template["RONDKOMEN_DATA"]).glob("*.sqlite3"):
            shutil.copy(file, own["RONDKOMEN_DATA"])
        return own

    @cached_property
    def _template(self) -> tuple[Environment, str]:
        """An installation with its tables, to copy; and the name of its database, if it has one."""
        environment = self._with_database(self._environment())
        subprocess.run([sys.executable, "-c", _MIGRATE], env=environment, check=True)
        address = environment.get("RONDKOMEN_DATABASE_URL", "")
        return environment, address.rpartition("/")[2]

    def _environment(self) -> Environment:
        inherited = {
            name: word for name, word in os.environ.items() if not name.startswith("RONDKOMEN_")
        }
        folder = self._folders.mktemp("installation") / "data"
        folder.mkdir()
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "rondkomen.config.settings",
            "RONDKOMEN_DATA": str(folder),
            "PYTHONUNBUFFERED": "1",
        }

    def _with_database(self, own: Environment, template: str = "") -> Environment:
        if not self._address:
            return own
        name = f"rondkomen_{secrets.token_hex(6)}"
        self._ask(f"CREATE DATABASE {name} {template}")
        self._afterwards.callback(self._ask, f"DROP DATABASE {name} WITH (FORCE)")
        return {**own, "RONDKOMEN_DATABASE_URL": f"{self._address.rpartition('/')[0]}/{name}"}

    def _ask(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as server:
            server.execute(sql.SQL(statement))
