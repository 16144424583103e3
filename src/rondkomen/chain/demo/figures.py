"""The demo's monitor: every month counted, a year before it from "another system", all published."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from rondkomen.access.core.actor import Actor
from rondkomen.chain import monitor
from rondkomen.kernel.period import Month
from rondkomen.monitoring import queries, services
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import MonthCounts, count_month

EARLIER_SYSTEM = "het vorige systeem"
_KEPT = 0.88  # a year before there was less of everything
_DAYS_TO_PUBLISH = 9


def fill_monitor(months: list[Month], *, today: date, rng: Random, lead: Actor) -> None:
    """Nothing; the months and those a year earlier are counted, and published when they are over."""
    moment = datetime.combine(today, time(6), tzinfo=UTC)
    for month in months:
        found = monitor.keep(month, today=today, now=moment, actor=lead)
        services.keep_counts(
            _year_before(month, found, rng=rng),
            inhabitants=_inhabitants(month),
            at=moment,
            actor=lead,
            source=EARLIER_SYSTEM,
        )
    for month in sorted([*months, *(month.plus(-12) for month in months)]):
        if month.last < today:
            _publish(month, today=today, lead=lead)


def _year_before(month: Month, found: monitor.Facts, *, rng: Random) -> MonthCounts:
    """A made-up month a year earlier: the same kind of facts, fewer of them."""
    earlier = month.plus(-12)
    return count_month(
        earlier,
        [replace(fact, month=earlier) for fact in found.signals if rng.random() < _KEPT],
        [replace(fact, month=earlier) for fact in found.cases if rng.random() < _KEPT],
        definitions=definitions(),
        locality=found.locality,
    )


def _inhabitants(month: Month) -> int:
    now = queries.month_counts([month])[month].inhabitants or 0
    return now - now // 150


def _publish(month: Month, *, today: date, lead: Actor) -> None:
    """Nothing; the month is published, unless nothing came in."""
    counted = queries.month_counts([month])[month]
    if counted.counts.family("signals").total.value == 0:
        return
    on = min(today, month.last + timedelta(days=_DAYS_TO_PUBLISH))
    services.publish(
        month,
        fingerprint=counted.fingerprint,
        today=on,
        now=datetime.combine(on, time(10), tzinfo=UTC),
        actor=lead,
    )
