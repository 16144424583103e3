"""What a group answered: spread, differences, don't know, counts. Never one total.

Groups are the domains people gave themselves. A group is shown apart only when `showing` allows it,
counted over those who answered this very question; the others are shown as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from rondkomen.dialogue.core.filling_in.asking import completed
from rondkomen.dialogue.core.instrument.answers import (
    Answer,
    Cards,
    Chosen,
    Number,
    Rows,
    Ticks,
    Unknown,
)
from rondkomen.dialogue.core.instrument.conditions import asked_about
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    MatrixShape,
    Output,
    OutputKind,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
)
from rondkomen.dialogue.core.outcome.outputs import outcomes
from rondkomen.dialogue.core.results.agreement import Spread, spread
from rondkomen.dialogue.core.results.showing import may_be_shown, shown_groups

Answers = Mapping[str, Answer]
SPECTRUM_POINTS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Given:
    """What one participant, or the group as one, answered.

    `again` is the same for the same person in another wave, and empty when nobody can tell;
    `after_results` has the questions they answered after they saw the results; `is_group` is said
    of what was filled in together. `remarks` has what was written below a question.
    """

    domain: str
    first: Answers
    revisited: Answers = field(default_factory=dict)
    consents: bool = False
    again: str = ""
    after_results: frozenset[str] = frozenset()
    is_group: bool = False
    remarks: Mapping[str, str] = field(default_factory=dict)

    def latest(self, question: str) -> Answer | None:
        """The answer that counts now: the revisited one when there is one."""
        return self.revisited.get(question, self.first.get(question))

    def answers(self) -> dict[str, Answer]:
        """Every answer as it counts now."""
        return {**self.first, **self.revisited}


@dataclass(frozen=True, slots=True)
class Difference:
    """The two groups whose medians lie furthest apart. Units: points of the scale."""

    lower: str
    higher: str
    points: float


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """One scale question of a group.

    `groups` holds the domains that may be shown apart; `rest` the others as one, None when there
    are none or when no group is shown. `hidden` names the domains that are not shown apart;
    `after_results` counts answers given after their writer saw the results; `is_shown` is False
    when too few answered to show anything of it.
    """

    question: Question
    everybody: Spread
    groups: Mapping[str, Spread]
    rest: Spread | None
    hidden: tuple[str, ...]
    difference: Difference | None
    after_results: int = 0
    is_shown: bool = True

    @property
    def unknown_share(self) -> float:
        """Don't know as a share of all who gave a number or don't know; 0 when nobody did."""
        total = self.everybody.answered + self.everybody.unknown
        return self.everybody.unknown / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each option, or each box of a matrix, was chosen. Units: persons.

    Shape: by option code, or by "row/column".
    """

    counts: Mapping[str, int]
    answered: int


@dataclass(frozen=True, slots=True)
class PromptCount:
    """A question back, and for how many of those who answered what it is about it holds."""

    output: Output
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Prompts:
    """The questions back for a group. `too_few` were about what too few answered, hold they or not."""

    told: tuple[PromptCount, ...] = ()
    too_few: int = 0


@dataclass(frozen=True, slots=True)
class NumberResult:
    """Plain numbers of a group."""

    answered: int
    middle: float
    lowest: float
    highest: float


def scale_result(question: Question, given: Sequence[Given], *, least: int) -> ScaleResult:
    """The spread of a question on a scale or spectrum, for everybody and for the domains that may be shown.

    Policy: a domain is shown apart from `least` answers on, or when all in it consent; no hidden
    domain can be told by subtraction. Differences are between medians of shown domains.
    """
    answered = [(one, one.latest(question.code)) for one in given]
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for one, answer in answered:
        if answer is not None:
            found[one.domain].append(answer)
    answerers = [one for one, answer in answered if answer is not None]
    shown = shown_groups(((one.domain, one.consents) for one in answerers), least=least)
    rest = [answer for code, held in found.items() if code not in shown for answer in held]
    groups = {code: scale_spread(question, found[code]) for code in sorted(shown)}
    return ScaleResult(
        question=question,
        everybody=scale_spread(question, [answer for _, answer in answered]),
        groups=groups,
        rest=scale_spread(question, rest) if rest and groups else None,
        hidden=tuple(sorted(set(found) - shown)),
        difference=_difference(groups),
        after_results=sum(question.code in one.after_results for one in given),
        is_shown=may_be_shown(answerers, least=least),
    )


def scale_results(
    instrument: Instrument, given: Sequence[Given], *, least: int
) -> tuple[ScaleResult, ...]:
    """The result of every scale question, in the order of the instrument.

    Policy: see `scale_result`.
    """
    return tuple(
        scale_result(question, given, least=least)
        for question in instrument.questions()
        if isinstance(question.shape, ScaleShape)
    )


def scale_spread(question: Question, answers: Iterable[Answer | None]) -> Spread:
    """The spread of answers over the points of a question on a scale or a spectrum.

    Policy: see `agreement.spread`.
    """
    return spread(answers, points_of(question))


