"""PostgreSQL's half of the tenant wall: row-level security and composite foreign keys.

Three traps are closed here: a table's owner escapes its policies unless they are forced,
foreign keys ignore policies unless they carry the gemeente, and a role with BYPASSRLS sees all.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from rondkomen.access.tenancy import SETTING, TenantModel

POLICY = "gemeente_only"


def tenant_models() -> list[type[TenantModel]]:
    """Every installed table that belongs to a municipality."""
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def tenant_links(model: type[TenantModel]) -> list[models.ForeignKey[Any, Any]]:
    """The foreign keys from one tenant table to another."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, TenantModel)
    ]


def after_migrate(using: str, **_: Any) -> None:
    """Nothing; enforces the wall after the tables were made or changed."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        enforce(connection)


def enforce(connection: BaseDatabaseWrapper) -> None:
    """Nothing; puts policies and composite keys on every tenant table that lacks them."""
    present = set(connection.introspection.table_names())
    guarded = guarded_tables(connection)
    todo = [model for model in tenant_models() if model._meta.db_table in present - guarded]
    with connection.cursor() as cursor:
        for model in todo:
            table = connection.ops.quote_name(model._meta.db_table)
            own = f"gemeente_id = current_setting('{SETTING}', true)"
            cursor.execute(
                f'ALTER TABLE {table} ADD CONSTRAINT "{model._meta.db_table}_tenant_key" UNIQUE (gemeente_id, id)'
            )
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({own}) WITH CHECK ({own})")
        _link_within_tenant(connection, present)


def _link_within_tenant(connection: BaseDatabaseWrapper, present: set[str]) -> None:
    """A row may only point at a row of its own municipality, also where policies do not look."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname LIKE %s", [r"%\_same\_tenant"]
        )
        existing = {row[0] for row in cursor.fetchall()}
        for model in tenant_models():
            table = model._meta.db_table
            for field in tenant_links(model):
                target = field.related_model._meta.db_table
                name = f"{table[:30]}_{field.column[:18]}_same_tenant"
                if name in existing or not {table, target} <= present:
                    continue
                cursor.execute(
                    f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (gemeente_id, "{field.column}") '
                    f'REFERENCES "{target}" (gemeente_id, id) DEFERRABLE INITIALLY DEFERRED'
                )


def guarded_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables whose rows PostgreSQL itself keeps apart, the owner included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = %s",
            [POLICY],
        )
        return {row[0] for row in cursor.fetchall()}


def role_escapes(connection: BaseDatabaseWrapper) -> bool:
    """Whether the connected role is a superuser or bypasses row-level security."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
        return bool(row and row[0])
