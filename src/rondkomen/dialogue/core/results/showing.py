"""What may be shown, so that nobody's answer can be told from it. Everything that shows asks here.

Always of who answered the very thing that is shown: a domain of three of whom one answered is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol


class Answerer(Protocol):
    """Somebody who answered, and whether they consent to being named."""

    @property
    def consents(self) -> bool:
        """Whether their name may stand with what they answered."""


def may_be_shown(answerers: Collection[Answerer], *, least: int) -> bool:
    """Whether so many answered that what they say may be shown, or all of them consent.

    Policy: fewer than `least` answers tell on those who gave them.
    """
    return bool(answerers) and _of(one.consents for one in answerers).may_stand_alone(least)


def shown_groups(answerers: Iterable[tuple[str, bool]], *, least: int) -> frozenset[str]:
    """The groups that may be shown apart; the others are shown as one, or not at all.

    Shape: of everybody who answered their group, and whether they consent.
    Policy: a group smaller than `least` is shown only with the consent of all in it, and no hidden
    group may follow by subtraction: what stays hidden holds at least two groups and `least` people,
    and until it does the smallest shown group is hidden with it.
    """
    consents: dict[str, list[bool]] = {}
    for group, consent in answerers:
        consents.setdefault(group, []).append(consent)
    filled = {group: _of(held) for group, held in consents.items()}
    shown = {code for code, members in filled.items() if members.may_stand_alone(least)}
    hidden = set(filled) - shown
    while hidden and shown and not _is_safe(hidden, filled, least):
        smallest = min(shown, key=lambda code: (filled[code].count, code))
        shown.discard(smallest)
        hidden.add(smallest)
    return frozenset(shown)


def may_be_named(answerers: Iterable[Answerer], *, least: int) -> bool:
    """Whether those who consent may be named among these people, who are shown as one line.

    Policy: with a name at all but a few, the few are told by it: nobody or at least `least` stay
    unnamed.
    """
    unnamed = sum(not one.consents for one in answerers)
    return not unnamed or unnamed >= least


@dataclass(frozen=True, slots=True)
class _Members:
    """How many of a group answered, and how many of those consent to being named."""

    count: int
    consenting: int

    def may_stand_alone(self, least: int) -> bool:
        return self.count >= least or self.count == self.consenting


def _of(consents: Iterable[bool]) -> _Members:
    held = list(consents)
    return _Members(len(held), sum(held))


def _is_safe(hidden: set[str], groups: dict[str, _Members], least: int) -> bool:
    return len(hidden) > 1 and sum(groups[code].count for code in hidden) >= least
