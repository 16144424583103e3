"""Signals that were delivered before: found by their fingerprints, corrected with their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import blind_index
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears.core.codes import PartnerType, SignalKind, SignalStatus
from rondkomen.arrears.core.repeats import SignalKey, changed
from rondkomen.arrears.core.signal import SignalRecord
from rondkomen.arrears.models import QuarantinedRow, Signal, SignalVersion
from rondkomen.arrears.queries.signals import effort_of
from rondkomen.arrears.services.new_signals import described, description_columns
from rondkomen.journal.services import NewEvent, log_processing
from rondkomen.kernel.money import Cents
from rondkomen.people.core.identity import Identity
from rondkomen.people.queries import cards
from rondkomen.people.services import record_identities

_CHUNK = 900  # SQLite takes a limited number of values in one statement
_DIGEST = 32
_UPDATED_AT_ONCE = 30  # every row fills some twenty-five places of such a statement
_KEPT = (
    "signal_date", "amount", "arrears_since", "arrears_terms", "supply_end_date", "crisis",
    "effort_personal_contact", "effort_help_mentioned", "effort_reminders", "consent_response",
    "is_current_customer", "has_running_arrangement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownSignal:
    """A signal under the same reference, kind and month."""

    id: UUID
    content: str


def reference_indexes(partner_id: UUID, wanted: Sequence[SignalKey]) -> list[str]:
    """Return the keyed fingerprints of a partner's customer numbers."""
    gemeente_id, kind = current_gemeente_id(), f"reference:{partner_id}"
    return [
        blind_index(one.reference, gemeente_id=gemeente_id, kind=kind)[:_DIGEST] for one in wanted
    ]


def has_signals(partner_id: UUID, month: date) -> bool:
    """Return whether this partner has any signal in the month."""
    return bool(Signal.objects.filter(partner_id=partner_id, month=month).exists())


def known_signals(
    partner_id: UUID, wanted: Sequence[SignalKey]
) -> tuple[list[KnownSignal | None], list[str]]:
    """Return, per key, the signal that has it already, and its reference fingerprint."""
    keys = reference_indexes(partner_id, wanted)
    found: dict[tuple[str, str, date], KnownSignal] = {}
    for start in range(0, len(keys), _CHUNK):
        rows = Signal.objects.filter(
            partner_id=partner_id, reference_index__in=keys[start : start + _CHUNK]
        ).values_list("reference_index", "kind", "month", "id", "content")
        for reference, kind, month, key, content in rows:
            found[reference, kind, month] = KnownSignal(key, content)
    known = [
        found.get((key, one.kind.value, one.month)) for key, one in zip(keys, wanted, strict=True)
    ]
    return known, keys


def known_contents(partner_id: UUID, contents: Sequence[str]) -> set[str]:
    """Return which of these rows are in quarantine already, or were."""
    found: set[str] = set()
    for start in range(0, len(contents), _CHUNK):
        rows = QuarantinedRow.objects.filter(
            partner_id=partner_id, content__in=contents[start : start + _CHUNK]
        )
        found.update(rows.values_list("content", flat=True))
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """What a later file says about a signal; `content` is its fingerprint."""

    signal_id: UUID
    record: SignalRecord
    content: str


def correct_signals(
    corrections: Sequence[Correction], *, delivery_id: UUID, actor: Actor, today: date
) -> list[tuple[int, NewEvent]]:
    """Return, per correction, the version the signal has from now on and the event to record.

    The earlier version and its identity stay on file with the names of what changed.

    Law: AVG art. 5(1)(d) and art. 30: data are kept right, and the comparison with the earlier
    identity is logged as a look at it.
    """
    rows = _locked([one.signal_id for one in corrections])
    refs = [rows[one.signal_id].identity_id for one in corrections]
    earlier = cards(refs, purpose=Purpose.INTAKE, actor=actor)
    identities = record_identities([one.record.client for one in corrections])
    log_processing(
        purpose=Purpose.INTAKE, subjects=identities, actor=actor, activity="signaal bijgewerkt"
    )
    outcomes: list[tuple[int, NewEvent]] = []
    versions: list[SignalVersion] = []
    for one, identity in zip(corrections, identities, strict=True):
        row = rows[one.signal_id]
        before = _record_of(row, earlier[row.identity_id].identity, one.record.partner_reference)
        labels = list(changed(before, one.record))
        versions.append(_version_of(row, labels, today))
        _overwrite(row, one, identity, delivery_id)
        data = {"version": row.version, "delivery": str(delivery_id), "changed": labels}
        outcomes.append((row.version, NewEvent("signal_corrected", row.id, data)))
    SignalVersion.objects.bulk_create(versions, batch_size=_CHUNK)
    columns = [name.removesuffix("_id") for name in description_columns()]
    Signal.objects.bulk_update(
        rows.values(), ["version", "delivery", *columns], batch_size=_UPDATED_AT_ONCE
    )
    return outcomes


def _locked(signal_ids: Sequence[UUID]) -> dict[UUID, Signal]:
    rows: dict[UUID, Signal] = {}
    for start in range(0, len(signal_ids), _CHUNK):
        chunk = signal_ids[start : start + _CHUNK]
        rows |= {row.id: row for row in Signal.objects.select_for_update().filter(id__in=chunk)}
    return rows


def _version_of(row: Signal, labels: list[str], today: date) -> SignalVersion:
    return SignalVersion(
        signal=row,
        version=row.version,
        delivery_id=row.delivery_id,
        identity_id=row.identity_id,
        before={name: _plain(getattr(row, name)) for name in _KEPT},
        changed=labels,
        replaced_on=today,
    )


def _overwrite(row: Signal, one: Correction, identity: UUID, delivery_id: UUID) -> None:
    values = described(row.id, one.record, identity, (row.reference_index, one.content))
    for column, value in zip(description_columns(), values, strict=True):
        setattr(row, column, value)
    row.version += 1
    row.delivery_id = delivery_id


def revoke_signal(signal_id: UUID, delivery_id: UUID) -> NewEvent:
    """Return the event to record after a partner took back the ground of a signal.

    Law: a signal without its conditions was not to be supplied (Besluit gemeentelijke
    schuldhulpverlening art. 2); DDAS calls it unjustified. Policy: what is being worked on stays,
    because a person then decides.
    """
    waiting = Signal.objects.filter(id=signal_id, status=SignalStatus.NOT_PICKED_UP_YET)
    changed_now = waiting.update(status=SignalStatus.UNJUSTIFIED)
    data = {"delivery": str(delivery_id), "closed": bool(changed_now)}
    return NewEvent("signal_revoked", signal_id, data)


def _record_of(row: Signal, client: Identity, reference: str) -> SignalRecord:
    return SignalRecord(
        partner_reference=reference,
        partner_type=PartnerType(row.partner_type),
        kind=SignalKind(row.kind),
        signal_date=row.signal_date,
        amount=Cents(row.amount),
        arrears_since=row.arrears_since,
        arrears_terms=row.arrears_terms,
        supply_end_date=row.supply_end_date,
        crisis=row.crisis,
        effort=effort_of(row),
        client=client,
        legal_person=row.legal_person,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
