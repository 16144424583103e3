"""CBS pulls: one signed question in, one page of all deliveries it may see out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from django.conf import settings

from rondkomen.access.core.actor import Actor
from rondkomen.access.queries import GemeenteRow, ProgramRow, gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.chain import cbs_delivery
from rondkomen.exchange import queries, services
from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import unpacked
from rondkomen.exchange.core.codes import Route
from rondkomen.exchange.core.ddas_pages import (
    Page,
    Paging,
    Part,
    document,
    pages,
    paging_object,
    share,
)
from rondkomen.exchange.core.ddas_vs import Envelope
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE
from rondkomen.exchange.queries import DeliveryRow
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused

# DDAS interface specification: a cache is refreshed at least daily.
FRESH = timedelta(hours=24)


class QuestionRefused(Refused):
    """A question that is well formed and still cannot be answered."""


@dataclass(frozen=True)
class Question:
    """What CBS asks for; nothing of it is required."""

    start: date | None = None
    end: date | None = None
    organisation: str = ""
    page: int | None = None
    page_size: int | None = None


def answer(question: Question, *, program: ProgramRow, now: datetime) -> bytes:
    """The body of the answer: one page, with its paging when there is more than one or it was asked.

    The first page makes the deliveries anew when they are older than a day; later pages never do,
    so that one walk over the pages sees one state.
    Raises: QuestionRefused for a period that is not over, or an organisation not served here;
    Refused when a municipality's own data lack.
    """
    period = _period(question, now.date())
    asked = _asked(question.organisation, [gemeente(code) for code in program.gemeenten])
    number = question.page or 1
    rows = [_delivery(row.code, period, may_renew=number == 1, now=now) for row in asked]
    page_size = min(question.page_size or MOST_SIGNALS_PER_PAGE, MOST_SIGNALS_PER_PAGE)
    found = pages([row.layout for row in rows], page_size)
    parts = list(_parts(rows, found, number, program.name, now)) if number <= len(found) else []
    made_at = max((row.made_at for row in rows), default=now)
    envelope = Envelope(settings.DDAS["SUPPLIER"], period, made_at)
    body: dict[str, object] = {"gegevens": document(envelope, parts)}
    if len(found) > 1 or question.page or question.page_size:
        total = sum(row.signals for row in rows)
        body["paginering"] = paging_object(Paging(page_size, number, len(found), total))
    return canonical(body)


def _period(question: Question, today: date) -> Period:
    """The period asked; an open end is the last full month, an open start the first of that year.

    Raises: QuestionRefused when it runs backwards or is not over.
    Policy: DDAS interface specification: without dates the supplier decides; docs/cbs-delivery.md.
    """
    end = question.end or Month.of(today).previous().last
    start = question.start or date(end.year, 1, 1)
    if end < start:
        raise QuestionRefused("De einddatum ligt voor de startdatum.", code="periode-volgorde")
    if end >= today:
        raise QuestionRefused("De periode is nog niet voorbij.", code="periode-loopt-nog")
    return Period(start, end)


def _asked(organisation: str, served: Sequence[GemeenteRow]) -> list[GemeenteRow]:
    """The municipalities asked for by name or code (9901 or GM9901); without one all of them.

    Raises: QuestionRefused when none has that name or code.
    """
    wanted = organisation.strip().casefold()
    found = [row for row in served if not wanted or wanted in _names(row)]
    if not found:
        raise QuestionRefused(
            "Deze aanleverende organisatie is hier niet bekend.", code="organisatie-onbekend"
        )
    return found


def _names(row: GemeenteRow) -> set[str]:
    return {row.name.casefold(), row.code, f"gm{row.code}"}


def _delivery(code: str, period: Period, *, may_renew: bool, now: datetime) -> DeliveryRow:
    with acting_for(code):
        kept = queries.latest(period, route=Route.PULL, now=now)
        if kept and (not may_renew or kept.made_at > now - FRESH):
            return kept
        made = cbs_delivery.produce(period, route=Route.PULL, now=now, actor=_actor(code))
        return queries.delivery(made)


def _parts(
    rows: Sequence[DeliveryRow], found: Sequence[Page], number: int, to: str, now: datetime
) -> Iterator[Part]:
    """Each municipality's share of this page, read and told to its journal in its own tenant."""
    page = found[number - 1]
    ends = list(accumulate(row.signals for row in rows))
    for row, end in zip(rows, ends, strict=True):
        before = end - row.signals
        is_here = before < page.stop and end > page.start
        if not is_here and not (row.signals == 0 and number == 1):
            continue  # a municipality without signals says so on the first page
        with acting_for(row.gemeente_id):
            laid_out, organisation = unpacked(queries.content(row.id), row.layout)
            services.hand_over(row.id, to=to, page=number, at=now, actor=_actor(row.gemeente_id))
        yield Part(row.gemeente_id, organisation, *share(laid_out, before, page))


def _actor(code: str) -> Actor:
    """The system, delivering on request of CBS; no person is involved."""
    return Actor(user_id=None, name="Ophaalverzoek van het CBS", gemeente_id=code)
