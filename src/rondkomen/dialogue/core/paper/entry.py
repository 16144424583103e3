"""Typing in a worksheet: a code as somebody types it, what stands at each code, and the cell it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    ChoiceShape,
    Instrument,
    MatrixShape,
    Question,
    RankingShape,
    ScaleShape,
    TableShape,
)
from rondkomen.dialogue.core.paper.fields import AGAIN, COMMENT, NAMELY, Parts, cell_value, fields
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.kernel.refusal import Refused

TICK = "x"
Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of a worksheet. `code` is as printed, `place` is what stands behind the question."""

    question: Question
    phase: Phase
    code: str
    place: Parts

    @property
    def head(self) -> str:
        """The part of the code that names the question, as it is asked in its phase."""
        return _head(self.question, self.phase)

    @property
    def is_tick(self) -> bool:
        """Whether a cross says it all, and no value belongs to it."""
        return _is_tick(self.question, self.place)


def spot(instrument: Instrument, typed: str) -> Spot:
    """The field this code means, whatever its capitals and with spaces for slashes.

    Raises: Refused with one sentence when no field of the worksheet has it.
    Policy: a code is read the way it is printed; what is not printed is never guessed at.
    """
    parts = typed.replace("/", " ").split()
    phase = Phase.REVISITED if parts[:1] and parts[0].casefold() == AGAIN else Phase.FIRST
    words = [part.casefold() for part in (parts[1:] if phase is Phase.REVISITED else parts)]
    asked = instrument.revisited() if phase is Phase.REVISITED else instrument.questions()
    question = next((one for one in asked if words and one.code.casefold() == words[0]), None)
    if question is None:
        raise Refused(
            f"De code “{typed.strip()}” staat niet op dit werkblad. Kijk naar de kleine code bij het"
            " vak.",
            code="field",
            where=typed.strip(),
        )
    for code in codes(question, phase):
        if code.casefold().split("/")[-len(words) :] == words:
            place = tuple(code.removeprefix(f"{AGAIN}/").split("/")[1:])
            if len(place) == len(words) - 1:
                return Spot(question, phase, code, place)
    raise Refused(
        f"Bij {question.code} hoort geen vak “{'/'.join(parts[-len(words):][1:])}”. Typ bijvoorbeeld"
        f" {next(iter(codes(question, phase)))}.",
        code="field",
        where=typed.strip(),
    )  # fmt: skip


def codes(question: Question, phase: Phase, *, rows: int = 200) -> Iterator[str]:
    """Every code of a question that a worksheet may have, its comment last.

    Policy: see `fields.fields`; asked again there is no remark.
    """
    for code in fields(question, rows=rows, cards=rows):
        if phase is Phase.FIRST:
            yield code
        elif code != f"{question.code}/{COMMENT}":
            yield f"{AGAIN}/{code}"


def marks(question: Question, phase: Phase, raw: Any, comment: str = "") -> Marks:
    """What a worksheet with this answer has at its codes: the other way round of `fields.entered`.

    Policy: what is typed in and what is shown are the same marks.
    """
    found = dict(_marked(question, raw)) if raw is not None else {}
    if comment:
        found[COMMENT] = comment
    head = _head(question, phase)
    return {f"{head}/{place}" if place else head: mark for place, mark in found.items() if mark}


def with_mark(there: Marks, at: Spot, mark: str) -> Marks:
    """The marks of a question with one more; where only one may stand, it replaces the other.

    Raises: Refused at a place in an order that comes before the places above it.
    Policy: who types a second point or the one option corrects the first; an order is typed from its
    first place on, and what comes in between moves the rest down.
    """
    shape = at.question.shape
    if isinstance(shape, RankingShape) and at.place != (COMMENT,) and mark.isdecimal():
        return _placed(there, at, int(mark))
    alone = isinstance(shape, ScaleShape) or (isinstance(shape, ChoiceShape) and not shape.several)
    if not (mark and alone) or at.place == (COMMENT,):
        return {**there, at.code: mark}
    staying = (COMMENT, f"{at.place[0]}/{NAMELY}")
    kept = {code: held for code, held in there.items() if code.endswith(staying)}
    return {**kept, at.code: mark}


def with_marks(there: Marks, wanted: Iterable[tuple[Spot, str]]) -> Marks:
    """The marks of a question with several more; what is emptied first, an order from its first place.

    Raises: Refused as `with_mark` does.
    Policy: see `with_mark`.
    """
    for at, mark in sorted(wanted, key=lambda one: int(one[1]) if one[1].isdecimal() else 0):
        there = with_mark(there, at, mark)
    return there


def _placed(there: Marks, at: Spot, number: int) -> Marks:
    ranked = {code: int(mark) for code, mark in there.items() if mark.isdecimal()}
    order = sorted(ranked.keys() - {at.code}, key=lambda code: ranked[code])
    if not 1 <= number <= len(order) + 1:
        raise Refused(
            f"Typ eerst wat op plaats {len(order) + 1} staat, en dan wat daarna komt.",
            code="field",
            where=at.code,
        )
    order.insert(number - 1, at.code)
    rest = {code: mark for code, mark in there.items() if code not in ranked}
    return {**rest, **{code: str(place) for place, code in enumerate(order, 1)}}


def cell(at: Spot, mark: str) -> tuple[str, Any] | None:
    """Path and value of the cell this field is on a joint sheet; None where the question is one cell.

    Policy: a row on paper is numbered from one, its cell from nought.
    """
    if at.place == (COMMENT,):
        return COMMENT, mark
    match at.question.shape:
        case TableShape(columns=columns):
            number, code = at.place
            column = next(one for one in columns if one.code == code)
            return f"{int(number) - 1}/{code}", cell_value(column, mark)
        case CanvasShape():
            area, number = at.place
            return f"{area}/{int(number) - 1}", mark
        case MatrixShape(words=words):
            return "/".join(at.place), mark if words else bool(mark)
        case _:
            return None


def _head(question: Question, phase: Phase) -> str:
    return question.code if phase is Phase.FIRST else f"{AGAIN}/{question.code}"


def _is_tick(question: Question, place: Parts) -> bool:
    shape = question.shape
    if place == (COMMENT,) or (isinstance(shape, ChoiceShape) and len(place) > 1):
        return False
    return isinstance(shape, ScaleShape | ChoiceShape) or (
        isinstance(shape, MatrixShape) and not shape.words
    )


def _marked(question: Question, raw: Any) -> Iterator[tuple[str, str]]:
    match question.shape:
        case ScaleShape():
            yield str(raw), TICK
        case ChoiceShape():
            yield from ((code, TICK) for code in raw["chosen"])
            yield from ((f"{code}/{NAMELY}", words) for code, words in raw["namely"].items())
        case RankingShape():
            yield from ((code, str(number)) for number, code in enumerate(raw, 1))
        case MatrixShape() | TableShape() | CanvasShape():
            for one, held in raw.items() if isinstance(raw, dict) else enumerate(raw, 1):
                yield from ((f"{one}/{code}", mark) for code, mark in _parts(question, held))
        case _:
            yield "", _text(raw)


def _parts(question: Question, held: Any) -> Iterator[tuple[str, str]]:
    """The marks of one row or area: a tick, the text of a cell, or a card by its number."""
    if isinstance(held, dict):
        return ((code, _text(value)) for code, value in held.items())
    if isinstance(question.shape, CanvasShape):
        return ((str(number), text) for number, text in enumerate(held, 1))
    return ((code, TICK) for code in held)


def _text(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
