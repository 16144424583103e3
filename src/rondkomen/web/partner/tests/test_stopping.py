"""A partner contact who sent the wrong file stops taking it in, and nobody else's."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries, services
from rondkomen.arrears.core.codes import DeliveryState, PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain import intake
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.models import Job

FILE = "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer\nK1;2026-11-02;125,50;Proef;1234AB;1\n"
AddPartner = Callable[[str], UUID]


@pytest.fixture
def add_partner(acting: str) -> AddPartner:
    def add(name: str) -> UUID:
        actor = system_actor(acting)
        partner_id = services.save_partner(PartnerFacts(name, PartnerType.RENT), actor=actor)
        terms = AgreementFacts(start=date(2024, 1, 1))
        services.save_agreement(partner_id, terms, actor=actor, today=timezone.localdate())
        return partner_id

    return add


def waiting_at(client: Client, partner_id: UUID) -> UUID:
    """The delivery of a file just sent, that waits for a worker."""
    client.post("/partner/", {"file": SimpleUploadedFile("a.csv", FILE.encode(), "text/csv")})
    (row,) = queries.deliveries(partner_id)
    assert row.state is DeliveryState.RECEIVED
    return row.id


def test_a_contact_stops_a_file_of_their_own(
    signed_in: Callable[..., Client], add_partner: AddPartner
) -> None:
    own = add_partner("Woonproef")
    client = signed_in(Role.PARTNER_CONTACT, partner_id=own)
    sent = waiting_at(client, own)
    address = f"/partner/{sent}/stoppen/"
    assert address in client.get(f"/partner/{sent}/").content.decode()
    assert client.get(address).status_code == 405
    assert client.post(address).headers["Location"] == f"/partner/{sent}/"
    assert queries.delivery(sent).state is DeliveryState.CANCELLED
    assert list(services.upload_parts(sent)) == []  # nothing of the file is kept
    page = client.get(f"/partner/{sent}/").content.decode()
    assert "Van dit bestand is niets bewaard." in page
    assert address not in page
    assert client.post(address).status_code == 400  # over is over
    assert waiting_again(client, own) != sent


def waiting_again(client: Client, partner_id: UUID) -> UUID:
    """The same file may be sent once more."""
    client.post("/partner/", {"file": SimpleUploadedFile("a.csv", FILE.encode(), "text/csv")})
    return next(row.id for row in queries.deliveries(partner_id) if row.state == "received")


def test_a_contact_cannot_stop_a_file_of_another_partner(
    signed_in: Callable[..., Client], add_partner: AddPartner, acting: str
) -> None:
    own, other = add_partner("Woonproef"), add_partner("Ander")
    theirs = signed_in(Role.PARTNER_CONTACT, partner_id=other, email="b@ander.example")
    sent = waiting_at(theirs, other)
    mine = signed_in(Role.PARTNER_CONTACT, partner_id=own, email="a@woonproef.example")
    assert mine.post(f"/partner/{sent}/stoppen/").status_code == 400
    work = intake.work_on(sent, actor=system_actor(acting))
    assert work is not None
    assert work.state is JobState.QUEUED


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.PARTNER_CONTACT, "/partner/{}/"), (Role.TEAM_LEAD, "/leveringen/{}/")],
)
def test_a_file_whose_work_broke_down_says_what_to_do(
    role: Role, address: str, signed_in: Callable[..., Client], add_partner: AddPartner
) -> None:
    own = add_partner("Woonproef")
    sent = waiting_at(
        signed_in(Role.PARTNER_CONTACT, partner_id=own, email="c@woonproef.example"), own
    )
    Job.objects.update(state=JobState.FAILED)
    client = signed_in(role, partner_id=own)
    assert (
        "Lever hetzelfde bestand nog eens aan" in client.get(address.format(sent)).content.decode()
    )
