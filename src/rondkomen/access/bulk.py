"""Inserts many rows at the speed of the database: one prepared statement, no model instances.

Django's `bulk_create` spends most of its time making and taking apart model instances; taking in a
file of fifty thousand rows would wait on that. Defaults and `save()` are not used: every column
without a value in the table definition must be given.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

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
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[column] for column in columns]
    values = list(zip(*rows, strict=True))
    if not values:
        return
    adapted = [_adapted(field, column) for field, column in zip(fields, values, strict=True)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  names come from the model
    with connection.cursor() as cursor:
        cursor.executemany(statement, zip(*adapted, strict=True))


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
    ("sqlite", "UUIDField"): lambda value: value.hex,
    ("sqlite", "DateField"): str,
    ("sqlite", "DateTimeField"): lambda value: str(connection.ops.adapt_datetimefield_value(value)),
}
