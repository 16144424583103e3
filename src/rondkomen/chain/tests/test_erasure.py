"""Planted markers: what is known shows in the report, and after erasing it is nowhere in the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.apps import apps

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears.core.codes import PartnerType
from rondkomen.chain import erasure
from rondkomen.chain.match_month import match_month
from rondkomen.chain.tests.scenario import TODAY
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries as outreach
from rondkomen.outreach import services
from rondkomen.outreach.core.codes import ContactKind, PartOfDay, Result
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.outreach.services import NewAttempt

BSN = "999990019"
MARKERS = ("Veldhuisplant", "611112222", "plantnotitie", BSN)
ROW = {
    "klantnummer": "PLANT-1",
    "bedrag": "412,50",
    "voorletters": "A.",
    "achternaam": "Veldhuisplant",
    "geboortedatum": "17-05-1980",
    "huisnummer": "12",
    "telefoon": "06 11112222",
    "bsn": BSN,
}

pytestmark = pytest.mark.usefixtures("registers")


def found_in_database() -> set[str]:
    """The markers that stand in any cell of any table."""
    rows = (row for model in apps.get_models() for row in model._base_manager.values_list())
    text = "\n".join(str(cell) for row in rows for cell in row)
    return {marker for marker in MARKERS if marker in text}


@pytest.fixture
def planted(system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]) -> Actor:
    deliver(partner("Zorgproef", PartnerType.HEALTH_INSURER, bsn=True), ROW)
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    match_month(Month(2026, 11), today=TODAY, now=now, actor=system)
    case = outreach.worklist(WorklistFilter(whose=Whose.TEAM), today=TODAY, actor=system).rows[0]
    attempt = NewAttempt(
        UUID(int=9), ContactKind.PHONE, PartOfDay.MORNING, TODAY, reached=False, note="plantnotitie"
    )
    services.log_attempt(case.case_id, attempt, today=TODAY, actor=system)
    return system


def test_a_resident_can_see_everything_that_is_known(planted: Actor) -> None:
    report = erasure.access_report(BSN, actor=planted)
    assert {one["surname"] for one in report["identities"]} == {"Veldhuis", "Veldhuisplant"}
    assert [one["amount_cents"] for one in report["signals"]] == [41250]
    assert report["cases"]
    assert report["looks"]
    # The look that the request itself takes is logged as such, not as an offer of help.
    assert Purpose.RESIDENT_RIGHTS in {look["purpose"] for look in report["looks"]}
    assert Purpose.OUTREACH not in {look["purpose"] for look in report["looks"][:2]}


def test_after_erasing_a_resident_no_marker_is_left(planted: Actor) -> None:
    assert found_in_database() == set(MARKERS) - {BSN}  # a BSN never stands anywhere in clear
    erased = erasure.erase_resident(BSN, today=TODAY, actor=planted)
    assert (erased.cases, erased.signals) == (1, 1)
    assert found_in_database() == set()
    with pytest.raises(Refused, match="niets vastgelegd"):
        erasure.access_report(BSN, actor=planted)


def test_the_terms_erase_by_themselves(planted: Actor) -> None:
    case = outreach.worklist(WorklistFilter(whose=Whose.TEAM), today=TODAY, actor=planted).rows[0]
    services.record_result(case.case_id, closing(), today=date(2026, 11, 20), actor=planted)
    nothing = erasure.erase_expired(today=TODAY, actor=planted)
    assert (nothing.cases, nothing.signals) == (0, 0)
    much_later = erasure.erase_expired(today=date(2040, 1, 1), actor=planted)
    assert (much_later.cases, much_later.signals) == (1, 1)
    assert found_in_database() == set()


def closing() -> services.GivenResult:
    return services.GivenResult(Result.NO_CONTACT, on=TODAY, confirmed=True)
