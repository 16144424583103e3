"""Cutting deliveries into pages, so that a case and its signals stay together where they can.

A delivery is laid out as a row of signals: first those of each case, side by side, then those
without a case. A page is a stretch of that row. The rule, also in docs/cbs-delivery.md: a page
takes as much as fits without parting a case from its signals; only a case that is itself larger
than a page is spread, and then stands on the page of its last signal.
"""

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from rondkomen.exchange.core.ddas_objects import JsonObject, envelope_object
from rondkomen.exchange.core.ddas_vs import Envelope, VsDelivery
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE

Page = range


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the cases end in a row of signals; `case_ends` rises, and never passes `total`."""

    total: int
    case_ends: Sequence[int]

    @classmethod
    def of_bytes(cls, total: int, case_ends: bytes) -> "Layout":
        """The layout kept as this total and these bytes."""
        return cls(total, json.loads(zlib.decompress(case_ends)))

    @property
    def ends_as_bytes(self) -> bytes:
        """Where the cases end, small enough to keep beside the delivery."""
        return zlib.compress(json.dumps(list(self.case_ends)).encode())

    def last_cut(self, limit: int) -> int:
        """The last place at or before `limit` where no case is parted from its signals."""
        if limit >= self.total:
            return self.total
        if not self.case_ends or limit >= self.case_ends[-1]:
            return limit
        found = bisect_right(self.case_ends, limit)
        return self.case_ends[found - 1] if found else 0

    def cases_in(self, start: int, stop: int) -> slice:
        """The cases whose last signal stands between `start` and `stop`."""
        return slice(bisect_right(self.case_ends, start), bisect_right(self.case_ends, stop))


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The signals and cases of one delivery in the order of its layout."""

    layout: Layout
    signals: Sequence[Any]
    cases: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One municipality's share of a page."""

    gemeentecode: str
    organisation: Any
    signals: Sequence[Any]
    cases: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among the pages; records are signals."""

    page_size: int
    current_page: int
    total_pages: int
    total_records: int


def layout_of(delivery: VsDelivery) -> Layout:
    """Where the cases of this delivery end."""
    return Layout(
        len(delivery.signals.columns.refs),
        tuple(accumulate(map(len, delivery.cases.columns.signal_refs))),
    )


def pages(layouts: Sequence[Layout], page_size: int = MOST_SIGNALS_PER_PAGE) -> list[Page]:
    """The pages that these deliveries fill together, at least one, as stretches of all signals.

    Policy: DDAS interface specification, non-functional requirements: at most 50,000 signals in
    a message; the same deliveries always give the same pages.
    """
    ends = list(accumulate(layout.total for layout in layouts))
    found: list[Page] = []
    start, total = 0, ends[-1] if ends else 0
    while start < total:
        limit = min(start + page_size, total)
        stop = _last_cut(layouts, ends, limit)
        found.append(range(start, stop if stop > start else limit))
        start = found[-1].stop
    return found or [range(0)]


def _last_cut(layouts: Sequence[Layout], ends: Sequence[int], limit: int) -> int:
    """The last place at or before `limit`, counted over all deliveries, where a page may end."""
    number = bisect_left(ends, limit)
    before = ends[number - 1] if number else 0
    return before + layouts[number].last_cut(limit - before)


def share(laid_out: LaidOut, before: int, page: Page) -> tuple[Sequence[Any], Sequence[Any]]:
    """The signals and cases of this delivery on this page; `before` counts the signals ahead of it."""
    start = max(page.start - before, 0)
    stop = min(page.stop - before, laid_out.layout.total)
    if stop <= start:
        return [], []
    return laid_out.signals[start:stop], laid_out.cases[laid_out.layout.cases_in(start, stop)]


def document(envelope: Envelope, parts: Sequence[Part]) -> JsonObject:
    """The document of one page, ready to be written as JSON; without parts it has no deliveries.

    The counter of a delivery runs from 1 within the document, as DDAS defines it.
    """
    found = envelope_object(envelope)
    if parts:
        found["leveringen"] = [_delivery_object(part, place) for place, part in enumerate(parts, 1)]
    return found


def paging_object(found: Paging) -> JsonObject:
    """The paging as the interface writes it."""
    return {
        "pageSize": found.page_size,
        "currentPage": found.current_page,
        "totalPages": found.total_pages,
        "totalRecords": found.total_records,
    }


def _delivery_object(part: Part, number: int) -> JsonObject:
    return {
        "teller": number,
        "gemeentecode": part.gemeentecode,
        "aanleverendeOrganisatie": part.organisation,
        "vroegsignalen": part.signals,
        "vroegsignaalzaken": part.cases,
    }
