"""What each figure means, and since when: definitions as dated data, read from content."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.layout import Key


class Unit(StrEnum):
    """How a figure is read."""

    PER_THOUSAND = "per_thousand"
    PERCENT = "percent"
    RATIO = "ratio"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str) -> str:
        """The text in `language`; Dutch unless English is asked for."""
        return self.en if language.startswith("en") else self.nl


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a definition, valid from a month on."""

    name: str
    since: Month
    says: Words


@dataclass(frozen=True, slots=True)
class Break:
    """A month from which an indicator does not mean quite the same as before."""

    indicator: str
    since: Month
    says: Words


@dataclass(frozen=True, slots=True)
class Selection:
    """Which counts of a family are added up; an empty key is the total."""

    family: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the monitor: what is divided by what, in words and in keys.

    `over` is None where the denominator is the number of inhabitants, or (days) the cases with a
    measured lead time.
    """

    key: str
    label: Words
    unit: Unit
    numerator: Words
    denominator: Words
    source: str
    versions: tuple[Version, ...]
    count: Selection | None = None
    over: Selection | None = None

    def version_on(self, month: Month) -> Version:
        """The wording that holds in `month`.

        Raises: Refused for a month before the first wording.
        """
        valid = [version for version in self.versions if version.since <= month]
        if not valid:
            raise Refused(
                f"Voor '{self.label.nl}' is geen definitie bekend in {month}. "
                f"De eerste geldt vanaf {self.versions[0].since}.",
                code="no_definition",
            )
        return valid[-1]

    def breaks_between(self, earlier: Month, later: Month) -> tuple[Break, ...]:
        """The changes of definition after `earlier`, up to and including `later`."""
        return tuple(
            Break(self.key, version.since, version.says)
            for version in self.versions[1:]
            if earlier < version.since <= later
        )


@dataclass(frozen=True, slots=True)
class AcceptedResults:
    """The end results that count as help accepted, from a month on."""

    since: Month
    results: frozenset[str]


@dataclass(frozen=True, slots=True)
class Only:
    """A category that can occur only together with some categories of a neighbour."""

    family: str
    pair: tuple[str, str]
    dimension: str
    category: str
    partners: frozenset[str]

    def impossible(self, categories: Mapping[str, tuple[str, ...]]) -> frozenset[Key]:
        """The crossings that this rule excludes, as keys in chain order."""
        first, second = self.pair
        other = second if self.dimension == first else first
        found = set()
        for each in set(categories.get(other, ())) - self.partners:
            chosen = {self.dimension: self.category, other: each}
            found.add(((first, chosen[first]), (second, chosen[second])))
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything that content says about the monitor."""

    indicators: Mapping[str, Indicator]
    dimension_labels: Mapping[str, Words]
    category_labels: Mapping[str, Mapping[str, Words]]
    table_titles: Mapping[str, Words]
    accepted: tuple[AcceptedResults, ...]
    only: tuple[Only, ...]

    @property
    def categories(self) -> dict[str, tuple[str, ...]]:
        """The categories of each dimension, in the order in which they are shown."""
        return {name: tuple(labels) for name, labels in self.category_labels.items()}

    def indicator(self, key: str) -> Indicator:
        """The indicator with this key.

        Raises: KeyError when there is none.
        """
        return self.indicators[key]

    def label(self, dimension: str, category: str) -> Words:
        """The label of a category; a category of the municipality itself is its own label."""
        own = Words(category, category)
        return self.category_labels.get(dimension, {}).get(category, own)

    def accepted_results(self, month: Month) -> frozenset[str]:
        """The end results that count as help accepted in `month`.

        Raises: Refused for a month before the first list.
        Policy: quick fix, advice and referral with the resident count; paying or arranging it
        oneself does not (content/definitions.yaml).
        """
        valid = [each for each in self.accepted if each.since <= month]
        if not valid:
            raise Refused(
                f"Welke resultaten in {month} als aanvaarde hulp tellen, is niet vastgelegd.",
                code="no_definition",
            )
        return valid[-1].results

    def impossible(self, family: str, month: Month) -> frozenset[Key]:
        """The crossings of `family` that cannot occur for anybody in `month`."""
        rules = [rule for rule in self.only if rule.family == family]
        if family == "cases":
            rules += self._accepted_rules(month)
        known = self.categories
        return frozenset(key for rule in rules for key in rule.impossible(known))

    def _accepted_rules(self, month: Month) -> list[Only]:
        yes = self.accepted_results(month) | {"open_accepted"}
        no = frozenset(self.categories["result"]) - yes
        pair = ("result", "accepted")
        return [
            Only("cases", pair, "accepted", "yes", yes),
            Only("cases", pair, "accepted", "no", no),
        ]
