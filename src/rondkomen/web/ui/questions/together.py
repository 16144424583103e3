"""One sheet on which several people write at once: drawing it, writing a cell, and what is new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core import cells
from rondkomen.dialogue.core.instrument import Instrument, Question
from rondkomen.dialogue.core.offering import offered
from rondkomen.dialogue.core.order import asked_together
from rondkomen.dialogue.queries import AnswerRow, SessionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions import binding
from rondkomen.web.ui.questions.drawing import Drawn, Held, draw, say

Names = Callable[[str], str]


@dataclass(frozen=True)
class Sheet:
    """The questions of one section, ready for the template."""

    instrument: str
    step: str
    title: str
    hint: str
    questions: tuple[Drawn, ...]


@dataclass(frozen=True)
class Writer:
    """Who writes: a participant or a user, and for whom the event is."""

    id: UUID | None
    actor: Actor


def sheets(session: SessionRow, *, spare: int = 1) -> list[Sheet]:
    """Every section the group fills in together, with what stands in it now."""
    rows = queries.group_answers(session.id)
    held = {(row.instrument, row.question): row for row in rows}
    found: list[Sheet] = []
    for instrument in queries.instruments_of(session.id):
        known = queries.judged(instrument, rows)
        for one in asked_together(instrument, known, session.mode):
            row = held.get((instrument.key, one.question.code))
            raw = offered(instrument, one.question, known, row.value if row else None)
            drawn = draw(one.question, _held(row, raw, spare), prefix=instrument.key)
            place = (
                instrument.key,
                say(one.step.title),
                say(one.section.title),
                say(one.section.hint),
            )
            if (
                found
                and (found[-1].instrument, found[-1].step, found[-1].title, found[-1].hint) == place
            ):
                found[-1] = Sheet(*place, (*found[-1].questions, drawn))
            else:
                found.append(Sheet(*place, (drawn,)))
    return found


def write(
    request: HttpRequest, session: SessionRow, place: tuple[str, str], writer: Writer, at: datetime
) -> HttpResponse:
    """What became of a cell, or of every cell in the form, as JSON: written, or both texts.

    Raises: Refused when the question is not on the sheet.
    """
    question = _question(session.id, place)
    path = request.POST.get("path")
    paths = [path] if path is not None else binding.written_paths(request.POST) or [cells.WHOLE]
    told = []
    for one in paths:
        wanted = services.CellWrite(
            session.id, *place, one, _wanted(question, request, one), _based_on(request), writer.id
        )
        try:
            told.append(_told(services.write_cell(wanted, at=at, actor=writer.actor)))
        except Refused as refusal:
            return JsonResponse({"sentence": refusal.message, "code": refusal.code}, status=400)
    status = 409 if any("theirs" in one for one in told) else 200
    return JsonResponse({"cells": told}, status=status)


def undo(
    request: HttpRequest, session: SessionRow, place: tuple[str, str], writer: Writer, at: datetime
) -> HttpResponse:
    """The cell as it was before its last change, as JSON."""
    path = request.POST.get("path", "")
    wanted = services.CellWrite(session.id, *place, path, None, _based_on(request), writer.id)
    try:
        written = services.undo(wanted, at=at, actor=writer.actor)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.message, "code": refusal.code}, status=400)
    return JsonResponse({"cells": [_told(written)]})


def stand(request: HttpRequest, session: SessionRow, name: Names) -> HttpResponse:
    """What changed since the revision the page knows; 204 when nothing did.

    Shape: revision; asked: the questions on the sheet; cells: per question and path the text, its
    revision and who wrote it.
    """
    if request.GET.get("sinds") == str(session.revision):
        return HttpResponse(status=204)
    rows = queries.group_answers(session.id)
    asked, texts = [], {}
    for instrument in queries.instruments_of(session.id):
        held = {row.question: row for row in rows if row.instrument == instrument.key}
        for one in asked_together(instrument, queries.judged(instrument, rows), session.mode):
            asked.append(f"{instrument.key}/{one.question.code}")
            row = held.get(one.question.code)
            if row:
                texts[asked[-1]] = _texts(one.question, row, name)
    return JsonResponse({"revision": session.revision, "asked": asked, "cells": texts})


def _texts(question: Question, row: AnswerRow, name: Names) -> dict[str, Any]:
    return {
        path: {
            "value": cells.read(question, row.value, path),
            "revision": mark["revision"],
            "by": name(str(mark.get("author", ""))),
        }
        for path, mark in row.cells.items()
    }


def names_of(session_id: UUID, users: dict[str, str]) -> Names:
    """Who wrote, in words: a user's name, a participant's where they consent, else a participant."""
    known = {str(one.id): one.name for one in queries.participants(session_id)}
    anybody = _("een deelnemer")
    return lambda author: users.get(author) or known.get(author) or (anybody if author else "")


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
    if path == cells.WHOLE:
        return binding.raw_from(question, request.POST)
    return binding.cell_value(question, request.POST, path)


def _based_on(request: HttpRequest) -> int:
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
