"""An outcome together with the reasons for it, so that a decision can be shown and redone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Step:
    """One line of reasoning: what was looked at, what came of it, and on what ground.

    ``text`` is a Dutch phrase a reader understands without the code. ``points`` is for rules
    that add up. ``source`` is an article, a publication or a local policy.
    """

    text: str
    outcome: str = ""
    points: float | None = None
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the step as plain values, for JSON and for storage."""
        return {
            "text": self.text,
            "outcome": self.outcome,
            "points": self.points,
            "source": self.source,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Step":
        """Return the step that ``as_data`` described."""
        return cls(**data)


@dataclass(frozen=True)
class Explained(Generic[T]):
    """A value, the steps that led to it, and the version of the rules that took them."""

    value: T
    steps: tuple[Step, ...]
    rule_version: str
    source: str

    def map(self, change: Callable[[T], U]) -> "Explained[U]":
        """Return the same explanation for another form of the value."""
        return Explained(change(self.value), self.steps, self.rule_version, self.source)

    def as_data(self) -> dict[str, Any]:
        """Return the explanation as plain values; ``value`` is given as it is."""
        return {
            "value": self.value,
            "steps": [step.as_data() for step in self.steps],
            "rule_version": self.rule_version,
            "source": self.source,
        }
