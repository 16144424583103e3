"""What each participant answered, judged and by phase, as the results are counted from it."""

from collections.abc import Iterable
from uuid import UUID

from rondkomen.dialogue.core import answering, cells
from rondkomen.dialogue.core.answers import Answer
from rondkomen.dialogue.core.instrument import Instrument
from rondkomen.dialogue.core.results import Given
from rondkomen.dialogue.core.sessions import Phase
from rondkomen.dialogue.models import Participant
from rondkomen.dialogue.queries.answers import AnswerRow, session_answers
from rondkomen.kernel.refusal import Refused


def given(session_id: UUID, instrument: Instrument) -> tuple[Given, ...]:
    """Per participant who answered anything what they gave; what the group gave together comes last.

    Policy: an answer that no longer fits its question is left out, never guessed at.
    """
    by_writer: dict[UUID | None, list[AnswerRow]] = {}
    for row in session_answers(session_id):
        if row.instrument == instrument.key:
            by_writer.setdefault(row.participant_id, []).append(row)
    people = Participant.objects.filter(session_id=session_id).order_by("joined_at", "id")
    found = [
        Given(
            domain=one.domain,
            first=_judged(instrument, by_writer[one.id], Phase.FIRST),
            revisited=_judged(instrument, by_writer[one.id], Phase.REVISITED),
            consents=one.consents_to_name,
            again=one.again_key_hash,
        )
        for one in people
        if one.id in by_writer
    ]
    group = by_writer.get(None)
    if group:
        found.append(
            Given(
                domain="",
                first=_judged(instrument, group, Phase.FIRST),
                revisited=_judged(instrument, group, Phase.REVISITED),
                consents=True,
            )
        )
    return tuple(found)


def _judged(instrument: Instrument, rows: Iterable[AnswerRow], phase: Phase) -> dict[str, Answer]:
    questions = {question.code: question for question in instrument.questions()}
    found: dict[str, Answer] = {}
    for row in rows:
        question = questions.get(row.question)
        if question is None or row.phase is not phase:
            continue
        try:
            answer = answering.judge(question, cells.compact(question, row.value))
        except Refused:
            continue
        if answer is not None:
            found[row.question] = answer
    return found
