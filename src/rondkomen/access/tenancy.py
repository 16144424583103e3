"""Keeps municipalities apart: every tenant row carries its gemeente, every query is scoped to one.

On PostgreSQL row-level security repeats the scope inside the database; see `row_security.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import connection, models, transaction

from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused

SETTING = "rondkomen.gemeente"

_current: ContextVar[str | None] = ContextVar("gemeente", default=None)


class NoTenant(RuntimeError):
    """Tenant data were touched outside `acting_for`: a programming error, never shown to users."""


def current_gemeente_id() -> str:
    """The CBS code of the municipality that is acted for.

    Raises: NoTenant outside `acting_for`.
    """
    code = _current.get()
    if code is None:
        raise NoTenant("Tenant data may only be touched inside acting_for().")
    return code


@contextmanager
def acting_for(gemeente_id: str, *, only_reading: bool = False) -> Iterator[None]:
    """One transaction in which exactly this municipality's rows can be seen and written.

    With `only_reading` SQLite gets no transaction around it: there every transaction waits for the
    one writer, so a page would stand still while a file is taken in. A read of people brings its own
    transaction, in which its processing-log line is written too.

    Raises: Refused when another municipality is being acted for already.
    """
    current = _current.get()
    if current == gemeente_id:
        yield
        return
    if current is not None:
        raise Refused(
            "Binnen één handeling kan niet van gemeente worden gewisseld.", code="tenant-switch"
        )
    token = _current.set(gemeente_id)
    try:
        if only_reading and connection.vendor == "sqlite":
            yield
            return
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    # transaction-local on purpose: a session setting leaks into the next request
                    cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, gemeente_id])
            yield
    finally:
        _current.reset(token)


class ScopedManager(models.Manager[Any]):
    """Sees the rows of the municipality that is acted for, and no others."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows of the current municipality.

        Raises: NoTenant outside `acting_for`.
        """
        return super().get_queryset().filter(gemeente_id=current_gemeente_id())


class TenantModel(models.Model):
    """A row that belongs to one municipality; keys are time-ordered so that inserts stay local."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gemeente = models.ForeignKey(
        "access.Gemeente",
        on_delete=models.PROTECT,
        default=current_gemeente_id,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects = ScopedManager()
    unscoped: models.Manager[Self] = models.Manager()

    class Meta:
        abstract = True
