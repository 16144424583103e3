"""Registers the tables of `outreach`."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """The `outreach` app."""

    name = "rondkomen.outreach"
    label = "outreach"
