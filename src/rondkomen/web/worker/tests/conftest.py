"""Cases to open in a browser, in the fictional municipality Middenveld, as of today."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.models import User
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import ContactKind, PartOfDay
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.outreach.services import NewAttempt, SenderDetails, open_cases, save_sender
from rondkomen.outreach.tests.examples import signal
from rondkomen.people.core.identity import Identity
from rondkomen.people.services import (
    AddressFacts,
    PersonFacts,
    keep_residents,
    register_household,
)


@dataclass(frozen=True)
class Colleague:
    """Someone at work: who acts, and the browser that acts for them."""

    actor: Actor
    client: Client


@pytest.fixture
def colleague(acting: str, actor_with: Callable[..., Actor]) -> Callable[..., Colleague]:
    """Makes a colleague with these roles, signed in: `colleague(Role.TEAM_LEAD)`."""

    def make(*roles: Role, **options: str) -> Colleague:
        actor = actor_with(*roles, **options)
        client = Client()
        client.force_login(
            User.objects.get(id=actor.user_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        return Colleague(actor, client)

    return make


@pytest.fixture
def worker(colleague: Callable[..., Colleague]) -> Colleague:
    """A worker of early detection."""
    return colleague(Role.EARLY_DETECTION_WORKER)


@pytest.fixture
def lead(colleague: Callable[..., Colleague]) -> Colleague:
    """A team lead."""
    return colleague(Role.TEAM_LEAD)


@pytest.fixture
def open_case(worker: Colleague) -> Callable[..., UUID]:
    """Opens a case of this month at a house of its own and gives its id: `open_case(street="Lindelaan")`."""
    made: list[UUID] = []

    def make(*signals: object, street: str = "Lindelaan", postcode: str = "1234AB") -> UUID:
        today = timezone.localdate()
        address = AddressFacts(
            postcode=postcode, house_number=len(made) + 1, street=street, city="Middenveld"
        )
        home = register_household(address)
        group = CaseGroup(home, tuple(signals) or (signal(name=str(home)),), neighbourhood="Noord")
        open_cases([group], month=Month.of(today), today=today, actor=worker.actor)
        everyones = WorklistFilter(whose=Whose.TEAM)
        found = queries.worklist(everyones, today=today, actor=worker.actor, page_size=200)
        case_id = next(row.case_id for row in found.rows if row.household_ref == home)
        made.append(case_id)
        return case_id

    return make


@pytest.fixture
def resident(acting: str) -> Callable[[Identity], UUID]:
    """Somebody who lives in the house of the first case."""

    def make(who: Identity) -> UUID:
        address = AddressFacts(
            postcode="1234AB", house_number=1, street="Lindelaan", city="Middenveld"
        )
        facts = PersonFacts("R1", who, address)
        return keep_residents([facts], actor=system_actor(acting))["R1"].person_ref

    return make


@pytest.fixture
def form_for() -> Callable[..., dict[str, str]]:
    """What the attempt form sends: a phone call today, in the afternoon, that did not reach."""

    def make(**changed: str) -> dict[str, str]:
        return {
            "token": str(uuid4()),
            "kind": ContactKind.PHONE.value,
            "part_of_day": PartOfDay.AFTERNOON.value,
            "on": timezone.localdate().isoformat(),
            "reached": "no",
            "note": "",
            **changed,
        }

    return make


@pytest.fixture
def reach() -> Callable[..., NewAttempt]:
    """An attempt that reached the resident today."""

    def make(**changed: object) -> NewAttempt:
        today = timezone.localdate()
        return NewAttempt(
            uuid4(), ContactKind.PHONE, PartOfDay.AFTERNOON, today, reached=True, **changed
        )

    return make


@pytest.fixture
def sender(worker: Colleague) -> None:
    """Letters have a sender."""
    save_sender(
        SenderDetails(
            "088 000 00 00",
            "hulp@middenveld.example",
            "Postbus 1, Middenveld",
            "Mail de functionaris.",
        ),
        actor=worker.actor,
    )
