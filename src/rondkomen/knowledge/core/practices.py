"""Examples from elsewhere: where, when, and what was learned. An example is no proof that it works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from rondkomen.kernel.dutch.names import fold
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


class Keeping(StrEnum):
    """Whose text it is: as it came with this version, or kept up to date by a municipality.

    A claimed one came with this version and is now kept by the municipality it is about; an own one
    was added by it.
    """

    SHIPPED = "shipped"
    CLAIMED = "claimed"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Outdated:
    """That an example no longer holds, and why; said by somebody of the municipality that reads it."""

    reason: str
    on: date
    author: UUID | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """One example. `year` is when it ran or began, None when nobody noted it.

    `described_in` and `described` say which publication told it, and when that came out. `checked_on`
    is when somebody last looked at the link, None while nobody did. `revision` counts the writes of
    the municipality that keeps it.
    """

    key: str
    name: str
    kind: PracticeKind
    themes: tuple[str, ...]
    lesson: Mapping[str, str]
    described_in: str = ""
    described: int | None = None
    goals: tuple[Goal, ...] = ()
    municipalities: tuple[str, ...] = ()
    year: int | None = None
    address: str = ""
    link: LinkStatus = LinkStatus.UNKNOWN
    checked_on: date | None = None
    keeping: Keeping = Keeping.SHIPPED
    kept_on: date | None = None
    revision: int = 0
    outdated: Outdated | None = None

    @property
    def year_said(self) -> str:
        """The year, or that it is not known."""
        return str(self.year) if self.year is not None else "jaar onbekend"

    @property
    def place_said(self) -> str:
        """The municipalities, or that none is named."""
        return ", ".join(self.municipalities) or "geen gemeente genoemd"

    def lesson_in(self, language: str) -> str:
        """The lesson in this language; in Dutch where it was not translated."""
        return self.lesson.get(language.partition("-")[0]) or self.lesson["nl"]


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is empty is not asked. `words` must all be there, in any order."""

    theme: str = ""
    goal: Goal | None = None
    municipality: str = ""
    year: int | None = None
    words: str = ""


def find(practices: Iterable[Practice], wanted: Wanted) -> tuple[Practice, ...]:
    """The practices that fit all that is asked, those mainly about the theme first.

    Policy: an example about fewer themes is more about each; then the newest year, unknown last; at
    the end what is outdated. A page that is gone is no reason to leave an example out.
    """
    found = [practice for practice in practices if _fits(practice, wanted)]
    return tuple(sorted(found, key=_place))


def by_theme(practices: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
    """Per theme the examples in one line each, as a script can print them.

    Policy: what is marked as outdated is not offered; for the order see `find`.
    """
    offered = [practice for practice in practices if practice.outdated is None]
    return {
        theme: tuple(
            f"{each.name} ({each.place_said}, {each.year_said})"
            for each in find(offered, Wanted(theme))
        )
        for theme in THEMES
    }


def same_municipality(one: str, other: str) -> bool:
    """Whether two names are of one municipality, as `Gemeente Assen` and `assen`.

    Policy: a province, a region or another body of the same name is not that municipality.
    """
    return _plain_name(one) == _plain_name(other)


_FORMAL = {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}


def _plain_name(text: str) -> str:
    letters = "".join(sign for sign in fold(text).removeprefix("gemeente ") if sign.isalnum())
    return _FORMAL.get(letters, letters)


def _place(practice: Practice) -> tuple[bool, int, int]:
    return (practice.outdated is not None, len(practice.themes), -(practice.year or 0))


def _fits(practice: Practice, wanted: Wanted) -> bool:
    return (
        (not wanted.theme or wanted.theme in practice.themes)
        and (wanted.goal is None or wanted.goal in practice.goals)
        and (wanted.year is None or wanted.year == practice.year)
        and (
            not wanted.municipality.strip()
            or any(same_municipality(wanted.municipality, name) for name in practice.municipalities)
        )
        and all(word in _said(practice) for word in fold(wanted.words).split())
    )


def _said(practice: Practice) -> str:
    return fold(" ".join((practice.name, *practice.lesson.values(), *practice.municipalities)))


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
