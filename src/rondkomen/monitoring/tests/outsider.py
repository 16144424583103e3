"""An outsider with a solver, who has what is published, knows the rules, and nothing else."""

from collections.abc import Hashable, Mapping

from rondkomen.kernel.period import Month
from rondkomen.monitoring.adapters.linear_attack import Knowledge, Range, narrow_ones, narrowed
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.layout import TOTAL, Family, Key
from rondkomen.monitoring.core.publishing import PublishedMonth
from rondkomen.monitoring.core.suppression import Protection

Sums = list[tuple[Hashable, list[Hashable]]]


def published_ranges(
    shown: Mapping[Key, int | None], protection: Protection, *, blur: int
) -> dict[Hashable, Range]:
    """What each published count can be; `blur` is what rounding leaves open on either side.

    The outsider is told which hidden counts are below ten: more than anybody can know.
    """
    ranges: dict[Hashable, Range] = {}
    for key, count in shown.items():
        if count is not None:
            ranges[key] = (max(0, count - blur), count + blur)
        elif protection.counts.at(*key).value < 10:
            ranges[key] = (0, 9)
        else:
            ranges[key] = (10, None)
    return ranges


def sums_of(family: Family, shown: Mapping[Key, int | None], month: Month) -> Sums:
    """All that adds up: categories to the total, crossings to categories, results to acceptance."""
    sums: Sums = []
    for dimension in family.dimensions:
        sums.append((TOTAL, [key for key in shown if len(key) == 1 and key[0][0] == dimension]))
    for pair in family.shown:
        for place, dimension in enumerate(pair):
            for key in [k for k in shown if len(k) == 1 and k[0][0] == dimension]:
                parts = [
                    k
                    for k in shown
                    if len(k) == 2 and tuple(d for d, _ in k) == pair and k[place] == key[0]
                ]
                sums.append((key, parts))
    return sums + _implied(family, shown, month)


def _implied(family: Family, shown: Mapping[Key, int | None], month: Month) -> Sums:
    """What the definitions say: which results are acceptance, which status is picked up."""
    if family.key == "signals":
        yes: set[str] = {"picked_up"}
        first, second = "status", "picked_up"
    elif family.key == "cases":
        yes = {*definitions().accepted_results(month), "open_accepted"}
        first, second = "result", "accepted"
    else:
        return []
    singles = [key for key in shown if len(key) == 1 and key[0][0] == first]
    agreeing = [key for key in singles if key[0][1] in yes]
    return [
        (((second, "yes"),), agreeing),
        (((second, "no"),), [key for key in singles if key not in agreeing]),
    ]


def knowledge(
    month: PublishedMonth, protections: Mapping[str, Protection], name: str, *, blur: int
) -> Knowledge:
    """Everything the outsider knows of one family of a published month."""
    shown = month.counts[name]
    return Knowledge(
        sums_of(protections[name].counts.family, shown, month.month),
        published_ranges(shown, protections[name], blur=blur),
    )


def leaks(
    month: PublishedMonth, protections: Mapping[str, Protection], *, blur: int
) -> list[tuple[str, Hashable]]:
    """The hidden counts that the outsider can narrow down to fewer than five steps.

    A family of which nothing at all is published gives the outsider nothing to work with.
    """
    found: list[tuple[str, Hashable]] = []
    for name, protection in protections.items():
        if not protection.everything:
            truth = {key: protection.counts.at(*key).value for key in protection.hidden}
            known = knowledge(month, protections, name, blur=blur)
            found += [(name, key) for key in narrow_ones(known, truth, 5)]
    return found


def doubt(
    month: PublishedMonth, protections: Mapping[str, Protection], name: str
) -> dict[Hashable, tuple[int, int]]:
    """For every hidden count of a family the lowest and highest possible value, exactly."""
    known = knowledge(month, protections, name, blur=0)
    return narrowed(known, protections[name].hidden)
