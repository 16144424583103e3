"""Cutting deliveries into pages, so that a case and its signals stay together where they can.

The rule, also in docs/cbs-delivery.md: units (a case with its signals, or a signal without a
case) are laid down in order; a unit that no longer fits opens the next page. Only a unit that is
itself larger than a page is spread, and its case then stands on the page of its last signal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rondkomen.exchange.core.ddas_vs import (
    Envelope,
    JsonObject,
    Organisation,
    VsDelivery,
    case_object,
    envelope_object,
    organisation_object,
    signal_object,
)
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE


@dataclass(frozen=True, slots=True)
class Unit:
    """What belongs together on a page: a case with its signals, or one signal without a case."""

    signals: list[JsonObject]
    case: JsonObject | None


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a unit that stands on one page: its signals from `start` up to `stop`."""

    unit: int
    start: int
    stop: int
    with_case: bool


Page = list[Piece]


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among the pages; records are signals."""

    page_size: int
    current_page: int
    total_pages: int
    total_records: int


@dataclass(frozen=True, slots=True)
class Part:
    """One municipality's share of a page."""

    gemeentecode: str
    organisation: Organisation
    units: Sequence[Unit]


def units(delivery: VsDelivery) -> list[Unit]:
    """The delivery as JSON-ready units: the cases first, then the signals without a case."""
    objects = {signal.id: signal_object(signal) for signal in delivery.signals}
    in_cases = [
        Unit([objects.pop(signal_id) for signal_id in case.signal_ids], case_object(case))
        for case in delivery.cases
    ]
    return in_cases + [Unit([alone], None) for alone in objects.values()]


def sizes(laid_out: Iterable[Unit]) -> list[int]:
    """The number of signals in each unit."""
    return [len(unit.signals) for unit in laid_out]


def pages(unit_sizes: Sequence[int], page_size: int = MOST_SIGNALS_PER_PAGE) -> list[Page]:
    """The pages that these units fill, at least one, each with at most `page_size` signals.

    Policy: DDAS interface specification, non-functional requirements: at most 50,000 signals in
    a message; the order of units decides, so the same units always give the same pages.
    """
    found: list[Page] = [[]]
    room = page_size
    for unit, size in enumerate(unit_sizes):
        for start in range(0, size, page_size):
            stop = min(start + page_size, size)
            if stop - start > room:
                found.append([])
                room = page_size
            found[-1].append(Piece(unit, start, stop, stop == size))
            room -= stop - start
    return found


def paging(unit_sizes: Sequence[int], page_size: int, current_page: int) -> Paging:
    """Where `current_page` stands; it may lie behind the last page, which then is empty.

    Policy: DDAS interface specification: a page that does not exist is answered without data but
    with its paging.
    """
    return Paging(page_size, current_page, len(pages(unit_sizes, page_size)), sum(unit_sizes))


def cut(page: Page, laid_out: Sequence[Unit]) -> list[Unit]:
    """The units, or the parts of units, that stand on this page."""
    return [
        Unit(
            laid_out[piece.unit].signals[piece.start : piece.stop],
            laid_out[piece.unit].case if piece.with_case else None,
        )
        for piece in page
    ]


def document(envelope: Envelope, parts: Sequence[Part]) -> JsonObject:
    """The document of one page, ready to be written as JSON; without parts it has no deliveries.

    The counter of a delivery runs from 1 within the document, as DDAS defines it.
    """
    found = envelope_object(envelope)
    if parts:
        found["leveringen"] = [
            _delivery_object(part, number) for number, part in enumerate(parts, 1)
        ]
    return found


def delivery_documents(
    envelope: Envelope, delivery: VsDelivery, page_size: int = MOST_SIGNALS_PER_PAGE
) -> Iterator[JsonObject]:
    """The documents of one municipality's delivery, one for each page."""
    laid_out = units(delivery)
    for page in pages(sizes(laid_out), page_size):
        part = Part(delivery.gemeentecode, delivery.organisation, cut(page, laid_out))
        yield document(envelope, [part])


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
        "aanleverendeOrganisatie": organisation_object(part.organisation),
        "vroegsignalen": [signal for unit in part.units for signal in unit.signals],
        "vroegsignaalzaken": [unit.case for unit in part.units if unit.case is not None],
    }
