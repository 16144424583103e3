"""The practices a municipality keeps itself: what it writes, what it may claim, and how all are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge.core.practices import (
    THEMES,
    Goal,
    Keeping,
    LinkStatus,
    Outdated,
    Practice,
    PracticeKind,
    same_municipality,
)

LONGEST_NAME = 120
LONGEST_LESSON = 1000
LONGEST_SOURCE = 200
LONGEST_ADDRESS = 500
LONGEST_REASON = 500
EARLIEST_YEAR = 1950


@dataclass(frozen=True, slots=True)
class PracticeText:
    """A practice as a municipality writes it; the municipality itself is not in it."""

    name: str
    lesson: str
    themes: tuple[str, ...]
    kind: PracticeKind = PracticeKind.PROJECT
    goals: tuple[Goal, ...] = ()
    year: int | None = None
    source: str = ""
    address: str = ""
    link: LinkStatus = LinkStatus.UNKNOWN
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A practice that the municipality keeps; `key` is that of the shipped one where it was claimed."""

    key: str
    text: PracticeText
    claimed: bool
    revision: int
    kept_on: date


def checked(text: PracticeText, *, today: date) -> PracticeText:
    """The text with loose spaces gone.

    Raises: Refused with the field that is wrong.
    Policy: whether a page works is said only with the day on which somebody looked at it.
    """
    clean = replace(
        text,
        name=_clean(text.name),
        lesson=_clean(text.lesson),
        source=_clean(text.source),
        address=_clean(text.address),
    )
    for wrong, sentence, where in (*_wrong_texts(clean, today), *_wrong_link(clean, today)):
        if wrong:
            raise Refused(sentence, code="practice", where=where)
    return clean


def as_shipped(practice: Practice) -> PracticeText:
    """The text of a shipped practice, for the municipality that goes on with it."""
    year = f" ({practice.described})" if practice.described else ""
    return PracticeText(
        name=practice.name,
        lesson=practice.lesson["nl"],
        themes=practice.themes,
        kind=practice.kind,
        goals=practice.goals,
        year=practice.year,
        source=f"{practice.described_in}{year}"[:LONGEST_SOURCE],
        address=practice.address,
        link=practice.link,
        checked_on=practice.checked_on,
    )


def may_claim(practice: Practice, gemeente: str) -> bool:
    """Whether this municipality may go on with the text: only one that the example is about.

    Policy: the name of the municipality as it is registered is compared with those in the example.
    """
    return practice.keeping is Keeping.SHIPPED and any(
        same_municipality(gemeente, name) for name in practice.municipalities
    )


def together(
    shipped: Iterable[Practice],
    kept: Iterable[Kept],
    outdated: Mapping[str, Outdated],
    *,
    gemeente: str,
) -> tuple[Practice, ...]:
    """All practices as this municipality sees them, its own last; a claimed one in its own place."""
    shipped = tuple(shipped)
    own = {one.key: one for one in kept}
    found = [_kept(own.pop(one.key), gemeente, one) if one.key in own else one for one in shipped]
    found += [_kept(one, gemeente, None) for one in own.values()]
    return tuple(replace(one, outdated=outdated.get(one.key)) for one in found)


def plain(text: PracticeText) -> dict[str, Any]:
    """The text as plain values, to store."""
    day = text.checked_on.isoformat() if text.checked_on else None
    return {**asdict(text), "checked_on": day}


def from_plain(values: Mapping[str, Any]) -> PracticeText:
    """The text from the plain values it was stored as."""
    day = values["checked_on"]
    return PracticeText(
        **{
            **values,
            "themes": tuple(values["themes"]),
            "kind": PracticeKind(values["kind"]),
            "goals": tuple(Goal(goal) for goal in values["goals"]),
            "link": LinkStatus(values["link"]),
            "checked_on": date.fromisoformat(day) if day else None,
        }
    )


def _kept(one: Kept, gemeente: str, shipped: Practice | None) -> Practice:
    text = one.text
    return Practice(
        key=one.key,
        name=text.name,
        kind=text.kind,
        themes=text.themes,
        lesson={"nl": text.lesson},
        described_in=text.source,
        goals=text.goals,
        municipalities=shipped.municipalities if shipped else (_short(gemeente),),
        year=text.year,
        address=text.address,
        link=text.link,
        checked_on=text.checked_on,
        keeping=Keeping.CLAIMED if one.claimed else Keeping.OWN,
        kept_on=one.kept_on,
        revision=one.revision,
    )


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()


def _short(gemeente: str) -> str:
    return gemeente.removeprefix("Gemeente ").removeprefix("gemeente ")


def _wrong_texts(text: PracticeText, today: date) -> Iterable[tuple[bool, str, str]]:
    unknown = set(text.themes) - set(THEMES)
    year = text.year
    return (
        (not 0 < len(text.name) <= LONGEST_NAME,
         f"Geef een naam van 1 tot en met {LONGEST_NAME} tekens.", "name"),
        (not 0 < len(text.lesson) <= LONGEST_LESSON,
         f"Schrijf de les in 1 tot en met {LONGEST_LESSON} tekens.", "lesson"),
        (bool(unknown) or not text.themes, "Kies ten minste één thema van A tot en met F.", "themes"),
        (len(text.source) > LONGEST_SOURCE,
         f"Houd de bron korter dan {LONGEST_SOURCE} tekens.", "source"),
        (year is not None and not EARLIEST_YEAR <= year <= today.year + 1,
         f"Geef een jaar van {EARLIEST_YEAR} tot en met {today.year + 1}, of laat het leeg.", "year"),
    )  # fmt: skip


def _wrong_link(text: PracticeText, today: date) -> Iterable[tuple[bool, str, str]]:
    said = text.link is not LinkStatus.UNKNOWN
    return (
        (bool(text.address) and not _is_address(text.address),
         "Geef een adres dat begint met https:// of http://, zonder naam of wachtwoord erin.", "address"),
        (said and not text.address, "Geef het adres van de pagina die u bekeken heeft.", "address"),
        (said != (text.checked_on is not None),
         "Zeg wanneer u de pagina bekeek, en of zij werkt; weet u het niet, laat dan beide leeg.", "checked_on"),
        (text.checked_on is not None and text.checked_on > today,
         "De dag waarop u keek ligt in de toekomst.", "checked_on"),
    )  # fmt: skip


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS or any(sign.isspace() for sign in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and "@" not in parts.netloc
