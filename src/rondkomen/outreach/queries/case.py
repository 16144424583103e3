"""Everything one case shows, and what speaks against ending it with a result."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.journal import queries as journal
from rondkomen.journal.core.clocks import ClockState
from rondkomen.kernel.explained import Explained, Step
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import CLOCK_LABELS, ClockKind
from rondkomen.outreach.core.closing import shown_reason
from rondkomen.outreach.core.codes import (
    CaseStatus,
    ClosingReason,
    ContactKind,
    HandoverState,
    HandoverTo,
    PartOfDay,
    Result,
)
from rondkomen.outreach.core.feedback import FEEDBACK_SENTENCES, FeedbackCode
from rondkomen.outreach.core.letters import LetterKind
from rondkomen.outreach.core.results import AttemptFact, Finding, Proceedings, check_result
from rondkomen.outreach.core.workflow import changes_from
from rondkomen.outreach.models import Attempt, Case, Disclosure, Handover
from rondkomen.outreach.queries.assembling import doors_of, rows_behind, signals_by_case
from rondkomen.outreach.queries.rows import (
    AttemptRow,
    CaseView,
    ClockRow,
    DisclosureRow,
    EarlierCaseRow,
    HandoverRow,
    TimelineRow,
)

EVENT_TEXTS = {
    "case_opened": "zaak geopend",
    "case_signals_added": "signaal toegevoegd of bijgewerkt",
    "case_signals_moved": "een signaal hoort hier niet meer bij",
    "case_signal_revoked": "de partner trok een signaal in",
    "case_emptied": "geen signaal hoort hier nog bij",
    "case_picked_up": "opgepakt",
    "case_put_back": "teruggelegd",
    "case_assigned": "aan een collega gegeven",
    "case_threatening": "dreigende situatie bijgewerkt",
    "attempt_logged": "poging gelogd",
    "attempt_undone": "poging ongedaan gemaakt",
    "handover_offered": "overdracht aangeboden",
    "handover_answered": "antwoord op overdracht",
    "handover_sheet_made": "overdrachtsblad gemaakt",
    "case_closed_before_contact": "afgesloten vóór contact",
    "case_result_recorded": "afgesloten met een resultaat",
    "case_reopened": "heropend",
    "letter_made": "brief gemaakt",
    "partner_told": "partner geïnformeerd",
}


def case(case_id: UUID, *, actor: Actor, today: date) -> CaseView:
    """Everything this case shows to this actor; a shielded closing reason stays shielded.

    Raises: Refused when the case does not exist here, or the actor may not see its address.
    """
    found = _found(case_id)
    attempts = list(Attempt.objects.filter(case=found).order_by("-on", "-logged_at"))
    told = list(Disclosure.objects.filter(case=found).order_by("-told_at"))
    events = journal.events(found.id)
    names = _names(attempts, told, events)
    doors = doors_of([found], actor=actor)
    door = doors.get(found.household_ref)
    reason = ClosingReason(found.closing_reason) if found.closing_reason else None
    return CaseView(
        row=rows_behind([found], doors, today=today)[0],
        person_ref=found.person_ref,
        postcode=door.postcode if door else "",
        city=door.city if door else "",
        household_size=door.size if door else 0,
        priority=_priority(found),
        signals=signals_by_case([found.id]).get(found.id, ()),
        attempts=tuple(_attempt_row(attempt, names) for attempt in attempts),
        handovers=handovers_of(found.id),
        clocks=_clocks(found.id, today),
        timeline=_timeline(events, names),
        disclosures=tuple(_disclosure_row(row, names) for row in told),
        earlier=_earlier(found),
        verbs=frozenset(change.verb for change in changes_from(CaseStatus(found.status))),
        matched_on=found.matched_on,
        picked_up_on=found.picked_up_on,
        accepted_on=found.accepted_on,
        closed_on=found.closed_on,
        closing_reason=shown_reason(reason, actor.roles) if reason else "",
        result=Result(found.result) if found.result else None,
        result_note=found.result_note,
        threatening=found.threatening,
        notice_given=any(_tells_all(event) for event in events),
    )


def result_findings(
    case_id: UUID,
    result: Result,
    *,
    on: date,
    accepted_on: date | None = None,
    solved_within_days: int | None = None,
) -> tuple[Finding, ...]:
    """What speaks against ending this case with this result: stops, and questions to look at.

    Raises: Refused when the case does not exist here.
    """
    found = _found(case_id)
    attempts = Attempt.objects.filter(case=found).order_by("on", "logged_at")
    return findings_for(
        found,
        attempts,
        result,
        on=on,
        accepted_on=accepted_on,
        solved_within_days=solved_within_days,
    )


def findings_for(
    found: Case,
    attempts: Iterable[Attempt],
    result: Result,
    *,
    on: date,
    accepted_on: date | None,
    solved_within_days: int | None,
) -> tuple[Finding, ...]:
    """The same, for a case that is already taken out with its attempts, oldest first."""
    counting = (one for one in attempts if one.undone_at is None)
    done = Proceedings(
        picked_up_on=found.picked_up_on,
        attempts=tuple(AttemptFact(ContactKind(a.kind), a.on, a.reached) for a in counting),
        accepted_on=accepted_on or found.accepted_on,
        solved_within_days=solved_within_days,
        end_of_supply=found.supply_ends_on is not None,
        arrear_increased=found.increased,
        handover_offered=found.handover_state
        in (HandoverState.OFFERED.value, HandoverState.ACCEPTED.value),
    )
    return check_result(result, done, on=on)


def handover(handover_id: UUID) -> HandoverRow:
    """This hand-over.

    Raises: Refused when it does not exist here.
    """
    row = Handover.objects.filter(id=handover_id).first()
    if row is None:
        raise Refused("Deze overdracht bestaat hier niet (meer).", code="handover-unknown")
    return _handover_row(row)


def handovers_of(case_id: UUID) -> tuple[HandoverRow, ...]:
    """The hand-overs of a case, newest first."""
    rows = Handover.objects.filter(case_id=case_id).order_by("-offered_on", "-id")
    return tuple(_handover_row(row) for row in rows)


def handovers_waiting() -> tuple[HandoverRow, ...]:
    """Every hand-over without an answer, first due first; also of closed cases that moved away."""
    rows = Handover.objects.filter(state=HandoverState.OFFERED).order_by("due_on", "id")
    return tuple(_handover_row(row) for row in rows)


def _found(case_id: UUID) -> Case:
    found: Case | None = Case.objects.filter(id=case_id).first()
    if found is None:
        raise Refused(
            "Deze zaak bestaat hier niet (meer). Ga terug naar de werklijst.", code="case-unknown"
        )
    return found


def _tells_all(event: journal.EventRow) -> bool:
    return event.kind == "letter_made" and event.data.get("kind") == LetterKind.FIRST_CONTACT


def _names(
    attempts: Iterable[Attempt], told: Iterable[Disclosure], events: Iterable[journal.EventRow]
) -> dict[UUID, str]:
    refs = {attempt.by_ref for attempt in attempts} | {row.told_by for row in told}
    refs |= {event.actor for event in events}
    return access.user_names({ref for ref in refs if ref is not None})


def _name(names: dict[UUID, str], ref: UUID | None) -> str:
    return "systeem" if ref is None else names.get(ref, "")


def _priority(found: Case) -> Explained[int]:
    steps = tuple(Step.from_data(step) for step in found.explanation.get("steps", []))
    source = found.explanation.get("source", "")
    return Explained(found.points, steps, found.rule_version, source)


def _attempt_row(attempt: Attempt, names: dict[UUID, str]) -> AttemptRow:
    return AttemptRow(
        attempt_id=attempt.id,
        kind=ContactKind(attempt.kind),
        part_of_day=PartOfDay(attempt.part_of_day),
        on=attempt.on,
        reached=attempt.reached,
        accepted=attempt.accepted,
        note=attempt.note,
        by_name=_name(names, attempt.by_ref),
        logged_at=attempt.logged_at,
        undone=attempt.undone_at is not None,
    )


def _handover_row(row: Handover) -> HandoverRow:
    return HandoverRow(
        handover_id=row.id,
        case_id=row.case_id,
        to=HandoverTo(row.to),
        organisation=row.organisation,
        state=HandoverState(row.state),
        backup=row.backup,
        offered_on=row.offered_on,
        due_on=row.due_on,
        answered_on=row.answered_on,
        answer=row.answer,
    )


def _clocks(case_id: UUID, today: date) -> tuple[ClockRow, ...]:
    shown = (ClockState.RUNNING, ClockState.MET, ClockState.MISSED)
    return tuple(
        ClockRow(
            kind=clock.kind,
            label=CLOCK_LABELS[ClockKind(clock.kind)],
            start=clock.start,
            due=clock.due,
            met_on=clock.closed_on,
            days_left=(clock.due - today).days,
            law=clock.law,
        )
        for clock in journal.clocks_for([case_id])[case_id]
        if clock.state in shown
    )


def _timeline(
    events: Iterable[journal.EventRow], names: dict[UUID, str]
) -> tuple[TimelineRow, ...]:
    rows = [
        TimelineRow(event.at, EVENT_TEXTS[event.kind], _name(names, event.actor))
        for event in events
        if event.kind in EVENT_TEXTS
    ]
    return tuple(reversed(rows))


def _disclosure_row(row: Disclosure, names: dict[UUID, str]) -> DisclosureRow:
    return DisclosureRow(
        partner_ref=row.partner_ref,
        signal_ref=row.signal_ref,
        code=row.code,
        sentence=FEEDBACK_SENTENCES[FeedbackCode(row.code)],
        as_of=row.as_of,
        collection_pause_until=row.collection_pause_until,
        told_by=_name(names, row.told_by),
    )


def _earlier(found: Case) -> tuple[EarlierCaseRow, ...]:
    rows = Case.objects.filter(household_ref=found.household_ref, month__lt=found.month)
    return tuple(
        EarlierCaseRow(
            row.id, row.month, CaseStatus(row.status), Result(row.result) if row.result else None
        )
        for row in rows.order_by("-month")[:24]
    )
