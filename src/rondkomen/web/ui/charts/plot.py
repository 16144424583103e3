"""What a chart is made of: values in, a picture with its table out."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_VALUE = "–"


def dutch_number(value: float) -> str:
    """`1.234` or `12,5`: at most one decimal, dropped when it is zero."""
    text = f"{round(value, 1):,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class Series:
    """One row of values, a None where nothing was measured."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Plot:
    """The values of a chart.

    `sentence` says in words what there is to see; `breaks` marks the category at
    which a definition changed; `limit` draws a line to compare with (a capacity);
    `missing` is written where a value is None (an x for a hidden count).
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    sentence: str = ""
    show: Callable[[float], str] = dutch_number
    breaks: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    limit: tuple[float, str] | None = None
    heading: str = ""
    missing: str = NO_VALUE

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"Series '{series.label}' has {len(series.values)} values for {len(self.categories)} categories."
                )

    def text(self, value: float | None) -> str:
        """A value as the chart and the table write it."""
        return self.missing if value is None else self.show(value)


@dataclass(frozen=True)
class Chart:
    """A drawn chart: the SVG text and the same figures as a table."""

    title: str
    sentence: str
    svg: str
    table_head: tuple[str, ...]
    table_rows: tuple[tuple[str, ...], ...]


def chart_of(plot: Plot, svg: str) -> Chart:
    """The drawing together with its table, categories down and series across."""
    rows = tuple(
        (category, *(plot.text(series.values[index]) for series in plot.series))
        for index, category in enumerate(plot.categories)
    )
    return Chart(
        plot.title,
        plot.sentence,
        svg,
        (plot.heading, *(series.label for series in plot.series)),
        rows,
    )


def ticks(top: float, most: int = 5) -> tuple[float, ...]:
    """Round values from 0 to at or above `top`, in at most `most` steps of 1, 2, 2.5 or 5 times a power of ten."""
    if top <= 0:
        return (0.0, 1.0)
    raw = top / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(
        factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9)
    )
    return tuple(index * step for index in range(math.ceil(top / step - 1e-9) + 1))


def scaled(value: float, top: float, length: float) -> float:
    """Where a value falls on an axis from 0 to `top` that is `length` long; rounded to a tenth."""
    return round(length * value / top, 1)
