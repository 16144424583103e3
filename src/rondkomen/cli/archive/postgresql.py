"""A PostgreSQL database into a backup and out of it, with pg_dump and pg_restore.

Rondkomen's role cannot see past row-level security, and no other role is asked for. So there is
one dump of everything outside the municipalities, with the structure, and one for each
municipality, made while acting for it; together they come from one snapshot. Structure goes back
first, then the rows, then keys, triggers and the security itself.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from rondkomen.access.row_security import tenant_models
from rondkomen.access.tenancy import SETTING
from rondkomen.cli.archive.manifest import TableMark
from rondkomen.cli.archive.marks import gemeente_codes, table_marks
from rondkomen.kernel.refusal import Refused

WHOLE = "database.dump"
OF_GEMEENTE = "gemeente-{}.dump"


def dump(folder: Path) -> dict[str, TableMark]:
    """Write the dumps into `folder`; gives the marks of the tables in the same snapshot."""
    with _snapshot() as name:
        base = [f"--snapshot={name}", "--format=custom", "--enable-row-security", "--no-owner"]
        _call("pg_dump", [*base, "--no-privileges", f"--file={folder / WHOLE}"])
        tables = [f"--table={model._meta.db_table}" for model in tenant_models()]
        for code in gemeente_codes(connection):
            target = f"--file={folder / OF_GEMEENTE.format(code)}"
            _call("pg_dump", [*base, "--data-only", *tables, target], gemeente_id=code)
        return table_marks(connection)


def load(folder: Path, gemeenten: tuple[str, ...]) -> None:
    """Put the dumps in `folder` into the empty database."""
    parts = [(folder / WHOLE, ["pre-data", "data"])]
    parts += [(folder / OF_GEMEENTE.format(code), ["data"]) for code in gemeenten]
    parts += [(folder / WHOLE, ["post-data"])]
    for path, sections in parts:
        if not path.exists():
            raise Refused(
                f"In deze reservekopie ontbreekt {path.name}; neem een andere.",
                code="backup-broken",
            )
        for section in sections:
            _call(
                "pg_restore",
                [
                    *(f"--section={section}", "--no-owner", "--no-privileges", "--exit-on-error"),
                    *("--single-transaction", f"--dbname={connection.settings_dict['NAME']}"),
                    str(path),
                ],
            )


def take_back() -> None:
    """Remove what was put in place, because it turned out not to be right."""
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER")


@contextmanager
def _snapshot() -> Iterator[str]:
    """A view on the database that does not move, which the dumps share."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        row = cursor.fetchone()
        assert row is not None
        yield row[0]


def _call(program: str, arguments: list[str], *, gemeente_id: str = "") -> None:
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(settings["HOST"] or ""),
        "PGPORT": str(settings["PORT"] or ""),
        "PGUSER": str(settings["USER"] or ""),
        "PGPASSWORD": str(settings["PASSWORD"] or ""),
        "PGDATABASE": str(settings["NAME"]),
        "PGOPTIONS": f"-c {SETTING}={gemeente_id}",
    }
    wanted = {name: value for name, value in environment.items() if value or name[:2] != "PG"}
    done = subprocess.run(
        [_program(program), *arguments], env=wanted, capture_output=True, text=True, check=False
    )
    if done.returncode:
        first = done.stderr.strip().partition("\n")[0]
        raise Refused(f"{program} is mislukt: {first}", code="backup-tool")


def _program(name: str) -> str:
    """Where the program is that fits the server: one that is older than the server refuses.

    Raises: Refused when it is not installed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    chosen = Path(os.environ.get("PGBIN", f"/usr/lib/postgresql/{server}/bin")) / name
    found = str(chosen) if chosen.exists() else shutil.which(name)
    if not found:
        raise Refused(
            f"'{name}' staat niet op deze machine; installeer postgresql-client-{server}.",
            code="backup-tool",
        )
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)", said.partition(")")[2])
    if version and int(version[1]) < server:
        raise Refused(
            f"'{name}' is versie {version[1]} en de database versie {server}; installeer "
            f"postgresql-client-{server}.",
            code="backup-tool",
        )
    return found
