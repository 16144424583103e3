"""The picture of one theme: the dots of everybody on a line, per group where that may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rondkomen.dialogue.core.instrument.answers import Number, Unknown
from rondkomen.dialogue.core.instrument.definition import Question
from rondkomen.dialogue.core.results.agreement import Spread, nearest
from rondkomen.dialogue.core.results.group import (
    Given,
    ScaleResult,
    points_of,
    scale_result,
)
from rondkomen.dialogue.core.results.showing import may_be_named

REST = " "
"""The groups that may not stand apart, taken as one. No domain is called so: their names are trimmed."""


@dataclass(frozen=True, slots=True)
class Person:
    """One participant with what they gave. `initials` is empty without consent."""

    given: Given
    initials: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer on the line. `is_after` marks one given after its writer, who is named, saw the results."""

    initials: str
    is_own: bool = False
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group on its line. Shape: `dots` by point, lowest first; `unknown` a stack of its own."""

    code: str
    dots: tuple[tuple[Dot, ...], ...]
    unknown: tuple[Dot, ...]
    spread: Spread


@dataclass(frozen=True, slots=True)
class Picture:
    """All groups of one theme as lines of dots, and the result they show."""

    points: tuple[int, ...]
    groups: tuple[Group, ...]
    result: ScaleResult
    is_shown: bool


def picture(question: Question, people: Iterable[Person], *, least: int) -> Picture:
    """The picture of these people's answers to one question.

    Policy: fewer than `least` answers are shown only with the consent of all; a group apart only
    when `scale_result` shows it; initials only where nobody or at least `least` stay unnamed; don't
    know is a stack of its own and in no number.
    """
    answered = [one for one in people if one.given.latest(question.code) is not None]
    given = [one.given for one in answered]
    result = scale_result(question, given, least=least)
    lines: dict[str, list[Person]] = defaultdict(list)
    for one in answered:
        lines[one.given.domain if one.given.domain in result.groups else REST].append(one)
    spreads = {**result.groups, REST: result.rest or result.everybody}
    groups = (
        tuple(
            _group(question, (code, spreads[code]), _named(group, least))
            for code, group in lines.items()
        )
        if result.is_shown
        else ()
    )
    return Picture(points_of(question), groups, result, result.is_shown)


def _named(group: Sequence[Person], least: int) -> list[Person]:
    """The group with initials, or without: named dots would tell on the few that stay unnamed."""
    if may_be_named([one.given for one in group], least=least):
        return list(group)
    return [replace(one, initials="") for one in group]


def _group(question: Question, line: tuple[str, Spread], group: Sequence[Person]) -> Group:
    points = points_of(question)
    dots: Mapping[int, list[Dot]] = {point: [] for point in points}
    unknown: list[Dot] = []
    for one in sorted(group, key=lambda one: one.initials):
        initials = one.initials if one.given.consents else ""
        is_after = bool(initials) and question.code in one.given.after_results
        dot = Dot(initials, one.is_own, is_after)
        answer = one.given.latest(question.code)
        if isinstance(answer, Number):
            dots[nearest(points, answer.value)].append(dot)
        elif isinstance(answer, Unknown):
            unknown.append(dot)
    code, spread = line
    return Group(code, tuple(tuple(dots[point]) for point in points), tuple(unknown), spread)
