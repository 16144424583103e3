"""Reads of batches of letters: only by who ordered them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.letters import LetterKind
from rondkomen.outreach.models import LetterRun


@dataclass(frozen=True)
class LetterRunRow:
    """One batch, without its document.

    Shape: `skipped` sentence → number of cases that got no letter for that reason.
    """

    run_id: UUID
    kind: LetterKind
    ordered_at: datetime
    cases: int
    letters: int
    skipped: dict[str, int]
    made: bool
    keep_until: datetime


def own_run(run_id: UUID, *, actor: Actor) -> LetterRun:
    """The batch, when this actor ordered it.

    Raises: Refused for another's batch, in the same words as for one that is not there.
    """
    found = LetterRun.objects.filter(id=run_id, ordered_by=actor.user_id).first()
    if found is None:
        raise Refused(
            "Deze brieven zijn er niet (meer); maak ze opnieuw bij Zaken.", code="letters-unknown"
        )
    return found


def letter_run(run_id: UUID, *, actor: Actor) -> LetterRunRow:
    """One batch that this actor ordered.

    Raises: Refused when it is not there any more, or somebody else's.
    """
    return _row(own_run(run_id, actor=actor))


def letter_runs(*, actor: Actor) -> tuple[LetterRunRow, ...]:
    """The batches this actor ordered that are still kept, newest first."""
    found = LetterRun.objects.filter(ordered_by=actor.user_id).defer("sealed")
    return tuple(_row(run) for run in found.order_by("-ordered_at"))


def _row(run: LetterRun) -> LetterRunRow:
    return LetterRunRow(
        run_id=run.id,
        kind=LetterKind(run.kind),
        ordered_at=run.ordered_at,
        cases=len(run.case_refs),
        letters=run.letters,
        skipped=dict(run.skipped),
        made=run.letters > 0,
        keep_until=run.keep_until,
    )
