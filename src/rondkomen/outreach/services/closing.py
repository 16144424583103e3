"""Ending a case: before contact, or with a result; and opening it again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import ClockKind, term_on_closing, terms_on_acceptance
from rondkomen.outreach.core.closing import CLOSING_RULES, may_choose
from rondkomen.outreach.core.codes import (
    CaseStatus,
    ClosingReason,
    HandoverState,
    HandoverTo,
    Result,
)
from rondkomen.outreach.core.results import RESULT_RULES, Severity
from rondkomen.outreach.models import Case, Handover
from rondkomen.outreach.queries.case import findings_for
from rondkomen.outreach.services import terms
from rondkomen.outreach.services.desk import Desk, at_desk
from rondkomen.outreach.services.handovers import NewHandover, store_handover
from rondkomen.outreach.services.keeping import keep, move, take

_NEVER_WHEN_HIGHER = {ClosingReason.REPEAT_WITHOUT_INCREASE, ClosingReason.BELOW_THRESHOLD}
_NOT_TAKEN_UP = {Result.OTHER_REASON, Result.REPEAT, Result.UNJUSTIFIED}


@dataclass(frozen=True)
class GivenResult:
    """A result to record. `confirmed` says that the questions it raises were looked at."""

    result: Result
    on: date
    accepted_on: date | None = None
    solved_within_days: int | None = None
    note: str = ""
    confirmed: bool = False


def close_before_contact(
    case_id: UUID,
    reason: ClosingReason,
    *,
    today: date,
    actor: Actor,
    version: int | None = None,
    transfer_to: str = "",
    desk: Desk | None = None,
) -> None:
    """Nothing; the case is closed for this reason, and passed on when the household moved away.

    Raises: Refused when this role may not choose the reason, a higher arrear was reported, there
    was contact already, nobody is named to pass a household that moved away to, or somebody else
    changed the case.
    Policy: a higher arrear is always picked up (GGM model vroegsignalering 1.0).
    """
    with at_desk([case_id], desk, actor=actor) as held:
        case = held.take(case_id, version=version)
        _check_reason(case, reason, actor)
        if reason is ClosingReason.MOVED_AWAY and not transfer_to.strip():
            raise Refused(
                "Vul in naar welke gemeente de inwoner verhuisde; weet u dat niet, kies dan"
                " 'woonplaats onbekend'.",
                code="transfer-missing",
            )
        rule = CLOSING_RULES[reason]
        move(case, "close_before_contact", CaseStatus.NOT_PICKED_UP)
        case.closing_reason = reason
        if rule.result in _NOT_TAKEN_UP:
            case.picked_up_on = None
        _end(case, rule.result, held, on=today)
        if transfer_to.strip():
            store_handover(case, _transfer(transfer_to), today=today, actor=actor)
        told = {"result": rule.result}
        held.keep(case, "case_closed_before_contact", told, today=today, actor=actor)


def record_result(
    case_id: UUID,
    given: GivenResult,
    *,
    today: date,
    actor: Actor,
    version: int | None = None,
    desk: Desk | None = None,
) -> None:
    """Nothing; the case is closed with this result.

    Raises: Refused when the file contradicts the result, when a question was not confirmed, or
    when somebody else changed the case.
    """
    with at_desk([case_id], desk, actor=actor) as held:
        case = held.take(case_id, version=version)
        _check_result(given, today=today)
        move(case, "record_result", CaseStatus.CLOSED)
        _refuse_contradictions(case, given, held)
        _accept_help(case, given, held)
        case.result_note = given.note.strip()[:280]
        _end(case, given.result, held, on=given.on)
        told = {"result": given.result}
        held.keep(case, "case_result_recorded", told, today=today, actor=actor)


@transaction.atomic
def reopen(
    case_id: UUID, *, why: str, today: date, actor: Actor, version: int | None = None
) -> None:
    """Nothing; the case is open again, where it stood.

    Raises: Refused without a reason, or when the case is open.
    """
    if not why.strip():
        raise Refused("Zeg kort waarom de zaak opnieuw open gaat.", code="reopen-why")
    case = take(case_id, version=version)
    move(case, "reopen", _status_before(case))
    case.result = case.closing_reason = case.result_note = ""
    case.closed_on = case.keep_until = None
    if case.is_open and case.status != CaseStatus.NEW and case.picked_up_on is None:
        case.picked_up_on = today
    journal.cancel_clock(ClockKind.RETENTION, subject=case.id, on=today)
    terms.restart_work_terms(case, today=today)
    terms.copy_nearest(case)
    keep(case, today=today)
    journal.record("case_reopened", subject=case.id, actor=actor, data={"why": why.strip()[:280]})


def _status_before(case: Case) -> CaseStatus:
    if case.status == CaseStatus.NOT_PICKED_UP:
        return CaseStatus.NEW
    return CaseStatus.IN_CONVERSATION if case.first_contact_on else CaseStatus.PICKED_UP


def _check_reason(case: Case, reason: ClosingReason, actor: Actor) -> None:
    if not actor.is_system and not may_choose(reason, actor.roles):
        raise Refused(
            f"'{CLOSING_RULES[reason].label.capitalize()}' kiest de teamleider. "
            "Leg de zaak aan de teamleider voor.",
            code="reason-not-allowed",
        )
    if case.increased and reason in _NEVER_WHEN_HIGHER:
        raise Refused(
            "De achterstand is hoger geworden. Een hogere achterstand pakt u altijd op.",
            code="arrear-increased",
        )
    if case.first_contact_on is not None:
        raise Refused("Er is al contact geweest. Leg een resultaat vast.", code="there-was-contact")


def _check_result(given: GivenResult, *, today: date) -> None:
    if given.result in _NOT_TAKEN_UP:
        raise Refused(
            "Dit is een reden om een zaak niet op te pakken. Kies 'Afsluiten vóór contact'.",
            code="result-before-contact",
        )
    if given.on > today:
        raise Refused(
            "Een resultaat ligt niet in de toekomst. Verbeter de datum.", code="result-on"
        )


def _refuse_contradictions(case: Case, given: GivenResult, desk: Desk) -> None:
    found = findings_for(
        case,
        desk.attempts(case),
        given.result,
        on=given.on,
        accepted_on=given.accepted_on,
        solved_within_days=given.solved_within_days,
    )
    stops = [finding for finding in found if finding.severity is Severity.STOP]
    if stops:
        raise Refused(" ".join(f.sentence for f in stops), code=stops[0].code)
    if found and not given.confirmed:
        raise Refused(" ".join(f.sentence for f in found), code="confirm")


def _accept_help(case: Case, given: GivenResult, desk: Desk) -> None:
    """Help accepted at the end starts the collection pause; the conversation has been held."""
    if not RESULT_RULES[given.result].help_accepted:
        return
    if case.accepted_on is None:
        case.accepted_on = given.accepted_on or given.on
        desk.start(case, terms_on_acceptance(case.accepted_on, threatening=case.threatening))
    desk.meet(case, ClockKind.FIRST_CONVERSATION, on=case.first_contact_on or given.on)


def _end(case: Case, result: Result, desk: Desk, *, on: date) -> None:
    case.result = result
    case.closed_on = on
    case.proposed_reason = case.proposal = ""
    keep_until = term_on_closing(on, terms=desk.rules.terms)
    case.keep_until = keep_until.due
    desk.cancel(case, terms.WORK, on=on)
    desk.start(case, [keep_until])
    terms.set_nearest(case, None)
    if case.handover_state:
        waiting = Handover.objects.filter(case=case, state=HandoverState.OFFERED)
        if waiting.update(state=HandoverState.WITHDRAWN, answered_on=on):
            case.handover_state = HandoverState.WITHDRAWN


def _transfer(municipality: str) -> NewHandover:
    return NewHandover(
        to=HandoverTo.OTHER_MUNICIPALITY,
        organisation=municipality.strip(),
        backup="Bel de gemeente na als er geen bevestiging komt.",
    )
