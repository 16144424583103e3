"""Lines over months: each with its own dash, point and name at the end."""

from dataclasses import dataclass

from rondkomen.web.ui.charts import svg
from rondkomen.web.ui.charts.plot import Chart, Plot, chart_of, scaled, ticks
from rondkomen.web.ui.charts.standing import (
    FOOT,
    HEAD,
    HEIGHT,
    LEFT,
    WIDTH,
    column_step,
    grid,
    limit_entries,
    marks,
    names,
)

_DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 4", "1 3")
_POINTS = ("circle", "square", "diamond", "triangle", "circle", "square")


@dataclass(frozen=True)
class Point:
    """Where a value lies; `y` from the top of the plot."""

    category: int
    x: float
    y: float


def lines(plot: Plot) -> Chart:
    """A chart of one or more lines; a line stops where a value is missing and starts again after it."""
    values = [value for series in plot.series for value in series.values if value is not None]
    top = ticks(max([*values, plot.limit[0] if plot.limit else 0.0], default=0.0))[-1]
    head, offset = svg.legend(_entries(plot), WIDTH)
    offset += HEAD
    parts = [head, grid(plot, top, offset)]
    for which, series in enumerate(plot.series):
        runs = layout(series.values, plot, top=top)
        parts += [_line(run, which, offset) for run in runs]
        parts += [_end(plot, series.values, runs, offset) if len(plot.series) == 1 else ""]
    parts += [names(plot, offset), marks(plot, top, offset)]
    label = f"{plot.title}. {plot.sentence}".strip()
    return chart_of(plot, svg.picture(WIDTH, offset + HEIGHT + FOOT, "".join(parts), label=label))


def layout(values: tuple[float | None, ...], plot: Plot, *, top: float) -> list[list[Point]]:
    """The points of one line, in runs without a gap."""
    step = column_step(plot)
    runs: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(
                Point(
                    index,
                    round(LEFT + index * step + step / 2, 1),
                    round(HEIGHT - scaled(value, top, HEIGHT), 1),
                )
            )
    return [run for run in runs if run]


def _line(run: list[Point], which: int, offset: float) -> str:
    path = " ".join(
        f"{'M' if place == 0 else 'L'}{svg.number(point.x)} {svg.number(offset + point.y)}"
        for place, point in enumerate(run)
    )
    dash = {"stroke_dasharray": _DASHES[which % 6]} if _DASHES[which % 6] else {}
    drawn = (
        svg.element("path", d=path, class_=f"line mark-{which % 6}", **dash) if len(run) > 1 else ""
    )
    return drawn + "".join(_point(point.x, offset + point.y, which) for point in run)


def _point(x: float, y: float, which: int) -> str:
    shape, shade = _POINTS[which % 6], f"mark-{which % 6}"
    if shape == "circle":
        return svg.element("circle", cx=x, cy=y, r=3.5, class_=shade)
    corners = {
        "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
        "diamond": ((0, -4.6), (4.6, 0), (0, 4.6), (-4.6, 0)),
        "triangle": ((0, -4.4), (4.2, 3.4), (-4.2, 3.4)),
    }[shape]
    return svg.element(
        "polygon",
        points=" ".join(f"{svg.number(x + dx)},{svg.number(y + dy)}" for dx, dy in corners),
        class_=shade,
    )


def _entries(plot: Plot) -> list[svg.Entry]:
    named = (
        [_entry(series.label, which) for which, series in enumerate(plot.series)]
        if len(plot.series) > 1
        else []
    )
    return [*named, *limit_entries(plot)]


def _entry(name: str, which: int) -> svg.Entry:
    return svg.Entry(
        name, 36, lambda x, y: _line([Point(0, x + 4, y + 7), Point(1, x + 32, y + 7)], which, 0.0)
    )


def _end(
    plot: Plot, values: tuple[float | None, ...], runs: list[list[Point]], offset: float
) -> str:
    if not runs:
        return ""
    last = runs[-1][-1]
    return svg.text(
        last.x,
        offset + last.y - 9,
        plot.text(values[last.category]),
        anchor="middle",
        class_="strong",
    )
