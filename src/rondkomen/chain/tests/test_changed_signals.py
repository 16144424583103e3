"""What a later file does to a case that is there already."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import SignalStatus
from rondkomen.chain.match_month import match_month
from rondkomen.chain.tests.scenario import TODAY
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries as outreach
from rondkomen.outreach import services
from rondkomen.outreach.core.codes import CaseStatus, Result
from rondkomen.outreach.queries import CaseFactRow
from rondkomen.outreach.queries.case import EVENT_TEXTS

NOVEMBER = Month(2026, 11)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
VELDHUIS = {
    "klantnummer": "K1",
    "bedrag": "412,50",
    "voorletters": "A.",
    "achternaam": "van der Veldhuis",
    "geboortedatum": "17-05-1980",
    "huisnummer": "12",
}
TAKEN_BACK = VELDHUIS | {"reactie_op_doorgeven": "afwijzend"}
Deliver = Callable[..., UUID]

pytestmark = pytest.mark.usefixtures("registers")


@pytest.fixture
def landlord(partner: Callable[..., UUID]) -> UUID:
    return partner("Woonproef")


@pytest.fixture
def worker(actor_with: Callable[..., Actor]) -> Actor:
    return actor_with(Role.EARLY_DETECTION_WORKER)


def matched(system: Actor, month: Month = NOVEMBER, today: date = TODAY) -> None:
    match_month(month, today=today, now=NOW, actor=system)


def signal() -> arrears.SignalFacts:
    (found,) = arrears.signals_of_month(NOVEMBER)
    return found


def cases() -> tuple[CaseFactRow, ...]:
    return outreach.case_facts_of([signal().id])


def test_a_case_holds_the_corrected_amount_and_says_so(
    system: Actor, landlord: UUID, deliver: Deliver, worker: Actor
) -> None:
    deliver(landlord, VELDHUIS)
    matched(system)
    before = outreach.case(cases()[0].case_id, actor=worker, today=TODAY)
    deliver(landlord, VELDHUIS | {"bedrag": "1.912,50", "telefoon": "0612345678"})
    (case,) = cases()
    after = outreach.case(case.case_id, actor=worker, today=TODAY)
    assert (before.row.amount, after.row.amount) == (41250, 191250)
    assert after.row.points > before.row.points  # a higher arrear weighs more in the shipped rules
    assert next(row.text for row in after.timeline) == EVENT_TEXTS["case_signals_added"]
    (correction,) = arrears.corrections([signal().id])[signal().id]
    assert correction.labels == ("bedrag", "telefoon")
    assert not correction.is_about_client


def test_a_correction_of_the_address_stays_with_its_household_until_a_person_looks(
    system: Actor, landlord: UUID, deliver: Deliver
) -> None:
    deliver(landlord, VELDHUIS)
    matched(system)
    (before,) = cases()
    deliver(landlord, VELDHUIS | {"huisnummer": "14"})
    assert [case.case_id for case in cases()] == [before.case_id]
    (correction,) = arrears.corrections([signal().id])[signal().id]
    assert (correction.labels, correction.is_about_client) == (("adres",), True)


def test_a_case_that_the_rules_closed_opens_again_when_the_amount_proves_higher(
    system: Actor, landlord: UUID, deliver: Deliver, worker: Actor
) -> None:
    october = Month(2026, 10)
    deliver(landlord, VELDHUIS, on=date(2026, 10, 5))
    matched(system, october, date(2026, 10, 6))
    (first,) = outreach.case_facts_of([arrears.signals_of_month(october)[0].id])
    services.pick_up(first.case_id, today=date(2026, 10, 7), actor=worker)
    deliver(landlord, VELDHUIS)
    matched(system)
    (repeat,) = cases()
    assert repeat.result is Result.REPEAT
    deliver(landlord, VELDHUIS | {"bedrag": "900"})
    assert cases()[0].status is CaseStatus.NEW


def test_a_signal_taken_back_leaves_a_case_nobody_worked_on_and_does_not_return(
    system: Actor, landlord: UUID, deliver: Deliver
) -> None:
    deliver(landlord, VELDHUIS)
    matched(system)
    assert len(cases()) == 1
    deliver(landlord, TAKEN_BACK)
    assert cases() == ()
    assert signal().status is SignalStatus.UNJUSTIFIED
    matched(system)
    assert cases() == ()


def test_a_signal_taken_back_stays_in_a_case_that_is_worked_on_and_shows(
    system: Actor, landlord: UUID, deliver: Deliver, worker: Actor
) -> None:
    deliver(landlord, VELDHUIS)
    matched(system)
    case_id = cases()[0].case_id
    services.pick_up(case_id, today=TODAY, actor=worker)
    deliver(landlord, TAKEN_BACK)
    assert cases()[0].status is CaseStatus.PICKED_UP
    assert arrears.revoked([signal().id]) == {signal().id}
    seen = outreach.case(case_id, actor=worker, today=TODAY)
    assert next(row.text for row in seen.timeline) == EVENT_TEXTS["case_signal_revoked"]
