"""Judging doubt side by side and settling what found nobody, as a worker meets it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import SignalStatus
from rondkomen.chain.tests import scenario
from rondkomen.jobs.worker import drain
from rondkomen.kernel.period import Month
from rondkomen.matching import queries
from rondkomen.matching.core.decisions import Candidate
from rondkomen.matching.services import Doubted, NotFound, Outcome, store_run
from rondkomen.people.core.identity import Identity
from rondkomen.people.services import AddressFacts, Kept, PersonFacts, keep_residents

MONTH = Month(2026, 11)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROW = {
    "klantnummer": "K1",
    "bedrag": "80,00",
    "voorletters": "A.",
    "achternaam": "Veldhius",
    "huisnummer": "12",
}
EXPLANATION = {
    "prior": -1.0,
    "competition": 0.0,
    "total": 2.5,
    "comparisons": [
        {
            "name": "surname",
            "label": "Achternaam",
            "level": "bijna",
            "weight": 3.5,
            "text": "Bijna gelijk.",
        }
    ],
}


@pytest.fixture
def system(acting: str) -> Actor:
    return system_actor(acting)


@pytest.fixture
def signal(system: Actor) -> arrears.SignalFacts:
    landlord = scenario.add_partner("Woonproef", actor=system)
    scenario.deliver_rows(landlord, ROW, actor=system)
    return arrears.signals_of_month(MONTH)[0]


@pytest.fixture
def resident(acting: str) -> Kept:
    facts = PersonFacts(
        "r1",
        Identity(initials="A.", prefix="van der", surname="Veldhuis", birth_date=date(1980, 5, 17)),
        AddressFacts("9010AB", 12, street="Lindelaan", city="Middenveld"),
    )
    return keep_residents([facts], actor=system_actor(acting))["r1"]


@pytest.fixture
def doubt(system: Actor, signal: arrears.SignalFacts, resident: Kept) -> queries.ReviewRow:
    candidate = Candidate(resident.person_ref, resident.household_ref, 0.85, EXPLANATION)
    doubted = Doubted(signal.id, signal.identity_ref, (candidate,))
    store_run(MONTH, Outcome("proef", [], [doubted], []), actor=system, started_at=NOW, now=NOW)
    return queries.review_queue()[0]


@pytest.fixture
def worker(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.EARLY_DETECTION_WORKER)


def test_the_score_shows_only_after_the_choice(
    worker: Client, doubt: queries.ReviewRow, resident: Kept
) -> None:
    address = f"/matchen/beoordelen/{doubt.id}/"
    before = worker.get(address).content.decode()
    assert "<mark>" in before  # letters that differ
    assert "85 procent" not in before
    worker.post(f"{address}besluit/", {"decision": "same", "person": str(resident.person_ref)})
    after = worker.get(address).content.decode()
    assert "85 procent" in after
    assert "<svg" in after


def test_a_choice_places_the_signal_and_undo_takes_it_back(
    worker: Client, doubt: queries.ReviewRow, resident: Kept, signal: arrears.SignalFacts
) -> None:
    address = f"/matchen/beoordelen/{doubt.id}/"
    worker.post(f"{address}besluit/", {"decision": "same", "person": str(resident.person_ref)})
    assert queries.live_links([signal.id])[signal.id].person_ref == resident.person_ref
    worker.post(f"{address}ongedaan/")
    assert queries.live_links([signal.id]) == {}
    assert queries.queue_counts().review_waiting == 1


def test_a_second_colleague_hears_that_it_was_decided(
    worker: Client, doubt: queries.ReviewRow, resident: Kept
) -> None:
    choice = {"decision": "same", "person": str(resident.person_ref)}
    address = f"/matchen/beoordelen/{doubt.id}/besluit/"
    worker.post(address, choice)
    second = worker.post(address, choice)
    assert second.status_code == 400
    assert "al beoordeeld" in second.content.decode()


def test_different_keeps_the_signal_in_sight(
    worker: Client, doubt: queries.ReviewRow, signal: arrears.SignalFacts
) -> None:
    worker.post(f"/matchen/beoordelen/{doubt.id}/besluit/", {"decision": "different"})
    assert [row.signal_ref for row in queries.unmatched_queue()] == [signal.id]
    pairs = queries.evaluation_set()
    assert [pair.same for pair in pairs] == [False]  # the verdict feeds the evaluation set


def test_a_signal_of_a_stranger_is_answered(
    worker: Client, system: Actor, signal: arrears.SignalFacts
) -> None:
    missing = NotFound(signal.id, signal.identity_ref, "no_candidate", "Niemand gevonden.")
    store_run(MONTH, Outcome("proef", [], [], [missing]), actor=system, started_at=NOW, now=NOW)
    listed = worker.get("/matchen/niet-gevonden/").content.decode()
    assert "Niemand gevonden." in listed
    assert "Veldhius" not in listed  # a name shows only on opening
    waiting = queries.unmatched_queue()[0]
    worker.post(f"/matchen/niet-gevonden/{waiting.id}/", {"settlement": "not_resident"})
    assert queries.unmatched_queue() == []
    assert arrears.signals([signal.id])[signal.id].status is SignalStatus.NOT_RESIDENT


def test_empty_queues_say_what_to_do(worker: Client, acting: str, tmp_path: Path) -> None:
    assert "Alles is beoordeeld" in worker.get("/matchen/beoordelen/").content.decode()
    assert "Niets te doen" in worker.get("/matchen/niet-gevonden/").content.decode()
    assert "Nog niets gematcht" in worker.get("/matchen/").content.decode()


def test_an_unknown_choice_is_refused_calmly(worker: Client, acting: str) -> None:
    answer = worker.get(f"/matchen/beoordelen/{UUID(int=5)}/")
    assert answer.status_code == 400
    assert "bestaat niet" in answer.content.decode()


def test_matching_that_failed_says_why_and_what_to_do(
    signed_in: Callable[..., Client], settings: Any, tmp_path: Path
) -> None:
    settings.REGISTER_FOLDER = tmp_path  # no register in it
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    month = str(Month.of(timezone.localdate()))
    client.post("/matchen/start/", {"month": month})
    drain()
    page = client.get("/matchen/").content.decode()
    assert "Matchen is niet gelukt" in page
    assert "Het registerbestand brp-9901.csv ontbreekt" in page
