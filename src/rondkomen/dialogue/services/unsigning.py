"""What somebody who withdraws leaves on a joint sheet: the group's words, without whose they were."""

from uuid import UUID

from rondkomen.dialogue.models import Answer, AnswerChange

SOMEBODY = UUID(int=0)
"""The author of what was written by people who withdrew: one for all of them, and nobody."""


def unsign(session_id: UUID, participant_id: UUID) -> None:
    """Nothing; no cell and no change of the session's sheets says any more that this was theirs.

    Policy: what stands on a joint sheet is the group's. It stays, and nothing ties together what one
    person wrote who is no longer there.
    """
    own = str(participant_id)
    for row in Answer.objects.filter(session_id=session_id, participant=None):
        if any(mark.get("author") == own for mark in row.cells.values()):
            row.cells = {
                path: {**mark, "author": str(SOMEBODY)} if mark.get("author") == own else mark
                for path, mark in row.cells.items()
            }
            row.save(update_fields=["cells"])
    of_group = Answer.objects.filter(session_id=session_id, participant=None)
    of_group.filter(author_ref=participant_id).update(author_ref=SOMEBODY)
    changes = AnswerChange.objects.filter(answer__in=of_group, author_ref=participant_id)
    changes.update(author_ref=SOMEBODY)
