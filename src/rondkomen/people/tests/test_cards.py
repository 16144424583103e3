"""No look without a purpose, and no look without a line in the processing log."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.journal.models import Processing
from rondkomen.journal.queries import processing_of
from rondkomen.kernel.refusal import Refused
from rondkomen.people import queries, services
from rondkomen.people.core.identity import Identity
from rondkomen.people.models import DeliveredIdentity
from rondkomen.people.services import AddressFacts, PersonFacts

BSN = "999990019"  # passes the eleven-check: 9*9+9*8+9*7+9*6+9*5+0*4+0*3+1*2-9 = 308 = 28 * 11
KIM = Identity(initials="K.", surname="Voorbeeld", birth_date=date(1980, 3, 1), bsn=BSN)


@pytest.fixture
def ref(acting: str) -> UUID:
    return services.record_identities([KIM])[0]


def test_a_granted_purpose_opens_the_card_and_writes_one_line(
    ref: UUID, actor_with: Callable[..., Actor]
) -> None:
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    found = queries.card(ref, purpose=Purpose.OUTREACH, actor=worker)
    assert found.identity == KIM
    lines = processing_of(ref)
    assert [(line.purpose, line.actor) for line in lines] == [("outreach", worker.user_id)]


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.AUDITOR, Role.FUNCTIONAL_ADMINISTRATOR])
def test_a_role_without_the_purpose_sees_nothing(
    ref: UUID, role: Role, actor_with: Callable[..., Actor]
) -> None:
    with pytest.raises(Refused, match="geeft geen toegang"):
        queries.card(ref, purpose=Purpose.OUTREACH, actor=actor_with(role))
    assert processing_of(ref) == []


def test_a_purpose_that_needs_no_people_opens_none(
    ref: UUID, actor_with: Callable[..., Actor]
) -> None:
    with pytest.raises(Refused, match="geen persoonsgegevens nodig"):
        queries.card(ref, purpose=Purpose.MONITORING, actor=actor_with(Role.TEAM_LEAD))


def test_another_gemeente_does_not_know_the_person(gemeente: str) -> None:
    with acting_for(gemeente):
        ref = services.record_identities([KIM])[0]
    stranger = Actor(None, "systeem", "9902")
    with acting_for("9902"), pytest.raises(Refused, match="niet"):
        queries.card(ref, purpose=Purpose.OUTREACH, actor=stranger)


def test_the_bsn_stands_nowhere_in_clear(ref: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_deliveredidentity")
        cells = [
            bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row
        ]
    assert not any(
        BSN.encode() in (cell if isinstance(cell, bytes) else str(cell).encode()) for cell in cells
    )
    assert DeliveredIdentity.objects.get().bsn_index == services.bsn_index(BSN)


def test_matching_takes_the_blind_index_and_never_the_bsn(ref: UUID, acting: str) -> None:
    actor = Actor(None, "systeem", acting)
    row = queries.matching_rows([ref], purpose=Purpose.MATCHING, actor=actor)[0]
    assert (row.identity.bsn, row.bsn_index) == ("", services.bsn_index(BSN))
    assert len(processing_of(ref)) == 1


def test_a_resident_is_kept_once_and_brought_up_to_date(acting: str) -> None:
    home = AddressFacts("1234AB", 12, street="Lindelaan", city="Middenveld")
    moved = AddressFacts("1234AB", 14, street="Lindelaan", city="Middenveld")
    system = Actor(None, "systeem", acting)
    facts = PersonFacts("brp-1", KIM, home, household_size=3), PersonFacts("brp-1", KIM, moved)
    first, second = (services.keep_residents([fact], actor=system)["brp-1"] for fact in facts)
    assert len(processing_of(first.person_ref)) == 2
    assert second.person_ref == first.person_ref
    assert second.household_ref != first.household_ref
    homes = [first.household_ref, second.household_ref]
    doors = queries.doors(homes, purpose=Purpose.OUTREACH, actor=system)
    assert [door.label for door in doors.values()] == ["Lindelaan 12", "Lindelaan 14"]
    assert doors[first.household_ref].size == 3


def test_seeing_an_address_leaves_a_line_for_that_household(
    acting: str, actor_with: Callable[..., Actor]
) -> None:
    home = services.register_household(AddressFacts("1234AB", 12, street="Lindelaan"))
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    queries.doors([home], purpose=Purpose.OUTREACH, actor=worker)
    lines = [(line.purpose, line.activity, line.actor) for line in processing_of(home)]
    assert lines == [("outreach", "adres ingezien", worker.user_id)]
    with pytest.raises(Refused, match="geeft geen toegang"):
        queries.doors([home], purpose=Purpose.OUTREACH, actor=actor_with(Role.AUDITOR))


def test_looking_a_bsn_up_leaves_a_line_also_when_nobody_has_it(
    ref: UUID, actor_with: Callable[..., Actor]
) -> None:
    auditor = actor_with(Role.AUDITOR)
    assert queries.refs_of_bsn(BSN, purpose=Purpose.AUDIT, actor=auditor) == [ref]
    assert [line.activity for line in processing_of(ref)] == ["gezocht op BSN"]
    assert queries.refs_of_bsn("999990020", purpose=Purpose.AUDIT, actor=auditor) == []
    assert Processing.objects.filter(activity="gezocht op BSN, niemand gevonden").count() == 1
    with pytest.raises(Refused, match="geeft geen toegang"):
        queries.refs_of_bsn(BSN, purpose=Purpose.OUTREACH, actor=auditor)
