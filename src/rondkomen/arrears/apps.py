"""Registers the tables of `arrears`."""

from django.apps import AppConfig


class ArrearsConfig(AppConfig):
    """The `arrears` app."""

    name = "rondkomen.arrears"
    label = "arrears"
