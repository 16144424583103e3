"""Cases taken out together: read once, worked on in memory, and written back at once.

Every verb that works on a case opens a desk for it. Who has many steps to take, such as a batch of
letters, opens one desk for all of them and hands it to each verb.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rondkomen.access.bulk import insert_instances
from rondkomen.access.core.actor import Actor
from rondkomen.journal import queries as journal_reads
from rondkomen.journal import services as journal
from rondkomen.journal.core.clocks import ClockState, state_when_closed
from rondkomen.journal.core.moment import current_moment
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import ClockKind, Term
from rondkomen.outreach.core.priority import RuleTable
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.services.keeping import keep_all, no_longer_here, take_all, unchanged_since
from rondkomen.outreach.services.terms import nearest_of, set_nearest

_CHUNK = 900


@contextmanager
def at_desk(
    case_ids: Iterable[UUID], desk: "Desk | None" = None, *, actor: Actor
) -> Iterator["Desk"]:
    """The desk with these cases, cleared at the end; the given one is cleared by who opened it.

    Each verb at the desk names who takes that step; `actor` is who opens the desk.

    A refusal leaves everything on the desk as it was in the database.
    """
    if desk is not None:
        with desk.in_use():
            yield desk
        return
    with transaction.atomic():
        own = Desk(case_ids)
        yield own
        own.clear(actor)


class Desk:
    """The cases that are out, with their attempts and running clocks, and what happens to them."""

    def __init__(self, case_ids: Iterable[UUID]) -> None:
        """Locks the cases until the transaction ends."""
        self._cases = {case.id: case for case in take_all(list(case_ids))}
        self._kept: dict[UUID, Case] = {}
        self._tried: list[Attempt] = []
        self._owned: dict[UUID | None, list[UUID]] = {}
        self._started: dict[tuple[UUID, str], Term] = {}
        self._closed: list[journal.Closing] = []
        self._events: list[journal.NewEvent] = []
        self._is_spoiled = False

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """One verb at work; what it left half done is never written."""
        try:
            yield
        except BaseException:
            self._is_spoiled = True
            raise

    def take(self, case_id: UUID, *, version: int | None = None) -> Case:
        """The case.

        Raises: Refused when it does not exist here, or when somebody changed it after `version`.
        """
        case = self._cases.get(case_id)
        if case is None:
            raise no_longer_here()
        return unchanged_since(case, version)

    @cached_property
    def rules(self) -> RuleTable:
        """The rule table in force."""
        return active_rules().table

    def attempts(self, case: Case) -> list[Attempt]:
        """Every attempt on the case, undone ones too, oldest first."""
        return sorted(self._attempts[case.id], key=lambda one: (one.on, one.logged_at))

    def log(self, attempt: Attempt) -> None:
        """Nothing; the attempt is one of its case's."""
        self._attempts[attempt.case_id].append(attempt)
        self._tried.append(attempt)

    def give(self, case: Case, owner: UUID | None) -> None:
        """Nothing; the case and its clocks are this worker's."""
        case.owner_ref = owner
        self._owned.setdefault(owner, []).append(case.id)

    def start(self, case: Case, terms: Iterable[Term]) -> None:
        """Nothing; these clocks run, also when one of their kind ran already."""
        for term in terms:
            self.cancel(case, [term.kind], on=term.start)
            self._started[case.id, term.kind] = term

    def meet(self, case: Case, kind: ClockKind, *, on: date) -> None:
        """Nothing; the clock, if it ran, is met or missed."""
        clock = self._taken_off(case, kind)
        if clock is not None:
            self._closed.append(journal.Closing(clock.id, state_when_closed(clock.due, on), on))

    def cancel(self, case: Case, kinds: Iterable[str], *, on: date) -> None:
        """Nothing; the case waits for these no longer."""
        for kind in kinds:
            clock = self._taken_off(case, kind)
            if clock is not None:
                self._closed.append(journal.Closing(clock.id, ClockState.CANCELLED, on))

    def copy_nearest(self, case: Case) -> None:
        """Nothing; the case holds its nearest running clock, for the worklist."""
        running = [
            Term(ClockKind(clock.kind), clock.start, clock.due, "")
            for clock in self._running[case.id].values()
        ]
        fresh = [term for (case_id, _), term in self._started.items() if case_id == case.id]
        set_nearest(case, nearest_of([*running, *fresh]))

    def keep(
        self, case: Case, kind: str, data: Mapping[str, Any], *, today: date, actor: Actor
    ) -> None:
        """Nothing; the case is written when the desk is cleared, and the journal tells why."""
        case.touched_on = max(case.touched_on, today)
        self._kept[case.id] = case
        self._events.append(journal.NewEvent(kind, case.id, data, at=current_moment(), by=actor))

    def clear(self, actor: Actor) -> None:
        """Nothing; what happened at the desk stands in the database.

        Raises: Refused when somebody else stored a case or an attempt in the meantime.
        """
        if self._is_spoiled:
            raise RuntimeError("A verb at this desk was refused; what it left may not be written.")
        self._write_clocks()
        _store_attempts(self._tried)
        keep_all(list(self._kept.values()))
        journal.record_many(self._events, actor=actor)

    def _taken_off(self, case: Case, kind: str) -> journal_reads.ClockRow | None:
        """The clock of this kind, which runs no longer; one started just now is stored first."""
        if (case.id, kind) in self._started:
            self._write_clocks()
        return self._running[case.id].pop(kind, None)

    def _write_clocks(self) -> None:
        for owner, case_ids in self._owned.items():
            journal.reassign_clocks(case_ids, owner=owner)
        journal.close_clocks(self._closed)
        started = [
            journal.NewClock(
                term.kind, case_id, term.start, term.due, self._cases[case_id].owner_ref, term.law
            )
            for (case_id, _), term in self._started.items()
        ]
        ids = journal.start_clocks(started) if started else []
        for key, new in zip(ids, started, strict=True):
            self._running[new.subject][new.kind] = journal_reads.ClockRow(
                key, new.kind, new.subject, new.law, new.start, new.due, new.owner,
                ClockState.RUNNING, None,
            )  # fmt: skip
        self._owned, self._started, self._closed = {}, {}, []

    @cached_property
    def _running(self) -> dict[UUID, dict[str, journal_reads.ClockRow]]:
        found = journal_reads.running_clocks(self._cases)
        return {case_id: {row.kind: row for row in rows} for case_id, rows in found.items()}

    @cached_property
    def _attempts(self) -> dict[UUID, list[Attempt]]:
        found: dict[UUID, list[Attempt]] = {case_id: [] for case_id in self._cases}
        ids = list(found)
        for start in range(0, len(ids), _CHUNK):
            for attempt in Attempt.objects.filter(case_id__in=ids[start : start + _CHUNK]):
                found[attempt.case_id].append(attempt)
        return found


def _store_attempts(attempts: Sequence[Attempt]) -> None:
    try:
        with transaction.atomic():
            insert_instances(attempts)
    except IntegrityError as known:
        raise Refused(
            "Deze poging is al bij een andere zaak gelogd. Ververs de pagina.", code="attempt-token"
        ) from known
