"""Turns stored cases into rows, with a fixed number of queries for any number of cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.money import Cents
from rondkomen.outreach.core.codes import (
    CaseStatus,
    ContactKind,
    HandoverState,
    PartnerType,
    PartOfDay,
    SignalKind,
)
from rondkomen.outreach.models import Case, CaseSignal
from rondkomen.outreach.queries.rows import LastAttempt, SignalRow, WorklistRow
from rondkomen.people import queries as people
from rondkomen.people.core.identity import Door

_REASONS_SHOWN = 3


def rows_of(cases: Sequence[Case], *, today: date, actor: Actor) -> tuple[WorklistRow, ...]:
    """The cases as worklist rows, in the same order; as many queries for one case as for many.

    Raises: Refused when the actor may not see addresses for outreach.
    """
    return rows_behind(cases, doors_of(cases, actor=actor), today=today)


def doors_of(cases: Sequence[Case], *, actor: Actor) -> dict[UUID, Door]:
    """The addresses of these cases by household; a logged look.

    Raises: Refused when the actor may not see addresses for outreach.
    """
    refs = (case.household_ref for case in cases)
    return people.doors(refs, purpose=Purpose.OUTREACH, actor=actor)


def rows_behind(
    cases: Sequence[Case], doors: dict[UUID, Door], *, today: date
) -> tuple[WorklistRow, ...]:
    """The cases as worklist rows, in the same order, with addresses that were read before."""
    names = access.user_names({case.owner_ref for case in cases if case.owner_ref})
    return tuple(
        _row(
            case,
            address=doors[case.household_ref].label if case.household_ref in doors else "",
            owner_name=names.get(case.owner_ref, "") if case.owner_ref else "",
            today=today,
        )
        for case in cases
    )


def _row(case: Case, *, address: str, owner_name: str, today: date) -> WorklistRow:
    return WorklistRow(
        case_id=case.id,
        household_ref=case.household_ref,
        address=address,
        month=case.month,
        status=CaseStatus(case.status),
        points=case.points,
        reasons=top_reasons(case),
        due_on=case.next_due_on,
        due_kind=case.next_due_kind,
        days_left=(case.next_due_on - today).days if case.next_due_on else None,
        amount=Cents(case.amount),
        partner_types=partner_types_of(case),
        signal_count=case.signal_count,
        multiple=case.multiple,
        consecutive=case.consecutive,
        increased=case.increased,
        supply_ends_on=case.supply_ends_on,
        neighbourhood=case.neighbourhood,
        attempt_count=case.attempt_count,
        last_attempt=last_attempt_of(case),
        owner_ref=case.owner_ref,
        owner_name=owner_name,
        handover_state=HandoverState(case.handover_state) if case.handover_state else None,
        proposal=case.proposal if case.proposed_reason else "",
        version=case.version,
    )


def top_reasons(case: Case) -> tuple[str, ...]:
    """The reasons that gave this case the most points, heaviest first."""
    steps = [step for step in case.explanation.get("steps", []) if step.get("points")]
    steps.sort(key=lambda step: -step["points"])
    return tuple(step["text"] for step in steps[:_REASONS_SHOWN])


def partner_types_of(case: Case) -> tuple[PartnerType, ...]:
    """The kinds of partner that reported, in a fixed order."""
    return tuple(PartnerType(name) for name in case.partner_types.split(",") if name)


def last_attempt_of(case: Case) -> LastAttempt | None:
    """The latest attempt, from the copy in the case."""
    if case.last_attempt_on is None:
        return None
    return LastAttempt(
        case.last_attempt_on,
        ContactKind(case.last_attempt_kind),
        PartOfDay(case.last_attempt_part),
        reached=bool(case.last_attempt_reached),
    )


def signals_by_case(case_ids: Iterable[UUID]) -> dict[UUID, tuple[SignalRow, ...]]:
    """The signals of these cases, oldest first."""
    found: dict[UUID, list[SignalRow]] = {}
    wanted = list(case_ids)
    for signal in CaseSignal.objects.filter(case_id__in=wanted).order_by("signal_date", "id"):
        found.setdefault(signal.case_id, []).append(_signal_row(signal))
    return {case_id: tuple(rows) for case_id, rows in found.items()}


def _signal_row(signal: CaseSignal) -> SignalRow:
    return SignalRow(
        signal_ref=signal.signal_ref,
        partner_ref=signal.partner_ref,
        partner_type=PartnerType(signal.partner_type),
        person_ref=signal.person_ref,
        kind=SignalKind(signal.kind),
        amount=Cents(signal.amount),
        signal_date=signal.signal_date,
        arrears_since=signal.arrears_since,
        supply_end_date=signal.supply_end_date,
        previous_amount=None if signal.previous_amount is None else Cents(signal.previous_amount),
    )
