"""Lying bars: a name before, the value behind; one series or several side by side."""

from dataclasses import dataclass

from rondkomen.web.ui.charts import svg
from rondkomen.web.ui.charts.plot import Chart, Plot, chart_of, scaled, ticks

WIDTH = 560.0
NAMES = 186.0
VALUES = 66.0
LENGTH = WIDTH - NAMES - VALUES
THICK = 18.0
THIN = 15.0
GAP = 12.0


@dataclass(frozen=True)
class Bar:
    """One bar: from the axis at `NAMES` to the right."""

    category: int
    series: int
    y: float
    length: float
    height: float
    value: float | None


def bars(plot: Plot) -> Chart:
    """A chart of one series; the longest bar reaches the end, so no axis is needed: each bar carries its value."""
    return _drawn(plot, thickness=THICK)


def grouped_bars(plot: Plot) -> Chart:
    """A chart of two or more series side by side, such as this year and last."""
    return _drawn(plot, thickness=THIN)


def layout(plot: Plot, *, thickness: float, top: float) -> list[Bar]:
    """The bars from the first category down, series within a category touching."""
    group = thickness * len(plot.series) + GAP
    return [
        Bar(
            category=index,
            series=which,
            y=round(index * group + which * thickness + GAP / 2, 1),
            length=0.0 if (value := series.values[index]) is None else scaled(value, top, LENGTH),
            height=thickness - 2,
            value=value,
        )
        for index in range(len(plot.categories))
        for which, series in enumerate(plot.series)
    ]


def _drawn(plot: Plot, *, thickness: float) -> Chart:
    values = [value for series in plot.series for value in series.values if value is not None]
    highest = max([*values, plot.limit[0] if plot.limit else 0.0]) if values else 0.0
    top = ticks(highest)[-1] if len(plot.series) > 1 else highest or 1.0
    key = svg.key_of(plot.title)
    group = thickness * len(plot.series) + GAP
    head, offset = svg.legend(_entries(plot, key), WIDTH)
    height = offset + group * len(plot.categories)
    parts = [svg.patterns(key, len(plot.series)), head]
    for index, category in enumerate(plot.categories):
        middle = offset + index * group + group / 2
        parts.append(svg.name_beside(NAMES - 10, middle, category, NAMES - 10))
    parts += [
        _bar(plot, found, offset, key) for found in layout(plot, thickness=thickness, top=top)
    ]
    parts.append(svg.line(NAMES, offset, NAMES, height, "axis"))
    parts.append(_limit(plot, top, offset, height))
    return chart_of(plot, svg.picture(WIDTH, height, "".join(parts), label=_label(plot)))


def _entries(plot: Plot, key: str) -> list[svg.Entry]:
    named = (
        [svg.swatch(series.label, shade, key) for shade, series in enumerate(plot.series)]
        if len(plot.series) > 1
        else []
    )
    return [*named, svg.limit_entry(plot.limit[1])] if plot.limit else named


def _bar(plot: Plot, found: Bar, offset: float, key: str) -> str:
    y = offset + found.y
    drawn = (
        svg.bar(NAMES, y, found.length, found.height, shade=found.series, key=key)
        if found.length
        else ""
    )
    return drawn + svg.text(
        NAMES + found.length + 6, y + found.height / 2 + 4.5, plot.text(found.value)
    )


def _limit(plot: Plot, top: float, offset: float, height: float) -> str:
    if plot.limit is None:
        return ""
    x = NAMES + scaled(plot.limit[0], top, LENGTH)
    return svg.line(x, offset, x, height, "break")


def _label(plot: Plot) -> str:
    return f"{plot.title}. {plot.sentence}".strip()
