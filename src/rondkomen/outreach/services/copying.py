"""Copies what is known of a case into its row: its signals' facts and its judgement."""

from datetime import date

from rondkomen.outreach.core.cases import CaseGroup, Judgement
from rondkomen.outreach.core.clocks import term_on_closing
from rondkomen.outreach.core.closing import CLOSING_RULES
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason
from rondkomen.outreach.core.priority import CaseFacts, RuleTable, SignalFact
from rondkomen.outreach.models import Case, CaseSignal


def copy_group(case: Case, group: CaseGroup) -> None:
    """Nothing; the case holds the facts of its signals, for lists and rules."""
    copy_facts(case, group.facts)
    case.person_ref = group.person_ref
    case.neighbourhood = group.neighbourhood


def copy_facts(case: Case, facts: CaseFacts) -> None:
    """Nothing; the case holds what its signals add up to."""
    case.amount = facts.amount
    case.signal_count = len(facts.signals)
    case.partner_count = facts.partners
    types = sorted({signal.partner_type.value for signal in facts.signals})
    case.partner_types = f",{','.join(types)}," if types else ""
    case.multiple = facts.multiple
    case.consecutive = facts.consecutive
    case.increased = facts.increased
    case.supply_ends_on = facts.supply_ends_on
    case.age = facts.age
    case.children = facts.children


def copy_judgement(case: Case, judgement: Judgement) -> None:
    """Nothing; the case holds its points, why, and what is proposed."""
    case.points = judgement.priority.value
    case.top_rule = judgement.top_rule
    case.explanation = judgement.priority.as_data()
    case.rule_version = judgement.priority.rule_version
    case.proposed_reason = judgement.proposal.reason or ""
    case.proposal = judgement.proposal.sentence[:200]


def close_by_rule(case: Case, reason: ClosingReason, *, today: date, table: RuleTable) -> None:
    """Nothing; the case is closed for a reason that the rules may decide on."""
    case.status = CaseStatus.NOT_PICKED_UP
    case.is_open = False
    case.closed_on = today
    case.closing_reason = reason
    case.result = CLOSING_RULES[reason].result
    case.keep_until = term_on_closing(today, terms=table.terms).due


def stored_signal(case: Case, group: CaseGroup, signal: SignalFact) -> CaseSignal:
    """The row for one signal of the group, not stored yet."""
    return CaseSignal(
        case=case,
        signal_ref=signal.signal_ref,
        partner_ref=signal.partner_ref,
        person_ref=dict(group.person_of).get(signal.signal_ref, group.person_ref),
        partner_type=signal.partner_type,
        kind=signal.kind,
        amount=signal.amount,
        signal_date=signal.signal_date,
        arrears_since=signal.arrears_since,
        supply_end_date=signal.supply_end_date,
        previous_amount=signal.previous_amount,
    )


_BY_RULE = {
    "",
    ClosingReason.REPEAT_WITHOUT_INCREASE,
    ClosingReason.BELOW_THRESHOLD,
    ClosingReason.CAPACITY,
}


def known_reason_of(case: Case) -> ClosingReason | None:
    """The reason that is known of the household, as opposed to one that the rules proposed."""
    return None if case.proposed_reason in _BY_RULE else ClosingReason(case.proposed_reason)
