"""What a month's page is made of: figures, tables and the twelve months before, exact or published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.http import Http404

from rondkomen.kernel.period import Month
from rondkomen.monitoring import queries
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.definitions import Break, Words
from rondkomen.monitoring.core.figures import Beside, Figure, beside_last_year, figures_of
from rondkomen.monitoring.core.publishing import published_figures
from rondkomen.monitoring.core.reading import month_name
from rondkomen.monitoring.core.tables import Table, counted_tables, published_tables
from rondkomen.monitoring.queries import CountedMonth, PublishedVersion

MONTHS_SHOWN = 13


@dataclass(frozen=True)
class Point:
    """One month of the trend: its figures, its tables and the system they come from."""

    month: Month
    figures: Mapping[str, Figure]
    tables: tuple[Table, ...]
    source: str


@dataclass(frozen=True)
class Material:
    """A month with last year's beside it, and the months in between."""

    month: Month
    figures: Mapping[str, Beside]
    tables: tuple[Table, ...]
    last_year: tuple[Table, ...]
    trend: tuple[Point, ...]
    breaks: tuple[Break, ...]
    new_sources: frozenset[Month]
    is_published: bool
    moment: datetime
    counted: CountedMonth | None = None
    version: PublishedVersion | None = None

    def table(self, key: str) -> Table:
        """The table with this key."""
        return next(table for table in self.tables if table.key == key)

    def table_last_year(self, key: str) -> Table | None:
        """Last year's table with this key, when there is one."""
        return next((table for table in self.last_year if table.key == key), None)


def month_of(text: str) -> Month:
    """The month in an address.

    Raises: Http404 for anything that is no month.
    """
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise Http404 from fault


def counted(month: Month) -> Material | None:
    """The exact month; None when it was not counted yet."""
    found = queries.month_counts(_shown(month))
    points = {
        each: Point(
            each,
            figures_of(row.counts, definitions=definitions(), inhabitants=row.inhabitants),
            counted_tables(row.counts.families, definitions()),
            row.source,
        )
        for each, row in found.items()
    }
    if month not in points:
        return None
    return _material(month, points, moment=found[month].counted_at, counted=found[month])


def published(month: Month) -> Material | None:
    """The published month; None when it was not published."""
    found = queries.published(_shown(month))
    points = {
        each: Point(
            each,
            published_figures(row.content, definitions=definitions()),
            published_tables(row.content, definitions()),
            row.source,
        )
        for each, row in found.items()
    }
    if month not in points:
        return None
    return _material(month, points, moment=found[month].published_at, version=found[month])


def _shown(month: Month) -> list[Month]:
    return [month.plus(-back) for back in range(MONTHS_SHOWN - 1, -1, -1)]


def _material(
    month: Month,
    points: Mapping[Month, Point],
    *,
    moment: datetime,
    counted: CountedMonth | None = None,
    version: PublishedVersion | None = None,
) -> Material:
    trend = tuple(points[each] for each in _shown(month) if each in points)
    here, before = points[month], points.get(month.plus(-12))
    sources, marked = tuple(_changes_of_source(trend)), _marked_in(trend)
    everywhere = [*sources, *(each for each in marked if not each.indicator)]
    local = [Break(key, each.since, each.says) for each in everywhere for key in here.figures]
    return Material(
        month=month,
        figures=beside_last_year(
            here.figures,
            before.figures if before else {},
            month=month,
            definitions=definitions(),
            local_breaks=(*local, *marked) if before else (),
        ),
        tables=here.tables,
        last_year=before.tables if before else (),
        trend=trend,
        breaks=(*sources, *map(_told, marked)),
        new_sources=frozenset(each.since for each in sources),
        is_published=version is not None,
        moment=moment,
        counted=counted,
        version=version,
    )


def _marked_in(trend: Sequence[Point]) -> tuple[Break, ...]:
    """The breaks that the municipality marked after the first of these months."""
    return tuple(
        Break(each.indicator, each.since, Words(each.why, each.why))
        for each in queries.series_breaks()
        if trend[0].month < each.since <= trend[-1].month
    )


def _told(each: Break) -> Break:
    """The break with its month and figure in front of the reason."""
    label = (
        definitions().indicator(each.indicator).label
        if each.indicator
        else Words("alle cijfers", "all figures")
    )
    nl, en = (month_name(each.since, language) for language in ("nl", "en"))
    says = Words(
        f"Vanaf {nl}, {label.nl}: {each.says.nl}", f"From {en}, {label.en}: {each.says.en}"
    )
    return Break(each.indicator, each.since, says)


def _changes_of_source(trend: Iterable[Point]) -> Iterable[Break]:
    """A mark at each month whose figures come from another system than the month before."""
    for earlier, later in pairwise(trend):
        if earlier.source != later.source:
            before, after = (point.source or "Rondkomen" for point in (earlier, later))
            yield Break(
                "",
                later.month,
                Words(
                    f"Tot en met {month_name(earlier.month)} komen de cijfers uit {before}, "
                    f"daarna uit {after}.",
                    f"Up to {month_name(earlier.month, 'en')} the figures come from {before}, "
                    f"afterwards from {after}.",
                ),
            )
