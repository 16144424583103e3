"""What all answered, for who leads the session: where to begin, dots, ticks, questions back, earlier rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.instrument.definition import ChoiceShape, Instrument, Question
from rondkomen.dialogue.core.results.gaps import Gap, Reason, gap_first
from rondkomen.dialogue.core.results.group import (
    Given,
    Prompts,
    option_counts,
    prompt_counts,
    remarks,
    scale_results,
)
from rondkomen.dialogue.core.results.movement import Movement, WaveComparison, compare_waves
from rondkomen.dialogue.core.results.showing import may_be_shown
from rondkomen.dialogue.queries import SessionRow
from rondkomen.kernel.explained import Explained
from rondkomen.knowledge.core.practices import by_theme
from rondkomen.knowledge.queries import practices
from rondkomen.web.ui import formats
from rondkomen.web.ui.questions import pictures
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.questions.pictures import Pictured
from rondkomen.web.ui.screen import ActorRequest, screen

_FIRST = 3


@dataclass(frozen=True)
class Drawn:
    """The picture of one theme, and how many examples of elsewhere there are."""

    picture: Pictured
    theme: str
    examples: int


@dataclass(frozen=True)
class Bar:
    """One option and how many chose it, of all who answered the question."""

    label: str
    count: int
    of: int


@dataclass(frozen=True)
class Ticked:
    """One choice question with its options; without bars when too few answered.

    What the group chose as one is `together`: there is nothing to count then.
    """

    section: str
    text: str
    answered: int
    bars: tuple[Bar, ...]
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question back, and for how many it holds."""

    text: str
    count: int
    of: int


@dataclass(frozen=True)
class Remarked:
    """What was written below one question, and what that field is called."""

    text: str
    label: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Wave:
    """A theme in the earlier round and in this one: everybody, who came back, and who did not.

    `before` or `after` is empty when too few answered then; `same` is None when who came back may
    not be shown apart; `others` is empty without any.
    """

    statement: str
    before: str
    after: str
    same: Movement | None
    also: str
    others_before: str
    others_after: str

    @property
    def is_shown(self) -> bool:
        """Whether enough answered in either wave to say anything."""
        return bool(self.before or self.after)


@dataclass(frozen=True)
class Begin:
    """A theme to begin with, and why."""

    statement: str
    reason: str
    steps: tuple[str, ...]


