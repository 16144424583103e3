"""From signals and cases to the delivery for CBS: as they stood on the last day of the period.

What belongs in it, and why no person is logged for it: docs/cbs-delivery.md.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, require, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import GemeenteRow, actor_of, gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import SignalKind, SignalStatus
from rondkomen.arrears.core.ddas import PARTNER_TYPES, SIGNAL_STATUSES
from rondkomen.arrears.queries import SignalFacts
from rondkomen.exchange import queries, services
from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import packed, unpacked
from rondkomen.exchange.core import ddas_vs as vs
from rondkomen.exchange.core.codes import Route
from rondkomen.exchange.core.ddas_cases import Attempt, CaseColumns, VsCases
from rondkomen.exchange.core.ddas_pages import Page, Part, document, layout_of, pages, share
from rondkomen.exchange.core.ddas_signals import SignalColumns, deliverable
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE
from rondkomen.exchange.queries import DeliveryRow
from rondkomen.exchange.services import MadeDelivery
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.kernel.memory import without_collecting
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries as outreach
from rondkomen.outreach.core.cases import signal_status
from rondkomen.outreach.core.codes import CaseStatus
from rondkomen.outreach.core.ddas import CONTACT_KINDS, PARTS_OF_DAY, RESULTS
from rondkomen.outreach.queries.rows import CaseFactRow
from rondkomen.people.statistics import StatisticalClient, statistical_clients

KIND = "cbs-delivery"
# A case of an earlier month is delivered again while it is worked on; older ones are long closed.
_MONTHS_BACK = 12
_STAGES = 4
_NO_CLIENT = "De persoon van dit signaal is gewist."
Told = Callable[[int, str], None]
Known = tuple[SignalFacts, StatisticalClient]


def quietly(_done: int, _message: str) -> None:
    """Nothing: nobody is watching the progress."""


@dataclass(frozen=True)
class Assembled:
    """A delivery, and why some signals are not in it.

    Shape: `left_out` sentence → number of signals.
    """

    delivery: vs.VsDelivery
    left_out: dict[str, int]


def start(period: Period, *, actor: Actor) -> UUID:
    """The id of the background work that makes a delivery over this period.

    Raises: Refused when the actor may not deliver to CBS.
    """
    require(actor, Purpose.CBS_DELIVERY)
    args = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "user": str(actor.user_id or ""),
    }
    moment = timezone.now().isoformat(timespec="minutes")
    key = f"{KIND}:{period.start}:{period.end}:{moment}"
    return jobs.start(KIND, args=args, gemeente_id=actor.gemeente_id, unique_key=key)


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    gemeente_id, user = progress.gemeente_id, args["user"]
    with acting_for(gemeente_id):
        actor = actor_of(UUID(user), gemeente_id) if user else system_actor(gemeente_id)
        made = produce(
            Period(date.fromisoformat(args["start"]), date.fromisoformat(args["end"])),
            route=Route.FILE,
            now=timezone.now(),
            actor=actor,
            told=lambda done, message: progress.step(done, _STAGES, message),
        )
    return {"delivery": str(made)}


@transaction.atomic
@without_collecting()
def produce(
    period: Period, *, route: Route, now: datetime, actor: Actor, told: Told = quietly
) -> UUID:
    """The id of a new delivery over this period, kept sealed; what was kept too long is erased.

    Raises: Refused when the actor may not deliver to CBS, or the municipality's own data lack.
    """
    require(actor, Purpose.CBS_DELIVERY)
    services.erase_expired(now, actor=actor)
    made = assemble(period, actor=actor, told=told)
    told(3, "Vastleggen")
    cases = made.delivery.cases.columns
    return services.keep(
        MadeDelivery(
            route=route,
            period=period,
            made_at=now,
            layout=layout_of(made.delivery),
            cases=len(cases.closed),
            attempts=sum(map(len, cases.attempts)),
            left_out=made.left_out,
            content=packed(made.delivery),
        ),
        actor=actor,
    )


def assemble(period: Period, *, actor: Actor, told: Told = quietly) -> Assembled:
    """The signals and cases of this period as they stood on its last day.

    Raises: Refused when the actor may not deliver to CBS, or the municipality's own data lack.
    Policy: docs/cbs-delivery.md: signals sent in the period, and every case that was matched,
    picked up, tried or closed in it, with all its signals up to the last day.
    """
    organisation = organisation_of(gemeente(actor.gemeente_id))
    told(0, "Signalen en zaken verzamelen")
    signals = {signal.id: signal for signal in arrears.signals_between(period.start, period.end)}
    cases = _cases(period, signals)
    beyond = {row.signal_ref for case in cases for row in case.signals} - signals.keys()
    signals |= {
        ref: signal
        for ref, signal in arrears.signals(beyond).items()
        if signal.signal_date <= period.end
    }
    told(1, "Cliënten opzoeken")
    persons = {
        row.signal_ref: row.person_ref for case in cases for row in case.signals if row.person_ref
    }
    refs = {signal.identity_ref for signal in signals.values()} | set(persons.values())
    clients = statistical_clients(refs, actor=actor)
    told(2, "Controleren")
    statuses = {row.signal_ref: _status(c, period.end) for c in cases for row in c.signals}
    known, left_out = _with_clients(_in_page_order(signals, cases), persons, clients)
    made, wrong = deliverable(_signal_columns(known, statuses))
    left_out.update(fault.message for fault in wrong.values())
    delivery = vs.VsDelivery(
        actor.gemeente_id,
        organisation,
        period,
        made,
        VsCases(_case_columns(cases, set(made.columns.refs), period.end)),
    )
    return Assembled(delivery, dict(left_out))


def organisation_of(row: GemeenteRow) -> vs.Organisation:
    """The municipality as the organisation that delivers.

    Raises: Refused when its name, contact or KvK number lack or are wrong.
    """
    try:
        contact = vs.Contact(row.contact_name, row.contact_phone, row.contact_email)
        return vs.Organisation(row.name, (contact,), row.kvk_number)
    except Refused as fault:
        raise Refused(
            f"{fault.message} Vul de gegevens van de gemeente aan onder Beheer, Gemeente.",
            code=fault.code,
        ) from fault


def page_documents(row: DeliveryRow) -> Iterator[bytes]:
    """The document of each page of a kept delivery, as bytes for a file.

    Raises: Refused when the content has been erased.
    """
    laid_out, organisation = unpacked(queries.content(row.id), row.layout)
    envelope = vs.Envelope(settings.DDAS["SUPPLIER"], row.period, row.made_at)
    for page in file_pages(row):
        part = Part(row.gemeente_id, organisation, *share(laid_out, 0, page))
        yield canonical(document(envelope, [part]))


def file_pages(row: DeliveryRow) -> list[Page]:
    """The pages of a kept delivery when it goes as files."""
    return pages([row.layout], MOST_SIGNALS_PER_PAGE)


def download(row: DeliveryRow, number: int, *, now: datetime, actor: Actor) -> bytes:
    """The document of this page, told to the journal as handed over.

    Raises: Refused when the actor may not deliver to CBS, the page is not there, or the content
    has been erased.
    """
    require(actor, Purpose.CBS_DELIVERY)
    if not 1 <= number <= len(file_pages(row)):
        raise Refused("Deze pagina heeft de levering niet.", code="cbs-page-unknown")
    found = next(islice(page_documents(row), number - 1, None))
    services.hand_over(row.id, to="bestand", page=number, at=now, actor=actor)
    return found


def _cases(period: Period, signals: Iterable[UUID]) -> list[CaseFactRow]:
    """The cases that hold a signal of the period or were worked on in it, once each."""
    window = Period(Month.of(period.start).plus(-_MONTHS_BACK).first, period.end)
    found = {case.case_id: case for case in outreach.case_facts_of(signals)}
    found |= {
        case.case_id: case for case in outreach.case_facts(window) if _was_worked_on(case, period)
    }
    matched = (case for case in found.values() if case.matched_on <= period.end)
    return sorted(matched, key=lambda case: (case.month, case.case_id))


def _was_worked_on(case: CaseFactRow, period: Period) -> bool:
    days = [case.matched_on, case.picked_up_on, case.closed_on, *(a.on for a in case.attempts)]
    return any(day is not None and day in period for day in days)


def _in_page_order(
    signals: dict[UUID, SignalFacts], cases: Iterable[CaseFactRow]
) -> list[SignalFacts]:
    """First the signals of each case, side by side; then those without a case."""
    named = (row.signal_ref for case in cases for row in case.signals)
    first = {ref: signals[ref] for ref in named if ref in signals}
    return list((first | signals).values())


def _with_clients(
    signals: Iterable[SignalFacts],
    persons: dict[UUID, UUID],
    clients: dict[UUID, StatisticalClient],
) -> tuple[list[Known], Counter[str]]:
    """Each signal with its client, and why others have none."""
    found: list[Known] = []
    left_out: Counter[str] = Counter()
    for signal in signals:
        refs = (persons.get(signal.id), signal.identity_ref)
        known = [clients[ref] for ref in refs if ref in clients]
        if known:
            found.append((signal, _client(known)))
        else:
            left_out[_NO_CLIENT] += 1
    return found, left_out


def _client(known: list[StatisticalClient]) -> StatisticalClient:
    """The client by the first BSN known, else by the first address; the register comes first."""
    for client in known:
        if client.bsn:
            return client
    return next((client for client in known if client.postcode), known[0])


def _signal_columns(known: list[Known], statuses: dict[UUID, SignalStatus]) -> SignalColumns:
    signals = [signal for signal, _ in known]
    clients = [client for _, client in known]
    worked = [statuses.get(signal.id) or _alone(signal) for signal in signals]
    return SignalColumns(
        refs=[str(signal.id) for signal in signals],
        partner_types=[PARTNER_TYPES[signal.partner_type] for signal in signals],
        bsns=[client.bsn for client in clients],
        postcodes=[client.postcode for client in clients],
        house_numbers=[client.house_number for client in clients],
        additions=[client.addition for client in clients],
        birth_dates=[client.birth_date for client in clients],
        amounts=[signal.amount for signal in signals],
        arrears_since=[signal.arrears_since for signal in signals],
        signal_dates=[signal.signal_date for signal in signals],
        statuses=[SIGNAL_STATUSES[status] for status in worked],
        crises=[signal.crisis for signal in signals],
        warm_transfers=[signal.kind is SignalKind.WARM_TRANSFER for signal in signals],
    )


def _closed_by(case: CaseFactRow, day: date) -> bool:
    return case.closed_on is not None and case.closed_on <= day


def _picked_up_by(case: CaseFactRow, day: date) -> date | None:
    return case.picked_up_on if case.picked_up_on and case.picked_up_on <= day else None


def _status(case: CaseFactRow, day: date) -> SignalStatus:
    """The status that the signals of this case had on this day."""
    if _closed_by(case, day):
        return SignalStatus(signal_status(case.status, case.result))
    worked = CaseStatus.PICKED_UP if _picked_up_by(case, day) else CaseStatus.NEW
    return SignalStatus(signal_status(worked, None))


def _alone(signal: SignalFacts) -> SignalStatus:
    """The status of a signal without a case on the last day: picked up happened later, if it did."""
    if signal.status is SignalStatus.PICKED_UP:
        return SignalStatus.NOT_PICKED_UP_YET
    return signal.status


def _case_columns(cases: Iterable[CaseFactRow], delivered: set[str], day: date) -> CaseColumns:
    """The cases as they stood on this day; one of which no signal can be delivered stays out."""
    refs = [tuple(str(row.signal_ref) for row in case.signals) for case in cases]
    refs = [tuple(ref for ref in of_case if ref in delivered) for of_case in refs]
    kept = [case for case, of_case in zip(cases, refs, strict=True) if of_case]
    results = [case.result if _closed_by(case, day) else None for case in kept]
    return CaseColumns(
        signal_refs=[of_case for of_case in refs if of_case],
        closed=[_closed_by(case, day) for case in kept],
        results=[RESULTS[result] if result else "" for result in results],
        matched_on=[case.matched_on for case in kept],
        months=[case.month for case in kept],
        picked_up_on=[_picked_up_by(case, day) for case in kept],
        attempts=[_attempts(case, day) for case in kept],
    )


def _attempts(case: CaseFactRow, day: date) -> list[Attempt]:
    return [
        (CONTACT_KINDS[row.kind], row.reached, row.on, PARTS_OF_DAY[row.part_of_day])
        for row in case.attempts
        if row.on <= day
    ]
