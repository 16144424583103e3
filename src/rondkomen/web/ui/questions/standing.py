"""What is new on a joint sheet, for who looks at it: texts, who wrote them, and what they may take back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from rondkomen.access.core.actor import Actor
from rondkomen.access.queries import user_names
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in import cells
from rondkomen.dialogue.core.filling_in.offering import offered, takes_cells
from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.definition import Instrument, MatrixShape, Question
from rondkomen.dialogue.queries import AnswerRow, SessionRow
from rondkomen.web.ui.questions.together import places_of

Names = Callable[[str], str]
Mark = Mapping[str, Any]


@dataclass(frozen=True)
class Reader:
    """Who looks at the sheet: the names they may see, and what they may take back."""

    actor: Actor
    name: Names

    @property
    def leads(self) -> bool:
        """Whether they may take back what anybody wrote."""
        return self.actor.participant_id is None

    def by(self, mark: Mark) -> str:
        """Who wrote, in words; empty for what an earlier step offers."""
        author = str(mark.get("author", ""))
        return _("u") if author and author == str(self.actor.ref) else self.name(author)

    def may_undo(self, mark: Mark | None) -> bool:
        """Whether this last change is theirs to take back."""
        if mark is None or mark.get("offered"):
            return False
        return self.leads or mark.get("author") == str(self.actor.ref)

    def may_remove(self, authors: set[str]) -> bool:
        """Whether this row is theirs to take away."""
        return self.leads or authors == {str(self.actor.ref)}


def stand(request: HttpRequest, session: SessionRow, reader: Reader) -> HttpResponse:
    """What stands on the step that is open; 204 when nothing changed since the page knew it.

    Shape: revision; asked: the questions of the step; cells: per question and path the text, its
    revision, who wrote it and whether the reader may take it back; rows: per question and row or
    card its revision, whether it is empty, and whether the reader may take it away.
    """
    if request.GET.get("sinds") == str(session.revision):
        return HttpResponse(status=204)
    rows = queries.group_answers(session.id)
    places = places_of(session, rows)
    step = request.GET.get("stap", "")
    opened = places.get(step, []) if step else [one for found in places.values() for one in found]
    known = {one.key: queries.judged(one, rows) for one, _asked in opened}
    held = {(row.instrument, row.question): row for row in rows}
    texts, lines = {}, {}
    for instrument, asked in opened:
        question = asked.question
        key = f"{instrument.key}/{question.code}"
        row = held.get((instrument.key, question.code))
        texts[key] = _texts((instrument, question), row, known[instrument.key], reader)
        lines[key] = _lines(question, row, reader) if row else {}
    told = {"revision": session.revision, "asked": list(texts), "cells": texts, "rows": lines}
    return JsonResponse(told)


def _texts(
    place: tuple[Instrument, Question],
    row: AnswerRow | None,
    known: Mapping[str, Answer],
    reader: Reader,
) -> dict[str, Any]:
    instrument, question = place
    raw = offered(instrument, question, known, row.value if row else None)
    marks = row.cells if row else {}
    paths = {path for path in marks if not path.endswith("/")}
    if takes_cells(question):
        paths |= {f"{line}/{code}" for line, found in (raw or {}).items() for code in found}
    found = {}
    for path in paths:
        revision, own = cells.revision(question, marks, path), marks.get(path)
        is_last = own is not None and int(own["revision"]) == revision
        is_remark = path == cells.COMMENT and row is not None
        found[path] = {
            "value": row.comment if row and is_remark else cells.read(question, raw, path),
            "revision": revision,
            "by": reader.by(own) if own else "",
            "undo": is_last and reader.may_undo(own),
        }
    return found


def _lines(question: Question, row: AnswerRow, reader: Reader) -> dict[str, Any]:
    """The rows or cards somebody wrote in, by their path."""
    if cells.is_whole(question) or isinstance(question.shape, MatrixShape):
        return {}
    places = {cells.place_of(question, path) for path in row.cells if path != cells.COMMENT}
    return {
        place: {
            "revision": cells.revision(question, row.cells, place),
            "empty": cells.is_empty(question, row.value, place),
            "remove": reader.may_remove(cells.authors(question, row.cells, place)),
        }
        for place in places
    }


def names_of(session_id: UUID, authors: Iterable[str], *, in_full: bool) -> Names:
    """Who wrote, in words: a participant where they consent, and who leads by name or as who leads."""
    leads = _("de gespreksleider")
    users = user_names({UUID(author) for author in authors if author})
    known = {str(one): name if in_full else leads for one, name in users.items()}
    known |= {str(one.id): one.name for one in queries.participants(session_id) if one.name}
    anybody = _("een deelnemer")
    return lambda author: known.get(author) or (anybody if author else "")


def authors_on(session_id: UUID) -> set[str]:
    """Everybody who last wrote a cell of the sheet, by the id kept there."""
    rows = queries.group_answers(session_id)
    return {str(mark.get("author", "")) for row in rows for mark in row.cells.values()}
