"""A later file corrects a signal or takes its ground back: the case it stands in follows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.arrears import queries as arrears
from rondkomen.arrears import services as arrears_services
from rondkomen.arrears.core.codes import SignalStatus
from rondkomen.chain.household_cases import open_household_cases
from rondkomen.kernel.period import Month
from rondkomen.matching import queries as matching
from rondkomen.outreach import services as outreach


def follow_delivery(delivery_id: UUID, *, today: date, actor: Actor) -> None:
    """Nothing; the cases know what this delivery changed about signals of earlier files.

    The municipality itself does this, whoever delivered: a partner may not look at a household.
    """
    system = system_actor(actor.gemeente_id)
    changed = arrears.changed_by(delivery_id)
    follow_corrected(changed.corrected, today=today, actor=system)
    _follow_revoked(changed.revoked, today=today, actor=system)


def follow_corrected(signal_refs: Iterable[UUID], *, today: date, actor: Actor) -> None:
    """Nothing; the cases of these signals hold what the signals say now, and are judged anew.

    Policy: docs/arrears.md: the household stays the one it was matched with; a person looks when
    the correction is about who or where the customer is.
    """
    signals = arrears.signals(signal_refs)
    households: dict[Month, set[UUID]] = defaultdict(set)
    for ref, link in matching.live_links(signals).items():
        households[signals[ref].month].add(link.household_ref)
    for month, refs in sorted(households.items()):
        open_household_cases(refs, month, today=today, actor=actor)


def _follow_revoked(signal_refs: Iterable[UUID], *, today: date, actor: Actor) -> None:
    gone = outreach.take_back(signal_refs, today=today, actor=actor)
    arrears_services.set_status(dict.fromkeys(gone, SignalStatus.UNJUSTIFIED), actor=actor)
