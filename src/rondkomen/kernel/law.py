"""Law as dated data: an amount, percentage or permission with the period in which it holds.

A value is never guessed: asking for a day no value was loaded for is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Generic, TypeVar

from rondkomen.kernel.refusal import Refused

T = TypeVar("T")


class Certainty(StrEnum):
    """How sure it is that a value stands in the source that is named."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Dated(Generic[T]):
    """One value with the days on which it holds; ``end`` is the last one, or open."""

    start: date
    value: T
    source: str
    end: date | None = None
    certainty: Certainty = Certainty.VERIFIED

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("A dated value ends before it starts.")

    def holds_on(self, day: date) -> bool:
        """Return whether ``day`` lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Parameter(Generic[T]):
    """One legal quantity through time.

    ``key`` names it in code and content, ``label`` names it to a reader, ``unit`` says in what it
    is counted and ``article`` where it comes from. Periods may leave gaps; they never overlap.
    """

    key: str
    label: str
    unit: str
    article: str
    values: tuple[Dated[T], ...]

    def __post_init__(self) -> None:
        ordered = sorted(self.values, key=lambda dated: dated.start)
        for earlier, later in pairwise(ordered):
            if earlier.holds_on(later.start):
                raise ValueError(f"Parameter {self.key} has two values on {later.start}.")


def lookup(parameter: Parameter[T], on: date) -> T:
    """Return the value of ``parameter`` on that day.

    Raises: Refused when no value was loaded for the day.
    """
    return dated(parameter, on).value


def dated(parameter: Parameter[T], on: date) -> Dated[T]:
    """Return the value that holds on that day together with its period, source and certainty.

    Raises: Refused when no value was loaded for the day.
    """
    for candidate in parameter.values:
        if candidate.holds_on(on):
            return candidate
    raise Refused(
        f"Voor {on:%d-%m-%Y} is geen waarde bekend van {parameter.label} ({parameter.article})."
        " Vraag de functioneel beheerder de waarde met haar bron toe te voegen.",
        code="law-period",
        where=parameter.key,
    )


def parameter_from(data: Mapping[str, Any]) -> Parameter[Any]:
    """Return the parameter that parsed content describes.

    Shape: ``key, label, unit, article, values``; each value has ``start, value, source`` and
    optionally ``end`` and ``certainty``. Dates are ``date`` or ISO text.
    Raises: Refused when a field is missing or a date or certainty cannot be read.
    """
    try:
        values = tuple(
            Dated(
                start=_day(value["start"]),
                value=value["value"],
                source=value["source"],
                end=_day(value["end"]) if value.get("end") else None,
                certainty=Certainty(value.get("certainty", Certainty.VERIFIED)),
            )
            for value in data["values"]
        )
        return Parameter(data["key"], data["label"], data["unit"], data["article"], values)
    except KeyError as missing:
        raise Refused(
            f"In deze wettelijke waarde ontbreekt het veld {missing}. Vul het aan.",
            code="law-field",
            where=str(data.get("key", "")),
        ) from missing
    except (TypeError, ValueError) as fault:
        raise Refused(
            f"Deze wettelijke waarde klopt niet: {fault}",
            code="law-value",
            where=str(data.get("key", "")),
        ) from fault


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
