"""The four charts of a month: the year, the partners, the attempts and the results."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondkomen.kernel.period import Month
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.reading import month_name, number_text
from rondkomen.monitoring.core.tables import Table
from rondkomen.web.policy.material import Material
from rondkomen.web.policy.showing import EMPTY_SIGN, HIDDEN_SIGN, language, say
from rondkomen.web.ui import charts
from rondkomen.web.ui.charts import Chart, Plot, Series

_INFLOW = {"", "inflow"}  # breaks that touch the chart of the year
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
        here = [change for change in material.breaks if change.since == point.month]
        if place and point.month in material.new_sources:
            found[place] = _("ander systeem")
        elif place and any(change.indicator in _INFLOW for change in here):
            found[place] = _("reeksbreuk")
        elif place and definitions().indicator("inflow").breaks_between(
            material.trend[place - 1].month, point.month
        ):
            found[place] = _("definitie gewijzigd")
    return MappingProxyType(found) if found else _NO_MARKS


def _this_and_last(material: Material, key: str) -> Chart:
    """The totals per row of a table, with last year's beside them when there is one."""
    table, before = material.table(key), material.table_last_year(key)
    now, earlier = _totals(table), _totals(before) if before else {}
    categories = tuple(name for name in now if now[name] is not None or earlier.get(name))
    series = [
        Series(month_name(material.month, language()), tuple(now[each] for each in categories))
    ]
    if before is not None:
        name = month_name(material.month.plus(-12), language())
        series.append(Series(name, tuple(earlier.get(each) for each in categories)))
    plot = Plot(
        title=say(table.title),
        categories=categories,
        series=tuple(series),
        sentence=_hidden_note(table),
        show=_count,
        missing=HIDDEN_SIGN if table.has_hidden else EMPTY_SIGN,
        heading=say(table.heading),
    )
    return charts.grouped_bars(plot) if before is not None else charts.bars(plot)


def _attempts(material: Material) -> Chart:
    """Attempts by kind, a bar for each part of the day."""
    table = material.table("attempts")
    rows = [
        row
        for row in table.rows
        if not row.is_total and any(cell.number is not None for cell in row.cells[:-1])
    ]
    plot = Plot(
        title=say(table.title),
        categories=tuple(say(row.label) for row in rows),
        series=tuple(
            Series(say(column), tuple(_number(row.cells[place].number) for row in rows))
            for place, column in enumerate(table.columns[:-1])
        ),
        sentence=_hidden_note(table),
        show=_count,
        missing=HIDDEN_SIGN if table.has_hidden else EMPTY_SIGN,
        heading=say(table.heading),
    )
    return charts.grouped_bars(plot) if len(plot.series) > 1 else charts.bars(plot)


def _totals(table: Table) -> dict[str, float | None]:
    """The last number of each row, by the name of the row."""
    rows = [row for row in table.rows if not row.is_total]
    return {say(row.label): _number(row.cells[-1].number) for row in rows}


def _hidden_note(table: Table) -> str:
    return _("Verborgen aantallen staan niet in beeld.") if table.has_hidden else ""


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _count(value: float) -> str:
    return number_text(round(value), language=language())


def _short(month: Month) -> str:
    """`nov 25`: thirteen of them fit beside each other."""
    return date_format(month.first, "M y").lower()
