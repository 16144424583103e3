"""Opens the cases of a month, and keeps them right when the matching changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.bulk import insert_instances
from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.cases import CaseGroup, judge
from rondkomen.outreach.core.clocks import Term, term_on_closing, terms_on_opening
from rondkomen.outreach.core.closing import EarlierSignal, repeat_of
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason
from rondkomen.outreach.core.priority import RuleTable, SignalFact
from rondkomen.outreach.models import Case
from rondkomen.outreach.queries.facts import earlier_signals
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.services.copying import (
    close_by_rule,
    copy_group,
    copy_judgement,
    stored_signal,
)
from rondkomen.outreach.services.regrouping import Regrouping, regroup, release, settle_left
from rondkomen.outreach.services.terms import nearest_of, set_nearest, start_terms

_CHUNK = 900


@dataclass(frozen=True)
class Opening:
    """What opening a month did."""

    opened: int
    updated: int
    unchanged: int
    closed: Mapping[ClosingReason, int]


@transaction.atomic
def open_cases(groups: Sequence[CaseGroup], *, month: Month, today: date, actor: Actor) -> Opening:
    """What was opened, updated and closed at once; the same groups again change nothing.

    One case per household and month. The rules themselves close what is a repeat without increase
    or below the local threshold, with the reason and reopenable; all else waits for a person.
    """
    table = active_rules().table
    earlier = earlier_signals([group.household_ref for group in groups], month=month)
    known = [_with_history(group, month, earlier.get(group.household_ref, ())) for group in groups]
    existing = _existing(known, month)
    done = regroup(
        [(existing[g.household_ref], g) for g in known if g.household_ref in existing],
        table=table,
        today=today,
        actor=actor,
    )
    fresh = [group for group in known if group.household_ref not in existing]
    closed = _create(fresh, month=month, today=today, actor=actor, table=table)
    return _opening(len(fresh), done, closed)


def _opening(opened: int, done: Regrouping, closed: Counter[ClosingReason]) -> Opening:
    return Opening(
        opened=opened, updated=done.updated, unchanged=done.unchanged, closed=dict(closed)
    )


def _with_history(group: CaseGroup, month: Month, earlier: tuple[EarlierSignal, ...]) -> CaseGroup:
    signals = tuple(_with_previous(signal, month, earlier) for signal in group.signals)
    return replace(group, signals=signals, consecutive=group.consecutive or bool(earlier))


def _with_previous(
    signal: SignalFact, month: Month, earlier: tuple[EarlierSignal, ...]
) -> SignalFact:
    if signal.previous_amount is not None:
        return signal
    repeated = repeat_of(partner_ref=signal.partner_ref, month=month, earlier=earlier)
    return replace(signal, previous_amount=repeated.amount) if repeated else signal


def _existing(groups: Sequence[CaseGroup], month: Month) -> dict[UUID, Case]:
    refs = [group.household_ref for group in groups]
    found: dict[UUID, Case] = {}
    for start in range(0, len(refs), _CHUNK):
        rows = Case.objects.select_for_update().filter(
            month=str(month), household_ref__in=refs[start : start + _CHUNK]
        )
        found |= {case.household_ref: case for case in rows}
    return found


def _create(
    groups: Sequence[CaseGroup], *, month: Month, today: date, actor: Actor, table: RuleTable
) -> Counter[ClosingReason]:
    cases = [_new_case(group, month, today, table) for group in groups]
    pairs = _terms(cases, groups, month=month, today=today, table=table)
    insert_instances(cases)
    left = release(signal.signal_ref for group in groups for signal in group.signals)
    insert_instances(
        [
            stored_signal(case, group, signal)
            for case, group in zip(cases, groups, strict=True)
            for signal in group.signals
        ]
    )
    settle_left(left, table=table, today=today, actor=actor)
    start_terms(pairs)
    journal.record_many(
        [event for case in cases for event in _events(case)],
        actor=actor,
    )
    return Counter(ClosingReason(case.closing_reason) for case in cases if case.closing_reason)


def _new_case(group: CaseGroup, month: Month, today: date, table: RuleTable) -> Case:
    case = Case(
        household_ref=group.household_ref,
        month=str(month),
        matched_on=today,
        touched_on=today,
        status=CaseStatus.NEW,
    )
    judgement = judge(table, group.facts, today=today, known_reason=group.known_reason)
    copy_group(case, group)
    copy_judgement(case, judgement)
    if judgement.closes_by_itself and judgement.proposal.reason is not None:
        close_by_rule(case, judgement.proposal.reason, today=today, table=table)
    return case


def _terms(
    cases: Sequence[Case],
    groups: Sequence[CaseGroup],
    *,
    month: Month,
    today: date,
    table: RuleTable,
) -> list[tuple[Case, Term]]:
    pairs: list[tuple[Case, Term]] = []
    for case, group in zip(cases, groups, strict=True):
        if not case.is_open:
            pairs.append((case, term_on_closing(today, terms=table.terms)))
            continue
        terms = terms_on_opening(group.facts, month=month, today=today, terms=table.terms)
        set_nearest(case, nearest_of(terms))
        pairs += [(case, term) for term in terms]
    return pairs


def _events(case: Case) -> list[journal.NewEvent]:
    facts = {
        "month": case.month,
        "points": case.points,
        "rule_version": case.rule_version,
        "signals": case.signal_count,
    }
    opened = journal.NewEvent("case_opened", case.id, facts)
    if case.is_open:
        return [opened]
    by_rule = {"result": case.result, "rule_version": case.rule_version}
    return [opened, journal.NewEvent("case_closed_before_contact", case.id, by_rule)]
