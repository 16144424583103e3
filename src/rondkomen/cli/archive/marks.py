"""A hash for every file and every table, and a count, to prove that what came back is what went away."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from rondkomen.access.row_security import tenant_models
from rondkomen.access.tenancy import SETTING
from rondkomen.cli.archive.manifest import TableMark

_SQLITE_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
_CHUNK = 5_000
_WRAP = 2**128


def table_marks(connection: BaseDatabaseWrapper) -> dict[str, TableMark]:
    """The mark of every table of this database, over all municipalities."""
    if connection.vendor != "postgresql":
        return of_sqlite_file(Path(str(connection.settings_dict["NAME"])))
    with transaction.atomic(using=connection.alias):
        return _postgresql(connection, sorted(connection.introspection.table_names()))


def of_sqlite_file(path: Path) -> dict[str, TableMark]:
    """The mark of every table in this SQLite file, read by itself: it is the copy that counts."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as copy:
        names = copy.execute(_SQLITE_TABLES).fetchall()
        return {name: _counted(copy, name) for (name,) in names}


def _counted(file: sqlite3.Connection, table: str) -> TableMark:
    """Sums the hashes of the rows, so that the order in which they come does not matter."""
    rows, total = 0, 0
    with closing(file.execute(f'SELECT * FROM "{table}"')) as cursor:
        while chunk := cursor.fetchmany(_CHUNK):
            rows += len(chunk)
            for row in chunk:
                digest = hashlib.blake2b(repr(row).encode(), digest_size=16).digest()
                total += int.from_bytes(digest)
    return TableMark(rows, f"{total % _WRAP:032x}")


def _postgresql(connection: BaseDatabaseWrapper, tables: list[str]) -> dict[str, TableMark]:
    """Lets the server do the summing; each municipality's rows are seen only by acting for it."""
    guarded = {model._meta.db_table for model in tenant_models()}
    marks = {table: _summed(connection, table) for table in tables if table not in guarded}
    sums: dict[str, list[int]] = {table: [0, 0] for table in tables if table in guarded}
    for code in gemeente_codes(connection):
        with acting(connection, code):
            for table, held in sums.items():
                mark = _summed(connection, table)
                held[0] += mark.rows
                held[1] += int(mark.hash)
    return marks | {table: TableMark(rows, str(total)) for table, (rows, total) in sums.items()}


def _summed(connection: BaseDatabaseWrapper, table: str) -> TableMark:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text "
            f"FROM {name} t"
        )
        rows, total = cursor.fetchone()
    return TableMark(rows, total)


def of_files(folder: Path) -> dict[str, str]:
    """The hash of every file in this folder, by its path there."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as content:
                name = path.relative_to(folder).as_posix()
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def gemeente_codes(connection: BaseDatabaseWrapper) -> list[str]:
    """The municipalities in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM access_gemeente ORDER BY code")
        return [row[0] for row in cursor.fetchall()]


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """The migrations this database has had."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


@contextmanager
def acting(connection: BaseDatabaseWrapper, code: str) -> Iterator[None]:
    """See the rows of this municipality, within the surrounding transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, code])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [SETTING])
