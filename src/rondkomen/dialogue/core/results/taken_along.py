"""What of a session may go along in a file: question by question, what the screens show of it.

Nothing in the file ties the answers of one person together: whoever knows one answer of somebody
would find all the others, and a domain or a name at one question would be known at every other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from rondkomen.dialogue.core.results.showing import may_be_named, may_be_shown, shown_groups


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who answered, as far as it matters for what may be shown."""

    domain: str
    consents: bool


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along of one question.

    Shape: `domains` may stand with the answers given from them, `named` holds who may be named;
    `first` says whether the answers people gave first go along.
    """

    domains: frozenset[str]
    named: frozenset[UUID]
    first: bool


def along(
    answerers: Mapping[UUID, Somebody], *, again: Collection[UUID], least: int
) -> Along | None:
    """What of this question may go along; None when too few answered it.

    Shape: `again` answered it a second time.
    Policy: as on every screen; how people moved goes along where enough answered again.
    """
    if not may_be_shown(answerers.values(), least=least):
        return None
    domains = shown_groups(((one.domain, one.consents) for one in answerers.values()), least=least)
    lines: dict[str, dict[UUID, Somebody]] = {}
    for who, one in answerers.items():
        lines.setdefault(one.domain if one.domain in domains else "", {})[who] = one
    return Along(
        domains,
        frozenset(
            who
            for line in lines.values()
            if may_be_named(line.values(), least=least)
            for who, one in line.items()
            if one.consents
        ),
        first=may_be_shown([answerers[who] for who in again], least=least),
    )
