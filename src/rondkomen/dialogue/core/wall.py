"""The picture of one theme: the dots of everybody on a line, per group where that may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rondkomen.dialogue.core.agreement import Spread, spread
from rondkomen.dialogue.core.answers import Answer, Number, Unknown
from rondkomen.dialogue.core.showing import Members, shown_groups

REST = "rest"
"""The groups that may not stand apart, taken as one."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The answer of one participant. `initials` is empty without consent."""

    group: str
    answer: Answer
    initials: str = ""
    consents: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer on the line."""

    initials: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group on its line. Shape: `dots` by point, lowest first; `unknown` a stack of its own."""

    code: str
    dots: tuple[tuple[Dot, ...], ...]
    unknown: tuple[Dot, ...]
    spread: Spread


@dataclass(frozen=True, slots=True)
class Widest:
    """The two groups whose middles lie furthest apart, the lower one first."""

    low: str
    low_middle: float
    high: str
    high_middle: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All groups of one theme, and everybody together."""

    points: tuple[int, ...]
    groups: tuple[Group, ...]
    together: Spread
    widest: Widest | None
    is_shown: bool


def picture(given: Iterable[GivenAnswer], points: Sequence[int], *, least: int) -> Picture:
    """The picture of these answers.

    Policy: fewer than `least` answers are shown only with the consent of all; a group apart only
    when `shown_groups` lets it; initials only where nobody or at least `least` stay unnamed; don't
    know is a stack of its own and in no number.
    """
    everybody = list(given)
    by_group: dict[str, list[GivenAnswer]] = defaultdict(list)
    for one in everybody:
        by_group[one.group].append(one)
    members = {code: _members(group) for code, group in by_group.items()}
    shown = shown_groups(members, least=least)
    lines: dict[str, list[GivenAnswer]] = defaultdict(list)
    for code, group in by_group.items():
        lines[code if code in shown else REST] += group
    together = spread((one.answer for one in everybody), points)
    is_shown = _members(everybody).may_stand_alone(least)
    groups = (
        tuple(_group(code, _named(group, least), points) for code, group in lines.items())
        if is_shown
        else ()
    )
    return Picture(tuple(points), groups, together, _widest(groups), is_shown and bool(everybody))


def _members(group: Sequence[GivenAnswer]) -> Members:
    return Members(len(group), sum(one.consents for one in group))


def _named(group: Sequence[GivenAnswer], least: int) -> list[GivenAnswer]:
    """The group with initials, or without: named dots would tell on the few that stay unnamed."""
    unnamed = sum(not one.consents for one in group)
    if not unnamed or unnamed >= least:
        return list(group)
    return [replace(one, initials="") for one in group]


def _group(code: str, group: Sequence[GivenAnswer], points: Sequence[int]) -> Group:
    dots: dict[int, list[Dot]] = {point: [] for point in points}
    unknown: list[Dot] = []
    for one in sorted(group, key=lambda one: one.initials):
        dot = Dot(one.initials if one.consents else "", one.is_own)
        if isinstance(one.answer, Number):
            dots[_nearest(points, one.answer.value)].append(dot)
        elif isinstance(one.answer, Unknown):
            unknown.append(dot)
    return Group(
        code,
        tuple(tuple(dots[point]) for point in points),
        tuple(unknown),
        spread((one.answer for one in group), points),
    )


def _nearest(points: Sequence[int], value: float) -> int:
    return min(points, key=lambda point: abs(point - value))


def _widest(groups: Sequence[Group]) -> Widest | None:
    middles = sorted(
        (group.spread.middle, group.code)
        for group in groups
        if group.spread.middle is not None and group.code != REST
    )
    if len(middles) < 2 or middles[0][0] == middles[-1][0]:
        return None
    (low, low_code), (high, high_code) = middles[0], middles[-1]
    return Widest(low_code, low, high_code, high)
