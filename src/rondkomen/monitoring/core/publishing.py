"""The published month: counts after hiding and rounding, and figures made of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.definitions import Definitions, Indicator, Selection, Unit
from rondkomen.monitoring.core.figures import Figure, meaning, ratio
from rondkomen.monitoring.core.layout import Key
from rondkomen.monitoring.core.network import circulation
from rondkomen.monitoring.core.spread import measured, median, ninetieth
from rondkomen.monitoring.core.suppression import SAFETY, Protection, Safety, protect


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A published lead time.

    Units: whole days; `cases` rounded.
    """

    median: int
    ninetieth: int
    cases: int


@dataclass(frozen=True, slots=True)
class PublishedMonth:
    """All that leaves the municipality about a month, and nothing more.

    `counts` holds per family each shown key with its rounded count, or None when it is hidden;
    a key that is absent is of an empty category. `enough` names the indicators whose denominator
    is large enough for a percentage.
    """

    month: Month
    counts: Mapping[str, Mapping[Key, int | None]]
    enough: frozenset[str]
    lead_times: Mapping[str, LeadTime]
    inhabitants: int | None

    def count_of(self, selection: Selection) -> int | None:
        """The rounded counts of a selection added up; None when one of them is hidden."""
        shown = self.counts.get(selection.family, {})
        found = [shown.get(key, 0) for key in selection.keys]
        return sum(each for each in found if each is not None) if None not in found else None


def protect_month(counts: MonthCounts, *, safety: Safety = SAFETY) -> dict[str, Protection]:
    """What stays hidden of each family of the month, by family key.

    Policy: see `suppression.protect`.
    """
    return {key: protect(one, safety=safety) for key, one in counts.families.items()}


def publish_month(
    counts: MonthCounts,
    protections: Mapping[str, Protection],
    *,
    definitions: Definitions,
    inhabitants: int | None,
    safety: Safety = SAFETY,
) -> PublishedMonth:
    """The month as it may be published.

    Policy: counts rounded to 5; a percentage or lead time only on 50 or more; every percentage is
    made of rounded counts, so that it tells no more than the tables do.
    """
    enough = frozenset(
        key
        for key, one in definitions.indicators.items()
        if one.over is None or _exact(counts, one.over) >= safety.percent_from
    )
    lead_times = {
        leg: LeadTime(
            median=_whole(median(days)),
            ninetieth=ninetieth(days) or 0,
            cases=rounded(measured(days), safety.rounding),
        )
        for leg, days in counts.days.items()
        if measured(days) >= safety.percent_from
    }
    return PublishedMonth(
        month=counts.month,
        counts={key: _shown_counts(one) for key, one in protections.items()},
        enough=enough,
        lead_times=lead_times,
        inhabitants=inhabitants,
    )


def _shown_counts(one: Protection) -> dict[Key, int | None]:
    return {
        key: None if key in one.hidden else rounded(edge.value, one.safety.rounding)
        for key, edge in circulation(one.counts).items()
        if key not in one.unshown
    }


def published_figures(month: PublishedMonth, *, definitions: Definitions) -> Mapping[str, Figure]:
    """Every figure of a published month, by key; absent with its reason when it may not be shown.

    Policy: made of the rounded counts only.
    """
    return {
        key: _published_figure(one, month)
        for key, one in definitions.indicators.items()
        if one.versions[0].since <= month.month
    }


def _published_figure(one: Indicator, month: PublishedMonth) -> Figure:
    if one.count is None:
        return _published_lead_time(one, month)
    if one.key not in month.enough:
        return meaning(one, month.month, absent="too_few")
    numerator = month.count_of(one.count)
    denominator = month.count_of(one.over) if one.over else month.inhabitants
    if numerator is None or (one.over and denominator is None):
        return meaning(one, month.month, absent="hidden")
    if one.unit is Unit.PERCENT and denominator is not None:
        numerator = min(numerator, denominator)  # both are rounded, and a share stays a share
    return ratio(one, month.month, numerator, denominator)


def _published_lead_time(one: Indicator, month: PublishedMonth) -> Figure:
    found = month.lead_times.get(one.key)
    if found is None:
        return meaning(one, month.month, absent="too_few")
    return meaning(
        one,
        month.month,
        denominator=found.cases,
        value=Fraction(found.median),
        ninetieth=found.ninetieth,
    )


def rounded(value: int, base: int) -> int:
    """The multiple of `base` nearest to `value`; halfway goes up.

    Policy: fixed rounding, so that the same count always gives the same number.
    """
    return (2 * value + base) // (2 * base) * base


def _exact(counts: MonthCounts, selection: Selection) -> int:
    found = counts.family(selection.family)
    return sum(found.at(*key).value for key in selection.keys)


def _whole(days: Fraction | None) -> int:
    return rounded(int(2 * days), 2) // 2 if days is not None else 0
