"""Handing on what an earlier step says to the tables of later steps that start from it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in.offering import (
    HeldRows,
    offered_rows,
    tables_with_offers,
    with_offers,
)
from rondkomen.dialogue.core.instrument.definition import Instrument, Question, TableShape
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.models import Answer
from rondkomen.dialogue.queries import AnswerRow


def hand_on(session_id: UUID, instrument: Instrument, at: datetime) -> None:
    """Nothing; the tables that start from an earlier step hold the rows it offers now.

    It follows from a write somebody made, and so has no author of its own.
    """
    tables = tables_with_offers(instrument)
    if not tables:
        return
    rows = {row.question: row for row in queries.group_answers(session_id, instrument.key)}
    for question in tables:
        before = rows.get(question.code) or AnswerRow(
            instrument.key, question.code, Phase.FIRST, None, "", 0, None, at
        )
        after = _with_offers(instrument, question, before, rows)
        if after != before:
            _keep(session_id, after)
            rows[question.code] = after


def _with_offers(
    instrument: Instrument, question: Question, before: AnswerRow, rows: dict[str, AnswerRow]
) -> AnswerRow:
    tables = {
        one.code for one in instrument.questions() if isinstance(one.shape, TableShape)
    } & rows.keys()
    held = {code: _held(rows[code]) for code in tables}
    wanted = offered_rows(instrument, question, queries.judged(instrument, rows.values()), held)
    most = question.shape.most_rows if isinstance(question.shape, TableShape) else 0
    found = with_offers(_held(before), wanted, most=most, revision=before.revision + 1)
    if found == _held(before):
        return before
    return replace(
        before,
        value=list(found.rows),
        cells=dict(found.marks),
        origins=dict(found.origins),
        revision=before.revision + 1,
    )


def _held(row: AnswerRow) -> HeldRows:
    return HeldRows(list(row.value or []), dict(row.origins), dict(row.cells))


def _keep(session_id: UUID, row: AnswerRow) -> None:
    Answer.objects.update_or_create(
        session_id=session_id,
        instrument=row.instrument,
        question=row.question,
        phase=row.phase,
        participant=None,
        defaults={
            "value": row.value,
            "cells": row.cells,
            "origins": row.origins,
            "revision": row.revision,
            "at": row.at,
        },
    )
