"""Registers the monitor with Django."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The month's figures and what of them was published."""

    name = "rondkomen.monitoring"
