"""Practices in the words of the page."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rondkomen.dialogue.content import instruments
from rondkomen.knowledge.core.practices import (
    THEMES,
    Goal,
    Keeping,
    LinkStatus,
    Practice,
    PracticeKind,
)
from rondkomen.web.ui import formats
from rondkomen.web.ui.components import Badge, Text
from rondkomen.web.ui.questions.drawing import say

KINDS: dict[PracticeKind, Text] = {
    PracticeKind.PROJECT: gettext_lazy("project"),
    PracticeKind.POLICY: gettext_lazy("beleid"),
    PracticeKind.METHOD: gettext_lazy("werkwijze"),
    PracticeKind.INSTRUMENT: gettext_lazy("instrument in gebruik"),
    PracticeKind.LESSON: gettext_lazy("les, ook van een tegenslag"),
    PracticeKind.CASE: gettext_lazy("casus"),
    PracticeKind.MENTION: gettext_lazy("vermelding"),
}
GOALS: dict[Goal, Text] = {
    Goal.IDENTIFY: gettext_lazy("mensen vinden"),
    Goal.REACH: gettext_lazy("mensen bereiken"),
    Goal.SUPPORT: gettext_lazy("mensen ondersteunen"),
}
LINKS: dict[LinkStatus, Text] = {
    LinkStatus.UNKNOWN: gettext_lazy("niet nagekeken"),
    LinkStatus.WORKS: gettext_lazy("werkt"),
    LinkStatus.GONE: gettext_lazy("bestaat niet meer"),
}
_SOURCE = "gesprekstool"


@dataclass(frozen=True)
class Told:
    """One practice, ready for the template. `address` is empty where there is nothing to follow."""

    practice: Practice
    place: str
    year: str
    kind: Text
    themes: str
    goals: str
    lesson: str
    lesson_language: str
    source: str
    address: str
    link: str
    badges: tuple[Badge, ...]


def theme_names() -> dict[str, str]:
    """The themes as the dialogue tool names them, by their letter."""
    sections = {one.code: one for one in instruments()[_SOURCE].sections()}
    return {letter: say(sections[f"thema-{letter.lower()}"].title) for letter in THEMES}


def told(practice: Practice, *, gemeente: str) -> Told:
    """The practice in the language of the page; what a municipality wrote stays as it wrote it."""
    language = get_language() or "nl"
    is_translated = language in practice.lesson
    return Told(
        practice=practice,
        place=", ".join(practice.municipalities) or _("geen gemeente genoemd"),
        year=str(practice.year) if practice.year else _("jaar onbekend"),
        kind=KINDS[practice.kind],
        themes=", ".join(practice.themes),
        goals=", ".join(str(GOALS[goal]) for goal in practice.goals),
        lesson=practice.lesson_in(language),
        lesson_language="" if is_translated else "nl",
        source=_source(practice),
        address=practice.address if practice.link is not LinkStatus.GONE else "",
        link=_link(practice),
        badges=tuple(_badges(practice, gemeente)),
    )


def _source(practice: Practice) -> str:
    if practice.described:
        return f"{practice.described_in} ({practice.described})"
    return practice.described_in


def _link(practice: Practice) -> str:
    if not practice.address:
        return _("geen link bekend")
    if practice.link is LinkStatus.UNKNOWN or practice.checked_on is None:
        return _("link niet nagekeken")
    day = {"day": formats.day(practice.checked_on)}
    if practice.link is LinkStatus.WORKS:
        return _("link werkte op %(day)s") % day
    return _("link bestond niet meer op %(day)s") % day


def _badges(practice: Practice, gemeente: str) -> list[Badge]:
    found = []
    if practice.outdated:
        found.append(Badge("warning", _("verouderd")))
    if practice.keeping is Keeping.OWN:
        found.append(Badge("info", _("eigen voorbeeld")))
    if practice.keeping is Keeping.CLAIMED:
        found.append(Badge("info", _("bijgehouden door %(gemeente)s") % {"gemeente": gemeente}))
    return found
