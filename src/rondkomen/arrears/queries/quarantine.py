"""Rows that wait for a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import unseal
from rondkomen.arrears.core.codes import Decision
from rondkomen.arrears.core.fields import FIELD
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.models import DeliveryRow, QuarantinedRow
from rondkomen.arrears.queries.deliveries import findings_of
from rondkomen.journal.services import log_processing
from rondkomen.kernel.refusal import Refused

SEALED_COLUMN = "sealed"


@dataclass(frozen=True)
class WaitingRow:
    """A row in quarantine as a list shows it, without what it says."""

    row_id: UUID
    delivery_id: UUID
    partner_id: UUID
    partner_name: str
    row_no: int
    received_on: date
    findings: tuple[Finding, ...]

    @property
    def needs_correction(self) -> bool:
        """Whether a value must be corrected before the row can be accepted."""
        return any(finding.meaning.needs_correction for finding in self.findings)


@dataclass(frozen=True)
class QuarantinedRecord:
    """A row in quarantine, opened.

    Shape: `values` field → text in the published format, in the order of the format; empty once
    the row was decided.
    """

    waiting: WaitingRow
    values: Mapping[str, str]
    decision: Decision | None
    reason: str


def open_quarantine(
    *,
    delivery_id: UUID | None = None,
    partner_id: UUID | None = None,
    offset: int = 0,
    limit: int = 100,
) -> list[WaitingRow]:
    """Return the rows that wait for a decision, oldest delivery first."""
    rows = QuarantinedRow.objects.filter(decision="").select_related("partner", "row__delivery")
    if delivery_id is not None:
        rows = rows.filter(row__delivery_id=delivery_id)
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    chosen = rows.order_by("row__delivery__received_on", "row__delivery_id", "row__row_no")
    return [_waiting(row) for row in chosen[offset : offset + limit]]


def count_open_quarantine() -> int:
    """Return how many rows wait for a decision."""
    return QuarantinedRow.objects.filter(decision="").count()


@transaction.atomic
def quarantined_row(row_id: UUID, *, actor: Actor) -> QuarantinedRecord:
    """Return this row with what it says.

    Raises: Refused when it does not exist here or the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: opening it is logged for its data subject.
    """
    require(actor, Purpose.INTAKE)
    row = (
        QuarantinedRow.objects.select_related("partner", "row__delivery")
        .filter(row_id=row_id)
        .first()
    )
    if row is None:
        raise Refused("Deze rij staat niet in quarantaine.", code="row-unknown")
    values = opened(row)
    if values:
        log_processing(
            purpose=Purpose.INTAKE,
            subjects=[row.row_id],
            actor=actor,
            activity="rij in quarantaine ingezien",
        )
    decision = Decision(row.decision) if row.decision else None
    return QuarantinedRecord(_waiting(row), values, decision, row.reason)


def row_beside(waiting: WaitingRow) -> tuple[int, UUID] | None:
    """Return the row that this one repeats with other data: its number and its signal.

    None when no such row was taken in from the same file.
    """
    named = [
        int(finding.detail)
        for finding in waiting.findings
        if finding.code is FindingCode.REFERENCE_REPEATED and finding.detail.isdecimal()
    ]
    found = (
        DeliveryRow.objects.filter(
            delivery_id=waiting.delivery_id, row_no__in=named, signal__isnull=False
        )
        .order_by("row_no")
        .values_list("row_no", "signal_id")
        .first()
    )
    return (found[0], UUID(str(found[1]))) if found else None


def opened(row: QuarantinedRow) -> dict[str, str]:
    """Return what a sealed row says, in the order of the format; empty once it was decided."""
    if row.sealed is None:
        return {}
    plain = unseal(row.sealed, gemeente_id=row.gemeente_id, row=row.id, column=SEALED_COLUMN)
    texts: dict[str, str] = json.loads(plain)
    return {name: texts[name] for name in FIELD if name in texts}


def _waiting(row: QuarantinedRow) -> WaitingRow:
    return WaitingRow(
        row_id=row.row_id,
        delivery_id=row.row.delivery_id,
        partner_id=row.partner_id,
        partner_name=row.partner.name,
        row_no=row.row.row_no,
        received_on=row.row.delivery.received_on,
        findings=findings_of(row.row.findings),
    )
