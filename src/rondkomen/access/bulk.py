"""Writes many rows at the speed of the database: one prepared statement, no model instances.

Django's `bulk_create` and `bulk_update` spend most of their time making and taking apart model
instances and expressions; taking in a file of fifty thousand rows would wait on that. Defaults and
`save()` are not used: every column without a value in the table definition must be given.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

from rondkomen.access.tenancy import current_gemeente_id

_EMPTY: dict[type, str] = {list: "[]", tuple: "[]", dict: "{}", str: '""', int: "0", bool: "false"}
_NoneSafe = Callable[[Any], Any]
_compact = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Nothing; the rows stand in the table of `model`.

    Shape: `columns` are attribute names (`partner_id`, not `partner`); each row has one value per
    column, in that order.
    Raises: IntegrityError when a constraint of the table does not hold.
    """
    fields = _fields(model, columns)
    values = _adapted_rows(fields, rows)
    if not values:
        return
    names = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  names come from the model
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def update_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    found_by: Sequence[str] = ("id",),
) -> int:
    """How many rows of the current municipality were found and have these values now.

    Shape: each row has one value per column, in that order, and then one per `found_by`.
    Raises: IntegrityError when a constraint of the table does not hold.
    """
    fields = [*_fields(model, columns), *_fields(model, [*found_by, "gemeente_id"])]
    gemeente_id = current_gemeente_id()
    values = _adapted_rows(fields, ((*row, gemeente_id) for row in rows))
    if not values:
        return 0
    places = [f"{_quoted(field.column)} = %s" for field in fields]
    changes, conditions = ", ".join(places[: len(columns)]), " AND ".join(places[len(columns) :])
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {changes} WHERE {conditions}"  # noqa: S608  names come from the model
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        return int(cursor.rowcount)


def insert_instances(instances: Sequence[models.Model]) -> None:
    """Nothing; these new instances of one model stand in its table, as `bulk_create` would.

    Raises: IntegrityError when a constraint of the table does not hold.
    """
    if instances:
        model = type(instances[0])
        columns = [field.attname for field in model._meta.concrete_fields]
        insert_rows(model, columns, _rows(instances, columns))


def update_instances(instances: Sequence[models.Model], columns: Sequence[str]) -> int:
    """How many of these stored instances of one model were found and have these columns now.

    Raises: IntegrityError when a constraint of the table does not hold.
    """
    if not instances:
        return 0
    return update_rows(type(instances[0]), columns, _rows(instances, [*columns, "id"]))


def _rows(instances: Sequence[models.Model], columns: Sequence[str]) -> Iterable[list[Any]]:
    return ([getattr(one, column) for column in columns] for one in instances)


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[models.Field[Any, Any]]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[column] for column in columns]


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _adapted_rows(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[Any]]
) -> list[tuple[Any, ...]]:
    values = list(zip(*rows, strict=True))
    adapted = (
        _adapted(field, column) for field, column in zip(fields, values, strict=bool(values))
    )
    return list(zip(*adapted, strict=True))


def _adapted(field: models.Field[Any, Any], column: Sequence[Any]) -> Iterable[Any]:
    """The values of one column as the driver takes them."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    kind = target.get_internal_type()
    convert = _CONVERTERS.get((connection.vendor, kind)) or _CONVERTERS.get(("", kind))
    if convert is None:
        return column
    return [None if value is None else convert(value) for value in column]


_CONVERTERS: dict[tuple[str, str], _NoneSafe] = {
    ("", "JSONField"): lambda value: _compact(value) if value else _EMPTY[type(value)],
    ("sqlite", "UUIDField"): attrgetter("hex"),
    ("sqlite", "DateField"): str,
    ("sqlite", "DateTimeField"): lambda value: str(connection.ops.adapt_datetimefield_value(value)),
}
