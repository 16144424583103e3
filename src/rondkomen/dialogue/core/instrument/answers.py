"""What can be answered, whatever the question looked like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Unknown:
    """Don't know: an answer of its own, and never part of a mean, median or spread."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not hold here: an answer of its own, and never a number either."""


@dataclass(frozen=True, slots=True)
class Number:
    """A point of a scale, a place on a spectrum or a plain number."""

    value: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Options by code, in the order of the instrument or, for a ranking, of the participant.

    `namely` holds the words behind an option that asks for them.
    """

    options: tuple[str, ...]
    namely: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    value: date


@dataclass(frozen=True, slots=True)
class Words:
    """Free text."""

    value: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """The ticked columns per row of a matrix."""

    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cells:
    """The words per row and column of a matrix; empty cells are left out."""

    rows: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows people added to a table; empty cells are left out.

    Shape: per row, column code → text, number, day or option code; on a scale the number of the
    point, or the word for don't know or not applicable.
    """

    rows: tuple[Mapping[str, str | float | date], ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards per area of a canvas."""

    areas: Mapping[str, tuple[str, ...]]


Answer = Unknown | NotApplicable | Number | Chosen | Day | Words | Ticks | Cells | Rows | Cards
