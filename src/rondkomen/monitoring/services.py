"""Writes of `monitoring`: keeping the counts of a month, and publishing it."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.journal.services import record
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.differencing import Leak, Objection, objections
from rondkomen.monitoring.core.publishing import PublishedMonth, protect_month, publish_month
from rondkomen.monitoring.core.stored import counts_as_data, counts_from_data, published_as_data
from rondkomen.monitoring.core.suppression import Protection
from rondkomen.monitoring.core.tables import Mark, published_tables
from rondkomen.monitoring.models import (
    MonthSnapshot,
    Publication,
    PublishedTable,
    SeriesBreak,
)
from rondkomen.monitoring.queries import CountedMonth, month_counts, published_basis


@transaction.atomic
def keep_counts(
    counts: MonthCounts,
    *,
    inhabitants: int | None,
    at: datetime,
    actor: Actor,
    source: str = "",
) -> UUID:
    """The id of the month's counts, which replace those kept before.

    `source` names the system they come from when that is not ours; the comparison with a year
    later then bears a mark.
    Raises: Refused when the actor may not work with the exact figures.
    Policy: counts alone are kept, no reference to a case or a household.
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    data = counts_as_data(counts)
    row, _ = MonthSnapshot.objects.update_or_create(
        month=str(counts.month),
        defaults={
            "counts": data,
            "fingerprint": _fingerprint(data),
            "definitions": _versions(counts.month),
            "inhabitants": inhabitants,
            "source": source,
            "counted_at": at,
        },
    )
    record(
        "month_counted",
        subject=row.id,
        actor=actor,
        data={"month": str(counts.month), "source": source},
    )
    return UUID(str(row.id))


@transaction.atomic
def mark_break(indicator: str, since: Month, why: str, *, at: datetime, actor: Actor) -> UUID:
    """The id of the mark; marking the same month and figure again replaces the reason.

    Raises: Refused when the actor may not work with the exact figures, the figure is unknown, or
    no reason is given.
    Policy: a comparison over a break is shown, never without its mark (docs/monitoring.md).
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    if indicator and indicator not in definitions().indicators:
        raise Refused(
            "Dit cijfer kent de monitor niet. Kies er een uit de lijst.", code="indicator"
        )
    if not why.strip():
        raise Refused("Schrijf waarom de reeks hier breekt.", code="break-why")
    row, _ = SeriesBreak.objects.update_or_create(
        indicator=indicator,
        since=str(since),
        defaults={"why": why.strip(), "marked_at": at, "marked_by_name": actor.name},
    )
    data = {"indicator": indicator, "since": str(since)}
    record("series_break_marked", subject=row.id, actor=actor, data=data)
    return UUID(str(row.id))


@transaction.atomic
def remove_break(break_id: UUID, *, actor: Actor) -> None:
    """Nothing; the mark is gone.

    Raises: Refused when the actor may not work with the exact figures.
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    for row in SeriesBreak.objects.filter(id=break_id):
        data = {"indicator": row.indicator, "since": row.since}
        record("series_break_removed", subject=row.id, actor=actor, data=data)
        row.delete()


@transaction.atomic
def publish(month: Month, *, fingerprint: str, today: date, now: datetime, actor: Actor) -> UUID:
    """The id of the new published version of this month.

    `fingerprint` is that of the counts the actor looked at before confirming.
    Raises: Refused when the month is not over or not counted, the counts have changed since they
    were looked at, or a published version and this one together would give somebody away.
    Policy: no version leaves that, alone or beside an earlier one, narrows a hidden count down.
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    counted = _publishable(month, today)
    if counted.fingerprint != fingerprint:
        raise Refused(
            "De cijfers zijn bijgewerkt sinds u ze bekeek. Kijk ze opnieuw na en publiceer dan.",
            code="counts_changed",
        )
    protections = protect_month(counted.counts)
    _refuse_difference(counted, protections)
    content = publish_month(
        counted.counts,
        protections,
        definitions=definitions(),
        inhabitants=counted.inhabitants,
    )
    number = Publication.objects.filter(month=str(month)).count() + 1
    row = Publication.objects.create(
        id=new_id(),
        month=str(month),
        number=number,
        content=published_as_data(content),
        basis=counts_as_data(counted.counts),
        fingerprint=counted.fingerprint,
        definitions=dict(counted.definitions),
        source=counted.source,
        published_at=now,
        published_by=actor.user_id,
        published_by_name=actor.name,
    )
    _log_tables(row, content)
    record(
        "month_published",
        subject=row.id,
        actor=actor,
        data={"month": str(month), "number": number},
    )
    return UUID(str(row.id))


def objections_to(counted: CountedMonth) -> tuple[Objection, ...]:
    """What publishing this month would give away beside the version published before; empty is safe.

    Policy: see `core.differencing`.
    """
    before = published_basis(counted.month)
    if before is None:
        return ()
    return objections(protect_month(before), protect_month(counted.counts))


def _publishable(month: Month, today: date) -> CountedMonth:
    if today <= month.last:
        raise Refused(
            f"De maand {month} is nog niet voorbij. Publiceer haar na de laatste dag.",
            code="month_not_over",
        )
    counted = month_counts([month]).get(month)
    if counted is None:
        raise Refused(f"De maand {month} is nog niet geteld. Tel haar eerst.", code="not_counted")
    if counted.counts.family("signals").total.value == 0:
        raise Refused(f"In {month} zijn er geen signalen om te publiceren.", code="nothing_counted")
    return counted


def _refuse_difference(counted: CountedMonth, after: Mapping[str, Protection]) -> None:
    row = Publication.objects.filter(month=str(counted.month)).order_by("-number").first()
    if row is None:
        return
    if row.fingerprint == counted.fingerprint:
        raise Refused(
            f"Deze cijfers van {counted.month} zijn al gepubliceerd. Er is niets veranderd.",
            code="already_published",
        )
    before = counts_from_data(row.basis)
    found = objections(protect_month(before), after)
    if found:
        kinds = Counter(each.leak for each in found)
        raise Refused(
            f"Een verbeterde versie van {counted.month} kan nog niet: naast de vorige versie zijn "
            f"{kinds[Leak.SMALL_DIFFERENCE]} kleine verschillen en {kinds[Leak.HIDDEN_COUNT]} "
            "verborgen aantallen uit te rekenen. De gepubliceerde versie blijft staan.",
            code="differencing",
        )


def _log_tables(row: Publication, content: PublishedMonth) -> None:
    tables = []
    for table in published_tables(content, definitions()):
        marks = Counter(cell.mark for line in table.rows for cell in line.cells)
        tables.append(
            PublishedTable(
                publication=row,
                key=table.key,
                shown=marks[Mark.NUMBER],
                hidden=marks[Mark.HIDDEN],
                sha256=_fingerprint([[cell.number for cell in line.cells] for line in table.rows]),
            )
        )
    PublishedTable.objects.bulk_create(tables)


def _versions(month: Month) -> dict[str, str]:
    return {
        key: one.version_on(month).name
        for key, one in definitions().indicators.items()
        if one.versions[0].since <= month
    }


def _fingerprint(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
