"""Batches of letters made in the background: ordered, kept sealed for a day, opened, erased."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.access.crypto import seal, unseal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import PartOfDay
from rondkomen.outreach.core.letters import LetterKind
from rondkomen.outreach.models import LetterRun
from rondkomen.outreach.queries.letter_runs import own_run
from rondkomen.outreach.services.letters import LetterBatch, LetterOrder, check_order

# Policy: docs/outreach.md, letters: printed the same day or the next.
KEPT = timedelta(days=2)
_COLUMN = "sealed"


@transaction.atomic
def order_letters(order: LetterOrder, *, at: datetime, actor: Actor) -> UUID:
    """The id of the batch, which is the token of the order: ordering twice makes one batch.

    Raises: Refused for none or too many at once, or an appointment letter without an appointment.
    """
    check_order(order)
    _run, is_new = LetterRun.objects.get_or_create(
        id=order.token,
        defaults={
            "kind": order.kind,
            "part_of_day": order.part_of_day,
            "appointment": order.appointment.strip(),
            "log_as_sent": order.log_as_sent,
            "case_refs": [str(case_id) for case_id in order.case_ids],
            "ordered_by": actor.user_id,
            "ordered_at": at,
            "keep_until": at + KEPT,
        },
    )
    if is_new:
        data = {"kind": order.kind, "cases": len(order.case_ids)}
        journal.record("letters_ordered", subject=order.token, actor=actor, data=data)
    return order.token


def ordered_letters(run_id: UUID, *, actor: Actor) -> LetterOrder:
    """What was ordered, for who makes it.

    Raises: Refused when it is not there any more, or somebody else's.
    """
    run = own_run(run_id, actor=actor)
    return LetterOrder(
        case_ids=[UUID(ref) for ref in run.case_refs],
        kind=LetterKind(run.kind),
        token=run.id,
        part_of_day=PartOfDay(run.part_of_day),
        appointment=run.appointment,
        log_as_sent=run.log_as_sent,
    )


def keep_letters(run_id: UUID, made: LetterBatch) -> None:
    """Nothing; the document is kept sealed, with how many cases got no letter and why."""
    gemeente_id = current_gemeente_id()
    LetterRun.objects.filter(id=run_id).update(
        letters=made.letters,
        skipped=dict(Counter(reason for _case, reason in made.skipped)),
        sealed=seal(made.pdf, gemeente_id=gemeente_id, row=run_id, column=_COLUMN),
    )


@transaction.atomic
def open_letters(run_id: UUID, *, actor: Actor) -> bytes:
    """The document with the letters; the journal says who took it.

    Raises: Refused when it is not there any more, not there yet, or somebody else's.
    """
    run = own_run(run_id, actor=actor)
    if run.sealed is None:
        raise Refused("Deze brieven zijn nog niet gemaakt.", code="letters-not-made")
    journal.record("letters_opened", subject=run.id, actor=actor, data={"letters": run.letters})
    return unseal(run.sealed, gemeente_id=current_gemeente_id(), row=run.id, column=_COLUMN)


@transaction.atomic
def erase_letter_runs(now: datetime, *, actor: Actor) -> int:
    """How many batches went because their time was up; the attempts they logged stay."""
    ids = list(LetterRun.objects.filter(keep_until__lte=now).values_list("id", flat=True))
    LetterRun.objects.filter(id__in=ids).delete()
    journal.record_many([journal.NewEvent("letters_erased", run) for run in ids], actor=actor)
    return len(ids)
