"""Cases to work on, in the fictional municipality Middenveld."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from rondkomen.kernel.period import Month
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import ContactKind, PartOfDay
from rondkomen.outreach.tests.examples import FRIDAY, signal

NOVEMBER = Month(2026, 11)


@pytest.fixture
def worker(acting, actor_with):
    """A worker of early detection, acting for Middenveld."""
    from rondkomen.access.core.roles import Role

    return actor_with(Role.EARLY_DETECTION_WORKER)


@pytest.fixture
def lead(acting, actor_with):
    """A team lead, acting for Middenveld."""
    from rondkomen.access.core.roles import Role

    return actor_with(Role.TEAM_LEAD)


@pytest.fixture
def household(acting) -> Callable[..., UUID]:
    """Makes a household at an address: `household("Lindelaan", 12)`."""
    from rondkomen.people.services import AddressFacts, register_household

    def make(street: str = "Lindelaan", number: int = 12, **more) -> UUID:
        address = AddressFacts(
            postcode=more.pop("postcode", "1234AB"),
            house_number=number,
            street=street,
            city="Middenveld",
            **more,
        )
        return register_household(address)

    return make


@pytest.fixture
def open_case(worker, household) -> Callable[..., UUID]:
    """Opens a case with these signals and gives its id."""
    from rondkomen.outreach.models import Case
    from rondkomen.outreach.services import open_cases

    def make(*signals, at: UUID | None = None, month=NOVEMBER, today=FRIDAY, **more) -> UUID:
        home = at or household(number=Case.objects.count() + 1)
        group = CaseGroup(home, signals or (signal(name=str(home)),), **more)
        open_cases([group], month=month, today=today, actor=worker)
        return Case.objects.get(household_ref=home, month=str(month)).id

    return make


@pytest.fixture
def attempt() -> Callable[..., object]:
    """Makes an attempt to log: a phone call in the afternoon that did not reach."""
    from rondkomen.outreach.services import NewAttempt

    def make(kind=ContactKind.PHONE, *, on=FRIDAY, reached=False, **more):
        token = more.pop("token", None) or uuid4()
        return NewAttempt(token, kind, PartOfDay.AFTERNOON, on, reached, **more)

    return make
