"""How people moved: within a conversation, and from one wave to the next. Counts, no tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rondkomen.dialogue.core.instrument.answers import Answer, Number, Unknown
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.results.agreement import Spread
from rondkomen.dialogue.core.results.group import Given, scale_spread
from rondkomen.dialogue.core.results.showing import Members, shown_groups


@dataclass(frozen=True, slots=True)
class Movement:
    """Where the same people went between two moments. Units: persons.

    Numbers are compared with numbers only; don't know has its own counts. `once` answered at one
    of the two moments alone.
    """

    up: int = 0
    same: int = 0
    down: int = 0
    to_unknown: int = 0
    from_unknown: int = 0
    still_unknown: int = 0
    once: int = 0


@dataclass(frozen=True, slots=True)
class WaveComparison:
    """Two waves of one question, the same people told apart from the others.

    `same` is None when the people who came back, or those who did not, are too few to be shown
    apart; `others_before` and `others_after` are None when there are none or too few.
    """

    before: Spread
    after: Spread
    same: Movement | None
    others_before: Spread | None
    others_after: Spread | None


def revisited_questions(instrument: Instrument) -> tuple[Question, ...]:
    """The questions that a later step offers again.

    Policy: both the first and the later answer are kept.
    """
    return tuple(instrument.revisited())


def movement(question: Question, given: Iterable[Given]) -> Movement:
    """Where people went between their first answer and the one after going deeper.

    Policy: who did not answer again has not moved and counts as once, not as the same.
    """
    code = question.code
    return _moved((one.first.get(code), one.revisited.get(code)) for one in given)


def compare_waves(
    question: Question, before: Sequence[Given], after: Sequence[Given], *, least: int
) -> WaveComparison:
    """A question in two waves: the same people's movement, and the others of each wave apart.

    Policy: counts of up, same and down, no test of significance: participants are no sample. People
    who came back and people who did not are told apart only when both are shown without telling on
    anybody, in both waves.
    """
    code = question.code
    earlier = {one.again: one for one in before if one.again and one.latest(code) is not None}
    later = {one.again: one for one in after if one.again and one.latest(code) is not None}
    back = earlier.keys() & later.keys()
    told = all(_may_be_told_apart(code, wave, back, least) for wave in (before, after))
    return WaveComparison(
        before=scale_spread(question, [one.latest(code) for one in before]),
        after=scale_spread(question, [one.latest(code) for one in after]),
        same=_moved((earlier[key].latest(code), later[key].latest(code)) for key in sorted(back))
        if told and back
        else None,
        others_before=_others(question, before, back) if told else None,
        others_after=_others(question, after, back) if told else None,
    )


def _moved(pairs: Iterable[tuple[Answer | None, Answer | None]]) -> Movement:
    counts = Counter(kind for first, second in pairs if (kind := _move(first, second)))
    return Movement(**counts)


def _move(first: Answer | None, second: Answer | None) -> str:
    match first, second:
        case Number(before), Number(after):
            return "same" if before == after else "up" if after > before else "down"
        case Number(), Unknown():
            return "to_unknown"
        case Unknown(), Number():
            return "from_unknown"
        case Unknown(), Unknown():
            return "still_unknown"
        case None, None:
            return ""
        case _:
            return "once"


def _may_be_told_apart(code: str, wave: Sequence[Given], back: Iterable[str], least: int) -> bool:
    """Whether those who came back and the others of this wave are both shown, or all came back."""
    counts: Counter[str] = Counter()
    consenting: Counter[str] = Counter()
    for one in wave:
        if one.latest(code) is not None:
            group = "same" if one.again in back else "other"
            counts[group] += 1
            consenting[group] += one.consents
    members = {group: Members(count, consenting[group]) for group, count in counts.items()}
    return shown_groups(members, least=least) == set(members)


def _others(question: Question, wave: Sequence[Given], back: Iterable[str]) -> Spread | None:
    found = [one.latest(question.code) for one in wave if one.again not in back]
    held = [answer for answer in found if answer is not None]
    return scale_spread(question, held) if held else None
