"""Typing in what was written on a paper worksheet, by the codes of its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in import cells
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.paper.entry import Marks, Spot, cell, spot, with_marks
from rondkomen.dialogue.core.paper.fields import entered
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.services.answering import Given, give_answer, instrument_in
from rondkomen.dialogue.services.together import CellWrite, Conflict, write_cell
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class PaperSheet:
    """One sheet of paper: of one participant, or without one of the group."""

    session_id: UUID
    instrument: str
    participant_id: UUID | None = None


@transaction.atomic
def enter(
    sheet: PaperSheet,
    typed: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None,
    at: datetime,
    actor: Actor,
) -> tuple[Spot, ...]:
    """The fields that were typed in; all of them are stored, or none.

    Shape: `typed` by code, an empty mark takes away what stands there; `seen` what the typist saw at
    these codes, None to replace whatever stands there.
    Raises: Refused at a code that is on no worksheet, a mark that does not fit, or text of another
    that the typist did not see.
    Policy: what is typed in is judged and kept as what is given on a screen.
    """
    require(actor, Purpose.DIALOGUE)
    instrument = instrument_in(sheet.session_id, sheet.instrument)
    wanted = [(spot(instrument, code), mark.strip()) for code, mark in typed.items()]
    order = {one.code: place for place, one in enumerate(instrument.questions())}
    wanted.sort(key=lambda one: (one[0].phase is Phase.REVISITED, order[one[0].question.code]))
    standing = queries.sheet_marks(sheet.session_id, instrument, sheet.participant_id)
    for head, found in groupby(wanted, lambda one: one[0].head):
        of_question = list(found)
        there = {code: mark for code, mark in standing.items() if f"{code}/".startswith(f"{head}/")}
        if seen is not None:
            _refuse_unseen(of_question, there, seen)
        read, typing = _read(instrument, there, of_question), _Typing(at, actor)
        if sheet.participant_id:
            _of_one(sheet, sheet.participant_id, of_question[0][0], read, typing)
        else:
            _of_the_group(sheet, of_question, read[0], typing)
    return tuple(one for one, _ in wanted)


@dataclass(frozen=True)
class _Typing:
    at: datetime
    actor: Actor


def _refuse_unseen(wanted: list[tuple[Spot, str]], there: Marks, seen: Mapping[str, str]) -> None:
    for at, mark in wanted:
        held = there.get(at.code, "")
        if held not in (seen.get(at.code, ""), mark):
            raise Refused(
                f"Bij {at.code} staat al “{held}”. Kies Vervangen als het papier geldt.",
                code="taken",
                where=at.code,
            )


def _of_one(
    sheet: PaperSheet, participant_id: UUID, at: Spot, read: tuple[Any, str], typing: _Typing
) -> None:
    given = Given(sheet.session_id, sheet.instrument, at.question.code, *read, at.phase)
    give_answer(given, participant_id=participant_id, at=typing.at, actor=typing.actor)


def _of_the_group(
    sheet: PaperSheet, wanted: list[tuple[Spot, str]], raw: Any, typing: _Typing
) -> None:
    found = [(at, cell(at, mark)) for at, mark in wanted]
    for at, one in found:
        if one is not None:
            _write(sheet, at, one, typing)
    whole = next((at for at, one in found if one is None), None)
    if whole is not None:
        _write(sheet, whole, (cells.WHOLE, raw), typing)


def _write(sheet: PaperSheet, at: Spot, wanted: tuple[str, Any], typing: _Typing) -> None:
    path, value = wanted
    held = next(
        (
            cells.revision(at.question, row.cells, path)
            for row in queries.group_answers(sheet.session_id)
            if (row.instrument, row.question) == (sheet.instrument, at.question.code)
        ),
        0,
    )
    write = CellWrite(sheet.session_id, sheet.instrument, at.question.code, path, value, held)
    if isinstance(write_cell(write, at=typing.at, actor=typing.actor), Conflict):
        raise Refused(f"Bij {at.code} schreef iemand anders intussen iets. Kijk daar eerst naar.")


def _read(instrument: Instrument, there: Marks, wanted: list[tuple[Spot, str]]) -> tuple[Any, str]:
    """The raw answer and the remark, with what was typed in."""
    found = entered(instrument, with_marks(there, wanted))
    code = wanted[0][0].question.code
    held = found.revisited if wanted[0][0].phase is Phase.REVISITED else found.answers
    return held.get(code), found.comments.get(code, "")
