"""The themes of a session as pictures: dots per domain, and what they say in a sentence."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from rondkomen.dialogue import queries
from rondkomen.dialogue.core import answering
from rondkomen.dialogue.core.agreement import AGREED, DIVIDED
from rondkomen.dialogue.core.answers import Answer
from rondkomen.dialogue.core.instrument import Instrument, Question, ScaleShape, SpectrumShape
from rondkomen.dialogue.core.joining import initials
from rondkomen.dialogue.core.movement import Movement, movement
from rondkomen.dialogue.core.order import themes
from rondkomen.dialogue.core.results import Given
from rondkomen.dialogue.core.sessions import Phase
from rondkomen.dialogue.core.wall import REST, GivenAnswer, Picture, picture
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.questions.drawing import say

_SPECTRUM_STEPS = (0, 25, 50, 75, 100)


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
    sentence: str
    moved: str
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
    first, later = _answers(session.id, theme)
    points = _points(theme.question)
    drawn = picture(
        [
            GivenAnswer(
                one.domain,
                answer,
                initials(one.name) if one.consents_to_name else "",
                one.consents_to_name,
                is_own=one.id == own,
            )
            for one in people
            if (answer := later.get(one.id) or first.get(one.id)) is not None
        ],
        points,
        least=session.least_group,
    )
    moved = _moved(theme.question, people, first, later) if drawn.is_shown else ""
    return Pictured(
        theme,
        _ends(theme.question),
        points,
        _lines(drawn),
        drawn.together.answered,
        drawn.together.unknown,
        _middle(drawn.together.middle),
        _agreement(drawn),
        _sentence(drawn),
        moved,
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


def _answers(session_id: UUID, theme: Theme) -> tuple[dict[UUID, Answer], dict[UUID, Answer]]:
    given = queries.given_points(session_id, theme.instrument.key, theme.question.code)
    judged: dict[Phase, dict[UUID, Answer]] = {}
    for phase, found in given.items():
        answers = (
            (one.participant_id, answering.judge(theme.question, one.value)) for one in found
        )
        judged[phase] = {who: answer for who, answer in answers if answer is not None}
    return judged[Phase.FIRST], judged[Phase.REVISITED]


def _points(question: Question) -> tuple[int, ...]:
    if isinstance(question.shape, ScaleShape):
        return tuple(sorted(point.value for point in question.shape.points))
    return _SPECTRUM_STEPS


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


def _agreement(drawn: Picture) -> str:
    found = drawn.together.consensus
    if not drawn.is_shown or found is None or drawn.together.answered < 2:
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
    if drawn.widest:
        return _(
            "Het grootste verschil: %(high)s (midden %(high_middle)s) tegenover %(low)s (midden %(low_middle)s)."
        ) % {
            "high": words.domain(drawn.widest.high),
            "high_middle": _middle(drawn.widest.high_middle),
            "low": words.domain(drawn.widest.low),
            "low_middle": _middle(drawn.widest.low_middle),
        }
    found = drawn.together
    if found.lowest is None:
        return _("Niemand gaf hier een punt.")
    if found.lowest == found.highest:
        return _("Iedereen die een punt gaf, koos %(point)s.") % {"point": found.lowest}
    return _("De punten lopen van %(lowest)s tot en met %(highest)s.") % {
        "lowest": found.lowest,
        "highest": found.highest,
    }


def _moved(
    question: Question,
    people: list[ParticipantRow],
    first: dict[UUID, Answer],
    later: dict[UUID, Answer],
) -> str:
    given = [
        Given(one.domain, _only(question, first.get(one.id)), _only(question, later.get(one.id)))
        for one in people
    ]
    found: Movement = movement(question, given)
    if not found.up + found.same + found.down:
        return ""
    return _("Na de verdieping: %(up)s omhoog, %(same)s gelijk, %(down)s omlaag.") % {
        "up": found.up,
        "same": found.same,
        "down": found.down,
    }


def _only(question: Question, answer: Answer | None) -> dict[str, Answer]:
    return {question.code: answer} if answer is not None else {}
