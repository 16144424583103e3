"""Facts for tests: the worked month read from YAML, and months made of random but valid facts."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rondkomen.files import yaml
from rondkomen.kernel.period import Month
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import FamilyCounts, Locality, MonthCounts, count_month
from rondkomen.monitoring.core.facts import AttemptFact, CaseFact, ClockFact, SignalFact

WORKED_CASES = Path(__file__).parents[4] / "tests" / "worked_cases"
NOVEMBER = Month(2026, 11)
LOCALITY = Locality(
    ("health_insurer", "energy", "rent", "water", "mortgage"), ("north", "south", "east")
)


def worked(name: str) -> dict[str, Any]:
    """What a file of worked cases holds."""
    return yaml.load(WORKED_CASES / name)


def worked_counts(data: dict[str, Any]) -> MonthCounts:
    """The counts of a worked month."""
    month = Month.parse(data["month"])
    signals = [SignalFact(month, *each) for each in data["signals"]]
    cases = [worked_case(month, each) for each in data["cases"]]
    locality = Locality(tuple(data["partner_types"]), tuple(data["neighbourhoods"]))
    return count_month(month, signals, cases, definitions=definitions(), locality=locality)


def worked_case(month: Month, data: dict[str, Any]) -> CaseFact:
    """One case as written in a worked month."""
    return CaseFact(
        month=month,
        multiple=data.get("multiple", False),
        consecutive=data.get("consecutive", False),
        signalled_on=data["signalled_on"],
        picked_up_on=data["picked_up_on"],
        attempts=tuple(
            AttemptFact(kind, on, part, reached) for kind, on, part, reached in data["attempts"]
        ),
        accepted=data.get("accepted", False),
        result=data.get("result", ""),
        clocks=tuple(ClockFact(*each) for each in data["clocks"]),
        neighbourhood=data.get("neighbourhood", "unknown"),
    )


def some_signals(chance: random.Random, number: int) -> list[SignalFact]:
    """Signals in roughly the published mix: insurer 45, energy 25, rent 19 percent."""
    types = ["health_insurer"] * 45 + ["energy"] * 25 + ["rent"] * 19 + ["water"] * 9 + ["mortgage"]
    return [_some_signal(chance, chance.choice(types), number) for _ in range(number)]


def _some_signal(chance: random.Random, partner_type: str, number: int) -> SignalFact:
    kinds = ["early"] * 12 + ["updated", "warm_transfer"]
    if partner_type in ("energy", "water"):
        kinds += ["end_of_supply"] * 4
    statuses = ["picked_up"] * 16 + ["repeat", "repeat", "not_resident", "not_picked_up_yet"]
    household = chance.randrange(max(1, number * 4 // 5))
    return SignalFact(
        NOVEMBER, partner_type, chance.choice(kinds), chance.choice(statuses), household
    )


def some_cases(chance: random.Random, number: int) -> list[CaseFact]:
    """Cases with a fifth reached, some results and some clocks."""
    return [_some_case(chance) for _ in range(number)]


def _some_case(chance: random.Random) -> CaseFact:
    signalled = date(2026, 11, 2) + timedelta(chance.randrange(5))
    picked_up = signalled + timedelta(chance.randrange(8))
    kinds, parts = ("phone", "phone", "letter", "home_visit"), ("morning", "afternoon", "evening")
    attempts = tuple(
        AttemptFact(
            chance.choice(kinds),
            picked_up + timedelta(step),
            chance.choice(parts),
            chance.random() < 0.15,
        )
        for step in range(chance.randrange(5))
    )
    results = ("no_contact", "no_contact", "advice_or_quick_fix", "no_help_wanted", "deceased", "")
    return CaseFact(
        NOVEMBER,
        chance.random() < 0.11,
        chance.random() < 0.4,
        signalled,
        picked_up,
        attempts,
        chance.random() < 0.1,
        chance.choice(results),
        (ClockFact("first_conversation", chance.choice(("met", "met", "missed", "running"))),),
        chance.choice((*LOCALITY.neighbourhoods, "unknown")),
    )


def some_month(seed: int, *, signals: int = 240, cases: int = 170) -> MonthCounts:
    """The counts of a November of random facts; the same seed gives the same month."""
    return a_month(NOVEMBER, seed, signals=signals, cases=cases)


def a_month(month: Month, seed: int, *, signals: int = 240, cases: int = 170) -> MonthCounts:
    """The counts of a month of random facts."""
    chance = random.Random(seed)
    return count_month(
        month,
        [replace(fact, month=month) for fact in some_signals(chance, signals)],
        [replace(fact, month=month) for fact in some_cases(chance, cases)],
        definitions=definitions(),
        locality=LOCALITY,
    )


def some_family(key: str, seed: int, **sizes: int) -> FamilyCounts:
    """The counts of one family of such a month."""
    return some_month(seed, **sizes).family(key)
