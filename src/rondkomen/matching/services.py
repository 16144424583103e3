"""Writes of `matching`: each leaves its event in the journal within the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal.services import record
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.matching.core.decisions import (
    OPEN_DECISIONS,
    Candidate,
    Decision,
    Origin,
    Place,
    Settlement,
    chosen,
)
from rondkomen.matching.models import Link, Review, Run, Unmatched

_BATCH = 2_000


@dataclass(frozen=True)
class Placed:
    """A signal the engine placed by itself; without a person it concerns the household only.

    Units: `score` is a probability between 0 and 1.
    """

    signal_ref: UUID
    person_ref: UUID | None
    household_ref: UUID
    score: float
    explanation: dict[str, object]


@dataclass(frozen=True)
class Doubted:
    """A signal with candidates among whom a person must choose."""

    signal_ref: UUID
    identity_ref: UUID
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class NotFound:
    """A signal nobody was found for, with the likely cause and a sentence."""

    signal_ref: UUID
    identity_ref: UUID
    cause: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What one run of the engine gave, with everything expressed in references."""

    model_version: str
    placed: Sequence[Placed]
    doubted: Sequence[Doubted]
    not_found: Sequence[NotFound]


@transaction.atomic
def store_run(
    month: Month, outcome: Outcome, *, actor: Actor, started_at: datetime, now: datetime
) -> UUID:
    """The id of the stored run; earlier unplaced traces of the same signals are closed.

    Policy: a signal has one live place at most; a new run never overrules a person's decision.
    """
    run = Run.objects.create(
        month=str(month),
        model_version=outcome.model_version,
        started_at=started_at,
        finished_at=now,
    )
    placed = [*outcome.placed]
    _forget_open_traces(outcome)
    Link.objects.bulk_create(
        [
            Link(
                run=run,
                signal_ref=item.signal_ref,
                person_ref=item.person_ref,
                household_ref=item.household_ref,
                origin=Origin.AUTOMATIC if item.person_ref else Origin.HOUSEHOLD,
                score=item.score,
                explanation=item.explanation,
                made_at=now,
            )
            for item in placed
        ],
        batch_size=_BATCH,
    )
    _store_queues(run, outcome, now)
    run.counts = {
        "placed": len(placed),
        "household_only": sum(item.person_ref is None for item in placed),
        "review": len(outcome.doubted),
        "unmatched": len(outcome.not_found),
    }
    run.save(update_fields=["counts"])
    record("matching.run", subject=run.id, actor=actor, data={"month": str(month), **run.counts})
    return run.id


def _forget_open_traces(outcome: Outcome) -> None:
    """A signal that is matched again leaves the queue of the previous run."""
    again = [
        item.signal_ref
        for group in (outcome.placed, outcome.doubted, outcome.not_found)
        for item in group
    ]
    for start in range(0, len(again), 900):
        chunk = again[start : start + 900]
        Review.objects.filter(
            signal_ref__in=chunk, decision__in=(Decision.WAITING, Decision.LATER)
        ).delete()
        Unmatched.objects.filter(signal_ref__in=chunk, settlement=Settlement.WAITING).delete()


def _store_queues(run: Run, outcome: Outcome, now: datetime) -> None:
    Review.objects.bulk_create(
        [
            Review(
                run=run,
                signal_ref=item.signal_ref,
                identity_ref=item.identity_ref,
                candidates=[candidate.as_data() for candidate in item.candidates],
                made_at=now,
            )
            for item in outcome.doubted
        ],
        batch_size=_BATCH,
    )
    Unmatched.objects.bulk_create(
        [
            Unmatched(
                run=run,
                signal_ref=item.signal_ref,
                identity_ref=item.identity_ref,
                cause=item.cause,
                text=item.text,
                made_at=now,
            )
            for item in outcome.not_found
        ],
        batch_size=_BATCH,
    )


@dataclass(frozen=True)
class Verdict:
    """A person's answer in the review queue."""

    decision: Decision
    person_ref: UUID | None = None
    reason: str = ""


@transaction.atomic
def decide(review_id: UUID, verdict: Verdict, *, actor: Actor, now: datetime) -> UUID | None:
    """The household the signal now belongs to, or None when it was put off or matches nobody.

    Raises: Refused when it was decided meanwhile, or nobody on screen was chosen.
    Policy: doubt is decided by a person and can be undone (AVG art. 22).
    """
    row = _open_review(review_id)
    candidates = tuple(Candidate.from_data(data) for data in row.candidates)
    candidate = chosen(candidates, verdict.decision, verdict.person_ref)
    row.decision, row.reason = verdict.decision, verdict.reason[:200]
    row.decided_by, row.decided_at = actor.user_id, now
    row.chosen_person = (
        candidate.person_ref if candidate and verdict.decision is Decision.SAME else None
    )
    row.save()
    record(
        "matching.decided", subject=row.signal_ref, actor=actor, data={"decision": verdict.decision}
    )
    if verdict.decision is Decision.DIFFERENT:
        Unmatched.objects.create(
            run=row.run,
            signal_ref=row.signal_ref,
            identity_ref=row.identity_ref,
            cause="not_at_address",
            text="Beoordeeld: dit is niet een van de voorgestelde personen.",
            made_at=now,
        )
    if candidate is None:
        return None
    Link.objects.create(
        run=row.run,
        signal_ref=row.signal_ref,
        person_ref=row.chosen_person,
        household_ref=candidate.household_ref,
        origin=Origin.REVIEWED,
        score=candidate.score,
        explanation=candidate.explanation,
        decided_by=actor.user_id,
        made_at=now,
    )
    return candidate.household_ref


