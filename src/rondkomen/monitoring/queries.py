"""Reads of `monitoring`, for the municipality that is acted for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.publishing import PublishedMonth
from rondkomen.monitoring.core.stored import counts_from_data, published_from_data
from rondkomen.monitoring.models import (
    MonthSnapshot,
    Publication,
    PublishedTable,
    SeriesBreak,
)


@dataclass(frozen=True, slots=True)
class CountedMonth:
    """The exact counts of a month, and where and when they come from.

    Shape: `definitions` indicator → version of its definition.
    """

    counts: MonthCounts
    inhabitants: int | None
    source: str
    definitions: Mapping[str, str]
    fingerprint: str
    counted_at: datetime

    @property
    def month(self) -> Month:
        """The month that was counted."""
        return self.counts.month


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A published version of a month, as it left."""

    id: UUID
    number: int
    content: PublishedMonth
    fingerprint: str
    source: str
    definitions: Mapping[str, str]
    published_at: datetime
    published_by: str

    @property
    def month(self) -> Month:
        """The month that was published."""
        return self.content.month


@dataclass(frozen=True, slots=True)
class LoggedTable:
    """A line of the log of published tables."""

    month: Month
    number: int
    table: str
    shown: int
    hidden: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class MarkedBreak:
    """A break in the series that the municipality marked; an empty indicator is all figures."""

    id: UUID
    indicator: str
    since: Month
    why: str
    marked_at: datetime
    marked_by: str


def series_breaks() -> tuple[MarkedBreak, ...]:
    """The breaks that the municipality marked, latest first."""
    return tuple(
        MarkedBreak(
            row.id,
            row.indicator,
            Month.parse(row.since),
            row.why,
            row.marked_at,
            row.marked_by_name,
        )
        for row in SeriesBreak.objects.order_by("-since", "indicator")
    )


def counted_months() -> list[Month]:
    """The months that were counted, latest first."""
    found = MonthSnapshot.objects.order_by("-month").values_list("month", flat=True)
    return [Month.parse(text) for text in found]


def month_counts(months: Iterable[Month]) -> dict[Month, CountedMonth]:
    """The counts of these months; a month that was not counted is left out."""
    wanted = [str(month) for month in months]
    found = MonthSnapshot.objects.filter(month__in=wanted).order_by("month")
    return {row.month: row for row in map(_counted, found)}


def published_months() -> list[Month]:
    """The months of which a version was published, latest first."""
    found = Publication.objects.order_by("-month").values_list("month", flat=True).distinct()
    return [Month.parse(text) for text in found]


def published(months: Iterable[Month]) -> dict[Month, PublishedVersion]:
    """The latest published version of these months; a month without one is left out."""
    wanted = [str(month) for month in months]
    found = Publication.objects.filter(month__in=wanted).defer("basis").order_by("month", "number")
    return {row.month: row for row in map(_published, found)}


def published_basis(month: Month) -> MonthCounts | None:
    """The counts behind the latest published version of a month; None when there is none."""
    row = Publication.objects.filter(month=str(month)).order_by("-number").first()
    return counts_from_data(row.basis) if row else None


def published_tables() -> list[LoggedTable]:
    """The log of published tables, latest first."""
    rows = PublishedTable.objects.select_related("publication").order_by(
        "-publication__month", "-publication__number", "key"
    )
    return [
        LoggedTable(
            Month.parse(row.publication.month),
            row.publication.number,
            row.key,
            row.shown,
            row.hidden,
            row.publication.published_at,
        )
        for row in rows.defer("publication__content", "publication__basis")
    ]


def _counted(row: MonthSnapshot) -> CountedMonth:
    return CountedMonth(
        counts=counts_from_data(row.counts),
        inhabitants=row.inhabitants,
        source=row.source,
        definitions=row.definitions,
        fingerprint=row.fingerprint,
        counted_at=row.counted_at,
    )


def _published(row: Publication) -> PublishedVersion:
    return PublishedVersion(
        id=row.id,
        number=row.number,
        content=published_from_data(row.content),
        fingerprint=row.fingerprint,
        source=row.source,
        definitions=row.definitions,
        published_at=row.published_at,
        published_by=row.published_by_name,
    )
