"""Reads of what later files did to signals: corrected them, or took their ground back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rondkomen.arrears.core.codes import RowState
from rondkomen.arrears.core.repeats import WHO_AND_WHERE
from rondkomen.arrears.models import DeliveryRow, Signal, SignalVersion

_CHUNK = 900


@dataclass(frozen=True)
class ChangedSignals:
    """The signals of earlier files that one delivery changed."""

    corrected: tuple[UUID, ...]
    revoked: tuple[UUID, ...]


@dataclass(frozen=True)
class Correction:
    """One correction of a signal: when, and what changed, in words without values."""

    on: date
    labels: tuple[str, ...]

    @property
    def is_about_client(self) -> bool:
        """Whether it says otherwise who or where the customer is."""
        return not WHO_AND_WHERE.isdisjoint(self.labels)


def changed_by(delivery_id: UUID) -> ChangedSignals:
    """Return the signals that this delivery corrected, and those it showed to be unlawful."""
    corrected = Signal.objects.filter(delivery_id=delivery_id, version__gt=1)
    revoked = DeliveryRow.objects.filter(
        delivery_id=delivery_id, state=RowState.REFUSED_UNLAWFUL, signal__isnull=False
    )
    return ChangedSignals(
        tuple(corrected.order_by("id").values_list("id", flat=True)),
        tuple(revoked.order_by("row_no").values_list("signal_id", flat=True)),
    )


def revoked(signal_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these signals their partner took back, by the latest row about each."""
    wanted = list(dict.fromkeys(signal_ids))
    latest: dict[UUID, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = DeliveryRow.objects.filter(signal_id__in=wanted[start : start + _CHUNK])
        latest |= dict(rows.order_by("id").values_list("signal_id", "state"))
    return {ref for ref, state in latest.items() if state == RowState.REFUSED_UNLAWFUL}


def corrections(signal_ids: Iterable[UUID]) -> dict[UUID, list[Correction]]:
    """Return how these signals were corrected, latest first; without those that never were."""
    found: dict[UUID, list[Correction]] = defaultdict(list)
    rows = SignalVersion.objects.filter(signal_id__in=list(signal_ids)).order_by("-version")
    for row in rows:
        found[row.signal_id].append(Correction(row.replaced_on, tuple(row.changed)))
    return dict(found)
