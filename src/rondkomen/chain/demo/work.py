"""A year of case work by fictional colleagues: attempts, conversations, results.

The shares follow Divosa's reports (docs/demo.md): about four in five cases are picked up, one in
five of those is reached, and about a third of the reached accepts help.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from random import Random
from typing import TypeVar
from uuid import UUID, uuid5

from rondkomen.access.core.actor import Actor
from rondkomen.journal.core.moment import current_moment, happened_at
from rondkomen.kernel.calendar import add_working_days
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.codes import ClosingReason, ContactKind, PartOfDay, Result
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.outreach.queries.rows import WorklistRow
from rondkomen.outreach.services import GivenResult, NewAttempt

T = TypeVar("T")

PICKED_UP = 0.80
REACHED_PER_TRY = {
    ContactKind.LETTER: 0.0,
    ContactKind.PHONE: 0.09,
    ContactKind.TEXT_MESSAGE: 0.04,
    ContactKind.HOME_VISIT: 0.16,
    ContactKind.CARD: 0.0,
}
ACCEPTED = 0.35
_SEQUENCES = (
    (ContactKind.LETTER, ContactKind.PHONE, ContactKind.HOME_VISIT),
    (ContactKind.PHONE, ContactKind.PHONE, ContactKind.HOME_VISIT, ContactKind.CARD),
    (ContactKind.PHONE, ContactKind.TEXT_MESSAGE, ContactKind.HOME_VISIT),
    (ContactKind.HOME_VISIT, ContactKind.LETTER, ContactKind.PHONE),
)
_PARTS = (PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.AFTERNOON, PartOfDay.EVENING)
_HOURS = {PartOfDay.MORNING: 9, PartOfDay.AFTERNOON: 13, PartOfDay.EVENING: 18}
_REASONS = (
    (ClosingReason.ALREADY_IN_DEBT_HELP, 45),
    (ClosingReason.OTHER_HELP_RUNNING, 25),
    (ClosingReason.CAPACITY, 20),
    (ClosingReason.STAFF_SAFETY, 4),
    (ClosingReason.DETENTION, 6),
)
_HELPED = (
    (Result.ADVICE_OR_QUICK_FIX, 45),
    (Result.REFERRAL_FINANCIAL, 40),
    (Result.REFERRAL_NON_FINANCIAL, 15),
)
_NOT_HELPED = (
    (Result.NO_HELP_WANTED, 60),
    (Result.PAID_OR_ARRANGED, 30),
    (Result.NO_REACTION_AFTER_CONTACT, 10),
)


@dataclass(frozen=True)
class Team:
    """Who works: two or more workers, a team lead, and who leads the conversations."""

    workers: Sequence[Actor]
    lead: Actor
    facilitator: Actor


@dataclass(frozen=True)
class _Step:
    """One thing a colleague does with a case, at a moment; `act` still needs the desk."""

    at: datetime
    case_id: UUID
    act: Callable[..., object]


def work_month(month: Month, team: Team, *, rng: Random, today: date) -> int:
    """How many cases of the month were worked on, up to and including today."""
    chosen = WorklistFilter(whose=Whose.TEAM, month=str(month))
    listed = queries.worklist_rows(chosen, today=today, actor=team.lead)
    rows = sorted(listed, key=lambda row: (-row.points, row.address))
    steps = [
        step
        for place, row in enumerate(rows)
        for step in _steps(row, team, rng, (place, today, _start(month, place)))
    ]
    _take(sorted(steps, key=lambda step: step.at), team)
    return len(rows)


def _take(steps: Sequence[_Step], team: Team) -> None:
    """Nothing; the colleagues took these steps, in this order."""
    now = current_moment()
    with services.at_desk({step.case_id for step in steps}, actor=team.lead) as desk:
        for step in steps:
            with happened_at(min(step.at, now)):
                step.act(step.case_id, desk=desk)


def _start(month: Month, place: int) -> date:
    """Cases on top start first; a team of this size takes about twelve a day."""
    return add_working_days(month.first, 9 + place // 12)


def _steps(
    row: WorklistRow, team: Team, rng: Random, when: tuple[int, date, date]
) -> Iterator[_Step]:
    """What is done with one case, oldest first."""
    place, today, start = when
    if start > today:
        return
    begun = _moment(start, 8, place)
    if rng.random() > PICKED_UP and not row.increased:
        reason = _drawn(rng, _REASONS)
        act = partial(services.close_before_contact, reason=reason, today=start, actor=team.lead)
        yield _Step(begun, row.case_id, act)
        return
    worker = team.workers[place % len(team.workers)]
    yield _Step(begun, row.case_id, partial(services.pick_up, today=start, actor=worker))
    yield from _contact(row.case_id, worker, rng, (place, start, today))


def _contact(
    case_id: UUID, worker: Actor, rng: Random, when: tuple[int, date, date]
) -> Iterator[_Step]:
    """Tries until somebody answers or the sequence ends; stops at today."""
    place, day, today = when
    outcomes: Sequence[tuple[Result, int]] = ((Result.NO_CONTACT, 1),)
    for number, kind in enumerate(rng.choice(_SEQUENCES)):
        day = add_working_days(day, rng.randrange(1, 5))
        if day > today:
            return
        reached = rng.random() < REACHED_PER_TRY[kind]
        accepted = reached and rng.random() < ACCEPTED
        new = NewAttempt(
            token=uuid5(case_id, str(number)),
            kind=kind,
            part_of_day=rng.choice(_PARTS),
            on=day,
            reached=reached,
            accepted=accepted,
            conversation=accepted and kind is ContactKind.HOME_VISIT,
        )
        act = partial(services.log_attempt, new=new, today=day, actor=worker)
        yield _Step(_moment(day, _HOURS[new.part_of_day], place), case_id, act)
        if reached:
            outcomes = _HELPED if accepted else _NOT_HELPED
            break
    yield from _end(case_id, worker, rng, (place, day, today), outcomes)


def _end(
    case_id: UUID,
    worker: Actor,
    rng: Random,
    when: tuple[int, date, date],
    results: Sequence[tuple[Result, int]],
) -> Iterator[_Step]:
    """The result some working days later, unless that lies after today."""
    place, last, today = when
    day = add_working_days(last, rng.randrange(1, 15))
    if day > today:
        return
    result = _drawn(rng, results)
    quick = result is Result.ADVICE_OR_QUICK_FIX
    given = GivenResult(
        result,
        on=day,
        solved_within_days=14 if quick else None,
        confirmed=True,
    )
    act = partial(services.record_result, given=given, today=day, actor=worker)
    yield _Step(_moment(day, 16, place), case_id, act)


def _moment(day: date, hour: int, place: int) -> datetime:
    """A moment in that hour; neighbours on the list follow one another."""
    return datetime.combine(day, time(hour, place % 60), tzinfo=UTC)


def _drawn(rng: Random, weighted: Sequence[tuple[T, int]]) -> T:
    return rng.choices([item for item, _ in weighted], [weight for _, weight in weighted])[0]
