"""What the tables of the project may point at, and how they keep municipalities apart."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from rondkomen.access.tenancy import TenantModel
from tests.architecture.source import Fault

# Where every domain may point; all else is held as a plain reference value.
SHARED = {"people", "journal", "access"}
# These stand before or beside the tenants: sign-in, and the queue of the worker.
WITHOUT_TENANT = {"access", "jobs"}

Table = type[models.Model]


def foreign_keys(tables: Iterable[Table]) -> Iterator[Fault]:
    """Keys that leave their domain for another one."""
    for table in tables:
        for field in [*table._meta.local_fields, *table._meta.local_many_to_many]:
            target = field.related_model
            if not isinstance(target, type) or not issubclass(target, models.Model):
                continue
            home, away = table._meta.app_label, target._meta.app_label
            if home != away and away not in SHARED:
                yield Fault("foreign-key", f"{table._meta.label}.{field.name}", f"points to {away}")


def tenancy(tables: Iterable[Table]) -> Iterator[Fault]:
    """Tables of a domain that do not belong to a municipality."""
    for table in tables:
        if table._meta.app_label not in WITHOUT_TENANT and not issubclass(table, TenantModel):
            yield Fault("tenant", table._meta.label, "derives from TenantModel")


def unique_rules(tables: Iterable[Table]) -> Iterator[Fault]:
    """Unique rules of a tenant table that would speak about other municipalities' rows."""
    for table in tables:
        if not issubclass(table, TenantModel):
            continue
        for name, fields in _unique_rules_of(table):
            if "gemeente" not in fields:
                yield Fault("unique", f"{table._meta.label}: {name}", "unique without gemeente")


def _unique_rules_of(table: Table) -> Iterator[tuple[str, set[str]]]:
    for field in table._meta.local_fields:
        # A one-to-one key is unique by itself, and its value cannot be guessed: it is a row's UUID.
        if field.unique and not field.primary_key and not field.one_to_one:
            yield field.name, {field.name}
    for names in table._meta.unique_together:
        yield "unique_together", set(names)
    for rule in table._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            yield rule.name, {*rule.fields, *_fields_in(rule.expressions)}


def _fields_in(expressions: Iterable[Any]) -> Iterator[str]:
    for expression in expressions:
        if isinstance(expression, models.F):
            yield expression.name
        else:
            yield from _fields_in(filter(None, expression.get_source_expressions()))
