"""Telling partners: every answer given is kept as a disclosure, in the same transaction."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.outreach.core.feedback import Feedback
from rondkomen.outreach.models import CaseSignal, Disclosure
from rondkomen.outreach.queries.feedback import already_told, feedback

_CHUNK, _BATCH = 900, 2_000


@transaction.atomic
def tell_partner(
    signal_refs: Sequence[UUID], *, as_of: date, actor: Actor, only_news: bool = True
) -> tuple[Feedback, ...]:
    """What the partner is told now, kept as disclosed; only what it did not hear before.

    Policy: `core.feedback.FEEDBACK_RULES`, the least that the partner needs; a signal that is in
    no case yet has nothing to tell.
    """
    answers = feedback(signal_refs, as_of=as_of)
    if only_news:
        told = already_told(signal_refs)
        answers = tuple(a for a in answers if told.get(a.signal_ref) is not a.code)
    stored = _signals([answer.signal_ref for answer in answers])
    now = timezone.now()
    Disclosure.objects.bulk_create(
        [
            Disclosure(
                case_id=stored[answer.signal_ref].case_id,
                signal_ref=answer.signal_ref,
                partner_ref=stored[answer.signal_ref].partner_ref,
                code=answer.code,
                as_of=answer.as_of,
                collection_pause_until=answer.collection_pause_until,
                told_at=now,
                told_by=actor.user_id,
            )
            for answer in answers
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    journal.record_many(
        [
            journal.NewEvent(
                "partner_told", stored[answer.signal_ref].case_id, {"code": str(answer.code)}
            )
            for answer in answers
        ],
        actor=actor,
    )
    return answers


def _signals(refs: list[UUID]) -> dict[UUID, CaseSignal]:
    found: dict[UUID, CaseSignal] = {}
    for start in range(0, len(refs), _CHUNK):
        rows = CaseSignal.objects.filter(signal_ref__in=refs[start : start + _CHUNK])
        found |= {row.signal_ref: row for row in rows}
    return found
