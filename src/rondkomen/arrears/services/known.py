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
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType, SignalKind, SignalStatus
from rondkomen.arrears.core.repeats import SignalKey, changed
from rondkomen.arrears.core.signal import SignalRecord
from rondkomen.arrears.models import QuarantinedRow, Signal, SignalVersion
from rondkomen.arrears.services.new_signals import described, description_columns
from rondkomen.journal.services import NewEvent, log_processing
from rondkomen.kernel.money import Cents
from rondkomen.people.core.identity import Identity
from rondkomen.people.queries import card
from rondkomen.people.services import record_identities

_CHUNK = 900  # SQLite takes a limited number of values in one statement
_DIGEST = 32
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


def reference_index(reference: str, partner_id: UUID, gemeente_id: str) -> str:
    """Return the keyed fingerprint of a partner's customer number, in small letters."""
    kind = f"reference:{partner_id}"
    return blind_index(reference, gemeente_id=gemeente_id, kind=kind)[:_DIGEST]


def known_signals(
    partner_id: UUID, wanted: Sequence[SignalKey]
) -> tuple[list[KnownSignal | None], list[str]]:
    """Return, per key, the signal that has it already, and its reference fingerprint."""
    gemeente_id = current_gemeente_id()
    keys = [reference_index(one.reference, partner_id, gemeente_id) for one in wanted]
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


def correct_signal(
    signal_id: UUID,
    record: SignalRecord,
    *,
    content: str,
    delivery_id: UUID,
    actor: Actor,
    today: date,
) -> tuple[int, NewEvent]:
    """Return the version a signal has after a later file replaced it, and the event to record.

    The earlier version and its identity stay on file with the names of what changed.

    Law: AVG art. 5(1)(d) and art. 30: data are kept right, and the comparison with the earlier
    identity is logged as a look at it.
    """
    row = Signal.objects.select_for_update().get(id=signal_id)
    earlier = card(row.identity_id, purpose=Purpose.INTAKE, actor=actor).identity
    labels = changed(_record_of(row, earlier, record.partner_reference), record)
    SignalVersion.objects.create(
        signal=row,
        version=row.version,
        delivery_id=row.delivery_id,
        identity_id=row.identity_id,
        before={name: _plain(getattr(row, name)) for name in _KEPT},
        changed=list(labels),
        replaced_on=today,
    )
    (identity,) = record_identities([record.client])
    log_processing(
        purpose=Purpose.INTAKE, subjects=[identity], actor=actor, activity="signaal bijgewerkt"
    )
    values = described(row.id, record, identity, (row.reference_index, content))
    for column, value in zip(description_columns(), values, strict=True):
        setattr(row, column, value)
    row.version += 1
    row.delivery_id = delivery_id
    row.save()
    data = {"version": row.version, "delivery": str(delivery_id), "changed": list(labels)}
    return row.version, NewEvent("signal_corrected", row.id, data)


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
        effort=Effort(
            row.effort_personal_contact,
            row.effort_help_mentioned,
            row.effort_reminders,
            Consent(row.consent_response) if row.consent_response else None,
            row.is_current_customer,
            row.has_running_arrangement,
        ),
        client=client,
        legal_person=row.legal_person,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
