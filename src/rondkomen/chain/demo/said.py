"""What somebody says in the demo's conversations: from one line of signs to the forms services take.

Points stand as `4 ? 3 - 2 5`, one for each statement; ticks as `12 3 -`, one group for each question
with a digit for each option. `?` is don't know, `/` is not applicable, `-` was left open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rondkomen.dialogue.core.filling_in.answering import NOT_APPLICABLE, UNKNOWN
from rondkomen.dialogue.core.session.codes import Phase

THEMES = tuple("ABCDEF")
QUESTIONS = tuple(f"Q{number}" for number in range(1, 15))
_LEFT_OPEN = "-"
_POINTS: dict[str, Any] = {
    "?": UNKNOWN,
    "/": NOT_APPLICABLE,
    **{str(point): point for point in range(1, 6)},
}


@dataclass(frozen=True)
class Said:
    """One answer in its raw form, with the remark below it."""

    question: str
    raw: Any
    phase: Phase = Phase.FIRST
    comment: str = ""


def said(lines: Mapping[str, str], own_words: Mapping[str, str]) -> Iterator[Said]:
    """Everything one person said, in the order of asking."""
    yield from points(THEMES, lines["balance"])
    if "remark" in lines:
        yield Said("opvallend", lines["remark"])
    for question, signs in zip(QUESTIONS, lines.get("deeper", "").split(), strict=False):
        if signs != _LEFT_OPEN:
            chosen = [f"{question}.{sign}" for sign in signs]
            words = {code: own_words[code] for code in chosen if code in own_words}
            comment = lines.get(f"at {question}", "")
            yield Said(question, {"chosen": chosen, "namely": words}, comment=comment)
    yield from points(THEMES, lines.get("revisited", ""), Phase.REVISITED)


def points(statements: Iterable[str], signs: str, phase: Phase = Phase.FIRST) -> Iterator[Said]:
    """The points of a line of signs; an empty line says nothing."""
    for statement, sign in zip(statements, signs.split(), strict=False):
        if sign != _LEFT_OPEN:
            yield Said(statement, _POINTS[sign], phase)
