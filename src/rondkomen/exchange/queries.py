"""Reads of `exchange`: the deliveries made for CBS, and their content."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from rondkomen.access.crypto import unseal
from rondkomen.exchange.core.codes import Route
from rondkomen.exchange.core.ddas_pages import Layout
from rondkomen.exchange.models import CbsDelivery
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

SEALED_COLUMN = "sealed"


@dataclass(frozen=True)
class DeliveryRow:
    """One delivery made for CBS, without its content.

    Shape: `left_out` sentence → number of signals that could not be delivered for that reason.
    """

    id: UUID
    gemeente_id: str
    route: Route
    period: Period
    made_at: datetime
    made_by_name: str
    signals: int
    cases: int
    attempts: int
    left_out: dict[str, int]
    sha256: str
    layout: Layout
    has_content: bool
    keep_until: datetime
    handed_over_at: datetime | None
    handed_over: int

    @property
    def left_out_count(self) -> int:
        """The number of signals that could not be delivered."""
        return sum(self.left_out.values())


def deliveries(*, limit: int = 50) -> list[DeliveryRow]:
    """The deliveries of this municipality, newest first."""
    return [_row(found) for found in _without_content().order_by("-made_at")[:limit]]


def delivery(delivery_id: UUID) -> DeliveryRow:
    """This delivery.

    Raises: Refused when this municipality has none of that id.
    """
    found = _without_content().filter(id=delivery_id).first()
    if found is None:
        raise Refused("Deze levering bestaat niet.", code="cbs-delivery-unknown")
    return _row(found)


def latest(period: Period, *, route: Route, now: datetime) -> DeliveryRow | None:
    """The newest delivery over this period whose content is still kept, if any."""
    found = (
        _without_content()
        .filter(
            period_start=period.start,
            period_end=period.end,
            route=route,
            sealed__isnull=False,
            keep_until__gt=now,
        )
        .order_by("-made_at")
        .first()
    )
    return _row(found) if found else None


def content(delivery_id: UUID) -> bytes:
    """What this delivery holds, as the bytes it was kept as.

    Raises: Refused when the content has been erased.
    """
    found = CbsDelivery.objects.filter(id=delivery_id).first()
    if found is None or found.sealed is None:
        raise Refused(
            "De inhoud van deze levering is gewist na haar bewaartermijn; maak haar opnieuw.",
            code="cbs-delivery-erased",
        )
    return unseal(found.sealed, gemeente_id=found.gemeente_id, row=found.id, column=SEALED_COLUMN)


def _without_content() -> QuerySet[CbsDelivery]:
    """The deliveries without loading what is sealed in them, only whether there is something."""
    found: QuerySet[CbsDelivery] = CbsDelivery.objects.defer("sealed").annotate(
        has_content=ExpressionWrapper(Q(sealed__isnull=False), output_field=BooleanField())
    )
    return found


def _row(found: Any) -> DeliveryRow:
    return DeliveryRow(
        id=found.id,
        gemeente_id=found.gemeente_id,
        route=Route(found.route),
        period=Period(found.period_start, found.period_end),
        made_at=found.made_at,
        made_by_name=found.made_by_name,
        signals=found.signals,
        cases=found.cases,
        attempts=found.attempts,
        left_out=found.left_out,
        sha256=found.sha256,
        layout=Layout.of_bytes(found.signals, bytes(found.case_ends)),
        has_content=found.has_content,
        keep_until=found.keep_until,
        handed_over_at=found.handed_over_at,
        handed_over=found.handed_over,
    )
