"""How well a partner delivers, and how many signals come in."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum

from rondkomen.arrears.core.codes import PartnerType, ResidentMatch, RowState, SignalKind
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.models import Delivery, Signal
from rondkomen.arrears.queries.partners import partner as partner_record
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class Scorecard:
    """The quality of one partner's deliveries in a period, in rows.

    `stale`: signals sent long before they were delivered. `repeated`: rows delivered before.
    `unmatched`: signals whose person was not found, of those that were looked up (`checked`).
    """

    partner_id: UUID
    partner_name: str
    period: Period
    deliveries: int
    counts: Counts
    stale: int
    old: int
    young: int
    missing_phone: int
    bsn_removed: int
    corrected: int
    checked: int
    unmatched: int

    @property
    def unlawful(self) -> int:
        """Rows refused as unlawful."""
        return self.counts.refused_unlawful

    @property
    def repeated(self) -> int:
        """Rows that were delivered before."""
        return self.counts.duplicate

    def share(self, part: int, *, of: int | None = None) -> float | None:
        """Return a part of the rows, or of another number, as a fraction; nothing without any."""
        whole = self.counts.rows if of is None else of
        return part / whole if whole else None


@dataclass(frozen=True)
class MonthOfSignals:
    """Signals of one kind of partner and signal in one month.

    Units: `amount` is the sum, in eurocents.
    """

    month: Month
    partner_type: PartnerType
    kind: SignalKind
    signals: int
    amount: Cents


def scorecard(partner_id: UUID, period: Period) -> Scorecard:
    """Return the scorecard over the deliveries received in the period.

    Raises: Refused when the partner does not exist here.
    Policy: only counts, so that it may be sent to the partner.
    """
    known = partner_record(partner_id)
    rows = Delivery.objects.filter(
        partner_id=partner_id, received_on__range=(period.start, period.end), state="stored"
    )
    totals = rows.aggregate(
        deliveries=Count("id"),
        **{state.value: Sum(state.value, default=0) for state in RowState},
    )
    found: dict[str, int] = {}
    for counts in rows.values_list("finding_counts", flat=True):
        for code, count in counts.items():
            found[code] = found.get(code, 0) + count
    matches = Signal.objects.filter(delivery__in=rows).exclude(
        resident_match=ResidentMatch.NOT_CHECKED
    )
    return Scorecard(
        partner_id=partner_id,
        partner_name=known.name,
        period=period,
        deliveries=totals.pop("deliveries"),
        counts=Counts(rows=sum(totals.values()), **totals),
        stale=found.get(FindingCode.STALE_SIGNAL, 0),
        old=found.get(FindingCode.OLD_ARREARS, 0),
        young=found.get(FindingCode.YOUNG_ARREARS, 0),
        missing_phone=found.get(FindingCode.PHONE_MISSING, 0),
        bsn_removed=found.get(FindingCode.BSN_REMOVED, 0),
        corrected=found.get(FindingCode.CORRECTS_EARLIER, 0),
        checked=matches.count(),
        unmatched=matches.filter(resident_match=ResidentMatch.NONE).count(),
    )


def signals_per_month(first: Month, last: Month) -> list[MonthOfSignals]:
    """Return the number and the sum of signals per month, kind of partner and kind of signal.

    Raises: Refused when the months are in the wrong order.
    """
    if last < first:
        raise Refused("De eerste maand ligt na de laatste. Draai ze om.", code="months")
    rows = (
        Signal.objects.filter(month__range=(first.first, last.first))
        .values("month", "partner_type", "kind")
        .annotate(signals=Count("id"), total=Sum("amount"))
        .order_by("month", "partner_type", "kind")
    )
    return [
        MonthOfSignals(
            month=Month.of(row["month"]),
            partner_type=PartnerType(row["partner_type"]),
            kind=SignalKind(row["kind"]),
            signals=row["signals"],
            amount=Cents(row["total"]),
        )
        for row in rows
    ]
