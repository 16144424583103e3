"""Deliveries from their arrival: opened once per file, refused or cancelled without a trace of data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.core.actor import Actor
from rondkomen.access.crypto import seal, unseal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears.core.codes import DeliveryState
from rondkomen.arrears.models import Delivery, UploadPart
from rondkomen.arrears.queries.partners import current_mapping, partner
from rondkomen.journal.services import record
from rondkomen.kernel.ids import new_id

_SEALED_COLUMN = "sealed"


@dataclass(frozen=True)
class FileFacts:
    """A file that arrived. Its own name is not kept: it may hold personal data."""

    sha256: str
    file_format: str
    file_bytes: int


@transaction.atomic
def open_delivery(
    partner_id: UUID,
    file: FileFacts,
    *,
    actor: Actor,
    today: date,
    parts: Iterable[bytes] = (),
) -> UUID | None:
    """Return the key of a new delivery for this file, or nothing when it is here already.

    `parts` are pieces of the file to keep, sealed, until it is checked; without them it is taken
    in by the same transaction, whose end tells the journal.

    Raises: Refused when the partner does not exist here.
    Policy: the same file of a partner is received once.
    """
    known = partner(partner_id)
    mapping = current_mapping(partner_id)
    row = Delivery(
        partner_id=partner_id,
        mapping_version=mapping.version if mapping else None,
        label=f"{known.name}, {today:%d-%m-%Y}, {file.file_format.upper()}",
        sha256=file.sha256,
        file_format=file.file_format,
        file_bytes=file.file_bytes,
        state=DeliveryState.RECEIVED,
        received_on=today,
        received_by=actor.name,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    kept = [_keep(row, position, part) for position, part in enumerate(parts)]
    if kept:
        record("delivery_received", subject=row.id, actor=actor, data={"sha256": file.sha256})
    return row.id


def _keep(delivery: Delivery, position: int, part: bytes) -> UUID:
    key = new_id()
    UploadPart.objects.create(
        id=key,
        delivery=delivery,
        position=position,
        sealed=seal(part, gemeente_id=current_gemeente_id(), row=key, column=_SEALED_COLUMN),
    )
    return key


def upload_parts(delivery_id: UUID) -> Iterator[bytes]:
    """Return the pieces of an uploaded file, opened, in order."""
    for row in UploadPart.objects.filter(delivery_id=delivery_id).order_by("position").iterator(1):
        yield unseal(row.sealed, gemeente_id=row.gemeente_id, row=row.id, column=_SEALED_COLUMN)


@transaction.atomic
def refuse_delivery(delivery_id: UUID, message: str, *, actor: Actor) -> None:
    """Nothing; the file was refused as a whole and nothing of it is kept but the reason."""
    _close(delivery_id, DeliveryState.REFUSED, message, actor)


@transaction.atomic
def cancel_delivery(delivery_id: UUID, *, actor: Actor) -> None:
    """Nothing; the taking in was cancelled and nothing of the file is kept."""
    _close(delivery_id, DeliveryState.CANCELLED, "Het innemen is afgebroken.", actor)


def _close(delivery_id: UUID, state: DeliveryState, message: str, actor: Actor) -> None:
    row = Delivery.objects.select_for_update().get(id=delivery_id)
    if row.state != DeliveryState.RECEIVED:
        return
    row.state, row.message = state, message[:500]
    row.save(update_fields=["state", "message"])
    UploadPart.objects.filter(delivery=row).delete()
    record(f"delivery_{state}", subject=row.id, actor=actor, data={})
