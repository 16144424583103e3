"""Today's walk: the doors to knock on, in walking order, without names or arrears."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.outreach.core.codes import CaseStatus, ContactKind
from rondkomen.outreach.core.door import Address, walk
from rondkomen.outreach.models import Case
from rondkomen.outreach.queries.assembling import doors_of, last_attempt_of, top_reasons
from rondkomen.outreach.queries.rows import DoorStop
from rondkomen.people.core.identity import Door

_MOST_ON_A_WALK = 40
_BEFORE_CONTACT = (CaseStatus.NEW.value, CaseStatus.PICKED_UP.value)


def door_list(
    *, owner: UUID, today: date, actor: Actor, case_ids: Iterable[UUID] | None = None
) -> tuple[DoorStop, ...]:
    """The doors of these cases, or of the owner's most urgent ones not yet reached, as a walk.

    A door that was knocked on today is done and left out.

    Raises: Refused when the actor may not see addresses for outreach.
    """
    open_cases = Case.objects.filter(is_open=True)
    if case_ids is not None:
        found = open_cases.filter(id__in=list(case_ids))
    else:
        found = open_cases.filter(owner_ref=owner, status__in=_BEFORE_CONTACT)
    done = {"last_attempt_on": today, "last_attempt_kind": ContactKind.HOME_VISIT.value}
    cases = list(found.exclude(**done).order_by("-points", "id")[:_MOST_ON_A_WALK])
    doors = doors_of(cases, actor=actor)
    by_id = {case.id: case for case in cases if case.household_ref in doors}
    order = walk([_address(case, doors[case.household_ref]) for case in by_id.values()])
    return tuple(_stop(by_id[stop.case_id], doors) for stop in order)


def _address(case: Case, door: Door) -> Address:
    suffix = door.house.removeprefix(str(door.house_number))
    return Address(case.id, door.postcode, door.street, door.house_number, suffix)


def _stop(case: Case, doors: dict[UUID, Door]) -> DoorStop:
    door = doors[case.household_ref]
    return DoorStop(
        case_id=case.id,
        household_ref=case.household_ref,
        street=door.street,
        house=door.house,
        postcode=door.postcode,
        reasons=top_reasons(case),
        last_attempt=last_attempt_of(case),
        version=case.version,
    )
