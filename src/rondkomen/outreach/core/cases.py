"""What opens a case, what its rules propose, and what it means for the signals in it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from rondkomen.kernel.explained import Explained
from rondkomen.outreach.core.closing import CLOSING_RULES
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason, Result
from rondkomen.outreach.core.priority import (
    CaseFacts,
    Proposal,
    RuleTable,
    SignalFact,
    evaluate,
    propose,
)

# The rules may close these by themselves; any other reason waits for a person.
AUTOMATIC_REASONS = frozenset(
    {ClosingReason.REPEAT_WITHOUT_INCREASE, ClosingReason.BELOW_THRESHOLD}
)


@dataclass(frozen=True)
class CaseGroup:
    """The signals of one household in one month, as matching found them."""

    household_ref: UUID
    signals: tuple[SignalFact, ...]
    person_ref: UUID | None = None
    person_of: tuple[tuple[UUID, UUID], ...] = ()
    neighbourhood: str = ""
    consecutive: bool = False
    age: int | None = None
    children: bool | None = None
    known_reason: ClosingReason | None = None

    @property
    def facts(self) -> CaseFacts:
        """What the priority rules may look at."""
        return CaseFacts(
            self.signals,
            consecutive=self.consecutive,
            age=self.age,
            children=self.children,
        )

    def with_signals(self, signals: tuple[SignalFact, ...]) -> "CaseGroup":
        """The same household with other signals."""
        return replace(self, signals=signals)


@dataclass(frozen=True)
class Judgement:
    """Points with their reasons, and what is proposed."""

    priority: Explained[int]
    proposal: Proposal

    @property
    def closes_by_itself(self) -> bool:
        """Whether the rules close the case without waiting for a person."""
        return self.proposal.reason in AUTOMATIC_REASONS

    @property
    def top_rule(self) -> str:
        """The rule that gave the most points; the first one on a tie."""
        counted = [step for step in self.priority.steps if step.outcome]
        best = max(counted, key=lambda step: step.points or 0, default=None)
        return best.outcome if best else ""


def judge(
    table: RuleTable, facts: CaseFacts, *, today: date, known_reason: ClosingReason | None = None
) -> Judgement:
    """The points of a case and whether to pick it up.

    Policy: what is known of the household (deceased, moved away, legal person, running help) is
    proposed before the rules; a person confirms it, because it can hold people who need help.
    """
    proposal = propose(table, facts, today=today)
    if known_reason is not None:
        proposal = Proposal(CLOSING_RULES[known_reason].explanation, known_reason)
    return Judgement(evaluate(table, facts, today=today), proposal)


_OF_RESULT = {
    Result.KNOWN_TO_DEBT_HELP: "known_to_debt_help",
    Result.DECEASED: "deceased",
    Result.NOT_RESIDENT: "not_resident",
    Result.REPEAT: "repeat",
    Result.UNJUSTIFIED: "unjustified",
    Result.OTHER_REASON: "other_reason",
}


def signal_status(status: CaseStatus, result: Result | None) -> str:
    """The DDAS signal status, in our own codes, of a signal in a case.

    Policy: DDAS vroegsignalering 1.2: a signal not yet taken up, taken up, or ended with one of
    the six results that are a signal status too.
    """
    if result is not None:
        return _OF_RESULT.get(result, "picked_up")
    return "not_picked_up_yet" if status is CaseStatus.NEW else "picked_up"
