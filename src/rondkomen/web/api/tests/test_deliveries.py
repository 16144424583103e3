"""A partner's program posts a file and asks what became of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.services import add_program, issue_token
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import services
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain.intake import Received
from rondkomen.jobs import worker
from rondkomen.web.api import deliveries

EFFORT = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)


def partner(name: str, gemeente: str) -> UUID:
    actor = system_actor(gemeente)
    partner_id = services.save_partner(PartnerFacts(name, PartnerType.RENT), actor=actor)
    facts = AgreementFacts(start=date(2024, 1, 1), effort=EFFORT)
    services.save_agreement(partner_id, facts, actor=actor, today=timezone.localdate())
    return partner_id


def bearer(partner_id: UUID, gemeente: str) -> dict[str, str]:
    pair = add_program("proef", scope=Scope.DELIVER, gemeenten=[gemeente], partner_id=partner_id)
    return {"Authorization": f"Bearer {issue_token(*pair)}"}


@pytest.fixture
def landlord(acting: str) -> UUID:
    return partner("Woonproef", acting)


@pytest.fixture
def key(landlord: UUID, acting: str) -> dict[str, str]:
    return bearer(landlord, acting)


def csv_file(amount: str = "80,00") -> bytes:
    day = timezone.localdate().isoformat()
    return (
        "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer\n"
        f"K1;{day};{amount};Voorbeeld;1234AB;1\n"
    ).encode()


def post(content: bytes, key: dict[str, str]) -> object:
    return Client().post("/api/v1/deliveries", content, content_type="text/csv", headers=key)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_taken_in_and_its_rows_are_told(gemeente: str) -> None:
    with acting_for(gemeente):
        key = bearer(partner("Woonproef", gemeente), gemeente)
    answer = post(csv_file("-5"), key)
    assert (answer.status_code, answer.json()["isNew"]) == (202, True)
    worker.drain()
    told = Client().get(answer["Location"], headers=key).json()
    assert (told["state"], told["rows"], told["counts"]["quarantined"]) == ("stored", 1, 1)
    assert "kolom 'bedrag'" in told["toCorrect"][0]["sentence"]
    assert "Voorbeeld" not in str(told)
    assert post(csv_file("-5"), key).status_code == 200  # the same file changes nothing


def test_a_file_that_cannot_be_read_is_a_problem(key: dict[str, str]) -> None:
    empty = post(b"", key)
    assert (empty.status_code, empty["Content-Type"]) == (400, "application/problem+json")


def test_without_a_token_nothing_opens(landlord: UUID) -> None:
    assert post(csv_file(), {}).status_code == 401


def test_another_partner_does_not_see_the_delivery(
    key: dict[str, str], acting: str, landlord: UUID
) -> None:
    mine = post(csv_file(), key)
    other = bearer(partner("Andere verhuurder", acting), acting)
    answer = Client().get(mine["Location"], headers=other)
    assert answer.status_code == 404
    assert "Woonproef" not in answer.content.decode()


def test_a_program_is_not_the_system() -> None:
    program = Actor(None, "proef", "9901", frozenset({Role.PARTNER_CONTACT}), UUID(int=1))
    assert not program.is_system
    assert not program.may(Purpose.OUTREACH)


def test_a_file_bigger_than_memory_allows_waits_on_disk(
    key: dict[str, str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    received: list[bool] = []

    def receive(source: Any, *_: Any, **__: Any) -> Received:
        received.append(source._rolled)
        assert source.read() == b""
        source.seek(0)
        assert len(source.read()) == 300_000
        return Received(UUID(int=1), None, is_new=True)

    monkeypatch.setattr(deliveries.intake, "receive", receive)
    sent = Client().post("/api/v1/deliveries", b"x" * 300_000, content_type="text/csv", headers=key)
    assert (sent.status_code, received) == (202, [True])
