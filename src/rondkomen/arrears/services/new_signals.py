"""New signals, with who they are about handed to `people`."""

from collections.abc import Sequence
from uuid import UUID

from rondkomen.access.bulk import insert_rows
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears.core.codes import ResidentMatch, SignalStatus
from rondkomen.arrears.core.retention import RULE, retention_until
from rondkomen.arrears.core.signal import SignalRecord
from rondkomen.arrears.models import Signal
from rondkomen.arrears.queries.signals import REFERENCE_COLUMN
from rondkomen.journal.services import log_processing
from rondkomen.kernel.ids import new_ids
from rondkomen.people.services import record_identities

_DESCRIPTIVE = (
    "identity_id", "reference_index", "reference_sealed", "content", "partner_type", "kind",
    "signal_date", "month", "amount", "arrears_since", "arrears_terms", "supply_end_date",
    "crisis", "effort_personal_contact", "effort_help_mentioned", "effort_reminders",
    "consent_response", "is_current_customer", "has_running_arrangement", "has_phone",
    "legal_person", "retention_until", "retention_rule",
)  # fmt: skip
_COLUMNS = (
    "id", "gemeente_id", "partner_id", "delivery_id", "version", "status", "resident_match",
    *_DESCRIPTIVE,
)  # fmt: skip


def insert_signals(
    delivery_id: UUID,
    partner_id: UUID,
    new: Sequence[tuple[SignalRecord, str, str]],
    *,
    actor: Actor,
) -> list[UUID]:
    """Return the keys of these new signals, in the same order.

    Shape: each of `new` is the record, its reference fingerprint and its content fingerprint.
    Law: AVG art. 30: the taking in is logged for every data subject.
    """
    gemeente_id = current_gemeente_id()
    identities = record_identities([record.client for record, _, _ in new])
    log_processing(
        purpose=Purpose.INTAKE, subjects=identities, actor=actor, activity="signaal ingenomen"
    )
    keys = new_ids(len(new))
    insert_rows(
        Signal,
        _COLUMNS,
        (
            (
                key, gemeente_id, partner_id, delivery_id, 1, SignalStatus.NOT_PICKED_UP_YET.value,
                ResidentMatch.NOT_CHECKED.value,
                *described(key, record, identity, (reference, content)),
            )
            for key, identity, (record, reference, content) in zip(
                keys, identities, new, strict=True
            )
        ),
    )  # fmt: skip
    return keys


def described(
    key: UUID, record: SignalRecord, identity: UUID, fingerprints: tuple[str, str]
) -> tuple[object, ...]:
    """Return the columns that follow from the record, in the order of `description_columns`."""
    effort, client = record.effort, record.client
    sealed = seal(
        record.partner_reference.encode(),
        gemeente_id=current_gemeente_id(),
        row=key,
        column=REFERENCE_COLUMN,
    )
    return (
        identity, fingerprints[0], sealed, fingerprints[1], record.partner_type.value,
        record.kind.value, record.signal_date, record.signal_date.replace(day=1), record.amount,
        record.arrears_since, record.arrears_terms, record.supply_end_date, record.crisis,
        effort.personal_contact, effort.help_mentioned, effort.reminders,
        effort.consent.value if effort.consent else "", effort.current_customer,
        effort.running_arrangement, bool(client.phones), record.legal_person,
        retention_until(record.signal_date), RULE,
    )  # fmt: skip


def description_columns() -> tuple[str, ...]:
    """Return the columns of a signal that follow from what was delivered."""
    return _DESCRIPTIVE