def _open_review(review_id: UUID) -> Review:
    row = Review.objects.select_for_update().filter(id=review_id).first()
    if row is None:
        raise Refused(
            "Deze beoordeling bestaat niet (meer); ga terug naar de lijst.", code="review-unknown"
        )
    if row.decision not in {Decision.WAITING, Decision.LATER}:
        raise Refused(
            "Een collega heeft dit al beoordeeld; bekijk de beslissing of maak haar ongedaan.",
            code="review-decided",
        )
    return row


@transaction.atomic
def undo_decision(review_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """The signal whose decision was taken back; it waits in the queue again.

    Raises: Refused when there is nothing to undo.
    """
    row = Review.objects.select_for_update().filter(id=review_id).first()
    if row is None or row.decision in {Decision.WAITING, Decision.LATER}:
        raise Refused("Hier valt niets ongedaan te maken.", code="review-open")
    _end_live_link(row.signal_ref, "undone", now)
    Unmatched.objects.filter(signal_ref=row.signal_ref, settlement=Settlement.WAITING).delete()
    record("matching.undone", subject=row.signal_ref, actor=actor, data={"decision": row.decision})
    row.decision, row.chosen_person, row.decided_by, row.decided_at = (
        Decision.WAITING,
        None,
        None,
        None,
    )
    row.save()
    return row.signal_ref


@transaction.atomic
def end_link(
    signal_ref: UUID, *, identity_ref: UUID, reason: str, actor: Actor, now: datetime
) -> None:
    """Nothing; the signal is split off and waits in the queue of unplaced signals.

    Raises: Refused when the signal has no place.
    """
    link = _end_live_link(signal_ref, "split", now)
    if link is None:
        raise Refused("Dit signaal is nergens aan gekoppeld.", code="link-missing")
    Unmatched.objects.update_or_create(
        run=link.run,
        signal_ref=signal_ref,
        defaults={
            "identity_ref": identity_ref,
            "cause": "split_off",
            "text": f"Losgemaakt: {reason}"[:300],
            "settlement": Settlement.WAITING,
            "made_at": now,
        },
    )
    record("matching.split", subject=signal_ref, actor=actor, data={"reason": reason[:200]})


@transaction.atomic
def link_by_hand(
    signal_ref: UUID, place: Place, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Nothing; the signal belongs to this place from now on, whatever it belonged to before.

    Raises: Refused before the signal was ever matched, while its review waits, or when it is
    there already.
    """
    run = _run_of(signal_ref)
    if Review.objects.filter(signal_ref=signal_ref, decision__in=OPEN_DECISIONS).exists():
        raise Refused(
            "Dit signaal wacht nog op beoordeling; beslis daar eerst.", code="review-open"
        )
    old = _end_live_link(signal_ref, "merged", now)
    if old is not None and place == Place(old.household_ref, old.person_ref):
        raise Refused("Dit signaal staat daar al.", code="link-same")
    Unmatched.objects.filter(signal_ref=signal_ref, settlement=Settlement.WAITING).update(
        settlement=Settlement.LINKED_BY_HAND, settled_by=actor.user_id, settled_at=now
    )
    Link.objects.create(
        run=run,
        signal_ref=signal_ref,
        person_ref=place.person_ref,
        household_ref=place.household_ref,
        origin=Origin.BY_HAND,
        score=1.0,
        decided_by=actor.user_id,
        made_at=now,
    )
    record(
        "matching.linked-by-hand",
        subject=signal_ref,
        actor=actor,
        data={"household": str(place.household_ref), "reason": reason[:200]},
    )


@transaction.atomic
def settle(unmatched_id: UUID, settlement: Settlement, *, actor: Actor, now: datetime) -> UUID:
    """The signal that was settled without a place in a household.

    Raises: Refused when a colleague was first.
    """
    row = Unmatched.objects.select_for_update().filter(id=unmatched_id).first()
    if row is None or row.settlement != Settlement.WAITING:
        raise Refused("Een collega heeft dit signaal al afgehandeld.", code="unmatched-settled")
    row.settlement, row.settled_by, row.settled_at = settlement, actor.user_id, now
    row.save()
    record("matching.settled", subject=row.signal_ref, actor=actor, data={"settlement": settlement})
    return row.signal_ref


def _end_live_link(signal_ref: UUID, reason: str, now: datetime) -> Link | None:
    link = (
        Link.objects.select_for_update()
        .filter(signal_ref=signal_ref, ended_at__isnull=True)
        .first()
    )
    if link is not None:
        link.ended_at, link.end_reason = now, reason
        link.save(update_fields=["ended_at", "end_reason"])
    return link


def _run_of(signal_ref: UUID) -> Run:
    for table in (Link, Unmatched, Review):
        found = table.objects.filter(signal_ref=signal_ref).order_by("-made_at").first()
        if found is not None:
            return found.run
    raise Refused(
        "Dit signaal is nog niet gematcht; match eerst de maand.", code="signal-not-matched"
    )


@transaction.atomic
def erase_signals(signal_refs: Sequence[UUID]) -> set[UUID]:
    """The persons these signals were linked to or compared with; every trace of the signals is gone.

    Law: AVG art. 5(1)(e) and art. 17.
    """
    persons: set[UUID] = set()
    for start in range(0, len(signal_refs), 900):
        chunk = list(signal_refs[start : start + 900])
        links = Link.objects.filter(signal_ref__in=chunk)
        persons.update(ref for ref in links.values_list("person_ref", flat=True) if ref)
        reviews = Review.objects.filter(signal_ref__in=chunk)
        for row in reviews:
            persons.update(Candidate.from_data(data).person_ref for data in row.candidates)
        for found in (links, reviews, Unmatched.objects.filter(signal_ref__in=chunk)):
            found.delete()
    return persons
