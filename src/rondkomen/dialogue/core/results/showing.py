"""Which groups may be shown apart, so that nobody's answer can be told from the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Members:
    """How many of a group answered, and how many of those consent to being named."""

    count: int
    consenting: int

    def may_stand_alone(self, least: int) -> bool:
        """Whether the group is large enough, or everybody in it consents."""
        return self.count >= least or self.count == self.consenting


def shown_groups(groups: Mapping[str, Members], *, least: int) -> frozenset[str]:
    """The groups that may be shown apart; the others are shown as one, or not at all.

    Policy: a group smaller than `least` is shown only with the consent of all in it, and no hidden
    group may follow by subtraction: what stays hidden holds at least two groups and `least` people,
    and until it does the smallest shown group is hidden with it.
    """
    filled = {code: members for code, members in groups.items() if members.count}
    shown = {code for code, members in filled.items() if members.may_stand_alone(least)}
    hidden = set(filled) - shown
    while hidden and shown and not _is_safe(hidden, filled, least):
        smallest = min(shown, key=lambda code: (filled[code].count, code))
        shown.discard(smallest)
        hidden.add(smallest)
    return frozenset(shown)


def _is_safe(hidden: set[str], groups: Mapping[str, Members], least: int) -> bool:
    return len(hidden) > 1 and sum(groups[code].count for code in hidden) >= least
