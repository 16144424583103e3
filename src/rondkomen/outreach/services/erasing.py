"""Erasing cases: what they held goes, and that they went is kept in the journal."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.outreach.core.clocks import ClockKind
from rondkomen.outreach.models import Case

_CHUNK = 900


@transaction.atomic
def purge_cases(case_ids: Iterable[UUID], *, today: date, actor: Actor, rule: str) -> int:
    """How many cases went, with their signals, attempts, notes, hand-overs and disclosures.

    Law: AVG art. 5(1)(e) and art. 17. Policy: `rule` names the retention rule or the request.
    """
    wanted = list(case_ids)
    gone: list[UUID] = []
    for start in range(0, len(wanted), _CHUNK):
        found = Case.objects.filter(id__in=wanted[start : start + _CHUNK])
        gone += found.values_list("id", flat=True)
        found.delete()
    for case_id in gone:
        journal.meet_clock(ClockKind.RETENTION, subject=case_id, on=today)
        journal.cancel_clocks(subject=case_id, on=today)
    journal.record_many(
        [journal.NewEvent("case_purged", case_id, {"rule": rule}) for case_id in gone], actor=actor
    )
    return len(gone)
