"""Brings the database up to date; used by every command that starts something."""

from collections.abc import Iterator
from contextlib import contextmanager

_MIGRATION_LOCK = 7_466_566  # any number, as long as every Rondkomen uses the same


def migrate() -> None:
    """Make or change the tables, one process at a time."""
    from django.core.management import call_command
    from django.db import connections

    from rondkomen.jobs.router import PROGRESS

    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        if PROGRESS in connections:  # of all tables, that file holds only the one of progress
            call_command("migrate", "jobs", database=PROGRESS, interactive=False, verbosity=0)


def pending_migrations() -> list[str]:
    """The migrations that this version has and the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    """Two containers that start together would otherwise both try to make the same table."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
