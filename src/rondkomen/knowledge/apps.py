"""Registers what is known to help with Django."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Practices from elsewhere, and those a municipality keeps itself."""

    name = "rondkomen.knowledge"
