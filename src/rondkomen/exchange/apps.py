"""Registers the exchange with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Messages with parties outside."""

    name = "rondkomen.exchange"
