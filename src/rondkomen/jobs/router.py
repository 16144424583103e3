"""Sends progress to its own SQLite file where there is one, and everything else to the database."""

from typing import Any

from django.db import connections, models

PROGRESS = "jobs"


class ProgressRouter:
    """A long write transaction on SQLite keeps every other writer out, progress included."""

    def db_for_read(self, model: type[models.Model], **_: Any) -> str | None:
        """Where rows of this model are; None leaves it to Django."""
        return PROGRESS if _apart(model._meta.model_name, model._meta.app_label) else None

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_: Any
    ) -> bool | None:
        """Whether this table belongs in this database; None leaves it to Django."""
        if PROGRESS not in connections:
            return None
        return (db == PROGRESS) == _apart(model_name, app_label)


def _apart(model_name: str | None, app_label: str) -> bool:
    return PROGRESS in connections and (app_label, model_name) == ("jobs", "jobprogress")
