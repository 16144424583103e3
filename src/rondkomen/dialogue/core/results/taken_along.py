"""What of a session may go along in a file, where all answers of one person hang together by a number.

A screen shows one question at a time. In a file somebody's domain or name at one question is known
at every other, so it goes along only where it may stand at each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rondkomen.dialogue.core.results.showing import may_be_named, may_be_shown, shown_groups
from rondkomen.dialogue.core.session.codes import Phase

Place = tuple[str, str]
"""An instrument, and a question of it."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who takes part, as far as it matters for what may be shown."""

    id: UUID
    domain: str
    consents: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody answered a question in a phase, and whether they wrote a remark below it."""

    place: Place
    who: Somebody
    phase: Phase
    has_remark: bool = False


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along.

    Shape: `domains` may stand with who gave them; `named` holds who may be named; `told` the
    questions whose answers go along, `remarked` those whose remarks do, and `moved` those that go
    along in both phases, where elsewhere only the answer that counts does; `withheld` how many
    answered each of the other questions.
    """

    domains: frozenset[str]
    named: frozenset[UUID]
    told: frozenset[Place]
    remarked: frozenset[Place]
    moved: frozenset[Place]
    withheld: Mapping[Place, int]


def along(entries: Iterable[Entry], people: Sequence[Somebody], *, least: int) -> Along:
    """What of these answers may go along in one file.

    Policy: counted over who answered, as on every screen. What fewer than `least` answered stays
    behind; how people moved goes along where enough answered again; a domain where it may stand
    apart at every question somebody of it answered; a name where at each question of that group
    nobody or at least `least` stay unnamed.
    """
    found = list(entries)
    answerers = _by_place(found)
    told = {place: who for place, who in answerers.items() if may_be_shown(who, least=least)}
    again = _by_place(one for one in found if one.phase is Phase.REVISITED)
    wrote = _by_place(one for one in found if one.has_remark)
    domains = _domains(told.values(), least)
    return Along(
        domains=domains,
        named=_named(told.values(), people, domains, least),
        told=frozenset(told),
        remarked=frozenset(_enough(wrote, least) & told.keys()),
        moved=frozenset(_enough(again, least) & told.keys()),
        withheld={place: len(who) for place, who in answerers.items() if place not in told},
    )


def _by_place(entries: Iterable[Entry]) -> dict[Place, list[Somebody]]:
    found: defaultdict[Place, dict[UUID, Somebody]] = defaultdict(dict)
    for one in entries:
        found[one.place][one.who.id] = one.who
    return {place: list(who.values()) for place, who in found.items()}


def _enough(found: Mapping[Place, Sequence[Somebody]], least: int) -> set[Place]:
    return {place for place, who in found.items() if may_be_shown(who, least=least)}


def _domains(told: Iterable[Sequence[Somebody]], least: int) -> frozenset[str]:
    seen: set[str] = set()
    hidden: set[str] = set()
    for who in told:
        groups = {one.domain for one in who}
        seen |= groups
        hidden |= groups - shown_groups(((one.domain, one.consents) for one in who), least=least)
    return frozenset(seen - hidden)


def _named(
    told: Iterable[Sequence[Somebody]],
    people: Iterable[Somebody],
    domains: frozenset[str],
    least: int,
) -> frozenset[UUID]:
    def line(one: Somebody) -> str:
        return one.domain if one.domain in domains else ""

    nameless = {
        group
        for who in told
        for group in {line(one) for one in who}
        if not may_be_named([one for one in who if line(one) == group], least=least)
    }
    return frozenset(one.id for one in people if one.consents and line(one) not in nameless)
