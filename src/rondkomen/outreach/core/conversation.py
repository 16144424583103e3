"""The conversation aid: short cards of advice for the person who makes contact."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AidCard:
    """One card: a heading, why it matters, and lines to say or to notice."""

    id: str
    title: str
    why: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ConversationAid:
    """The cards in the order of a conversation."""

    version: str
    cards: tuple[AidCard, ...]


def build(data: dict[str, Any]) -> ConversationAid:
    """The aid that plain values describe.

    Raises: KeyError when the shipped content lacks a field; a test guards it.
    Policy: content/conversation.yaml.
    """
    return ConversationAid(
        version=str(data["version"]),
        cards=tuple(
            AidCard(card["id"], card["title"], card["why"], tuple(card["lines"]))
            for card in data["cards"]
        ),
    )
