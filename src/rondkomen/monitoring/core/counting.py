"""From facts to counts: every cell of a month, with the households behind it."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.definitions import Definitions
from rondkomen.monitoring.core.facts import CaseFact, SignalFact
from rondkomen.monitoring.core.layout import FAMILIES, TOTAL, Family, Key, crossed

LEGS = ("lead_pick_up", "lead_first_attempt", "lead_first_contact", "lead_total")
"""The lead times that are measured, in the order of the work."""

_KIND_GROUP = {"updated": "early"}  # an updated signal is an early signal with a new amount

Row = tuple[Mapping[str, str], Hashable]
"""The categories of one counted thing, and the household or case behind it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are (`value`) and how many different households stand behind them."""

    value: int
    units: int


NOTHING = Count(0, 0)


@dataclass(frozen=True, slots=True)
class FamilyCounts:
    """All counts of one family in one month.

    `categories` lists what can occur, also when nothing did; `impossible` the crossings that
    cannot occur for anybody (known to everybody, so they protect nothing). A category in which
    nothing occurred is empty: that says nothing about anybody. A crossing of two categories that
    did occur can be nought, and that does say something about the people in them.
    """

    family: Family
    categories: Mapping[str, tuple[str, ...]]
    cells: Mapping[Key, Count]
    impossible: frozenset[Key] = frozenset()

    def at(self, *pairs: tuple[str, str]) -> Count:
        """The count of the given categories; without any, the total."""
        return self.cells.get(pairs, NOTHING)

    @property
    def total(self) -> Count:
        """The count of everything in the family."""
        return self.at()

    def occurring(self, dimension: str) -> tuple[str, ...]:
        """The categories of `dimension` that are not empty, in their order."""
        return tuple(c for c in self.categories[dimension] if self.at((dimension, c)).value)

    def can_occur(self, key: Key) -> bool:
        """Whether the count of `key` is of categories that occurred and can go together."""
        return key not in self.impossible and all(self.at(pair).value for pair in key)


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """The counts of one municipality in one month; nothing in it points at a person.

    `days` holds per lead time how many cases took how many days; `unmeasured` how many cases have
    no such lead time because the order of their dates cannot be right.
    """

    month: Month
    families: Mapping[str, FamilyCounts]
    days: Mapping[str, Mapping[int, int]]
    unmeasured: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def family(self, key: str) -> FamilyCounts:
        """The counts of family `key`."""
        return self.families[key]


@dataclass(frozen=True, slots=True)
class Locality:
    """What differs per municipality: which partner types deliver, and its neighbourhoods."""

    partner_types: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()


def count_month(
    month: Month,
    signals: Iterable[SignalFact],
    cases: Iterable[CaseFact],
    *,
    definitions: Definitions,
    locality: Locality,
) -> MonthCounts:
    """The counts of `month`, from the facts of that month.

    Raises: Refused when a fact belongs to another month or holds a category that the definitions
    do not know; counting on would silently lose it.
    Policy: definitions of the monitor (content/definitions.yaml), version of the month.
    """
    signals, cases = list(signals), list(cases)
    _refuse_other_months(month, [*signals, *cases])
    accepted = definitions.accepted_results(month)
    rows: dict[str, list[Row]] = {
        "signals": [(_signal_row(each), each.household) for each in signals],
        "cases": [(_case_row(each, accepted), place) for place, each in enumerate(cases)],
        "attempts": list(_attempt_rows(cases)),
        "clocks": list(_clock_rows(cases)),
    }
    known = definitions.categories | _local_categories(locality)
    counted = {
        each.key: count_family(
            each, rows[each.key], known, impossible=definitions.impossible(each.key, month)
        )
        for each in FAMILIES
    }
    days, unmeasured = _lead_times(cases)
    return MonthCounts(month, MappingProxyType(counted), days, unmeasured)


def count_family(
    one: Family,
    rows: Iterable[Row],
    categories: Mapping[str, tuple[str, ...]],
    *,
    impossible: frozenset[Key] = frozenset(),
) -> FamilyCounts:
    """The counts of one family: total, every category, every crossing of neighbours.

    Raises: Refused for a category that is not in `categories`.
    """
    own = {dimension: categories.get(dimension, ()) for dimension in one.dimensions}
    values: Counter[Key] = Counter()
    units: dict[Key, set[Hashable]] = {}
    for row, unit in rows:
        for key in _keys(one, row, own):
            values[key] += 1
            units.setdefault(key, set()).add(unit)
    cells = {key: Count(value, len(units[key])) for key, value in values.items()}
    return FamilyCounts(
        one, MappingProxyType(own), MappingProxyType(cells), impossible - cells.keys()
    )


def _keys(one: Family, row: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> list[Key]:
    for dimension in one.dimensions:
        if row[dimension] not in known[dimension]:
            raise Refused(
                f"De monitor kent de waarde '{row[dimension]}' van '{dimension}' niet. "
                "Vul de definities van de monitor aan en tel opnieuw.",
                code="unknown_category",
                where=dimension,
            )
    single = [((dimension, row[dimension]),) for dimension in one.dimensions]
    pairs = [((a, row[a]), (b, row[b])) for a, b in crossed(one)]
    return [TOTAL, *single, *pairs]


def _refuse_other_months(month: Month, facts: list[SignalFact | CaseFact]) -> None:
    stray = next((fact.month for fact in facts if fact.month != month), None)
    if stray is not None:
        raise Refused(
            f"Bij de telling van {month} zit een gegeven van {stray}. Tel elke maand apart.",
            code="other_month",
        )


def _signal_row(fact: SignalFact) -> dict[str, str]:
    return {
        "kind": _KIND_GROUP.get(fact.kind, fact.kind),
        "partner_type": fact.partner_type,
        "picked_up": _yes_no(fact.picked_up),
        "status": fact.status,
    }


def _case_row(fact: CaseFact, accepted_results: frozenset[str]) -> dict[str, str]:
    accepted = fact.result in accepted_results if fact.result else fact.accepted
    still_open = "open_accepted" if accepted else "open"
    return {
        "multiple": _yes_no(fact.multiple),
        "consecutive": _yes_no(fact.consecutive),
        "result": fact.result or still_open,
        "accepted": _yes_no(accepted),
        "reached": _yes_no(fact.reached),
        "neighbourhood": fact.neighbourhood,
    }


def _attempt_rows(cases: list[CaseFact]) -> Iterable[Row]:
    for place, case in enumerate(cases):
        for attempt in case.attempts:
            row = {
                "part_of_day": attempt.part_of_day,
                "contact_kind": attempt.kind,
                "answered": _yes_no(attempt.reached),
            }
            yield row, place


def _clock_rows(cases: list[CaseFact]) -> Iterable[Row]:
    for place, case in enumerate(cases):
        for clock in case.clocks:
            yield {"clock": clock.kind, "outcome": clock.outcome}, place


def _local_categories(locality: Locality) -> dict[str, tuple[str, ...]]:
    local: dict[str, tuple[str, ...]] = {"neighbourhood": (*locality.neighbourhoods, "unknown")}
    if locality.partner_types:
        local["partner_type"] = locality.partner_types
    return local


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


_STARTS: dict[str, Callable[[CaseFact], date | None]] = {
    "lead_pick_up": lambda case: case.signalled_on,
    "lead_first_attempt": lambda case: case.picked_up_on,
    "lead_first_contact": lambda case: case.first_attempt_on,
    "lead_total": lambda case: case.signalled_on,
}
_ENDS: dict[str, Callable[[CaseFact], date | None]] = {
    "lead_pick_up": lambda case: case.picked_up_on,
    "lead_first_attempt": lambda case: case.first_attempt_on,
    "lead_first_contact": lambda case: case.first_contact_on,
    "lead_total": lambda case: case.first_contact_on,
}


def _lead_times(
    cases: list[CaseFact],
) -> tuple[Mapping[str, Mapping[int, int]], Mapping[str, int]]:
    days: dict[str, Counter[int]] = {leg: Counter() for leg in LEGS}
    wrong: Counter[str] = Counter()
    for case in cases:
        for leg in LEGS:
            start, end = _STARTS[leg](case), _ENDS[leg](case)
            if start is None or end is None:
                continue
            if end < start:
                wrong[leg] += 1
            else:
                days[leg][(end - start).days] += 1
    return MappingProxyType({leg: dict(found) for leg, found in days.items()}), dict(wrong)
