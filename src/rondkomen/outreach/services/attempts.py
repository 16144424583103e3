"""Logging what was tried to reach a resident, and undoing a slip."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.journal.core.moment import current_moment
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import ClockKind, term_on_follow_up, terms_on_acceptance
from rondkomen.outreach.core.codes import CaseStatus, ContactKind, PartOfDay
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.services import terms
from rondkomen.outreach.services.desk import Desk, at_desk
from rondkomen.outreach.services.keeping import keep, move, take
from rondkomen.outreach.services.picking import pick_up_taken

_LONGEST_NOTE = 280
_OLDEST = timedelta(days=366)
# Sent by the stack or done at a desk: that does not keep a promise to try again.
_SENT_OUT = {ContactKind.ADMINISTRATIVE, ContactKind.LETTER, ContactKind.CARD}
_FACE_TO_FACE = {ContactKind.APPOINTMENT, ContactKind.HOME_VISIT}


@dataclass(frozen=True)
class NewAttempt:
    """An attempt to log. The client makes `token` once, so that sending twice logs once."""

    token: UUID
    kind: ContactKind
    part_of_day: PartOfDay
    on: date
    reached: bool
    note: str = ""
    accepted: bool = False
    conversation: bool = False
    again_on: date | None = None


def log_attempt(
    case_id: UUID, new: NewAttempt, *, today: date, actor: Actor, desk: Desk | None = None
) -> UUID:
    """The id of the attempt; the same token gives the same attempt and changes nothing.

    A new case is picked up by it. The first real attempt meets the clock of the offer; reaching
    the resident ends the wait for the end of supply; accepting help starts its own clocks.

    Raises: Refused for a closed case, a day that cannot be, or help accepted by nobody.
    """
    with at_desk([case_id], desk, actor=actor) as held:
        case = held.take(case_id)
        tried = held.attempts(case)
        known = next((one for one in tried if one.client_token == new.token), None)
        if known is not None:
            return known.id
        _check(new, case, today=today)
        if case.status == CaseStatus.NEW:
            pick_up_taken(case, held, today=max(new.on, case.matched_on), actor=actor)
        attempt = _attempt(case, new, actor)
        held.log(attempt)
        if new.reached and case.status == CaseStatus.PICKED_UP:
            move(case, "log_attempt", CaseStatus.IN_CONVERSATION)
        _run_clocks(case, new, held)
        _copy_attempts(case, held.attempts(case))
        held.copy_nearest(case)
        held.keep(case, "attempt_logged", _facts(attempt), today=today, actor=actor)
        return attempt.id


def _attempt(case: Case, new: NewAttempt, actor: Actor) -> Attempt:
    return Attempt(
        case=case,
        client_token=new.token,
        kind=new.kind,
        part_of_day=new.part_of_day,
        on=new.on,
        reached=new.reached,
        accepted=new.accepted,
        conversation=new.conversation,
        note=new.note.strip(),
        by_ref=actor.user_id,
        logged_at=current_moment(),
    )


def _facts(attempt: Attempt) -> dict[str, object]:
    return {"attempt": str(attempt.id), "kind": attempt.kind, "reached": attempt.reached}


@transaction.atomic
def undo_attempt(attempt_id: UUID, *, today: date, actor: Actor) -> None:
    """Nothing; the attempt stays visible as undone and no longer counts.

    Raises: Refused when it was undone before or its case is closed.
    """
    attempt = Attempt.objects.filter(id=attempt_id).first()
    if attempt is None:
        raise Refused("Deze poging bestaat hier niet (meer).", code="attempt-unknown")
    case = take(attempt.case_id)
    if not case.is_open:
        raise Refused("De zaak is afgesloten. Heropen haar eerst.", code="case-closed")
    undone = Attempt.objects.filter(id=attempt_id, undone_at=None).update(
        undone_at=current_moment(), undone_by=actor.user_id
    )
    if not undone:
        raise Refused("Deze poging was al ongedaan gemaakt.", code="attempt-undone")
    _copy_attempts(case, Attempt.objects.filter(case=case).order_by("on", "logged_at"))
    terms.cancel_started_on(case, ClockKind.FOLLOW_UP, attempt.on, today=today)
    _step_back(case, today=today)
    terms.copy_nearest(case)
    keep(case, today=today)
    journal.record("attempt_undone", subject=case.id, actor=actor, data=_facts(attempt))


def _check(new: NewAttempt, case: Case, *, today: date) -> None:
    if not case.is_open:
        raise Refused(
            "De zaak is afgesloten. Heropen haar eerst, log dan de poging.", code="case-closed"
        )
    if not today - _OLDEST <= new.on <= today:
        raise Refused(
            "Een poging ligt vandaag of eerder, ten hoogste een jaar terug. Verbeter de datum.",
            code="attempt-date",
        )
    if new.accepted and not new.reached:
        raise Refused(
            "Hulp aannemen kan alleen wie bereikt is. Zet 'bereikt' aan of 'hulp aangenomen' uit.",
            code="accepted-not-reached",
        )
    if new.again_on is not None and not today <= new.again_on <= today + _OLDEST:
        raise Refused(
            "Opnieuw proberen kan vandaag of later, ten hoogste een jaar vooruit. Verbeter de dag.",
            code="again-date",
        )
    if len(new.note.strip()) > _LONGEST_NOTE:
        raise Refused(
            f"De notitie is langer dan {_LONGEST_NOTE} tekens. Kort haar in.", code="note-length"
        )


def _run_clocks(case: Case, new: NewAttempt, desk: Desk) -> None:
    if new.kind is not ContactKind.ADMINISTRATIVE:
        desk.meet(case, ClockKind.OFFER, on=new.on)
    if new.kind not in _SENT_OUT:
        desk.meet(case, ClockKind.FOLLOW_UP, on=new.on)
    if new.again_on is not None:
        desk.start(case, [term_on_follow_up(new.on, new.again_on)])
    if new.reached:
        desk.meet(case, ClockKind.END_OF_SUPPLY, on=new.on)
    if new.accepted and case.accepted_on is None:
        desk.start(case, terms_on_acceptance(new.on, threatening=case.threatening))
    if new.reached and (new.conversation or (case.accepted_on and new.kind in _FACE_TO_FACE)):
        desk.meet(case, ClockKind.FIRST_CONVERSATION, on=new.on)


def _copy_attempts(case: Case, attempts: Iterable[Attempt]) -> None:
    """The case holds its count, its last attempt and its first ones, counted anew.

    Shape: `attempts` oldest first; undone ones do not count.
    """
    counting = [one for one in attempts if one.undone_at is None]
    tried = [a.on for a in counting if a.kind != ContactKind.ADMINISTRATIVE]
    last = counting[-1] if counting else None
    case.attempt_count = len(counting)
    case.last_attempt_on = last.on if last else None
    case.last_attempt_kind = last.kind if last else ""
    case.last_attempt_part = last.part_of_day if last else ""
    case.last_attempt_reached = last.reached if last else None
    case.first_attempt_on = min(tried, default=None)
    case.first_contact_on = min((a.on for a in counting if a.reached), default=None)
    case.accepted_on = min((a.on for a in counting if a.accepted), default=None)


def _step_back(case: Case, *, today: date) -> None:
    """What the undone attempt had set going is set back."""
    if case.status == CaseStatus.IN_CONVERSATION and case.first_contact_on is None:
        move(case, "undo_attempt", CaseStatus.PICKED_UP)
    if case.accepted_on is None:
        journal.cancel_clock(ClockKind.FIRST_CONVERSATION, subject=case.id, on=today)
        journal.cancel_clock(ClockKind.COLLECTION_PAUSE, subject=case.id, on=today)
    terms.restart_work_terms(case, today=today)
