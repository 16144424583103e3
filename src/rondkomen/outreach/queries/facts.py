"""Facts about cases, without names: for the rules, for counting and for the CBS delivery."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month, Period
from rondkomen.outreach.core.cases import signal_status
from rondkomen.outreach.core.closing import REPEAT_WINDOW_MONTHS, EarlierSignal
from rondkomen.outreach.core.codes import (
    CaseStatus,
    ContactKind,
    PartnerType,
    PartOfDay,
    Result,
    SignalKind,
)
from rondkomen.outreach.core.priority import CaseFacts, SignalFact
from rondkomen.outreach.core.simulation import PastCase
from rondkomen.outreach.models import Attempt, Case, CaseSignal
from rondkomen.outreach.queries.assembling import signals_by_case
from rondkomen.outreach.queries.rows import AttemptFactRow, CaseFactRow, SignalRow

_CHUNK = 900  # SQLite takes a limited number of values in one statement

_Item = TypeVar("_Item")


def month_facts(first: Month, last: Month) -> tuple[PastCase, ...]:
    """The cases of these months as the rules saw them, oldest first."""
    cases = list(
        Case.objects.filter(month__gte=str(first), month__lte=str(last)).order_by("month", "id")
    )
    facts = facts_by_case(cases)
    return tuple(
        PastCase(case.id, case.matched_on, facts[case.id], case.neighbourhood) for case in cases
    )


def case_facts(period: Period) -> tuple[CaseFactRow, ...]:
    """The cases of the months that the period touches, with signals and attempts."""
    months = [str(month) for month in period.months()]
    cases = list(Case.objects.filter(month__in=months).order_by("month", "id"))
    return tuple(_case_fact_rows(cases))


def case_facts_of(signal_refs: Iterable[UUID]) -> tuple[CaseFactRow, ...]:
    """The cases that hold these signals, with all their signals and attempts."""
    wanted: set[UUID] = set()
    for chunk in _chunks(list(signal_refs)):
        wanted |= set(
            CaseSignal.objects.filter(signal_ref__in=chunk).values_list("case_id", flat=True)
        )
    found: list[Case] = []
    for chunk in _chunks(sorted(wanted)):
        found += Case.objects.filter(id__in=chunk)
    return tuple(_case_fact_rows(sorted(found, key=lambda case: (case.month, case.id))))


def signal_states(signal_refs: Iterable[UUID]) -> dict[UUID, str]:
    """The DDAS status, in our own codes, of the signals that are in a case."""
    found: dict[UUID, str] = {}
    for chunk in _chunks(list(signal_refs)):
        rows = CaseSignal.objects.filter(signal_ref__in=chunk).values_list(
            "signal_ref", "case__status", "case__result"
        )
        for signal_ref, status, result in rows:
            found[signal_ref] = signal_status(
                CaseStatus(status), Result(result) if result else None
            )
    return found


def past_keeping(today: date, *, limit: int = 1_000) -> list[UUID]:
    """The closed cases whose term of keeping is over, oldest first."""
    found = Case.objects.filter(is_open=False, keep_until__lt=today).order_by("keep_until", "id")
    return list(found.values_list("id", flat=True)[:limit])


def cases_of(household_refs: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """The cases of each of these households, oldest first, for access and erasure."""
    found: dict[UUID, list[UUID]] = {}
    for chunk in _chunks(list(household_refs)):
        rows = Case.objects.filter(household_ref__in=chunk).order_by("month")
        for household_ref, case_id in rows.values_list("household_ref", "id"):
            found.setdefault(household_ref, []).append(case_id)
    return {household_ref: tuple(ids) for household_ref, ids in found.items()}


def signal_states_since(month: Month) -> dict[UUID, str]:
    """The DDAS status, in our own codes, of every signal in a case of this month or later."""
    rows = CaseSignal.objects.filter(case__month__gte=str(month)).values_list(
        "signal_ref", "case__status", "case__result"
    )
    return {
        ref: signal_status(CaseStatus(status), Result(result) if result else None)
        for ref, status, result in rows.iterator(chunk_size=5_000)
    }


def signals_of_partner(partner_ref: UUID, *, first: Month, last: Month) -> tuple[UUID, ...]:
    """The signals of this partner in cases of these months, oldest first."""
    found = CaseSignal.objects.filter(
        partner_ref=partner_ref, case__month__gte=str(first), case__month__lte=str(last)
    )
    return tuple(found.order_by("signal_date", "id").values_list("signal_ref", flat=True))


def earlier_signals(
    household_refs: Iterable[UUID], *, month: Month
) -> dict[UUID, tuple[EarlierSignal, ...]]:
    """The signals of these households in the six months before, each with whether it was worked."""
    oldest, newest = str(month.plus(-REPEAT_WINDOW_MONTHS)), str(month.previous())
    found: dict[UUID, list[EarlierSignal]] = {}
    for chunk in _chunks(list(household_refs)):
        rows = CaseSignal.objects.filter(
            Q(case__household_ref__in=chunk) & Q(case__month__gte=oldest, case__month__lte=newest)
        ).values_list(
            "case__household_ref", "partner_ref", "amount", "case__month", "case__picked_up_on"
        )
        for household, partner, amount, its_month, picked_up_on in rows:
            found.setdefault(household, []).append(
                EarlierSignal(
                    partner, Cents(amount), Month.parse(its_month), picked_up_on is not None
                )
            )
    return {household: tuple(signals) for household, signals in found.items()}


def _case_fact_rows(cases: Sequence[Case]) -> Iterator[CaseFactRow]:
    for chunk in _chunks(cases):
        ids = [case.id for case in chunk]
        signals, attempts = signals_by_case(ids), _attempts_by_case(ids)
        for case in chunk:
            yield _case_fact_row(case, signals.get(case.id, ()), attempts.get(case.id, ()))


def _case_fact_row(
    case: Case, signals: tuple[SignalRow, ...], attempts: tuple[AttemptFactRow, ...]
) -> CaseFactRow:
    return CaseFactRow(
        case_id=case.id,
        household_ref=case.household_ref,
        person_ref=case.person_ref,
        month=case.month,
        matched_on=case.matched_on,
        status=CaseStatus(case.status),
        result=Result(case.result) if case.result else None,
        picked_up_on=case.picked_up_on,
        first_attempt_on=case.first_attempt_on,
        first_contact_on=case.first_contact_on,
        accepted_on=case.accepted_on,
        closed_on=case.closed_on,
        multiple=case.multiple,
        consecutive=case.consecutive,
        neighbourhood=case.neighbourhood,
        signals=signals,
        attempts=attempts,
    )


def _attempts_by_case(case_ids: list[UUID]) -> dict[UUID, tuple[AttemptFactRow, ...]]:
    found: dict[UUID, list[AttemptFactRow]] = {}
    for attempt in Attempt.objects.filter(case_id__in=case_ids, undone_at=None).order_by(
        "on", "id"
    ):
        found.setdefault(attempt.case_id, []).append(
            AttemptFactRow(
                ContactKind(attempt.kind),
                PartOfDay(attempt.part_of_day),
                attempt.on,
                reached=attempt.reached,
            )
        )
    return {case_id: tuple(rows) for case_id, rows in found.items()}


def facts_of(case: Case) -> CaseFacts:
    """The facts of one stored case, as the rules see them."""
    return _facts(case, signals_by_case([case.id]).get(case.id, ()))


def facts_by_case(cases: Sequence[Case]) -> dict[UUID, CaseFacts]:
    """The facts of stored cases, as the rules see them."""
    found: dict[UUID, CaseFacts] = {}
    for chunk in _chunks(cases):
        signals = signals_by_case(case.id for case in chunk)
        found |= {case.id: _facts(case, signals.get(case.id, ())) for case in chunk}
    return found


def _facts(case: Case, signals: tuple[SignalRow, ...]) -> CaseFacts:
    return CaseFacts(
        signals=tuple(_signal_fact(signal) for signal in signals),
        consecutive=case.consecutive,
        age=case.age,
        children=case.children,
    )


def _signal_fact(signal: SignalRow) -> SignalFact:
    return SignalFact(
        signal_ref=signal.signal_ref,
        partner_ref=signal.partner_ref,
        partner_type=PartnerType(signal.partner_type),
        kind=SignalKind(signal.kind),
        amount=signal.amount,
        signal_date=signal.signal_date,
        arrears_since=signal.arrears_since,
        supply_end_date=signal.supply_end_date,
        previous_amount=signal.previous_amount,
    )


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
