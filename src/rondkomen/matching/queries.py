"""Reads of `matching`; names and addresses are not here, but behind a purpose in `people`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.matching.core.decisions import (
    OPEN_DECISIONS,
    Candidate,
    Decision,
    Origin,
    Settlement,
)
from rondkomen.matching.models import Link, Review, Run, Unmatched

_CHUNK = 900


@dataclass(frozen=True)
class RunRow:
    """One matching of one month."""

    id: UUID
    month: Month
    model_version: str
    started_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]


@dataclass(frozen=True)
class LinkRow:
    """A signal's place: a person and household, or a household only.

    Units: `score` is a probability between 0 and 1.
    """

    signal_ref: UUID
    person_ref: UUID | None
    household_ref: UUID
    origin: Origin
    score: float
    explanation: dict[str, object]
    made_at: datetime
    ended_at: datetime | None
    end_reason: str


@dataclass(frozen=True)
class ReviewRow:
    """A choice for a person, open or decided."""

    id: UUID
    signal_ref: UUID
    identity_ref: UUID
    month: Month
    candidates: tuple[Candidate, ...]
    decision: Decision
    chosen_person: UUID | None
    reason: str
    decided_by: UUID | None
    decided_at: datetime | None


@dataclass(frozen=True)
class UnmatchedRow:
    """A signal nobody was found for."""

    id: UUID
    signal_ref: UUID
    identity_ref: UUID
    month: Month
    cause: str
    text: str
    settlement: Settlement
    made_at: datetime


@dataclass(frozen=True)
class QueueCounts:
    """How much waits for a person.

    Units: signals.
    """

    review_waiting: int
    review_decided: int
    unmatched_waiting: int


@dataclass(frozen=True)
class WithoutPlace:
    """Signals that belong to no household yet, by what they wait for.

    Units: signals. `never_matched` were in no matching run.
    """

    never_matched: int
    review: int
    unmatched: int


@dataclass(frozen=True)
class JudgedPair:
    """A pair a person judged, for measuring the model: identities by reference only.

    Units: `score` is a probability between 0 and 1.
    """

    identity_ref: UUID
    person_ref: UUID
    same: bool
    score: float
    decided_by: UUID | None


def _run_row(run: Run) -> RunRow:
    return RunRow(
        run.id,
        Month.parse(run.month),
        run.model_version,
        run.started_at,
        run.finished_at,
        run.counts,
    )


def runs(limit: int = 24) -> list[RunRow]:
    """The latest matchings, newest first."""
    return [_run_row(run) for run in Run.objects.order_by("-started_at")[:limit]]


def latest_run(month: Month) -> RunRow | None:
    """The last finished matching of this month."""
    run = (
        Run.objects.filter(month=str(month), finished_at__isnull=False)
        .order_by("-started_at")
        .first()
    )
    return _run_row(run) if run else None


def queue_counts() -> QueueCounts:
    """How many signals wait for review or for settling."""
    by_decision = dict(Review.objects.values_list("decision").annotate(Count("id")))
    waiting = sum(by_decision.get(decision, 0) for decision in OPEN_DECISIONS)
    unmatched = Unmatched.objects.filter(settlement=Settlement.WAITING)
    return QueueCounts(
        review_waiting=waiting,
        review_decided=sum(by_decision.values()) - waiting,
        unmatched_waiting=unmatched.count(),
    )


def _review_row(review: Review) -> ReviewRow:
    return ReviewRow(
        id=review.id,
        signal_ref=review.signal_ref,
        identity_ref=review.identity_ref,
        month=Month.parse(review.run.month),
        candidates=tuple(Candidate.from_data(data) for data in review.candidates),
        decision=Decision(review.decision),
        chosen_person=review.chosen_person,
        reason=review.reason,
        decided_by=review.decided_by,
        decided_at=review.decided_at,
    )


def review_queue(limit: int = 50, offset: int = 0) -> list[ReviewRow]:
    """The choices still open: first those never looked at, then those put off, oldest first."""
    waiting = Review.objects.filter(decision__in=OPEN_DECISIONS).select_related("run")
    return [
        _review_row(review)
        for review in waiting.order_by("-decision", "made_at", "id")[offset : offset + limit]
    ]


def decided_reviews(limit: int = 50, offset: int = 0) -> list[ReviewRow]:
    """The choices already made, latest first."""
    decided = Review.objects.exclude(decision__in=OPEN_DECISIONS).select_related("run")
    return [
        _review_row(review) for review in decided.order_by("-decided_at")[offset : offset + limit]
    ]


def review(review_id: UUID) -> ReviewRow:
    """One choice.

    Raises: Refused when it does not exist here.
    """
    found = Review.objects.filter(id=review_id).select_related("run").first()
    if found is None:
        raise Refused(
            "Deze beoordeling bestaat niet (meer); ga terug naar de lijst.", code="review-unknown"
        )
    return _review_row(found)


def unmatched_queue(limit: int = 50, offset: int = 0, cause: str = "") -> list[UnmatchedRow]:
    """The signals nobody was found for, oldest first; `cause` narrows."""
    waiting = Unmatched.objects.filter(settlement=Settlement.WAITING).select_related("run")
    if cause:
        waiting = waiting.filter(cause=cause)
    return [
        _unmatched_row(row) for row in waiting.order_by("made_at", "id")[offset : offset + limit]
    ]


def unmatched_causes() -> dict[str, int]:
    """How many waiting signals each likely cause has."""
    waiting = Unmatched.objects.filter(settlement=Settlement.WAITING)
    return dict(waiting.values_list("cause").annotate(Count("id")).order_by("-id__count"))


def unmatched(unmatched_id: UUID) -> UnmatchedRow:
    """One signal nobody was found for.

    Raises: Refused when it does not exist here.
    """
    found = Unmatched.objects.filter(id=unmatched_id).select_related("run").first()
    if found is None:
        raise Refused("Dit signaal staat niet (meer) in deze lijst.", code="unmatched-unknown")
    return _unmatched_row(found)


def _unmatched_row(row: Unmatched) -> UnmatchedRow:
    return UnmatchedRow(
        id=row.id,
        signal_ref=row.signal_ref,
        identity_ref=row.identity_ref,
        month=Month.parse(row.run.month),
        cause=row.cause,
        text=row.text,
        settlement=Settlement(row.settlement),
        made_at=row.made_at,
    )


def _link_row(link: Link) -> LinkRow:
    return LinkRow(
        signal_ref=link.signal_ref,
        person_ref=link.person_ref,
        household_ref=link.household_ref,
        origin=Origin(link.origin),
        score=link.score,
        explanation=link.explanation,
        made_at=link.made_at,
        ended_at=link.ended_at,
        end_reason=link.end_reason,
    )


def live_links(signal_refs: Iterable[UUID]) -> dict[UUID, LinkRow]:
    """Where these signals belong now; signals without a place are absent."""
    wanted = list(dict.fromkeys(signal_refs))
    found: dict[UUID, LinkRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for link in Link.objects.filter(signal_ref__in=chunk, ended_at__isnull=True):
            found[link.signal_ref] = _link_row(link)
    return found


def signals_at_households(household_refs: Iterable[UUID]) -> dict[UUID, list[LinkRow]]:
    """The live links to each of these households, oldest first."""
    wanted = list(dict.fromkeys(household_refs))
    found: dict[UUID, list[LinkRow]] = {ref: [] for ref in wanted}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        live = Link.objects.filter(household_ref__in=chunk, ended_at__isnull=True)
        for link in live.order_by("made_at"):
            found[link.household_ref].append(_link_row(link))
    return found


def judged_signals(signal_refs: Iterable[UUID]) -> set[UUID]:
    """Which of these signals have a place, or a person's verdict that a new run must not overrule."""
    wanted = list(dict.fromkeys(signal_refs))
    judged: set[UUID] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        placed = Link.objects.filter(signal_ref__in=chunk, ended_at__isnull=True)
        decided = Review.objects.filter(signal_ref__in=chunk).exclude(decision__in=OPEN_DECISIONS)
        settled = Unmatched.objects.filter(signal_ref__in=chunk).exclude(
            settlement=Settlement.WAITING
        )
        for rows in (placed, decided, settled):
            judged.update(rows.values_list("signal_ref", flat=True))
        split_off = Unmatched.objects.filter(signal_ref__in=chunk, cause="split_off")
        judged.update(split_off.values_list("signal_ref", flat=True))
    return judged