@screen(Purpose.DIALOGUE)
def results(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Every theme with its dots, and what else stands out."""
    row = queries.session(session_id)
    parts = [_part(row, instrument) for instrument in queries.instruments_of(session_id)]
    examples = by_theme(practices())
    drawn = [
        Drawn(one, one.theme.question.code, len(examples.get(one.theme.question.code, ())))
        for one in pictures.all_pictures(row)
    ]
    context = {"session": row, "pictures": drawn, "parts": parts}
    return render(request, "policy/dialogue/results.html", context)


def _part(row: SessionRow, instrument: Instrument) -> dict[str, object]:
    """What one instrument gave. What too few answered stays hidden, counts and questions back too."""
    given = queries.given(row.id, instrument)
    prompts = prompt_counts(instrument, given, least=row.least_group)
    return {
        "title": say(instrument.title),
        "begin": _begin(instrument, given, row.least_group),
        "ticked": _ticked(instrument, given, row.least_group),
        "asked": _asked(prompts),
        "unasked": prompts.too_few,
        "remarks": _remarks(instrument, given, row.least_group),
        "waves": (waves := _waves(row, instrument, given)),
        "back": _came_back(row) if any(one.same for one in waves) else 0,
    }


def reason_of(reason: Reason) -> str:
    """Why a theme comes up, in words."""
    reasons = {
        Reason.DIFFERENCE: _("de domeinen zien dit verschillend"),
        Reason.SPREAD: _("de antwoorden lopen hier uiteen"),
        Reason.UNKNOWN: _("een deel weet het hier niet"),
        Reason.NOTHING: _("men is het hier goeddeels eens: vraag vooral waarom"),
    }
    return reasons[reason]


def _begin(instrument: Instrument, given: Sequence[Given], least: int) -> list[Begin]:
    questions = {one.code: one for one in instrument.questions()}
    found = gap_first(scale_results(instrument, given, least=least))
    return [
        _begin_with(questions[one.value.theme], one)
        for one in found[:_FIRST]
        if one.value.reason is not Reason.NOTHING
    ]


def _begin_with(question: Question, found: Explained[Gap]) -> Begin:
    steps = tuple(f"{step.text}: {step.outcome}" for step in found.steps)
    return Begin(say(question.text), reason_of(found.value.reason), steps)


def _ticked(instrument: Instrument, given: Sequence[Given], least: int) -> list[Ticked]:
    found = [
        _ticked_at(say(section.title), question, given, least)
        for section in instrument.sections()
        for question in section.questions
        if isinstance(question.shape, ChoiceShape)
    ]
    return [one for one in found if one.answered]


def _ticked_at(section: str, question: Question, given: Sequence[Given], least: int) -> Ticked:
    who = [one for one in given if one.latest(question.code) is not None]
    counted = option_counts(question, who)
    options = question.shape.options if isinstance(question.shape, ChoiceShape) else ()
    if [one.is_group for one in who] == [True]:
        chosen = tuple(say(option.text) for option in options if counted.counts[option.code])
        return Ticked(section, say(question.text), counted.answered, (), chosen)
    bars = tuple(
        Bar(say(option.text), counted.counts[option.code], counted.answered) for option in options
    )
    return Ticked(
        section,
        say(question.text),
        counted.answered,
        bars if may_be_shown(who, least=least) else (),
    )


def _asked(prompts: Prompts) -> list[Asked]:
    return [Asked(say(one.output.text), one.count, one.of) for one in prompts.told]


def _remarks(instrument: Instrument, given: Sequence[Given], least: int) -> list[Remarked]:
    found = [
        Remarked(
            say(question.text),
            say(question.comment) if question.comment else _("Opmerkingen"),
            tuple(remarks(question, given, least=least)),
        )
        for question in instrument.questions()
    ]
    return [one for one in found if one.remarks]


def _waves(row: SessionRow, instrument: Instrument, given: Sequence[Given]) -> list[Wave]:
    if row.previous_id is None:
        return []
    earlier, least = queries.given(row.previous_id, instrument), queries.least_of_both(row)
    compared = [
        _wave(one.question, compare_waves(one.question, earlier, given, least=least))
        for one in scale_results(instrument, given, least=least)
    ]
    return [one for one in compared if one.is_shown]


def _came_back(row: SessionRow) -> int:
    return len(queries.same_again(row.previous_id, row.id)) if row.previous_id else 0


def _wave(question: Question, found: WaveComparison) -> Wave:
    return Wave(
        say(question.text),
        _middle(found.before.middle) if found.before else "",
        _middle(found.after.middle) if found.after else "",
        found.same,
        _about_unknown(found.same) if found.same else "",
        _middle(found.others_before.middle) if found.others_before else "",
        _middle(found.others_after.middle) if found.others_after else "",
    )


def _about_unknown(same: Movement) -> str:
    """Who came to know and who no longer does; they are in no count of up, same and down."""
    said = []
    if same.from_unknown:
        said.append(_("%(count)s van weet niet naar een punt") % {"count": same.from_unknown})
    if same.to_unknown:
        said.append(_("%(count)s van een punt naar weet niet") % {"count": same.to_unknown})
    if same.still_unknown:
        said.append(_("%(count)s weet het nog niet") % {"count": same.still_unknown})
    return ", ".join(said)


def _middle(value: float | None) -> str:
    return formats.NO_VALUE if value is None else formats.number(round(value, 1))
