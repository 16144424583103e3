"""From counts to figures: each a value with its numerator, denominator, meaning and source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.definitions import (
    Break,
    Definitions,
    Indicator,
    Selection,
    Unit,
    Words,
)
from rondkomen.monitoring.core.spread import measured, median, ninetieth

_SCALE = {Unit.PER_THOUSAND: 1000, Unit.PERCENT: 100, Unit.RATIO: 1, Unit.DAYS: 1}

DECIMALS = {Unit.PER_THOUSAND: 1, Unit.PERCENT: 0, Unit.RATIO: 1, Unit.DAYS: 1}
"""How many decimals a value is written with."""

SIX = ("inflow", "pick_up", "reach", "accepted_of_reached", "lead_total", "clocks_met")
"""The figures on top of the page, in reading order."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and everything needed to read and to check it.

    For lead times `value` is the median, `ninetieth` the days within which nine in ten were done,
    and `denominator` the cases measured; a median divides nothing, so there is no numerator.
    `absent` says in a code why there is no value: "no_inhabitants", "nothing_counted", and in a
    published month "hidden" or "too_few".
    """

    indicator: str
    label: Words
    unit: Unit
    numerator: int | None
    denominator: int | None
    numerator_words: Words
    denominator_words: Words
    definition: str
    source: str
    value: Fraction | None = None
    ninetieth: int | None = None
    absent: str = ""

    @property
    def shown(self) -> Fraction | None:
        """The value as it is written: rounded to the decimals of its unit."""
        if self.value is None:
            return None
        scale = 10 ** DECIMALS[self.unit]
        return Fraction(half_away(self.value * scale), scale)


def half_away(value: Fraction) -> int:
    """The nearest whole number; a half goes away from nought."""
    steps = int(abs(value) + Fraction(1, 2))
    return -steps if value < 0 else steps


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure with that of the same month last year, and what changed in between."""

    figure: Figure
    last_year: Figure | None
    breaks: tuple[Break, ...] = ()

    @property
    def difference(self) -> Fraction | None:
        """This year minus last year as both are written; None when either is absent.

        Policy: of the rounded figures, so that a reader's own sum comes out, and so that a
        difference tells no more than the two figures it stands beside.
        """
        now, before = self.figure.shown, self.last_year.shown if self.last_year else None
        return None if now is None or before is None else now - before


CountOf = Callable[[Selection], int]
"""Looks up how many a selection of counts adds up to."""


def figures_of(
    counts: MonthCounts, *, definitions: Definitions, inhabitants: int | None
) -> Mapping[str, Figure]:
    """Every figure of the month, by key, from the exact counts.

    Policy: content/definitions.yaml, the version that holds in the month. An indicator whose
    definition starts after the month is left out.
    """

    def exact(selection: Selection) -> int:
        found = counts.family(selection.family)
        return sum(found.at(*key).value for key in selection.keys)

    return {
        key: _figure(one, counts, exact, inhabitants)
        for key, one in definitions.indicators.items()
        if one.versions[0].since <= counts.month
    }


def _figure(
    one: Indicator, counts: MonthCounts, count_of: CountOf, inhabitants: int | None
) -> Figure:
    if one.count is None:
        return _lead_time(one, counts)
    over = count_of(one.over) if one.over else inhabitants
    return ratio(one, counts.month, count_of(one.count), over)


def ratio(one: Indicator, month: Month, numerator: int, denominator: int | None) -> Figure:
    """The figure of a numerator over a denominator; without a denominator it has no value.

    Units: per 1,000, percent or times, as the indicator says.
    Policy: the definition of `one` in `month`.
    """
    absent = ""
    if not denominator:
        absent = "nothing_counted" if one.over else "no_inhabitants"
    value = Fraction(_SCALE[one.unit] * numerator, denominator) if denominator else None
    return meaning(
        one, month, numerator=numerator, denominator=denominator, value=value, absent=absent
    )


def _lead_time(one: Indicator, counts: MonthCounts) -> Figure:
    days = counts.days.get(one.key, {})
    number = measured(days)
    return meaning(
        one,
        counts.month,
        denominator=number,
        value=median(days),
        ninetieth=ninetieth(days),
        absent="" if number else "nothing_counted",
    )


def meaning(
    one: Indicator,
    month: Month,
    *,
    numerator: int | None = None,
    denominator: int | None = None,
    value: Fraction | None = None,
    ninetieth: int | None = None,
    absent: str = "",
) -> Figure:
    """A figure with the words, the definition and the source that `one` gives it in `month`.

    Policy: the definition of `one` in `month`.
    """
    return Figure(
        indicator=one.key,
        label=one.label,
        unit=one.unit,
        numerator=numerator,
        denominator=denominator,
        numerator_words=one.numerator,
        denominator_words=one.denominator,
        definition=one.version_on(month).name,
        source=one.source,
        value=value,
        ninetieth=ninetieth,
        absent=absent,
    )


def beside_last_year(
    figures: Mapping[str, Figure],
    last_year: Mapping[str, Figure],
    *,
    month: Month,
    definitions: Definitions,
    local_breaks: tuple[Break, ...] = (),
) -> Mapping[str, Beside]:
    """Each figure with last year's, and the breaks between the two months.

    Policy: a comparison over a change of definition is shown, never without its mark.
    """
    earlier = month.plus(-12)
    local = [b for b in local_breaks if earlier < b.since <= month]
    return {
        key: Beside(
            figure,
            last_year.get(key),
            (
                *definitions.indicator(key).breaks_between(earlier, month),
                *(b for b in local if b.indicator == key),
            ),
        )
        for key, figure in figures.items()
    }
