"""The month's monitor: from signals and cases to counts, and only counts.

The cases of a month and its signals are read without names, counted, and forgotten again. What is
kept holds no reference to anybody; who may see the exact counts is in docs/monitoring.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, require, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import actor_of, gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.queries import SignalFacts
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.journal import queries as journal
from rondkomen.journal.core.clocks import ClockState
from rondkomen.journal.queries import ClockRow
from rondkomen.journal.services import log_processing_as_a_whole
from rondkomen.kernel.period import Month, Period
from rondkomen.monitoring import services
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import Locality, MonthCounts, count_month
from rondkomen.monitoring.core.facts import AttemptFact, CaseFact, ClockFact, SignalFact
from rondkomen.outreach import queries as outreach
from rondkomen.outreach.core.cases import signal_status
from rondkomen.outreach.core.clocks import MONITORED_KINDS
from rondkomen.outreach.queries import CaseFactRow

KIND = "monitor-count"
_UNKNOWN = "unknown"
_OUTCOMES = {ClockState.MET: "met", ClockState.MISSED: "missed", ClockState.RUNNING: "running"}


def start(month: Month, *, actor: Actor) -> UUID:
    """The id of the background work that counts this month again.

    Raises: Refused when the actor may not work with the exact figures.
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    moment = timezone.now().isoformat(timespec="seconds")
    return jobs.start(
        KIND,
        args={"month": str(month), "user": str(actor.user_id or "")},
        gemeente_id=actor.gemeente_id,
        unique_key=f"{KIND}:{month}:{moment}",
    )


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    month, user = Month.parse(args["month"]), args["user"]
    progress.step(0, 1, "Signalen en zaken tellen")
    with acting_for(progress.gemeente_id):
        actor = (
            actor_of(UUID(user), progress.gemeente_id)
            if user
            else system_actor(progress.gemeente_id)
        )
        keep(month, today=timezone.localdate(), now=timezone.now(), actor=actor)
    progress.step(1, 1, "Geteld")
    return {"month": str(month)}


@dataclass(frozen=True)
class Facts:
    """What is counted of a month; in memory only."""

    signals: tuple[SignalFact, ...]
    cases: tuple[CaseFact, ...]
    locality: Locality


@transaction.atomic
def keep(month: Month, *, today: date, now: datetime, actor: Actor) -> Facts:
    """The facts of this month as they stand today; their counts are kept in place of those before.

    Raises: Refused when the actor may not work with the exact figures, or a fact does not fit the
    definitions.
    """
    require(actor, Purpose.TEAM_MANAGEMENT)
    log_processing_as_a_whole(
        purpose=Purpose.MONITORING, actor=actor, activity="aantallen van een maand geteld"
    )
    found = facts(month, today=today)
    inhabitants = gemeente(actor.gemeente_id).inhabitants or None
    services.keep_counts(_counted(month, found), inhabitants=inhabitants, at=now, actor=actor)
    return found


def count(month: Month, *, today: date) -> MonthCounts:
    """The counts of this month as they stand today; nothing is kept.

    Raises: Refused when a fact does not fit the definitions.
    Policy: docs/monitoring.md; a running term whose day has passed counts as missed.
    """
    return _counted(month, facts(month, today=today))


def _counted(month: Month, found: Facts) -> MonthCounts:
    return count_month(
        month,
        found.signals,
        found.cases,
        definitions=definitions(),
        locality=found.locality,
    )


def facts(month: Month, *, today: date) -> Facts:
    """The signals of this month and its picked-up cases, without names.

    Policy: docs/monitoring.md; a running term whose day has passed counts as missed.
    """
    signals = arrears.signals_of_month(month)
    cases = outreach.case_facts(Period(month.first, month.last))
    states = outreach.signal_states(signal.id for signal in signals)
    households = {row.signal_ref: case.household_ref for case in cases for row in case.signals}
    picked_up = [case for case in cases if signal_status(case.status, case.result) == "picked_up"]
    clocks = journal.clocks_for(case.case_id for case in picked_up)
    return Facts(
        tuple(_signal(month, signal, states, households) for signal in signals),
        tuple(_case(month, case, clocks[case.case_id], today) for case in picked_up),
        _locality(signals, picked_up),
    )


def _signal(
    month: Month,
    signal: SignalFacts,
    states: Mapping[UUID, str],
    households: Mapping[UUID, UUID],
) -> SignalFact:
    return SignalFact(
        month=month,
        partner_type=signal.partner_type,
        kind=signal.kind,
        status=states.get(signal.id, signal.status),
        household=households.get(signal.id, signal.same_customer),
    )


def _case(month: Month, case: CaseFactRow, clocks: Iterable[ClockRow], today: date) -> CaseFact:
    return CaseFact(
        month=month,
        multiple=case.multiple,
        consecutive=case.consecutive,
        signalled_on=min((row.signal_date for row in case.signals), default=case.matched_on),
        picked_up_on=case.picked_up_on,
        attempts=tuple(
            AttemptFact(attempt.kind, attempt.on, attempt.part_of_day, attempt.reached)
            for attempt in case.attempts
        ),
        accepted=case.accepted_on is not None,
        result=case.result or "",
        clocks=tuple(_clocks(clocks, today)),
        neighbourhood=case.neighbourhood or _UNKNOWN,
    )


def _clocks(clocks: Iterable[ClockRow], today: date) -> Iterable[ClockFact]:
    for clock in clocks:
        if clock.kind in MONITORED_KINDS and clock.state in _OUTCOMES:
            outcome = "missed" if clock.is_overdue(today) else _OUTCOMES[clock.state]
            yield ClockFact(clock.kind, outcome)


def _locality(signals: Iterable[SignalFacts], cases: Iterable[CaseFactRow]) -> Locality:
    """Partner types that have an agreement or delivered, in the usual order, and neighbourhoods."""
    present: set[str] = {signal.partner_type for signal in signals}
    present |= {agreement.partner_type for agreement in arrears.agreements()}
    order = definitions().categories["partner_type"]
    places = {case.neighbourhood for case in cases if case.neighbourhood} - {_UNKNOWN}
    return Locality(tuple(each for each in order if each in present), tuple(sorted(places)))
