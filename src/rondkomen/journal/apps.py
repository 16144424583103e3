"""Registers the tables of `journal`."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The `journal` app."""

    name = "rondkomen.journal"
    label = "journal"
