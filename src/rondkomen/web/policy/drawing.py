"""The four charts of a month: the year, the partners, the attempts and the results."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from django.utils.translation import gettext as _

from rondkomen.kernel.period import Month
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.reading import month_name, number_text
from rondkomen.monitoring.core.tables import Table
from rondkomen.web.policy.material import Material
from rondkomen.web.policy.showing import language, say
from rondkomen.web.ui import charts
from rondkomen.web.ui.charts import Chart, Plot, Series

_NO_MARKS: Mapping[int, str] = MappingProxyType({})


def charts_of(material: Material) -> list[Chart]:
    """The charts of a month, each with its table."""
    return [
        _year(material),
        _this_and_last(material, "inflow"),
        _attempts(material),
        _this_and_last(material, "results"),
    ]


def _year(material: Material) -> Chart:
    """Inflow over thirteen months, so that the same month last year is in sight."""
    points = material.trend
    values = tuple(
        None if (value := point.figures["inflow"].value) is None else float(value)
        for point in points
    )
    title = _("Instroom per maand")
    return charts.lines(
        Plot(
            title=title,
            categories=tuple(_short(point.month) for point in points),
            series=(Series(_("Signalen per 1.000 inwoners"), values),),
            sentence=_("Signalen per 1.000 inwoners."),
            show=lambda value: number_text(Fraction(value), 1, language()),
            breaks=_marks(material),
            heading=_("Maand"),
        )
    )


def _marks(material: Material) -> Mapping[int, str]:
    """The places in the year at which something changed, with a word each."""
    found = {}
    for place, point in enumerate(material.trend):
        if place and any(change.since == point.month for change in material.breaks):
            found[place] = _("ander systeem")
        elif place and definitions().indicator("inflow").breaks_between(
            material.trend[place - 1].month, point.month
        ):
            found[place] = _("definitie gewijzigd")
    return MappingProxyType(found) if found else _NO_MARKS


def _this_and_last(material: Material, key: str) -> Chart:
    """The totals per row of a table, with last year's beside them when there is one."""
    table, before = material.table(key), material.table_last_year(key)
    rows = [row for row in table.rows if not row.is_total]
    categories = tuple(say(row.label) for row in rows)
    series = [Series(month_name(material.month, language()), _totals(table, categories))]
    if before is not None:
        earlier = month_name(material.month.plus(-12), language())
        series.append(Series(earlier, _totals(before, categories)))
    plot = Plot(
        title=say(table.title),
        categories=categories,
        series=tuple(series),
        sentence=_hidden_note(table),
        show=_count,
        heading=say(table.heading),
    )
    return charts.grouped_bars(plot) if before is not None else charts.bars(plot)


def _attempts(material: Material) -> Chart:
    """Attempts by kind, a bar for each part of the day."""
    table = material.table("attempts")
    rows = [row for row in table.rows if not row.is_total]
    plot = Plot(
        title=say(table.title),
        categories=tuple(say(row.label) for row in rows),
        series=tuple(
            Series(say(column), tuple(_number(row.cells[place].number) for row in rows))
            for place, column in enumerate(table.columns[:-1])
        ),
        sentence=_hidden_note(table),
        show=_count,
        heading=say(table.heading),
    )
    return charts.grouped_bars(plot) if len(plot.series) > 1 else charts.bars(plot)


def _totals(table: Table, categories: tuple[str, ...]) -> tuple[float | None, ...]:
    found = {say(row.label): row.cells[-1].number for row in table.rows}
    return tuple(_number(found.get(category)) for category in categories)


def _hidden_note(table: Table) -> str:
    return _("Waar geen staaf staat, is het aantal verborgen.") if table.has_hidden else ""


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _count(value: float) -> str:
    return number_text(round(value), language=language())


def _short(month: Month) -> str:
    """`nov 25`: thirteen of them fit beside each other."""
    name, year = month_name(month, language()).split()
    return f"{name[:3]} {year[2:]}"