def without_place(signal_refs: Iterable[UUID]) -> WithoutPlace:
    """How many of these signals have no household yet, and wait for what."""
    wanted = list(dict.fromkeys(signal_refs))
    never = review = unmatched = 0
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        asked, lost = (
            dict(table.objects.filter(signal_ref__in=chunk).order_by("made_at").values_list(*named))
            for table, named in (
                (Review, ("signal_ref", "decision")),
                (Unmatched, ("signal_ref", "settlement")),
            )
        )
        ever = set(Link.objects.filter(signal_ref__in=chunk).values_list("signal_ref", flat=True))
        never += len(set(chunk) - asked.keys() - lost.keys() - ever)
        review += sum(decision in OPEN_DECISIONS for decision in asked.values())
        unmatched += sum(state == Settlement.WAITING for state in lost.values())
    return WithoutPlace(never, review, unmatched)


def history(signal_ref: UUID) -> list[LinkRow]:
    """Every place this signal has had, oldest first."""
    return [
        _link_row(link) for link in Link.objects.filter(signal_ref=signal_ref).order_by("made_at")
    ]


def evaluation_set() -> list[JudgedPair]:
    """Every pair a person judged: the chosen one is the same, the others shown are not."""
    pairs: list[JudgedPair] = []
    judged = Review.objects.filter(decision__in=(Decision.SAME, Decision.DIFFERENT)).order_by(
        "decided_at"
    )
    for row in judged.iterator(chunk_size=500):
        for candidate in (Candidate.from_data(data) for data in row.candidates):
            same = candidate.person_ref == row.chosen_person
            pairs.append(
                JudgedPair(
                    row.identity_ref, candidate.person_ref, same, candidate.score, row.decided_by
                )
            )
    return pairs


def signals_of_persons(person_refs: Iterable[UUID]) -> set[UUID]:
    """The signals that were ever linked to these persons, or compared with them."""
    wanted = set(person_refs)
    linked = Link.objects.filter(person_ref__in=wanted).values_list("signal_ref", flat=True)
    found = set(linked)
    for row in Review.objects.filter(chosen_person__in=wanted):
        found.add(row.signal_ref)
    return found


def persons_in_use(person_refs: Iterable[UUID]) -> set[UUID]:
    """Which of these persons a link or an open choice still refers to."""
    wanted = set(person_refs)
    used = set(
        Link.objects.filter(person_ref__in=wanted).values_list("person_ref", flat=True).distinct()
    )
    for row in Review.objects.filter(decision__in=OPEN_DECISIONS):
        used |= wanted & {Candidate.from_data(data).person_ref for data in row.candidates}
    return used
