"""What CBS gets: everything that belongs in the period, as it stood on its last day, and no names."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for, current_gemeente_id
from rondkomen.chain import cbs_delivery
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.exchange import queries, services
from rondkomen.exchange.adapters.check import check
from rondkomen.exchange.core.codes import Route
from rondkomen.journal import queries as journal
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import Result
from rondkomen.outreach.services import GivenResult, record_result
from rondkomen.people.core.identity import Identity
from rondkomen.people.services import AddressFacts, PersonFacts, keep_residents

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 20))


@pytest.fixture
def worker(acting: str) -> Actor:
    made.middenveld()
    return system_actor(acting)


def _document(period: Period, actor: Actor) -> Any:
    made_id = cbs_delivery.produce(period, route=Route.FILE, now=NOW, actor=actor)
    pages = list(cbs_delivery.page_documents(queries.delivery(made_id)))
    assert len(pages) == 1
    return json.loads(pages[0])


def _only(document: Any) -> Any:
    (delivery,) = document["leveringen"]
    return delivery


def test_a_delivery_passes_the_check_and_holds_every_signal(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 5, actor=worker)
    case = made.open_case(signals[:2], actor=worker)
    made.work(case, date(2026, 10, 12), date(2026, 10, 14), actor=worker)
    document = _document(made.OCTOBER, worker)
    report = check(document)
    assert report.is_valid, report.shown
    assert (report.signals, report.cases, report.attempts) == (5, 1, 2)
    assert {s["ID"] for s in _only(document)["vroegsignalen"]} == {str(s.id) for s in signals}


def test_the_values_are_those_of_the_signals(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 3, actor=worker)
    found = {s["ID"]: s for s in _only(_document(made.OCTOBER, worker))["vroegsignalen"]}
    assert found[str(signals[0].id)] == {
        "ID": str(signals[0].id),
        "crisissignaal": False,
        "warmeOverdracht": False,
        "bedrag": 402,  # 401.50 euro: half goes up
        "ontstaansdatum": "2026-08-01",
        "signaaldatum": "2026-10-05",
        "status": "Nog niet opgepakt",
        "signaalpartner": {"type": "Zorg"},
        "client": {"burgerservicenummer": "999990019"},
    }
    assert found[str(signals[2].id)]["client"] == {
        "postcode": "1234AB",
        "huisnummer": "3",
        "huisnummertoevoeging": "B",
        "geboortedatum": "1980-05-17",
    }


def _resident(bsn: str) -> UUID:
    identity = Identity(surname="Voorbeeld", birth_date=date(1980, 5, 17), bsn=bsn)
    facts = PersonFacts("brp-1", identity, AddressFacts("5678CD", 9, house_letter="C"))
    system = system_actor(current_gemeente_id())
    return keep_residents([facts], actor=system)["brp-1"].person_ref


@pytest.mark.parametrize(
    ("bsn", "client"),
    [
        ("999990020", {"burgerservicenummer": "999990020"}),
        (
            "",
            {
                "postcode": "5678CD",
                "huisnummer": "9",
                "huisnummertoevoeging": "C",
                "geboortedatum": "1980-05-17",
            },
        ),
    ],
)
def test_whoever_is_found_in_the_register_is_named_as_there(
    worker: Actor, bsn: str, client: dict[str, str]
) -> None:
    third = made.deliver(made.insurer(worker), 3, actor=worker)[2]  # delivered without a BSN
    made.open_case([third], actor=worker, person=_resident(bsn))
    found = {s["ID"]: s for s in _only(_document(made.OCTOBER, worker))["vroegsignalen"]}
    assert found[str(third.id)]["client"] == client


def test_the_organisation_is_the_municipality(worker: Actor) -> None:
    delivery = _only(_document(made.OCTOBER, worker))
    assert delivery["gemeentecode"] == "9901"
    assert delivery["teller"] == 1
    assert delivery["aanleverendeOrganisatie"]["naam"] == "Gemeente Middenveld"
    assert delivery["aanleverendeOrganisatie"]["kvk-nummer"] == "12345678"


def test_what_happened_after_the_period_is_not_told_yet(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 2, actor=worker)
    case = made.open_case(signals, actor=worker)
    made.work(case, date(2026, 10, 12), date(2026, 11, 3), actor=worker)
    given = GivenResult(Result.NO_CONTACT, date(2026, 11, 10), confirmed=True)
    record_result(case, given, today=date(2026, 11, 10), actor=worker)
    (in_october,) = _only(_document(made.OCTOBER, worker))["vroegsignaalzaken"]
    assert "resultaat" not in in_october
    assert [a["datum"] for a in in_october["contactpogingen"]] == ["2026-10-12"]
    november = _only(_document(NOVEMBER, worker))
    (in_november,) = november["vroegsignaalzaken"]
    assert in_november["resultaat"] == "Definitief geen contact kunnen krijgen"
    assert len(in_november["contactpogingen"]) == 2
    assert len(november["vroegsignalen"]) == 2  # of October, because their case was closed now


def test_a_case_that_was_picked_up_later_is_not_picked_up_yet(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 1, actor=worker)
    case = made.open_case(signals, actor=worker)
    made.work(case, date(2026, 11, 3), actor=worker)
    delivery = _only(_document(made.OCTOBER, worker))
    assert "datumOpgepakt" not in delivery["vroegsignaalzaken"][0]
    assert delivery["vroegsignalen"][0]["status"] == "Nog niet opgepakt"
    assert _only(_document(NOVEMBER, worker))["vroegsignalen"][0]["status"] == "Opgepakt"


def test_an_empty_period_is_an_empty_delivery_and_valid(worker: Actor) -> None:
    document = _document(Period(date(2020, 1, 1), date(2020, 1, 31)), worker)
    assert _only(document)["vroegsignalen"] == []
    assert check(document).is_valid


def test_one_event_and_one_line_are_logged_and_no_person(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 3, actor=worker)
    before = {s.id: len(journal.processing_of(s.identity_ref)) for s in signals}
    made_id = cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=worker)
    assert {s.id: len(journal.processing_of(s.identity_ref)) for s in signals} == before
    events = journal.events(made_id)
    assert [event.kind for event in events] == ["cbs_delivery_made"]
    assert "999990019" not in json.dumps(events[0].data, default=str)


def test_what_is_kept_is_sealed_and_erased_in_time(worker: Actor) -> None:
    made.deliver(made.insurer(worker), 2, actor=worker)
    made_id = cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=worker)
    content = queries.content(made_id)
    assert content
    assert services.erase_expired(NOW + timedelta(days=6), actor=worker) == 0
    assert services.erase_expired(NOW + timedelta(days=7), actor=worker) == 1
    kinds = [event.kind for event in journal.events(made_id)]
    assert kinds == ["cbs_delivery_made", "cbs_delivery_erased"]
    row = queries.delivery(made_id)
    assert (row.has_content, row.signals) == (False, 2)
    with pytest.raises(Refused, match="gewist"):
        list(cbs_delivery.page_documents(row))


def test_the_same_period_gives_the_same_content(worker: Actor) -> None:
    made.deliver(made.insurer(worker), 4, actor=worker)
    ids = [
        cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=worker)
        for _ in range(2)
    ]
    first, second = (queries.delivery(made_id) for made_id in ids)
    assert first.sha256 == second.sha256


def test_a_role_without_the_purpose_makes_no_delivery(acting: str, actor_with: Any) -> None:
    made.middenveld()
    for role in (Role.EARLY_DETECTION_WORKER, Role.COUNSELLOR, Role.FUNCTIONAL_ADMINISTRATOR):
        with pytest.raises(Refused, match="Uw rol"):
            cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=actor_with(role))
    assert queries.deliveries() == []


def test_without_contact_data_nothing_is_made(acting: str) -> None:
    with pytest.raises(Refused, match=r"contactpersoon .* Beheer, Gemeente"):
        cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=system_actor(acting))


def test_another_municipality_sees_nothing_of_it(gemeente: str) -> None:
    made.middenveld()
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        made.deliver(made.insurer(actor), 2, actor=actor)
        made_id = cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=NOW, actor=actor)
    with acting_for("9902"):
        assert queries.deliveries() == []
        with pytest.raises(Refused):
            queries.delivery(made_id)
        with pytest.raises(Refused):
            queries.content(made_id)
