"""Deliveries and the fate of their rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rondkomen.arrears.core.codes import Decision, DeliveryState, RowState
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.findings import Finding, FindingCode, Severity
from rondkomen.arrears.models import Delivery, DeliveryRow, QuarantinedRow
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class DeliveryRecord:
    """One delivery with the number of rows per state.

    `open_quarantine` are the rows that still wait for a person. Shape: `finding_counts` finding →
    number of rows.
    """

    id: UUID
    partner_id: UUID
    partner_name: str
    label: str
    file_format: str
    sha256: str
    state: DeliveryState
    message: str
    received_on: date
    received_at: datetime
    received_by: str
    counts: Counts
    open_quarantine: int
    finding_counts: Mapping[FindingCode, int]


@dataclass(frozen=True)
class RowFate:
    """What became of one row. `row_id` opens it when it is in quarantine."""

    row_id: UUID
    row_no: int
    state: RowState
    findings: tuple[Finding, ...]
    signal_id: UUID | None
    decision: Decision | None
    reason: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The findings as Dutch sentences."""
        return tuple(finding.sentence(self.row_no) for finding in self.findings)


def _delivery(row: Delivery, waiting: int) -> DeliveryRecord:
    return DeliveryRecord(
        id=row.id,
        partner_id=row.partner_id,
        partner_name=row.partner.name,
        label=row.label,
        file_format=row.file_format,
        sha256=row.sha256,
        state=DeliveryState(row.state),
        message=row.message,
        received_on=row.received_on,
        received_at=row.received_at,
        received_by=row.received_by,
        counts=Counts(
            rows=row.rows, **{state.value: getattr(row, state.value) for state in RowState}
        ),
        open_quarantine=waiting,
        finding_counts={FindingCode(code): count for code, count in row.finding_counts.items()},
    )


def deliveries(
    partner_id: UUID | None = None, *, since: date | None = None, offset: int = 0, limit: int = 50
) -> list[DeliveryRecord]:
    """Return deliveries, latest first."""
    rows = Delivery.objects.select_related("partner").order_by("-received_on", "-id")
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    if since is not None:
        rows = rows.filter(received_on__gte=since)
    chosen = list(rows[offset : offset + limit])
    waiting = _waiting([row.id for row in chosen])
    return [_delivery(row, waiting.get(row.id, 0)) for row in chosen]


def delivery_count() -> int:
    """Return how many deliveries there are."""
    return Delivery.objects.count()


def delivery(delivery_id: UUID) -> DeliveryRecord:
    """Return this delivery.

    Raises: Refused when it does not exist here.
    """
    row = Delivery.objects.select_related("partner").filter(id=delivery_id).first()
    if row is None:
        raise Refused("Deze levering bestaat niet in deze gemeente.", code="delivery-unknown")
    return _delivery(row, _waiting([row.id]).get(row.id, 0))


def delivery_of_file(partner_id: UUID, sha256: str) -> DeliveryRecord | None:
    """Return the delivery in which this very file was received or taken in, or nothing."""
    row = (
        Delivery.objects.select_related("partner")
        .filter(partner_id=partner_id, sha256=sha256)
        .filter(state__in=[DeliveryState.RECEIVED, DeliveryState.STORED])
        .first()
    )
    return None if row is None else _delivery(row, _waiting([row.id]).get(row.id, 0))


def _waiting(delivery_ids: list[UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = dict.fromkeys(delivery_ids, 0)
    rows = QuarantinedRow.objects.filter(row__delivery_id__in=delivery_ids, decision="")
    for found in rows.values_list("row__delivery_id", flat=True):
        counts[found] += 1
    return counts


def row_fates(
    delivery_id: UUID,
    *,
    state: RowState | None = None,
    code: FindingCode | None = None,
    offset: int = 0,
    limit: int = 100,
) -> list[RowFate]:
    """Return the rows of a delivery in file order, of one state or with one finding if asked."""
    rows = DeliveryRow.objects.filter(delivery_id=delivery_id).select_related("quarantine")
    if state is not None:
        rows = rows.filter(state=state)
    chosen = rows.order_by("row_no")
    if code is not None:
        fates = (fate for fate in map(_fate, chosen.iterator()) if _has(fate, code))
        return [fate for place, fate in enumerate(fates) if offset <= place < offset + limit]
    return [_fate(row) for row in chosen[offset : offset + limit]]


def _has(fate: RowFate, code: FindingCode) -> bool:
    return any(finding.code is code for finding in fate.findings)


def _fate(row: DeliveryRow) -> RowFate:
    decided: QuarantinedRow | None = getattr(row, "quarantine", None)
    return RowFate(
        row_id=row.id,
        row_no=row.row_no,
        state=RowState(row.state),
        findings=findings_of(row.findings),
        signal_id=row.signal_id,
        decision=Decision(decided.decision) if decided and decided.decision else None,
        reason=decided.reason if decided else "",
    )


def findings_of(data: list[dict[str, str]]) -> tuple[Finding, ...]:
    """Return stored findings as findings."""
    return tuple(Finding.from_data(one) for one in data)


def to_correct(delivery_id: UUID) -> Iterator[tuple[int, RowState, str]]:
    """Return row number, state and sentence of everything the partner should look at.

    Policy: no value of a row is in it, so it may be mailed to the partner.
    """
    rows = DeliveryRow.objects.filter(delivery_id=delivery_id).exclude(state=RowState.ACCEPTED)
    for row_no, state, data in rows.order_by("row_no").values_list("row_no", "state", "findings"):
        for finding in findings_of(data):
            if finding.severity is not Severity.NOTE:
                yield row_no, RowState(state), finding.sentence(row_no)
