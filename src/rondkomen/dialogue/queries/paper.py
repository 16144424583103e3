"""What stands on a worksheet, by the codes of its fields."""

from uuid import UUID

from rondkomen.dialogue.core.filling_in import answering, cells, raw_answers
from rondkomen.dialogue.core.instrument.definition import Instrument, Question
from rondkomen.dialogue.core.paper.entry import Marks, marks
from rondkomen.dialogue.queries.answers import AnswerRow, answers_of, group_answers


def sheet_marks(session_id: UUID, instrument: Instrument, participant_id: UUID | None) -> Marks:
    """The mark at every code of one participant's sheet, or without one of the group's."""
    rows = answers_of(session_id, participant_id) if participant_id else group_answers(session_id)
    questions = {one.code: one for one in instrument.questions()}
    return {
        code: mark
        for row in rows
        if row.instrument == instrument.key and row.question in questions
        for code, mark in _marks(questions[row.question], row).items()
    }


def _marks(question: Question, row: AnswerRow) -> Marks:
    """A row or card keeps the number it has on the sheet, also beside emptied ones."""
    raw = row.value
    if cells.is_whole(question):
        raw = raw_answers.raw(question, answering.judge(question, raw))
    return marks(question, row.phase, raw, row.comment)