def points_of(question: Question) -> tuple[int, ...]:
    """The points answers to this question are counted at, lowest first; a spectrum in quarters.

    Policy: a place on a spectrum counts at the point nearest to it.
    """
    if isinstance(question.shape, ScaleShape):
        return tuple(sorted(point.value for point in question.shape.points))
    return SPECTRUM_POINTS if isinstance(question.shape, SpectrumShape) else ()


def option_counts(question: Question, given: Iterable[Given]) -> Counted:
    """How many chose each option or box, each by itself and never as a combination.

    Policy: an option nobody chose is counted as 0.
    """
    held = [answer for one in given if (answer := one.latest(question.code)) is not None]
    counts: Counter[str] = Counter(dict.fromkeys(_boxes(question), 0))
    for answer in held:
        counts.update(_chosen(answer))
    return Counted(dict(counts), len(held))


def prompts_of(instrument: Instrument, one: Given) -> tuple[Output, ...]:
    """The questions back for one participant, in the order of the instrument.

    Policy: a contradiction is asked about, never corrected.
    """
    found = outcomes(instrument, completed(instrument, one.answers()))
    return tuple(each.output for each in found if each.output.kind is OutputKind.PROMPT)


def prompt_counts(instrument: Instrument, given: Sequence[Given], *, least: int) -> Prompts:
    """For how many participants each question back holds, those that hold for nobody left out.

    Policy: counted, without saying for whom, of those who answered all it is about; when those are
    fewer than `least` it is not told whether it holds at all. The group as one is nobody to hide among.
    """
    held = [(one, {output.code for output in prompts_of(instrument, one)}) for one in given]
    told, too_few = [], 0
    for output in instrument.outputs:
        about = {asked.question for asked in asked_about(output.when)}
        if output.kind is not OutputKind.PROMPT:
            continue
        every = [each for each in held if output.code in each[1] or about <= set(each[0].answers())]
        reached = [each for each in every if not each[0].is_group] or every
        count = sum(output.code in codes for _one, codes in reached)
        if reached and not may_be_shown([one for one, _codes in reached], least=least):
            too_few += 1
        elif count:
            told.append(PromptCount(output, count, len(reached)))
    return Prompts(tuple(told), too_few)


def numbers(question: Question, given: Iterable[Given]) -> NumberResult | None:
    """The middle and ends of a number or a place on a spectrum; None when nobody gave one.

    Policy: don't know is no number.
    """
    found = [
        answer.value
        for one in given
        if isinstance(answer := one.latest(question.code), Number)
    ]  # fmt: skip
    if not found:
        return None
    return NumberResult(len(found), float(median(found)), min(found), max(found))


def column_spreads(
    question: Question, column: str, given: Iterable[Given], *, label: str, points: Sequence[int]
) -> dict[str, Spread]:
    """The spread of one scale column over everybody's rows that bear the same label.

    Policy: rows are the same when their label is, capitals and spaces aside; don't know is counted
    apart.
    """
    names: dict[str, str] = {}
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for one in given:
        answer = one.latest(question.code)
        for row in answer.rows if isinstance(answer, Rows) else ():
            name = str(row.get(label, "")).strip()
            if name and column in row:
                key = " ".join(name.casefold().split())
                names.setdefault(key, name)
                value = row[column]
                found[key].append(Number(value) if isinstance(value, int | float) else Unknown())
    return {names[key]: spread(answers, points) for key, answers in found.items()}


def gathered(question: Question, given: Iterable[Given]) -> Rows | Cards | None:
    """Everybody's rows of a table, or cards of a canvas, laid together; None when there are none.

    Policy: without saying whose they are.
    """
    answers = [one.latest(question.code) for one in given]
    rows = [row for answer in answers if isinstance(answer, Rows) for row in answer.rows]
    if rows:
        return Rows(tuple(rows))
    areas: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for answer in answers:
        for area, cards in answer.areas.items() if isinstance(answer, Cards) else ():
            areas[area] += cards
    return Cards(dict(areas)) if areas else None


def _difference(groups: Mapping[str, Spread]) -> Difference | None:
    middles = [(found.middle, code) for code, found in groups.items() if found.middle is not None]
    if len(middles) < 2:
        return None
    (low, lower), (high, higher) = min(middles), max(middles)
    return Difference(lower, higher, high - low)


def _boxes(question: Question) -> Iterator[str]:
    match question.shape:
        case ChoiceShape(options=options) | RankingShape(options=options):
            yield from (option.code for option in options)
        case MatrixShape(words=False) as shape:
            yield from (f"{row.code}/{column.code}" for row in shape.rows for column in shape.columns)  # fmt: skip


def _chosen(answer: Answer) -> Iterator[str]:
    match answer:
        case Chosen(options):
            yield from options
        case Ticks(rows):
            yield from (f"{row}/{column}" for row, columns in rows.items() for column in columns)


def remarks(question: Question, given: Iterable[Given], *, least: int) -> list[str]:
    """What was written below this question, in the order of the alphabet, without saying by whom.

    Policy: as with answers, from `least` writers on or when all of them consent to their name.
    """
    wrote = [one for one in given if one.remarks.get(question.code)]
    if not may_be_shown(wrote, least=least):
        return []
    return sorted(one.remarks[question.code] for one in wrote)
