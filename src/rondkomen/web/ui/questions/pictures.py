"""The themes of a session as pictures: dots per domain, and what they say in a sentence."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in import answering
from rondkomen.dialogue.core.filling_in.order import themes
from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.definition import (
    Instrument,
    Question,
    ScaleShape,
    SpectrumShape,
)
from rondkomen.dialogue.core.results.agreement import AGREED, DIVIDED
from rondkomen.dialogue.core.results.group import Given
from rondkomen.dialogue.core.results.movement import movement
from rondkomen.dialogue.core.results.wall import REST, Person, Picture, picture
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.core.session.joining import initials
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.questions.drawing import say


@dataclass(frozen=True)
class Theme:
    """One question that is compared, by its key in the session: `instrument/question`."""

    key: str
    instrument: Instrument
    question: Question

    @property
    def statement(self) -> str:
        """The question in the language of the page."""
        return say(self.question.text)


@dataclass(frozen=True)
class Line:
    """One group on the wall."""

    label: str
    dots: tuple[tuple[object, ...], ...]
    unknown: tuple[object, ...]
    middle: str
    answered: int


@dataclass(frozen=True)
class Pictured:
    """A theme with its dots, and what stands out in words."""

    theme: Theme
    ends: tuple[str, str]
    points: tuple[int, ...]
    lines: tuple[Line, ...]
    total: int
    unknown: int
    middle: str
    agreement: str
    consensus: str
    sentence: str
    moved: str
    after_results: int
    is_shown: bool


def themes_of(session_id: UUID) -> list[Theme]:
    """What this session compares, in order."""
    return [
        Theme(f"{instrument.key}/{question.code}", instrument, question)
        for instrument in queries.instruments_of(session_id)
        for question in themes(instrument)
    ]


def all_pictures(session: SessionRow, *, own: UUID | None = None) -> list[Pictured]:
    """Every theme of the session; the dot of `own` is marked."""
    people = queries.participants(session.id)
    return [pictured(session, theme, people, own=own) for theme in themes_of(session.id)]


def pictured(
    session: SessionRow, theme: Theme, people: list[ParticipantRow], *, own: UUID | None = None
) -> Pictured:
    """One theme. An adjusted answer stands in for the first one; how many moved is said apart."""
    given = _given(session.id, theme, people)
    drawn = picture(
        theme.question,
        [
            Person(
                given[one.id],
                initials(one.name) if one.consents_to_name else "",
                is_own=one.id == own,
            )
            for one in people
        ],
        least=session.least_group,
    )
    everybody = drawn.result.everybody
    return Pictured(
        theme,
        _ends(theme.question),
        drawn.points,
        _lines(drawn),
        everybody.answered,
        everybody.unknown,
        _middle(everybody.middle),
        _agreement(drawn),
        _consensus(drawn),
        _sentence(drawn),
        _moved(theme.question, given.values(), session.least_group) if drawn.is_shown else "",
        drawn.result.after_results if drawn.is_shown else 0,
        drawn.is_shown,
    )


def _lines(drawn: Picture) -> tuple[Line, ...]:
    alone = len(drawn.groups) == 1
    return tuple(
        Line(
            _label(group.code, alone=alone),
            group.dots,
            group.unknown,
            _middle(group.spread.middle),
            group.spread.answered,
        )
        for group in sorted(drawn.groups, key=lambda group: group.code == REST)
    )


def _given(session_id: UUID, theme: Theme, people: list[ParticipantRow]) -> dict[UUID, Given]:
    """What everybody gave to this one question."""
    question = theme.question
    points = queries.given_points(session_id, theme.instrument.key, question.code)
    judged: dict[Phase, dict[UUID, Answer]] = {}
    after: dict[UUID, bool] = {}
    for phase in (Phase.FIRST, Phase.REVISITED):
        answers = [(one, answering.judge(question, one.value)) for one in points[phase]]
        kept = [(one, answer) for one, answer in answers if answer is not None]
        judged[phase] = {one.participant_id: answer for one, answer in kept}
        after |= {one.participant_id: one.after_results for one, _answer in kept}
    return {
        one.id: Given(
            one.domain,
            _only(question, judged[Phase.FIRST].get(one.id)),
            _only(question, judged[Phase.REVISITED].get(one.id)),
            one.consents_to_name,
            after_results=frozenset({question.code} if after.get(one.id) else ()),
        )
        for one in people
    }


def _ends(question: Question) -> tuple[str, str]:
    shape = question.shape
    marks = shape.points if isinstance(shape, ScaleShape) else ()
    if isinstance(shape, SpectrumShape):
        marks = shape.marks
    ordered = sorted(marks, key=lambda mark: mark.value)
    return (say(ordered[0].text), say(ordered[-1].text)) if ordered else ("", "")


def _label(code: str, *, alone: bool) -> str:
    if code != REST:
        return words.domain(code)
    return _("Iedereen") if alone else _("Overige domeinen samen")


def _middle(value: float | None) -> str:
    return "" if value is None else formats.number(int(value) if value == int(value) else value)


def _told_consensus(drawn: Picture) -> float | None:
    """The consensus (Tastle and Wierman, 0 to 1) when there is one to tell: of one point there is none."""
    everybody = drawn.result.everybody
    return everybody.consensus if drawn.is_shown and everybody.answered > 1 else None


def _consensus(drawn: Picture) -> str:
    found = _told_consensus(drawn)
    return "" if found is None else formats.number(round(found, 2))


def _agreement(drawn: Picture) -> str:
    found = _told_consensus(drawn)
    if found is None:
        return ""
    if found >= AGREED:
        return _("De antwoorden liggen dicht bij elkaar.")
    return (
        _("De antwoorden lopen sterk uiteen.")
        if found < DIVIDED
        else _("De antwoorden lopen uiteen.")
    )


def _sentence(drawn: Picture) -> str:
    if not drawn.is_shown:
        return _("Er zijn nog te weinig antwoorden om te tonen zonder dat iemand herkenbaar is.")
    apart = drawn.result.difference
    if apart and apart.points:
        groups = drawn.result.groups
        return _(
            "Het grootste verschil: %(high)s (midden %(high_middle)s) tegenover %(low)s (midden %(low_middle)s)."
        ) % {
            "high": words.domain(apart.higher),
            "high_middle": _middle(groups[apart.higher].middle),
            "low": words.domain(apart.lower),
            "low_middle": _middle(groups[apart.lower].middle),
        }
    found = drawn.result.everybody
    if found.lowest is None:
        return _("Niemand gaf hier een punt.")
    if found.lowest == found.highest:
        return _("Iedereen die een punt gaf, koos %(point)s.") % {"point": found.lowest}
    return _("De punten lopen van %(lowest)s tot en met %(highest)s.") % {
        "lowest": found.lowest,
        "highest": found.highest,
    }


def _moved(question: Question, given: Collection[Given], least: int) -> str:
    found = movement(question, given, least=least)
    if found is not None and not found.is_shown:
        return _("Na de verdieping: te weinig antwoorden om te laten zien.")
    if found is None or not found.up + found.same + found.down:
        return ""
    return _("Na de verdieping: %(up)s omhoog, %(same)s gelijk, %(down)s omlaag.") % {
        "up": found.up,
        "same": found.same,
        "down": found.down,
    }


def _only(question: Question, answer: Answer | None) -> dict[str, Answer]:
    return {question.code: answer} if answer is not None else {}
