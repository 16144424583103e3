"""Registers the tables of `matching`."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The `matching` app."""

    name = "rondkomen.matching"
    label = "matching"
