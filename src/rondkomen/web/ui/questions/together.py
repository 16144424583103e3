"""One sheet on which several people write at once: drawing it, writing a cell, taking away and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.filling_in import cells
from rondkomen.dialogue.core.filling_in.offering import offered
from rondkomen.dialogue.core.filling_in.order import Asked, asked_together
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.queries import AnswerRow, SessionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions import binding
from rondkomen.web.ui.questions.drawing import Drawn, Held, draw, say


def has_sheet(session: SessionRow) -> bool:
    """Whether the group of this session fills in anything together."""
    return any(asked_together(one, {}, session.mode) for one in queries.instruments_of(session.id))


@dataclass(frozen=True)
class Sheet:
    """The questions of one section, ready for the template."""

    instrument: str
    step: str
    title: str
    hint: str
    questions: tuple[Drawn, ...]


@dataclass(frozen=True)
class Stop:
    """A step of the sheets, as a place to go to. Units: questions `filled` and in all."""

    key: str
    instrument: str
    title: str
    filled: int
    total: int
    is_here: bool


@dataclass(frozen=True)
class Walk:
    """The steps of a session's sheets, with one of them opened."""

    stops: tuple[Stop, ...]
    sheets: tuple[Sheet, ...]
    hint: str

    @property
    def number(self) -> int:
        """Where the opened step stands, counted from one."""
        return self._at() + 1

    @property
    def here(self) -> Stop | None:
        """The opened step; None when there is nothing to fill in together."""
        return next((stop for stop in self.stops if stop.is_here), None)

    @property
    def before(self) -> Stop | None:
        """The step to go back to."""
        at = self._at()
        return self.stops[at - 1] if at > 0 else None

    @property
    def after(self) -> Stop | None:
        """The step to go on to."""
        at = self._at() + 1
        return self.stops[at] if 0 < at < len(self.stops) else None

    def _at(self) -> int:
        return next((at for at, stop in enumerate(self.stops) if stop.is_here), -1)


Places = dict[str, list[tuple[Instrument, Asked]]]


def walk(session: SessionRow, step: str, *, spare: int = 1) -> Walk:
    """The steps the group fills in together, and the sheets of one: the first when it does not exist."""
    rows = queries.group_answers(session.id)
    places = places_of(session, rows)
    here = step if step in places else next(iter(places), "")
    written = {
        (row.instrument, row.question) for row in rows if row.value not in (None, "", [], {})
    }
    stops = tuple(
        Stop(
            key,
            say(found[0][0].title),
            say(found[0][1].step.title),
            sum((instrument.key, one.question.code) in written for instrument, one in found),
            len(found),
            key == here,
        )
        for key, found in places.items()
    )
    opened = places.get(here, [])
    hint = say(opened[0][1].step.hint) if opened else ""
    return Walk(stops, tuple(_sheets(opened, rows, spare)), hint)


def places_of(session: SessionRow, rows: list[AnswerRow]) -> Places:
    """What is asked now, by the step it belongs to."""
    found: Places = {}
    for instrument in queries.instruments_of(session.id):
        for one in asked_together(instrument, queries.judged(instrument, rows), session.mode):
            found.setdefault(f"{instrument.key}/{one.step.code}", []).append((instrument, one))
    return found


def _sheets(
    places: list[tuple[Instrument, Asked]], rows: list[AnswerRow], spare: int
) -> list[Sheet]:
    held = {(row.instrument, row.question): row for row in rows}
    known = {one.key: queries.judged(one, rows) for one, _ in places}
    found: list[Sheet] = []
    for instrument, one in places:
        row = held.get((instrument.key, one.question.code))
        raw = offered(instrument, one.question, known[instrument.key], row.value if row else None)
        drawn = draw(one.question, _held(row, raw, spare), prefix=instrument.key)
        section = one.section
        place = (instrument.key, say(one.step.title), say(section.title), say(section.hint))
        last = found[-1] if found else None
        if last and (last.instrument, last.step, last.title, last.hint) == place:
            found[-1] = Sheet(*place, (*last.questions, drawn))
        else:
            found.append(Sheet(*place, (drawn,)))
    return found


def write(
    request: HttpRequest, session: SessionRow, place: tuple[str, str], actor: Actor, at: datetime
) -> HttpResponse:
    """What became of a cell, or of every cell in the form, as JSON: written, or both texts.

    Raises: Refused when the question is not on the sheet.
    """
    question = _question(session.id, place)
    path = request.POST.get("path")
    paths = [path] if path is not None else binding.written_paths(request.POST) or [cells.WHOLE]
    told = []
    for one in paths:
        value = _wanted(question, request, one)
        wanted = services.CellWrite(session.id, *place, one, value, based_on(request))
        try:
            told.append(_told(services.write_cell(wanted, at=at, actor=actor)))
        except Refused as refusal:
            return _refused(refusal)
    status = 409 if any("theirs" in one for one in told) else 200
    return JsonResponse({"cells": told}, status=status)


def undo(
    request: HttpRequest, session: SessionRow, place: tuple[str, str], actor: Actor, at: datetime
) -> HttpResponse:
    """The cell or row as it was before its last change, as JSON."""
    return _changed(services.undo, _aimed(request, session, place), (actor, at))


def remove(
    request: HttpRequest, session: SessionRow, place: tuple[str, str], actor: Actor, at: datetime
) -> HttpResponse:
    """The row or card without anything in it, as JSON."""
    return _changed(services.remove_row, _aimed(request, session, place), (actor, at))


def _aimed(request: HttpRequest, session: SessionRow, place: tuple[str, str]) -> services.CellWrite:
    path = request.POST.get("path", "")
    return services.CellWrite(session.id, *place, path, None, based_on(request))


def _changed(
    verb: Callable[..., services.Written],
    wanted: services.CellWrite,
    who_when: tuple[Actor, datetime],
) -> HttpResponse:
    actor, at = who_when
    try:
        written = verb(wanted, at=at, actor=actor)
    except Refused as refusal:
        return _refused(refusal)
    return JsonResponse({"cells": [_told(written)]})


def _refused(refusal: Refused) -> HttpResponse:
    return JsonResponse({"sentence": refusal.message, "code": refusal.code}, status=400)


def _held(row: AnswerRow | None, raw: Any, spare: int) -> Held:
    return Held(raw, row.comment, row.cells, spare=spare) if row else Held(raw, spare=spare)


def _question(session_id: UUID, place: tuple[str, str]) -> Question:
    for instrument in queries.instruments_of(session_id):
        for question in _of(instrument, place):
            return question
    raise Refused(_("Deze vraag staat niet op dit blad. Laad de pagina opnieuw."), code="question")


def _of(instrument: Instrument, place: tuple[str, str]) -> list[Question]:
    return [one for one in instrument.questions() if (instrument.key, one.code) == place]


def _wanted(question: Question, request: HttpRequest, path: str) -> Any:
    if path == cells.COMMENT:
        return request.POST.get("comment", "").replace("\r\n", "\n")
    if path == cells.WHOLE:
        return binding.raw_from(question, request.POST)
    return binding.cell_value(question, request.POST, path)


def based_on(request: HttpRequest) -> int:
    """The revision the writer saw; zero for nothing."""
    text = request.POST.get("based_on", "0")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _told(result: services.Written | services.Conflict) -> dict[str, Any]:
    if isinstance(result, services.Written):
        return {"path": result.path, "revision": result.revision}
    return {
        "path": result.path,
        "revision": result.revision,
        "theirs": result.theirs,
        "mine": result.mine,
    }
