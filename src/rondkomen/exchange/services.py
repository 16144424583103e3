"""Writes of `exchange`: keeping a delivery, handing it over, erasing what it held."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.exchange.core.codes import Route
from rondkomen.exchange.core.ddas_pages import Layout
from rondkomen.exchange.models import CbsDelivery
from rondkomen.exchange.queries import SEALED_COLUMN
from rondkomen.journal.services import NewEvent, record, record_many
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.period import Period

# Policy: docs/cbs-delivery.md, retention. CBS asks for a cache refreshed daily; a file is made to
# be downloaded the same week.
KEPT = {Route.FILE: timedelta(days=7), Route.PULL: timedelta(hours=48)}


@dataclass(frozen=True)
class MadeDelivery:
    """A delivery as it was made: its bytes in page order, and what may be told about it.

    Shape: `left_out` sentence → number of signals that could not be delivered for that reason.
    """

    route: Route
    period: Period
    made_at: datetime
    layout: Layout
    cases: int
    attempts: int
    left_out: Mapping[str, int]
    content: bytes


@transaction.atomic
def keep(made: MadeDelivery, *, actor: Actor) -> UUID:
    """The id of the delivery, kept sealed until its time is up, with one event in the journal.

    Raises: Refused when the purpose of delivering to CBS is not granted.
    Policy: the event holds counts and a hash, no person (DPIA DDAS 3.0, November 2025).
    """
    require(actor, Purpose.CBS_DELIVERY)
    row = new_id()
    CbsDelivery.objects.create(
        id=row,
        route=made.route,
        period_start=made.period.start,
        period_end=made.period.end,
        made_at=made.made_at,
        made_by=actor.user_id,
        made_by_name=actor.name,
        signals=made.layout.total,
        cases=made.cases,
        attempts=made.attempts,
        left_out=dict(made.left_out),
        sha256=hashlib.sha256(made.content).hexdigest(),
        case_ends=made.layout.ends_as_bytes,
        sealed=seal(made.content, gemeente_id=current_gemeente_id(), row=row, column=SEALED_COLUMN),
        keep_until=made.made_at + KEPT[made.route],
    )
    record("cbs_delivery_made", subject=row, actor=actor, data=_told(made))
    return row


def _told(made: MadeDelivery) -> dict[str, object]:
    return {
        "route": made.route.value,
        "period_start": made.period.start,
        "period_end": made.period.end,
        "signals": made.layout.total,
        "cases": made.cases,
        "left_out": sum(made.left_out.values()),
    }


@transaction.atomic
def hand_over(delivery_id: UUID, *, to: str, page: int, at: datetime, actor: Actor) -> None:
    """Nothing; the journal says that this page of the delivery left, and to whom."""
    CbsDelivery.objects.filter(id=delivery_id).update(
        handed_over=F("handed_over") + 1, handed_over_at=at
    )
    data = {"to": to, "page": page}
    record("cbs_delivery_handed_over", subject=delivery_id, actor=actor, data=data)


@transaction.atomic
def erase_expired(now: datetime, *, actor: Actor) -> int:
    """How many deliveries lost their content because its time was up; counts and hash remain.

    Policy: docs/cbs-delivery.md, retention.
    """
    expired = CbsDelivery.objects.filter(keep_until__lte=now, sealed__isnull=False)
    ids = list(expired.order_by("id").values_list("id", flat=True))
    CbsDelivery.objects.filter(id__in=ids).update(sealed=None)
    record_many([NewEvent("cbs_delivery_erased", delivery) for delivery in ids], actor=actor)
    return len(ids)
