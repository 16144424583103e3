"""Standing columns over weeks or months, in one or more layers, against a limit when there is one."""

from dataclasses import dataclass

from rondkomen.web.ui.charts import svg
from rondkomen.web.ui.charts.plot import Chart, Plot, chart_of, scaled, ticks

WIDTH = 560.0
LEFT = 48.0
HEIGHT = 200.0
FOOT = 24.0
HEAD = 16.0


@dataclass(frozen=True)
class Layer:
    """One layer of one column; `y` is its upper edge, counted from the top of the plot."""

    category: int
    series: int
    x: float
    y: float
    width: float
    height: float


def stacked(plot: Plot) -> Chart:
    """A chart of columns; the total stands on top of each column while there is room."""
    top = ticks(max(_highest(plot), plot.limit[0] if plot.limit else 0.0))[-1]
    key = svg.key_of(plot.title)
    named = (
        [svg.swatch(series.label, shade, key) for shade, series in enumerate(plot.series)]
        if len(plot.series) > 1
        else []
    )
    head, offset = svg.legend([*named, *limit_entries(plot)], WIDTH)
    offset += HEAD
    layers = layout(plot, top=top)
    parts = [svg.patterns(key, len(plot.series)), head, grid(plot, top, offset)]
    parts += [
        svg.bar(found.x, offset + found.y, found.width, found.height, shade=found.series, key=key)
        for found in layers
    ]
    parts += [names(plot, offset), _totals(plot, top, offset), marks(plot, top, offset)]
    label = f"{plot.title}. {plot.sentence}".strip()
    return chart_of(plot, svg.picture(WIDTH, offset + HEIGHT + FOOT, "".join(parts), label=label))


def layout(plot: Plot, *, top: float) -> list[Layer]:
    """The layers, column by column from the left, each column from the ground up."""
    step = column_step(plot)
    found = []
    for index in range(len(plot.categories)):
        ground = HEIGHT
        for which, series in enumerate(plot.series):
            height = scaled(series.values[index] or 0.0, top, HEIGHT)
            ground = round(ground - height, 1)
            if height:
                found.append(
                    Layer(
                        index,
                        which,
                        round(LEFT + index * step + step * 0.15, 1),
                        ground,
                        round(step * 0.7, 1),
                        height,
                    )
                )
    return found


def column_step(plot: Plot) -> float:
    """How far columns (or points) stand apart."""
    return (WIDTH - LEFT) / max(len(plot.categories), 1)


def grid(plot: Plot, top: float, offset: float) -> str:
    """Level lines with their values."""
    return "".join(
        svg.line(LEFT, y, WIDTH, y, "axis" if tick == 0 else "grid")
        + svg.text(LEFT - 8, y + 4.5, plot.show(tick), anchor="end", class_="soft")
        for tick in ticks(top)
        for y in (offset + HEIGHT - scaled(tick, top, HEIGHT),)
    )


def names(plot: Plot, offset: float) -> str:
    """The category names under the axis; some are left out when they would touch."""
    step = column_step(plot)
    widest = max((svg.text_width(category) for category in plot.categories), default=0.0)
    every = max(1, int(-(-(widest + 6) // step)))
    return "".join(
        svg.text(
            LEFT + index * step + step / 2,
            offset + HEIGHT + 18,
            category,
            anchor="middle",
            class_="soft",
        )
        for index, category in enumerate(plot.categories)
        if index % every == 0
    )


def marks(plot: Plot, top: float, offset: float) -> str:
    """The limit (named in the legend), and a line where a definition changed with its reason."""
    step = column_step(plot)
    parts = []
    if plot.limit:
        y = offset + HEIGHT - scaled(plot.limit[0], top, HEIGHT)
        parts.append(svg.line(LEFT, y, WIDTH, y, "break"))
    for index, reason in plot.breaks.items():
        x = LEFT + index * step
        parts.append(
            svg.line(x, offset - 4, x, offset + HEIGHT, "break")
            + svg.text(x + 5, offset + 8, reason, class_="soft")
        )
    return "".join(parts)


def limit_entries(plot: Plot) -> list[svg.Entry]:
    """The legend entry of the limit, if there is one."""
    return [svg.limit_entry(plot.limit[1])] if plot.limit else []


def _highest(plot: Plot) -> float:
    return max(
        (
            sum(series.values[index] or 0.0 for series in plot.series)
            for index in range(len(plot.categories))
        ),
        default=0.0,
    )


def _totals(plot: Plot, top: float, offset: float) -> str:
    step = column_step(plot)
    parts = []
    for index in range(len(plot.categories)):
        measured = [value for series in plot.series if (value := series.values[index]) is not None]
        shown = plot.text(sum(measured) if measured else None)
        if svg.text_width(shown) <= step:
            y = offset + HEIGHT - scaled(sum(measured), top, HEIGHT) - 5
            parts.append(svg.text(LEFT + index * step + step / 2, y, shown, anchor="middle"))
    return "".join(parts)
