"""Two versions of one month: what changed may not point at a small group."""

import random

import pytest

from rondkomen.monitoring.adapters.linear_attack import Knowledge, narrow_ones
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import Count, FamilyCounts, MonthCounts, count_month
from rondkomen.monitoring.core.differencing import Leak, objections
from rondkomen.monitoring.core.layout import TOTAL, Family, Key
from rondkomen.monitoring.core.publishing import protect_month, publish_month
from rondkomen.monitoring.core.suppression import Protection, protect
from rondkomen.monitoring.tests.examples import LOCALITY, NOVEMBER, some_cases, some_signals
from rondkomen.monitoring.tests.outsider import knowledge


def by_neighbourhood(**numbers: int) -> Protection:
    """The protection of one list of counts."""
    family = Family("cases", (("neighbourhood",),))
    cells: dict[Key, int] = {(("neighbourhood", name),): n for name, n in numbers.items()}
    cells[TOTAL] = sum(numbers.values())
    counts = {key: Count(number, number) for key, number in cells.items()}
    return protect(FamilyCounts(family, {"neighbourhood": tuple(numbers)}, counts))


def found(before: Protection, after: Protection) -> set[tuple[Key, Leak]]:
    return {(each.key, each.leak) for each in objections({"cases": before}, {"cases": after})}


def test_the_same_month_again_gives_nothing_away() -> None:
    month = by_neighbourhood(north=40, south=30, east=25)
    assert found(month, month) == set()


def test_three_late_cases_in_one_neighbourhood_are_three_people() -> None:
    before = by_neighbourhood(north=40, south=30, east=25)
    after = by_neighbourhood(north=40, south=33, east=25)
    south: Key = (("neighbourhood", "south"),)
    assert found(before, after) == {
        (south, Leak.SMALL_DIFFERENCE),
        (TOTAL, Leak.SMALL_DIFFERENCE),
    }


def test_twelve_late_cases_are_a_group() -> None:
    before = by_neighbourhood(north=40, south=30, east=25)
    assert found(before, by_neighbourhood(north=40, south=42, east=25)) == set()


def test_an_older_version_may_not_show_what_the_new_one_hides() -> None:
    """First south is small and east hidden with it; then south grows and only east is small."""
    before = by_neighbourhood(north=40, south=20, east=25, west=30)
    after = by_neighbourhood(north=60, south=20, east=5, west=60)
    hidden = set(after.hidden)
    assert hidden == {(("neighbourhood", "east"),), (("neighbourhood", "south"),)}
    assert ((("neighbourhood", "east"),), Leak.HIDDEN_COUNT) in found(before, after)


def late(seed: int, extra: int) -> tuple[MonthCounts, MonthCounts]:
    """A month, and the same month with late signals and cases."""
    chance = random.Random(seed)
    signals, cases = some_signals(chance, 240), some_cases(chance, 170)
    more = some_signals(chance, extra), some_cases(chance, extra)
    return (
        count(signals, cases),
        count([*signals, *more[0]], [*cases, *more[1]]),
    )


def count(signals: list, cases: list) -> MonthCounts:
    return count_month(NOVEMBER, signals, cases, definitions=definitions(), locality=LOCALITY)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("extra", [0, 4, 60, 400])
def test_two_published_versions_together_give_nothing_away(seed: int, extra: int) -> None:
    """The outsider joins both versions: late data add, so no count went down."""
    before, after = late(seed, extra)
    first, second = protect_month(before), protect_month(after)
    refused = {each.family for each in objections(first, second)}
    for name in first:
        if name not in refused and not (first[name].everything or second[name].everything):
            assert not joint_leaks(name, (before, first), (after, second))


def joint_leaks(
    name: str, *versions: tuple[MonthCounts, dict[str, Protection]]
) -> frozenset[object]:
    ranges, sums, truth = {}, [], {}
    for number, (counts, protections) in enumerate(versions):
        month = publish_month(counts, protections, definitions=definitions(), inhabitants=60_000)
        known = knowledge(month, protections, name, blur=2)
        ranges |= {(number, key): range_ for key, range_ in known.ranges.items()}
        sums += [((number, whole), [(number, p) for p in parts]) for whole, parts in known.sums]
        truth |= {
            (number, key): counts.family(name).at(*key).value for key in protections[name].hidden
        }
    for key in [key for number, key in ranges if number == 1 and (0, key) in ranges]:
        growth = ("more", key)  # later = earlier + growth, and growth is nought or more
        ranges[growth] = (0, None)
        sums.append(((1, key), [(0, key), growth]))
    return narrow_ones(Knowledge(sums, ranges), truth, 5)
