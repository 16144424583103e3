"""Reads of `dialogue`: sessions and their instruments, who takes part, what was answered and agreed."""

from rondkomen.dialogue.queries.agreed import ActionRow, NoteRow, action, actions, notes
from rondkomen.dialogue.queries.answers import (
    AnswerRow,
    ChangeRow,
    GivenPoint,
    answers_of,
    changes,
    given_points,
    group_answers,
    judged,
    progress,
    session_answers,
)
from rondkomen.dialogue.queries.given import given
from rondkomen.dialogue.queries.participants import (
    ParticipantRow,
    own_name,
    participant_by_token,
    participant_with,
    participants,
    same_again,
)
from rondkomen.dialogue.queries.sessions import (
    SessionRow,
    find_by_code,
    instruments_of,
    is_known_frozen,
    kept_versions,
    revision_of,
    session,
    sessions,
)

__all__ = [
    "ActionRow",
    "AnswerRow",
    "ChangeRow",
    "GivenPoint",
    "NoteRow",
    "ParticipantRow",
    "SessionRow",
    "action",
    "actions",
    "answers_of",
    "changes",
    "find_by_code",
    "given",
    "given_points",
    "group_answers",
    "instruments_of",
    "is_known_frozen",
    "judged",
    "kept_versions",
    "notes",
    "own_name",
    "participant_by_token",
    "participant_with",
    "participants",
    "progress",
    "revision_of",
    "same_again",
    "session",
    "session_answers",
    "sessions",
]
