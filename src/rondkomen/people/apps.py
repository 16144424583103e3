"""Registers the tables of `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The `people` app."""

    name = "rondkomen.people"
    label = "people"
