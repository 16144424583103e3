"""Registers the tables of `access` and keeps row-level security in step with every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """The `access` app."""

    name = "rondkomen.access"
    label = "access"

    def ready(self) -> None:
        """Lets PostgreSQL guard every tenant table as soon as it exists."""
        from rondkomen.access.row_security import after_migrate  # noqa: PLC0415 - needs the loaded app registry

        post_migrate.connect(after_migrate, dispatch_uid="rondkomen.row_security")
