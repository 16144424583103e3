"""What each participant answered, judged and by phase, as the results are counted from it."""

from collections.abc import Iterable
from uuid import UUID

from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.results.group import Given
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.models import Participant
from rondkomen.dialogue.queries.answers import AnswerRow, judged, session_answers


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
            after_results=_after_results(by_writer[one.id]),
            remarks=_remarks(by_writer[one.id]),
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
                is_group=True,
                remarks=_remarks(group),
            )
        )
    return tuple(found)


def _remarks(rows: Iterable[AnswerRow]) -> dict[str, str]:
    """What stands below each question; what was written in the second step follows the first."""
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row.phase is Phase.REVISITED):
        if row.comment.strip() and row.comment.strip() not in found.get(row.question, ()):
            found.setdefault(row.question, []).append(row.comment.strip())
    return {code: " / ".join(texts) for code, texts in found.items()}


def _after_results(rows: Iterable[AnswerRow]) -> frozenset[str]:
    """The questions whose answer that counts was given after its writer saw the results."""
    latest = {
        row.question: row for row in sorted(rows, key=lambda row: row.phase is Phase.REVISITED)
    }
    return frozenset(code for code, row in latest.items() if row.after_results)


def _judged(instrument: Instrument, rows: Iterable[AnswerRow], phase: Phase) -> dict[str, Answer]:
    return judged(instrument, [row for row in rows if row.phase is phase])
