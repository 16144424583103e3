"""What the database itself refuses: changing or removing an event."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "journal_event"
NO_UPDATE, NO_DELETE, NO_EMPTYING = (
    "journal_event_no_update",
    "journal_event_no_delete",
    "journal_event_no_emptying",
)
_REFUSAL = "journal_event is append-only"

_SQLITE = {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for name, verb in ((NO_UPDATE, "UPDATE"), (NO_DELETE, "DELETE"))
}
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)
_POSTGRESQL = {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} "
    f"FOR EACH {scope} EXECUTE FUNCTION journal_event_refuse()"
    for name, verb, scope in (
        (NO_UPDATE, "UPDATE", "ROW"),
        (NO_DELETE, "DELETE", "ROW"),
        (NO_EMPTYING, "TRUNCATE", "STATEMENT"),
    )
}


def statements(vendor: str) -> dict[str, str]:
    """The triggers this kind of database needs, by name, as the statements that make them."""
    return _POSTGRESQL if vendor == "postgresql" else _SQLITE


def install(apps: Any, schema_editor: Any) -> None:
    """Nothing; the database refuses changes to events from now on (for a migration)."""
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL_FUNCTION)
    for statement in statements(vendor).values():
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Nothing; takes the triggers away again (for the way back of a migration)."""
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in statements(schema_editor.connection.vendor):
        schema_editor.execute(f"DROP TRIGGER {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers that should be there and are not."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        present = {row[0] for row in cursor.fetchall()}
    return set(statements(connection.vendor)) - present


def let_tests_empty_the_table(connection: BaseDatabaseWrapper) -> None:
    """Nothing; takes away the one trigger that stops a test database from being emptied."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {NO_EMPTYING} ON {TABLE}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NO_DELETE}")
