"""Trying a rule table on past months: work per week, who drops out, and how it spreads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rondkomen.kernel.period import Month
from rondkomen.outreach.core.codes import ClosingReason
from rondkomen.outreach.core.priority import CaseFacts, Proposal, RuleTable, evaluate, propose

_WEEK = timedelta(days=7)
_MOST_WEEKS_OF_BACKLOG = 53
UNKNOWN = "onbekend"


@dataclass(frozen=True)
class PastCase:
    """A case of an earlier month, without a name: what the rules saw and where it lay."""

    case_id: UUID
    arrived_on: date
    facts: CaseFacts
    neighbourhood: str = ""


@dataclass(frozen=True)
class WeekLoad:
    """One week of work: what came in, what was done, what was left and what was left too long."""

    monday: date
    arriving: int
    handled: int
    waiting: int
    late: int


@dataclass(frozen=True)
class Share:
    """One group (an age band, a neighbourhood): its cases, how many stay, how many come early."""

    name: str
    cases: int
    picked_up: int
    in_first_week: int
    average_points: float


@dataclass(frozen=True)
class Difference:
    """What changes against the active version."""

    newly_picked_up: int
    newly_dropped: int
    points_up: int
    points_down: int
    points_same: int


@dataclass(frozen=True)
class Simulation:
    """The outcome of one version on past months."""

    version: str
    cases: int
    picked_up: int
    capacity: int
    weeks: tuple[WeekLoad, ...]
    dropped: tuple[tuple[ClosingReason, int], ...]
    by_age: tuple[Share, ...]
    by_neighbourhood: tuple[Share, ...]
    difference: Difference | None


@dataclass(frozen=True)
class _Judged:
    case: PastCase
    points: int
    proposal: Proposal


def simulate(
    table: RuleTable,
    past: Sequence[PastCase],
    *,
    capacity: int | None = None,
    active: RuleTable | None = None,
) -> Simulation:
    """What this version would have done with these cases, beside the active version if given.

    Units: capacity in cases per week; the table's own when none is given, zero is unlimited.
    Policy: each case is judged on the day it arrived; each week the highest points go first.
    """
    judged = [_judge(table, case) for case in past]
    per_week = table.cases_per_week if capacity is None else capacity
    weeks, first_week = _work_through([j for j in judged if j.proposal.pick_up], per_week, table)
    dropped = Counter(j.proposal.reason for j in judged if j.proposal.reason is not None)
    return Simulation(
        version=table.version,
        cases=len(judged),
        picked_up=sum(j.proposal.pick_up for j in judged),
        capacity=per_week,
        weeks=weeks,
        dropped=tuple(sorted(dropped.items(), key=lambda item: (-item[1], item[0]))),
        by_age=_shares(judged, [_band_name(table, j.case) for j in judged], first_week),
        by_neighbourhood=_shares(
            judged, [j.case.neighbourhood or UNKNOWN for j in judged], first_week
        ),
        difference=_difference(active, judged) if active else None,
    )


def months_of(past: Sequence[PastCase]) -> tuple[Month, ...]:
    """The months the cases arrived in, oldest first.

    Policy: a case belongs to the month it arrived in.
    """
    return tuple(sorted({Month.of(case.arrived_on) for case in past}))


def _judge(table: RuleTable, case: PastCase) -> _Judged:
    day = case.arrived_on
    points = evaluate(table, case.facts, today=day).value
    return _Judged(case, points, propose(table, case.facts, today=day))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _work_through(
    judged: list[_Judged], per_week: int, table: RuleTable
) -> tuple[tuple[WeekLoad, ...], set[UUID]]:
    arrivals: dict[date, list[_Judged]] = {}
    for item in judged:
        arrivals.setdefault(_monday(item.case.arrived_on), []).append(item)
    if not arrivals:
        return (), set()
    last = max(arrivals) + _WEEK * _MOST_WEEKS_OF_BACKLOG
    weeks: list[WeekLoad] = []
    first_week: set[UUID] = set()
    queue: list[_Judged] = []
    monday = min(arrivals)
    while monday <= max(arrivals) or (queue and monday <= last):
        new = arrivals.get(monday, [])
        queue = sorted(queue + new, key=_order)
        done = len(queue) if per_week == 0 else min(per_week, len(queue))
        first_week |= {i.case.case_id for i in queue[:done] if _monday(i.case.arrived_on) == monday}
        queue = queue[done:]
        weeks.append(WeekLoad(monday, len(new), done, len(queue), _late(queue, monday, table)))
        monday += _WEEK
    return tuple(weeks), first_week


def _order(item: _Judged) -> tuple[int, date, UUID]:
    return (-item.points, item.case.arrived_on, item.case.case_id)


def _late(queue: list[_Judged], monday: date, table: RuleTable) -> int:
    sunday = monday + timedelta(days=6)
    return sum(_waits_too_long(item.case, sunday, table.terms.offer_days) for item in queue)


def _waits_too_long(case: PastCase, day: date, offer_days: int) -> bool:
    ends = case.facts.supply_ends_on
    if ends is not None and ends <= day:
        return True
    return case.arrived_on + timedelta(days=offer_days) < day


def _band_name(table: RuleTable, case: PastCase) -> str:
    band = table.age_band(case.facts.age)
    return band.label if band else UNKNOWN


def _shares(judged: list[_Judged], names: list[str], first_week: set[UUID]) -> tuple[Share, ...]:
    groups: dict[str, list[_Judged]] = {}
    for name, item in zip(names, judged, strict=True):
        groups.setdefault(name, []).append(item)
    return tuple(
        Share(
            name=name,
            cases=len(items),
            picked_up=sum(i.proposal.pick_up for i in items),
            in_first_week=sum(i.case.case_id in first_week for i in items),
            average_points=round(sum(i.points for i in items) / len(items), 1),
        )
        for name, items in sorted(groups.items(), key=lambda pair: (pair[0] == UNKNOWN, pair[0]))
    )


def _difference(active: RuleTable, judged: list[_Judged]) -> Difference:
    before = [_judge(active, item.case) for item in judged]
    pairs = list(zip(before, judged, strict=True))
    return Difference(
        newly_picked_up=sum(n.proposal.pick_up and not o.proposal.pick_up for o, n in pairs),
        newly_dropped=sum(o.proposal.pick_up and not n.proposal.pick_up for o, n in pairs),
        points_up=sum(n.points > o.points for o, n in pairs),
        points_down=sum(n.points < o.points for o, n in pairs),
        points_same=sum(n.points == o.points for o, n in pairs),
    )
