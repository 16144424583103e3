"""Registers the tables of `jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The `jobs` app."""

    name = "rondkomen.jobs"
    label = "jobs"
