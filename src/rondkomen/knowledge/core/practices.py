"""Examples from elsewhere: where, when, and what was learned. An example is no proof that it works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rondkomen.kernel.refusal import Refused

THEMES = ("A", "B", "C", "D", "E", "F")
_TEXTS = ("nl", "en")


class PracticeKind(StrEnum):
    """What sort of example it is. A lesson may be a setback; a mention is told in one line."""

    PROJECT = "project"
    POLICY = "policy"
    METHOD = "method"
    INSTRUMENT = "instrument"
    LESSON = "lesson"
    CASE = "case"
    MENTION = "mention"


class Goal(StrEnum):
    """What it helps with: finding people, reaching them, supporting them."""

    IDENTIFY = "identify"
    REACH = "reach"
    SUPPORT = "support"


class LinkStatus(StrEnum):
    """Whether its page was seen to work; unknown until somebody looked."""

    UNKNOWN = "unknown"
    WORKS = "works"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Practice:
    """One example. `year` is when it ran or began, None when nobody noted it.

    `described_in` and `described` say which publication told it, and when that came out.
    """

    key: str
    name: str
    kind: PracticeKind
    themes: tuple[str, ...]
    lesson: Mapping[str, str]
    described_in: str
    described: int
    goals: tuple[Goal, ...] = ()
    municipalities: tuple[str, ...] = ()
    year: int | None = None
    link: LinkStatus = LinkStatus.UNKNOWN

    @property
    def year_said(self) -> str:
        """The year, or that it is not known."""
        return str(self.year) if self.year is not None else "jaar onbekend"

    @property
    def place_said(self) -> str:
        """The municipalities, or that none is named."""
        return ", ".join(self.municipalities) or "geen gemeente genoemd"


def read(data: Mapping[str, Any]) -> tuple[Practice, ...]:
    """The practices these values describe, in their order.

    Raises: Refused with the key of the practice that is wrong.
    Policy: facts with their source; the texts are our own.
    """
    found = tuple(_practice(block, data["sources"]) for block in data["practices"])
    keys = [practice.key for practice in found]
    for key in keys:
        if keys.count(key) > 1:
            raise Refused("Deze sleutel staat er twee keer.", code="practice", where=key)
    return found


def find(
    practices: Iterable[Practice],
    *,
    theme: str = "",
    goal: Goal | None = None,
    municipality: str = "",
) -> tuple[Practice, ...]:
    """The practices that fit all that is asked, those mainly about the theme first.

    Policy: an example about fewer themes is more about each; then the newest year, unknown last.
    A page that is gone is no reason to leave an example out.
    """
    wanted = municipality.strip().casefold()
    found = [
        practice
        for practice in practices
        if (not theme or theme in practice.themes)
        and (goal is None or goal in practice.goals)
        and (not wanted or wanted in {name.casefold() for name in practice.municipalities})
    ]
    return tuple(sorted(found, key=lambda each: (len(each.themes), -(each.year or 0))))


def by_theme(practices: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
    """Per theme the examples in one line each, as a script can print them.

    Policy: see `find`.
    """
    held = tuple(practices)
    return {
        theme: tuple(
            f"{each.name} ({each.place_said}, {each.year_said})" for each in find(held, theme=theme)
        )
        for theme in THEMES
    }


def _practice(block: Mapping[str, Any], sources: Mapping[str, Any]) -> Practice:
    key = str(block.get("key", ""))
    try:
        source = sources[block["source"]]
        lesson = {language: block["lesson"][language] for language in _TEXTS}
        practice = Practice(
            key=key,
            name=block["name"],
            kind=PracticeKind(block["kind"]),
            themes=tuple(block["themes"]),
            lesson=lesson,
            described_in=source["title"],
            described=source["year"],
            goals=tuple(Goal(goal) for goal in block.get("goals", ())),
            municipalities=tuple(block["municipalities"]),
            year=block.get("year"),
            link=LinkStatus(block.get("link", LinkStatus.UNKNOWN)),
        )
    except (KeyError, ValueError) as fault:
        raise Refused(
            f"Dit voorbeeld is niet te lezen: {fault}. Vul het aan.", code="practice", where=key
        ) from fault
    unknown = set(practice.themes) - set(THEMES)
    if unknown or not practice.themes:
        raise Refused("Kies thema's van A tot en met F.", code="practice", where=key)
    return practice
