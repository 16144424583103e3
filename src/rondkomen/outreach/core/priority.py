"""Which case first: a table of rules with points, and the plain sum of the rules that hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rondkomen.kernel.calendar import working_days_between
from rondkomen.kernel.dutch.dates import in_words
from rondkomen.kernel.explained import Explained, Step
from rondkomen.kernel.money import Cents, format_euro
from rondkomen.outreach.core.closing import is_higher
from rondkomen.outreach.core.codes import (
    PARTNER_TYPE_LABELS,
    ClosingReason,
    PartnerType,
    SignalKind,
)

SUPPLY_NOTICE_WORKING_DAYS = 20


@dataclass(frozen=True)
class SignalFact:
    """One signal, as far as case work needs it. `previous_amount` is set when it is a repeat."""

    signal_ref: UUID
    partner_ref: UUID
    partner_type: PartnerType
    kind: SignalKind
    amount: Cents
    signal_date: date
    arrears_since: date | None = None
    supply_end_date: date | None = None
    previous_amount: Cents | None = None

    @property
    def repeat(self) -> bool:
        """Whether the same partner reported this household before."""
        return self.previous_amount is not None

    @property
    def increased(self) -> bool:
        """Whether it is a repeat with a higher arrear."""
        return self.previous_amount is not None and is_higher(self.amount, self.previous_amount)


@dataclass(frozen=True)
class CaseFacts:
    """What the rules may look at: never a name, an address or an outcome of earlier help."""

    signals: tuple[SignalFact, ...]
    consecutive: bool = False
    age: int | None = None
    children: bool | None = None

    @property
    def amount(self) -> Cents:
        """The arrears of all signals together."""
        return Cents(sum(signal.amount for signal in self.signals))

    @property
    def partners(self) -> int:
        """The number of different partners that reported."""
        return len({signal.partner_ref for signal in self.signals})

    @property
    def multiple(self) -> bool:
        """Whether there are two or more signals in the month (meervoudig)."""
        return len(self.signals) > 1

    @property
    def repeat_without_increase(self) -> bool:
        """Whether every signal repeats an earlier one and none is higher."""
        return bool(self.signals) and all(s.repeat and not s.increased for s in self.signals)

    @property
    def increased(self) -> bool:
        """Whether at least one repeated arrear grew."""
        return any(signal.increased for signal in self.signals)

    @property
    def end_of_supply(self) -> bool:
        """Whether at least one signal announces the end of a supply."""
        return any(signal.kind is SignalKind.END_OF_SUPPLY for signal in self.signals)

    @property
    def supply_ends_on(self) -> date | None:
        """The first announced end of a supply."""
        ends = [s.supply_end_date for s in self.signals if s.supply_end_date is not None]
        return min(ends, default=None)

    def supply_days(self, today: date) -> int | None:
        """Working days until the first end of supply; zero when it has come.

        Units: working days.
        Policy: counted with the Dutch working-day calendar.
        """
        end = self.supply_ends_on
        if end is None:
            return None
        return working_days_between(today, end) if end > today else 0


@dataclass(frozen=True)
class AgeBand:
    """A named span of ages, both ends counted."""

    name: str
    label: str
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Rule:
    """When all conditions hold, these points count, for this reason."""

    id: str
    when: Mapping[str, Any]
    points: int
    reason: str
    group: str = ""


@dataclass(frozen=True)
class Terms:
    """Local terms and thresholds. The law sets none of these; the municipality does."""

    offer_days: int = 14
    handover_working_days: int = 5
    stalled_days: int = 10
    retention_months: int = 12
    threshold_euros: int = 0


@dataclass(frozen=True)
class RuleTable:
    """One version of the priority rules with its local terms."""

    name: str
    version: str
    explanation: str
    rules: tuple[Rule, ...]
    age_bands: tuple[AgeBand, ...]
    terms: Terms
    minimum_points: int = 0
    cases_per_week: int = 0
    age_ground: str = ""
    children_ground: str = ""

    def age_band(self, age: int | None) -> AgeBand | None:
        """The band an age falls in; none when the age is unknown or outside every band.

        Policy: the age bands of this version.
        """
        if age is None:
            return None
        return next((b for b in self.age_bands if b.at_least <= age <= b.at_most), None)


Holds = Callable[[CaseFacts, Any, RuleTable, date], bool]


def _kind_in(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return any(signal.kind.value in value for signal in facts.signals)


def _partner_in(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return any(signal.partner_type.value in value for signal in facts.signals)


def _partner_all(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return set(value) <= {signal.partner_type.value for signal in facts.signals}


def _supply_days(facts: CaseFacts, value: Any, _table: RuleTable, today: date) -> bool:
    days = facts.supply_days(today)
    return days is not None and days <= value


def _amount_least(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return bool(facts.amount >= value * 100)


def _amount_below(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return bool(facts.amount < value * 100)


def _partners_least(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return bool(facts.partners >= value)


def _is_multiple(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return facts.multiple is value


def _is_consecutive(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return facts.consecutive is value


def _is_repeat(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return any(signal.repeat for signal in facts.signals) is value


def _is_increased(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return facts.increased is value


def _age_band_in(facts: CaseFacts, value: Any, table: RuleTable, _today: date) -> bool:
    band = table.age_band(facts.age)
    return band is not None and band.name in value


def _has_children(facts: CaseFacts, value: Any, _table: RuleTable, _today: date) -> bool:
    return facts.children is value


HOLDS: dict[str, Holds] = {
    "kind_in": _kind_in,
    "partner_type_in": _partner_in,
    "partner_types_all": _partner_all,
    "supply_ends_within": _supply_days,
    "amount_at_least": _amount_least,
    "amount_below": _amount_below,
    "partners_at_least": _partners_least,
    "multiple": _is_multiple,
    "consecutive": _is_consecutive,
    "repeat": _is_repeat,
    "increased": _is_increased,
    "age_band_in": _age_band_in,
    "children": _has_children,
}


def evaluate(table: RuleTable, facts: CaseFacts, *, today: date) -> Explained[int]:
    """The points of a case with one step for every rule that held, in table order.

    Units: points.
    Policy: the given version of the municipality's rule table; within a group only the first
    rule that holds counts. Nothing is learned from data.
    """
    steps: list[Step] = []
    counted: set[str] = set()
    for rule in table.rules:
        if rule.group in counted or not _all_hold(rule, facts, table, today):
            continue
        if rule.group:
            counted.add(rule.group)
        text = rule.reason.format_map(_words(facts, table))
        steps.append(Step(text, outcome=rule.id, points=rule.points, source=f"regel {rule.id}"))
    total = sum(int(step.points or 0) for step in steps)
    if not steps:
        steps.append(Step("Geen enkele regel is van toepassing.", points=0))
    return Explained(total, tuple(steps), table.version, f"regeltabel {table.name}")


@dataclass(frozen=True)
class Proposal:
    """What the table proposes: pick up, or the reason not to; a person decides."""

    sentence: str
    reason: ClosingReason | None = None

    @property
    def pick_up(self) -> bool:
        """Whether the table proposes to pick the case up."""
        return self.reason is None


def propose(table: RuleTable, facts: CaseFacts, *, today: date) -> Proposal:
    """Whether to pick the case up, with the sentence that says why.

    Policy: a higher arrear and an end of supply are always picked up (GGM model vroegsignalering
    1.0; Besluit gemeentelijke schuldhulpverlening, Stb. 2020, 240); the threshold and the minimum
    number of points are local.
    """
    if facts.increased:
        return Proposal("Een achterstand is hoger geworden; die pakt u altijd op.")
    if facts.end_of_supply:
        return Proposal("Een levering dreigt te stoppen; die pakt u altijd op.")
    if facts.repeat_without_increase:
        return Proposal(
            "Alle signalen zijn een herhaling en geen is hoger geworden.",
            ClosingReason.REPEAT_WITHOUT_INCREASE,
        )
    threshold = Cents(table.terms.threshold_euros * 100)
    if facts.amount < threshold:
        return Proposal(
            f"{format_euro(facts.amount)} ligt onder de drempel van {format_euro(threshold)}.",
            ClosingReason.BELOW_THRESHOLD,
        )
    points = evaluate(table, facts, today=today).value
    if points < table.minimum_points:
        return Proposal(
            f"{points} punten is minder dan de {table.minimum_points} die deze versie vraagt.",
            ClosingReason.CAPACITY,
        )
    return Proposal(f"{points} punten.")


def _all_hold(rule: Rule, facts: CaseFacts, table: RuleTable, today: date) -> bool:
    return all(HOLDS[name](facts, value, table, today) for name, value in rule.when.items())


# A reason is kept with the case while days pass, so it names a day and never counts days.
REASON_WORDS = ("amount", "partners", "partner_types", "signals", "supply_end", "age_band")


def _words(facts: CaseFacts, table: RuleTable) -> dict[str, str]:
    types = sorted({PARTNER_TYPE_LABELS[signal.partner_type] for signal in facts.signals})
    band = table.age_band(facts.age)
    end = facts.supply_ends_on
    return {
        "amount": format_euro(facts.amount),
        "partners": str(facts.partners),
        "partner_types": " + ".join(types),
        "signals": str(len(facts.signals)),
        "supply_end": in_words(end) if end else "een dag die nog niet bekend is",
        "age_band": band.label if band else "onbekend",
    }
