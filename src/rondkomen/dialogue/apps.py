"""Registers the conversation with Django."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Sessions on an instrument: who takes part, what they answer, what they agree."""

    name = "rondkomen.dialogue"
