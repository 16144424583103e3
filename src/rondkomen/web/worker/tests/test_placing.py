"""Taking a signal out of a household and putting it in another one, as a worker meets it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries as arrears
from rondkomen.chain.tests import scenario
from rondkomen.kernel.period import Month
from rondkomen.matching import queries
from rondkomen.matching.core.decisions import Candidate, Origin
from rondkomen.matching.services import Doubted, NotFound, Outcome, Placed, store_run
from rondkomen.outreach.queries import cases_of
from rondkomen.people.core.identity import Identity
from rondkomen.people.services import AddressFacts, Kept, PersonFacts, keep_residents

MONTH = Month(2026, 11)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROW = {"klantnummer": "K1", "bedrag": "80,00", "achternaam": "Veldhuis", "huisnummer": "12"}
REASON = "gebeld: dochter woont daar"


@pytest.fixture
def system(acting: str) -> Actor:
    return system_actor(acting)


@pytest.fixture
def homes(system: Actor) -> dict[str, Kept]:
    """Two households on the Lindelaan: Veldhuis at 12, Zandstra at 14."""
    people = (("r1", "Veldhuis", 12), ("r3", "Zandstra", 14))
    facts = [
        PersonFacts(
            key,
            Identity(initials="A.", surname=surname, birth_date=date(1980, 5, 17)),
            AddressFacts("9010AB", number, street="Lindelaan", city="Middenveld"),
        )
        for key, surname, number in people
    ]
    return keep_residents(facts, actor=system)


@pytest.fixture
def signal(system: Actor, homes: dict[str, Kept]) -> arrears.SignalFacts:
    """A signal that the engine placed at number 12."""
    landlord = scenario.add_partner("Woonproef", actor=system)
    scenario.deliver_rows(landlord, ROW, actor=system)
    found = arrears.signals_of_month(MONTH)[0]
    placed = Placed(found.id, homes["r1"].person_ref, homes["r1"].household_ref, 0.99, {})
    store_run(MONTH, Outcome("proef", [placed], [], []), actor=system, started_at=NOW, now=NOW)
    return found


@pytest.fixture
def worker(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.EARLY_DETECTION_WORKER)


def choice(home: Kept, person: str = "", reason: str = REASON) -> dict[str, str]:
    """What the form sends: this person of this household."""
    person = person or str(home.person_ref)
    return {"household": str(home.household_ref), "person": person, "reason": reason}


def test_searching_shows_the_household_with_its_members(
    worker: Client, signal: arrears.SignalFacts
) -> None:
    address = f"/matchen/plaatsen/{signal.id}/"
    assert "Zandstra" not in worker.get(address).content.decode()
    by_address = worker.post(address, {"q": "Lindelaan 14"}).content.decode()
    assert "Zandstra" in by_address
    assert "Zandstra" in worker.post(address, {"q": "zandstra"}).content.decode()
    assert "Niets gevonden" in worker.post(address, {"q": "Nergensweg 1"}).content.decode()


def test_placing_moves_the_signal_with_its_case_and_keeps_where_it_was(
    worker: Client, signal: arrears.SignalFacts, homes: dict[str, Kept]
) -> None:
    address = f"/matchen/plaatsen/{signal.id}/"
    answer = worker.post(address, choice(homes["r3"]), follow=True).content.decode()
    assert "hoort nu bij dit huishouden" in answer
    assert "Lindelaan 12" in answer  # where it stood before
    link = queries.live_links([signal.id])[signal.id]
    assert (link.person_ref, link.origin) == (homes["r3"].person_ref, Origin.BY_HAND)
    ends = [row.end_reason for row in queries.history(signal.id)]
    assert ends == ["merged", ""]
    home = homes["r3"].household_ref
    assert len(cases_of([home])[home]) == 1


def test_a_split_signal_can_be_placed_as_the_household_only(
    worker: Client, signal: arrears.SignalFacts, homes: dict[str, Kept]
) -> None:
    worker.post(f"/matchen/losmaken/{signal.id}/", {"reason": "andere bewoner"})
    assert queries.queue_counts().unmatched_waiting == 1
    worker.post(f"/matchen/plaatsen/{signal.id}/", choice(homes["r3"], person="huishouden"))
    assert queries.queue_counts().unmatched_waiting == 0
    assert queries.live_links([signal.id])[signal.id].person_ref is None


@pytest.mark.parametrize(
    ("home", "person", "reason", "sentence"),
    [
        ("r3", "", "", "Schrijf kort waarom"),
        ("r3", "niemand", REASON, "Kies wie het is"),
        ("r1", "", REASON, "staat daar al"),
        ("r1", "r3", REASON, "hoort niet bij dat huishouden"),
    ],
)
def test_a_wrong_choice_leaves_the_signal_where_it_was(
    worker: Client, signal: arrears.SignalFacts, homes: dict[str, Kept],
    home: str, person: str, reason: str, sentence: str,
) -> None:  # fmt: skip
    person = str(homes[person].person_ref) if person in homes else person
    sent = choice(homes[home], person=person, reason=reason)
    answer = worker.post(f"/matchen/plaatsen/{signal.id}/", sent)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert [row.ended_at for row in queries.history(signal.id)] == [None]


def test_a_signal_in_review_is_decided_there(
    worker: Client, system: Actor, homes: dict[str, Kept]
) -> None:
    landlord = scenario.add_partner("Woonproef", actor=system)
    scenario.deliver_rows(landlord, ROW, actor=system)
    found = arrears.signals_of_month(MONTH)[0]
    candidate = Candidate(homes["r1"].person_ref, homes["r1"].household_ref, 0.8, {})
    doubted = Doubted(found.id, found.identity_ref, (candidate,))
    store_run(MONTH, Outcome("proef", [], [doubted], []), actor=system, started_at=NOW, now=NOW)
    answer = worker.post(f"/matchen/plaatsen/{found.id}/", choice(homes["r3"]))
    assert "wacht nog op beoordeling" in answer.content.decode()
    assert queries.live_links([found.id]) == {}


def test_a_policy_officer_may_not_look(
    signed_in: Callable[..., Client], signal: arrears.SignalFacts
) -> None:
    assert signed_in(Role.POLICY_OFFICER).get(f"/matchen/plaatsen/{signal.id}/").status_code == 403


def test_an_unknown_signal_is_refused(worker: Client, acting: str) -> None:
    answer = worker.get("/matchen/plaatsen/00000000-0000-0000-0000-000000000001/")
    assert answer.status_code == 400
    assert "bestaat niet" in answer.content.decode()


def test_a_stranger_can_be_placed_from_the_queue(
    worker: Client, system: Actor, homes: dict[str, Kept]
) -> None:
    landlord = scenario.add_partner("Woonproef", actor=system)
    scenario.deliver_rows(landlord, ROW, actor=system)
    found = arrears.signals_of_month(MONTH)[0]
    missing = NotFound(found.id, found.identity_ref, "no_candidate", "Niemand gevonden.")
    store_run(MONTH, Outcome("proef", [], [], [missing]), actor=system, started_at=NOW, now=NOW)
    waiting = queries.unmatched_queue()[0]
    page = worker.get(f"/matchen/niet-gevonden/{waiting.id}/").content.decode()
    assert f"/matchen/plaatsen/{found.id}/" in page
    worker.post(f"/matchen/plaatsen/{found.id}/", choice(homes["r1"]))
    assert queries.unmatched_queue() == []
