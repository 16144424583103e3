"""Who works on a case: picking up, putting back, dividing the work."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import CaseStatus
from rondkomen.outreach.models import Capacity, Case
from rondkomen.outreach.services.desk import Desk, at_desk
from rondkomen.outreach.services.keeping import keep, keep_all, move, take

_WORKERS = {Role.EARLY_DETECTION_WORKER, Role.TEAM_LEAD}
_MOST_AT_ONCE = 500


def pick_up(
    case_id: UUID,
    *,
    today: date,
    actor: Actor,
    version: int | None = None,
    desk: Desk | None = None,
) -> None:
    """Nothing; the case is the actor's and counts as picked up from today.

    Raises: Refused when it is not new, or somebody else changed it.
    """
    with at_desk([case_id], desk, actor=actor) as held:
        case = held.take(case_id, version=version)
        pick_up_taken(case, held, today=today, actor=actor)
        held.keep(case, "case_picked_up", {}, today=today, actor=actor)


def pick_up_taken(case: Case, desk: Desk, *, today: date, actor: Actor) -> None:
    """Nothing; a case already taken out is picked up, not stored yet.

    Policy: DDAS FAQ: the day of picking up is the day work on the case begins.
    """
    move(case, "pick_up", CaseStatus.PICKED_UP)
    case.picked_up_on = today
    if case.owner_ref is None:
        desk.give(case, actor.user_id)


@transaction.atomic
def put_back(case_id: UUID, *, today: date, actor: Actor, version: int | None = None) -> None:
    """Nothing; the case is new again and nobody's.

    Raises: Refused when something was done on it already.
    """
    case = take(case_id, version=version)
    if case.attempt_count:
        raise Refused(
            "Op deze zaak is al een poging gelogd. Draag haar over aan een collega.",
            code="case-worked-on",
        )
    move(case, "put_back", CaseStatus.NEW)
    case.picked_up_on = case.owner_ref = None
    journal.reassign_clocks([case.id], owner=None)
    keep(case, today=today)
    journal.record("case_put_back", subject=case.id, actor=actor, data={})


@transaction.atomic
def assign(case_ids: Iterable[UUID], *, to: UUID | None, today: date, actor: Actor) -> int:
    """How many open cases changed hands; None makes them nobody's.

    Raises: Refused for too many at once, or for somebody who does not work on cases here.
    """
    wanted = list(dict.fromkeys(case_ids))
    if len(wanted) > _MOST_AT_ONCE:
        raise Refused(f"Verdeel ten hoogste {_MOST_AT_ONCE} zaken tegelijk.", code="assign-size")
    if to is not None:
        _require_worker(to, actor.gemeente_id)
    cases = list(Case.objects.select_for_update().filter(id__in=wanted, is_open=True))
    changed = [case for case in cases if case.owner_ref != to]
    for case in changed:
        case.owner_ref = to
        case.touched_on = max(case.touched_on, today)
    keep_all(changed)
    ids = [case.id for case in changed]
    journal.reassign_clocks(ids, owner=to)
    data = {"to": str(to) if to else None}
    journal.record_many(
        [journal.NewEvent("case_assigned", case_id, data) for case_id in ids], actor=actor
    )
    return len(changed)


@transaction.atomic
def set_capacity(worker: UUID, *, open_cases: int, actor: Actor) -> None:
    """Nothing; this is how many open cases the worker can carry.

    Raises: Refused for a number no worker can carry, or for somebody who is no worker here.
    """
    if not 0 <= open_cases <= _MOST_AT_ONCE:
        raise Refused(f"Kies een aantal van 0 tot en met {_MOST_AT_ONCE}.", code="capacity")
    _require_worker(worker, actor.gemeente_id)
    Capacity.objects.update_or_create(worker_ref=worker, defaults={"open_cases": open_cases})
    journal.record("capacity_set", subject=worker, actor=actor, data={"open_cases": open_cases})


def _require_worker(user_id: UUID, gemeente_id: str) -> None:
    if not _WORKERS & access.actor_of(user_id, gemeente_id).roles:
        raise Refused(
            "Deze collega werkt niet aan zaken van vroegsignalering. Kies een andere.",
            code="not-a-worker",
        )
