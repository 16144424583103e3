"""Keeps cases right when signals join, change or move: after a late file, a split or a merge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.outreach.core.cases import AUTOMATIC_REASONS, CaseGroup, judge
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason
from rondkomen.outreach.core.priority import RuleTable, SignalFact
from rondkomen.outreach.models import Case, CaseSignal
from rondkomen.outreach.queries.facts import facts_by_case, facts_of
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.services import terms
from rondkomen.outreach.services.copying import (
    copy_facts,
    copy_judgement,
    known_reason_of,
    stored_signal,
)
from rondkomen.outreach.services.keeping import keep, move

_CHUNK = 900
_EMPTIED = "De signalen van deze zaak zijn bij een ander huishouden gebleken te horen."


@dataclass(frozen=True)
class Regrouping:
    """How many cases changed, and how many did not need to."""

    updated: int
    unchanged: int


def regroup(
    pairs: Sequence[tuple[Case, CaseGroup]], *, table: RuleTable, today: date, actor: Actor
) -> Regrouping:
    """How many cases took new or changed signals; signals they had already stay."""
    known = facts_by_case([case for case, _group in pairs])
    updated = 0
    for case, group in pairs:
        held = {signal.signal_ref: signal for signal in known[case.id].signals}
        changed = [s for s in group.signals if held.get(s.signal_ref) != s]
        if changed:
            updated += 1
            _take_in(case, group, changed, held=set(held), table=table, today=today, actor=actor)
    return Regrouping(updated, len(pairs) - updated)


def release(signal_refs: Iterable[UUID], *, keep_in: UUID | None = None) -> set[UUID]:
    """The cases that lost a signal: each signal stands in one case only."""
    wanted = list(signal_refs)
    left: set[UUID] = set()
    for start in range(0, len(wanted), _CHUNK):
        rows = CaseSignal.objects.filter(signal_ref__in=wanted[start : start + _CHUNK])
        if keep_in is not None:
            rows = rows.exclude(case_id=keep_in)
        left |= set(rows.values_list("case_id", flat=True))
        rows.delete()
    return left


@transaction.atomic
def withdraw_signals(signal_refs: Iterable[UUID], *, today: date, actor: Actor) -> int:
    """How many cases lost a signal that the matching no longer gives to their household."""
    left = release(signal_refs)
    settle_left(left, table=active_rules().table, today=today, actor=actor)
    return len(left)


@transaction.atomic
def take_back(signal_refs: Iterable[UUID], *, today: date, actor: Actor) -> set[UUID]:
    """The signals that left their case, because their partner took back the ground for them.

    Law: Bgs art. 2: such a signal was not to be supplied. Policy: where nobody did anything yet it
    leaves; a case that is being worked on keeps it and says so, because a person then decides.
    """
    rows = list(CaseSignal.objects.filter(signal_ref__in=list(signal_refs)).select_related("case"))
    untouched = {row.signal_ref for row in rows if _is_untouched(row.case)}
    worked_on = {row.case_id for row in rows if row.case.is_open and not _is_untouched(row.case)}
    for case_id in sorted(worked_on):
        journal.record("case_signal_revoked", subject=case_id, actor=actor, data={})
    left = release(untouched)
    settle_left(left, table=active_rules().table, today=today, actor=actor)
    return untouched


def _is_untouched(case: Case) -> bool:
    return case.status == CaseStatus.NEW and not case.attempt_count


def settle_left(case_ids: Iterable[UUID], *, table: RuleTable, today: date, actor: Actor) -> None:
    """Nothing; a case that lost signals is judged anew, and goes when nothing was done on it."""
    for case in Case.objects.select_for_update().filter(id__in=list(case_ids)):
        facts = facts_of(case)
        copy_facts(case, facts)
        known = known_reason_of(case)
        copy_judgement(case, judge(table, facts, today=today, known_reason=known))
        if facts.signals:
            keep(case, today=today)
            journal.record("case_signals_moved", subject=case.id, actor=actor, data={})
            continue
        journal.cancel_clocks(subject=case.id, on=today)
        journal.record("case_emptied", subject=case.id, actor=actor, data={})
        if _is_untouched(case):
            case.delete()
        else:
            case.proposed_reason, case.proposal = ClosingReason.ADDRESS_UNKNOWN, _EMPTIED
            keep(case, today=today)


def _take_in(
    case: Case,
    group: CaseGroup,
    changed: list[SignalFact],
    *,
    held: set[UUID],
    table: RuleTable,
    today: date,
    actor: Actor,
) -> None:
    refs = [signal.signal_ref for signal in changed]
    left = release(refs, keep_in=case.id)
    CaseSignal.objects.filter(case=case, signal_ref__in=refs).delete()
    CaseSignal.objects.bulk_create([stored_signal(case, group, signal) for signal in changed])
    settle_left(left, table=table, today=today, actor=actor)
    facts = replace(facts_of(case), consecutive=case.consecutive or group.consecutive)
    judgement = judge(table, facts, today=today, known_reason=group.known_reason)
    copy_facts(case, facts)
    copy_judgement(case, judgement)
    added = set(refs) - held
    was_closed_by_rule = case.closing_reason in AUTOMATIC_REASONS
    if not case.is_open and judgement.proposal.pick_up and (added or was_closed_by_rule):
        _open_again(case, today=today)
        journal.record("case_reopened", subject=case.id, actor=actor, data={})
    if case.is_open:
        terms.restart_work_terms(case, today=today)
        terms.copy_nearest(case)
    keep(case, today=today)
    journal.record(
        "case_signals_added",
        subject=case.id,
        actor=actor,
        data={"added": len(added), "changed": len(refs) - len(added)},
    )


def _open_again(case: Case, *, today: date) -> None:
    unworked = case.status == CaseStatus.NOT_PICKED_UP
    move(case, "reopen", CaseStatus.NEW if unworked else CaseStatus.PICKED_UP)
    case.result = case.closing_reason = case.result_note = ""
    case.closed_on = case.keep_until = None
    journal.cancel_clock(ClockKind.RETENTION, subject=case.id, on=today)
