"""Signals, without who they are about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import unseal
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import (
    Consent,
    PartnerType,
    ResidentMatch,
    SignalKind,
    SignalStatus,
)
from rondkomen.arrears.models import Signal, SignalVersion
from rondkomen.journal.services import log_processing
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused

REFERENCE_COLUMN = "reference"
_CHUNK = 900  # SQLite takes a limited number of values in one statement


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """One signal. `identity_ref` opens the client in `people`, with a purpose.

    `same_customer` is equal for signals of one partner about one customer number.

    Units: `amount` in eurocents.
    """

    id: UUID
    partner_id: UUID
    partner_name: str
    delivery_id: UUID
    identity_ref: UUID
    same_customer: str
    version: int
    partner_type: PartnerType
    kind: SignalKind
    signal_date: date
    month: Month
    amount: Cents
    arrears_since: date | None
    arrears_terms: int | None
    supply_end_date: date | None
    crisis: bool
    effort: Effort
    has_phone: bool
    legal_person: bool
    status: SignalStatus
    resident_match: ResidentMatch
    retention_until: date


@dataclass(frozen=True)
class VersionFacts:
    """What a signal said before it was corrected, and what changed."""

    version: int
    delivery_id: UUID
    replaced_on: date
    changed: tuple[str, ...]
    before: Mapping[str, object]


def effort_of(row: Signal) -> Effort:
    """What the partner attested of its own effort for this signal."""
    return Effort(
        row.effort_personal_contact,
        row.effort_help_mentioned,
        row.effort_reminders,
        Consent(row.consent_response) if row.consent_response else None,
        row.is_current_customer,
        row.has_running_arrangement,
    )


def _facts(row: Signal) -> SignalFacts:
    return SignalFacts(
        id=row.id,
        partner_id=row.partner_id,
        partner_name=row.partner.name,
        delivery_id=row.delivery_id,
        identity_ref=row.identity_id,
        same_customer=row.reference_index,
        version=row.version,
        partner_type=PartnerType(row.partner_type),
        kind=SignalKind(row.kind),
        signal_date=row.signal_date,
        month=Month.of(row.month),
        amount=Cents(row.amount),
        arrears_since=row.arrears_since,
        arrears_terms=row.arrears_terms,
        supply_end_date=row.supply_end_date,
        crisis=row.crisis,
        effort=effort_of(row),
        has_phone=row.has_phone,
        legal_person=row.legal_person,
        status=SignalStatus(row.status),
        resident_match=ResidentMatch(row.resident_match),
        retention_until=row.retention_until,
    )


def _rows() -> QuerySet[Signal]:
    found: QuerySet[Signal] = Signal.objects.select_related("partner").order_by("signal_date", "id")
    return found


def signals(signal_ids: Iterable[UUID]) -> dict[UUID, SignalFacts]:
    """Return these signals, without those that do not exist here."""
    wanted = list(dict.fromkeys(signal_ids))
    found: dict[UUID, SignalFacts] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = _rows().filter(id__in=wanted[start : start + _CHUNK])
        found.update((row.id, _facts(row)) for row in rows)
    return found


def signals_of_month(month: Month) -> list[SignalFacts]:
    """Return the signals that count in this month."""
    return [_facts(row) for row in _rows().filter(month=month.first).iterator(chunk_size=5_000)]


def signal_ids(first: Month, last: Month) -> list[UUID]:
    """Return the ids of the signals that count in these months."""
    return list(
        Signal.objects.filter(month__range=(first.first, last.first)).values_list("id", flat=True)
    )


def signals_between(start: date, end: date) -> Iterator[SignalFacts]:
    """Return the signals sent from `start` up to and including `end`, one by one."""
    rows = _rows().filter(signal_date__range=(start, end))
    return (_facts(row) for row in rows.iterator(chunk_size=5_000))


def signals_of_identities(identity_refs: Iterable[UUID]) -> list[SignalFacts]:
    """Return the signals about these delivered identities."""
    wanted = list(dict.fromkeys(identity_refs))
    return [
        _facts(row)
        for start in range(0, len(wanted), _CHUNK)
        for row in _rows().filter(identity_id__in=wanted[start : start + _CHUNK])
    ]


def versions(signal_id: UUID) -> list[VersionFacts]:
    """Return the earlier versions of a signal, latest first."""
    rows = SignalVersion.objects.filter(signal_id=signal_id).order_by("-version")
    return [
        VersionFacts(row.version, row.delivery_id, row.replaced_on, tuple(row.changed), row.before)
        for row in rows
    ]


def past_retention(today: date, *, limit: int = 1000) -> list[tuple[UUID, UUID]]:
    """Return signal and identity of what must be erased by now, oldest first.

    Policy: the rule that set the date is kept with each signal.
    """
    rows = Signal.objects.filter(retention_until__lt=today).order_by("retention_until", "id")
    return list(rows.values_list("id", "identity_id")[:limit])


@transaction.atomic
def references(signal_ids: Iterable[UUID], *, purpose: Purpose, actor: Actor) -> dict[UUID, str]:
    """Return the partner's own customer number per signal.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per data subject.
    """
    require(actor, purpose)
    wanted = list(dict.fromkeys(signal_ids))
    found: dict[UUID, str] = {}
    subjects: list[UUID] = []
    for start in range(0, len(wanted), _CHUNK):
        for row in Signal.objects.filter(id__in=wanted[start : start + _CHUNK]):
            found[row.id] = _reference(row)
            subjects.append(row.identity_id)
    log_processing(
        purpose=purpose, subjects=subjects, actor=actor, activity="klantnummer van signaal gelezen"
    )
    return found


def reference_of(signal_id: UUID, *, purpose: Purpose, actor: Actor) -> str:
    """Return the partner's own customer number of one signal.

    Raises: Refused when the signal does not exist here or the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line.
    """
    found = references([signal_id], purpose=purpose, actor=actor)
    if signal_id not in found:
        raise Refused("Dit signaal bestaat niet (meer).", code="signal-unknown")
    return found[signal_id]


def _reference(row: Signal) -> str:
    return unseal(
        row.reference_sealed, gemeente_id=row.gemeente_id, row=row.id, column=REFERENCE_COLUMN
    ).decode()
