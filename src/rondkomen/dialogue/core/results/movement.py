"""How people moved: within a conversation, and from one wave to the next. Counts, no tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rondkomen.dialogue.core.instrument.answers import Answer, Number, Unknown
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.results.agreement import Spread
from rondkomen.dialogue.core.results.group import Given, scale_spread
from rondkomen.dialogue.core.results.showing import may_be_shown, shown_groups


@dataclass(frozen=True, slots=True)
class Movement:
    """Where the same people went between two moments. Units: persons.

    Numbers are compared with numbers only; don't know has its own counts. `once` answered at one
    of the two moments alone. `is_shown` is False, and every count 0, when too few answered twice.
    """

    up: int = 0
    same: int = 0
    down: int = 0
    to_unknown: int = 0
    from_unknown: int = 0
    still_unknown: int = 0
    once: int = 0
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class WaveComparison:
    """Two waves of one question, the same people told apart from the others.

    `before` and `after` are None when too few answered in that wave. `same` is None when the people
    who came back, or those who did not, are too few to be shown apart; `others_before` and
    `others_after` are None when there are none or too few.
    """

    before: Spread | None
    after: Spread | None
    same: Movement | None
    others_before: Spread | None
    others_after: Spread | None


def revisited_questions(instrument: Instrument) -> tuple[Question, ...]:
    """The questions that a later step offers again.

    Policy: both the first and the later answer are kept.
    """
    return tuple(instrument.revisited())


def movement(question: Question, given: Collection[Given], *, least: int) -> Movement | None:
    """Where people went between their first answer and the one after going deeper; None when nobody did.

    Policy: who did not answer again has not moved and counts as once, not as the same. Where fewer
    than `least` answered again, how they moved tells who moved.
    """
    code = question.code
    again = [one for one in given if one.revisited.get(code) is not None]
    if not again:
        return None
    if not may_be_shown(again, least=least):
        return Movement(is_shown=False)
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
        before=_everybody(question, before, least),
        after=_everybody(question, after, least),
        same=_moved((earlier[key].latest(code), later[key].latest(code)) for key in sorted(back))
        if told and back
        else None,
        others_before=_others(question, before, back) if told else None,
        others_after=_others(question, after, back) if told else None,
    )


def _moved(pairs: Iterable[tuple[Answer | None, Answer | None]]) -> Movement:
    counts = Counter(kind for first, second in pairs if (kind := _move(first, second)))
    return Movement(
        up=counts["up"],
        same=counts["same"],
        down=counts["down"],
        to_unknown=counts["to_unknown"],
        from_unknown=counts["from_unknown"],
        still_unknown=counts["still_unknown"],
        once=counts["once"],
    )


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
    answerers = [
        ("same" if one.again in back else "other", one.consents)
        for one in wave
        if one.latest(code) is not None
    ]
    return shown_groups(answerers, least=least) == {group for group, _ in answerers}


def _everybody(question: Question, wave: Sequence[Given], least: int) -> Spread | None:
    answerers = [one for one in wave if one.latest(question.code) is not None]
    if not may_be_shown(answerers, least=least):
        return None
    return scale_spread(question, [one.latest(question.code) for one in answerers])


def _others(question: Question, wave: Sequence[Given], back: Iterable[str]) -> Spread | None:
    found = [one.latest(question.code) for one in wave if one.again not in back]
    held = [answer for answer in found if answer is not None]
    return scale_spread(question, held) if held else None
