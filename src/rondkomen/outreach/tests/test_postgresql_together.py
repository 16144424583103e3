"""Two colleagues at the same moment; run beside PostgreSQL, where they truly overlap (conftest.py)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import ClosingReason, ContactKind, PartOfDay
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.services import (
    NewAttempt,
    close_before_contact,
    log_attempt,
    open_cases,
)
from rondkomen.outreach.tests.conftest import NOVEMBER
from rondkomen.outreach.tests.examples import FRIDAY, signal
from rondkomen.people.services import AddressFacts, register_household

pytestmark = pytest.mark.django_db(transaction=True)
COLLEAGUES = 4


@pytest.fixture
def case_and_worker(gemeente, actor_with):
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    with acting_for(gemeente):
        home = register_household(AddressFacts("1234AB", 1, street="Lindelaan"))
        open_cases([CaseGroup(home, (signal(),))], month=NOVEMBER, today=FRIDAY, actor=worker)
        return Case.objects.get().id, worker


def at_the_same_moment(gemeente: str, act: Callable[[], object]) -> list[str]:
    """What each of four colleagues is told: nothing, or the code of the refusal."""
    ready = Barrier(COLLEAGUES)

    def one(_number: int) -> str:
        ready.wait(timeout=30)
        try:
            with acting_for(gemeente):
                act()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(COLLEAGUES) as pool:
        return sorted(pool.map(one, range(COLLEAGUES)))


def test_one_of_four_closes_and_the_others_are_told(gemeente, case_and_worker):
    case_id, worker = case_and_worker
    told = at_the_same_moment(
        gemeente,
        lambda: close_before_contact(
            case_id, ClosingReason.DECEASED, today=FRIDAY, actor=worker, version=1
        ),
    )
    assert told == ["", "case-changed", "case-changed", "case-changed"]


def test_an_attempt_sent_four_times_is_logged_once(gemeente, case_and_worker):
    case_id, worker = case_and_worker
    new = NewAttempt(uuid4(), ContactKind.PHONE, PartOfDay.MORNING, FRIDAY, reached=True)
    told = at_the_same_moment(
        gemeente, lambda: log_attempt(case_id, new, today=FRIDAY, actor=worker)
    )
    assert told == [""] * COLLEAGUES
    with acting_for(gemeente):
        assert Attempt.objects.count() == 1
