"""Uploading a file and settling its rows, as the people who do it see it."""

import re
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
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType, SigningStatus
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain import intake
from rondkomen.web.ui.deliveries import told

HEADER = "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer;reactie_op_doorgeven"
EFFORT = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)


def file_of(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("signalen.csv", "\n".join([HEADER, *rows]).encode(), "text/csv")


def row(number: int, amount: str = "125,50", consent: str = "") -> str:
    day = timezone.localdate().isoformat()
    return f"K{number};{day};{amount};Voorbeeld;1234AB;{number};{consent}"


@pytest.fixture
def partner_id(acting: str) -> UUID:
    actor = system_actor(acting)
    partner_id = services.save_partner(PartnerFacts("Woonproef", PartnerType.RENT), actor=actor)
    facts = AgreementFacts(start=date(2024, 1, 1), effort=EFFORT)
    services.save_agreement(partner_id, facts, actor=actor, today=timezone.localdate())
    return partner_id


def taken_in(partner_id: UUID, *rows: str) -> UUID:
    loaded = intake.load(
        file_of(*rows).file, partner_id, today=timezone.localdate(), actor=system_actor("9901")
    )
    return loaded.delivery_id


def test_an_upload_leads_to_its_delivery(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    answer = client.post(
        "/leveringen/nieuw/", {"partner": str(partner_id), "file": file_of(row(1))}
    )
    delivery = queries.deliveries(partner_id)[0]
    assert (answer.status_code, answer["Location"]) == (302, f"/leveringen/{delivery.id}/")


def test_an_empty_upload_says_what_to_do(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    empty = SimpleUploadedFile("leeg.csv", b"", "text/csv")
    answer = client.post("/leveringen/nieuw/", {"partner": str(partner_id), "file": empty})
    assert "Het bestand is leeg" in answer.content.decode()
    assert queries.deliveries(partner_id) == []


def test_the_tiles_add_up_to_the_rows_of_the_file(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    delivery_id = taken_in(partner_id, row(1), row(2, "-5"), row(3, consent="afwijzend"), row(1))
    page = signed_in(Role.TEAM_LEAD).get(f"/leveringen/{delivery_id}/")
    tiles = page.context["tiles"]
    assert tiles[0].count == 4 == sum(tile.count for tile in tiles[1:])
    # The first data row is line 2 of the file; beside its number a row is not named again.
    shown = [(fate.row_no, told(fate.sentences, fate.row_no)) for fate in page.context["rows"]]
    assert [row_no for row_no, _why in shown] == [2, 3, 4, 5]
    assert shown[1][1].startswith("Kolom 'bedrag':")


def test_the_list_counts_every_row_of_a_file_too(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    taken_in(partner_id, row(1), row(2, "-5"), row(3, consent="afwijzend"), row(1))
    page = signed_in(Role.TEAM_LEAD).get("/leveringen/").content.decode()
    heads = [word.strip() for word in re.findall(r"<th[^>]*>(.*?)</th>", page, re.DOTALL)]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)[: len(heads)]
    assert heads[4:] == [
        "Rijen",
        "Aangenomen",
        "Wacht op besluit",
        "Niet rechtmatig",
        "Dubbel",
    ]
    assert [int(cell) for cell in cells[4:]] == [4, 1, 1, 1, 1]


def test_a_header_that_returns_stands_among_the_rows(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    delivery_id = taken_in(partner_id, row(1), HEADER, row(2))
    page = signed_in(Role.TEAM_LEAD).get(f"/leveringen/{delivery_id}/")
    tiles = page.context["tiles"]
    assert tiles[0].count == 3 == sum(tile.count for tile in tiles[1:])
    assert "herhaalt de kop" in page.content.decode()


def test_a_person_settles_a_doubtful_row(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    delivery_id = taken_in(partner_id, row(1, "-5"))
    waiting = queries.open_quarantine(delivery_id=delivery_id)[0]
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    address = f"/leveringen/quarantaine/{waiting.row_id}/"
    assert "field-amount" in client.get(address).content.decode()
    verdict = {
        "decision": "accepted",
        "reason": "partner gaf het juiste bedrag",
        "field-amount": "55,00",
    }
    assert client.post(address, verdict).status_code == 302
    assert [
        signal.amount for signal in queries.signals_between(date(2020, 1, 1), date(2100, 1, 1))
    ] == [5500]


def test_of_two_rows_that_differ_the_other_is_shown_to_choose_from(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    taken_in(partner_id, row(1, "125,50"), row(1, "140,00"))
    waiting = queries.open_quarantine()[0]
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    page = client.get(f"/leveringen/quarantaine/{waiting.row_id}/").content.decode()
    assert "Rij 2, die al is aangenomen" in page
    assert "125,50" in page
    assert "140,00" in page


def test_a_delivery_under_an_unsigned_agreement_says_so(
    signed_in: Callable[..., Client], partner_id: UUID, acting: str
) -> None:
    address = f"/leveringen/{taken_in(partner_id, row(1))}/"
    client = signed_in(Role.EARLY_DETECTION_WORKER)
    assert "nog niet ondertekend" in client.get(address).content.decode()
    signed = AgreementFacts(
        start=date(2024, 1, 1),
        effort=EFFORT,
        signing_status=SigningStatus.SIGNED,
        signed_on=date(2024, 1, 1),
    )
    services.save_agreement(
        partner_id,
        signed,
        actor=system_actor(acting),
        today=timezone.localdate(),
        agreement_id=queries.agreements(partner_id)[0].id,
    )
    assert "nog niet ondertekend" not in client.get(address).content.decode()


def test_what_to_correct_holds_no_value_of_the_file(
    signed_in: Callable[..., Client], partner_id: UUID
) -> None:
    delivery_id = taken_in(partner_id, row(1, "-5"))
    answer = signed_in(Role.TEAM_LEAD).get(f"/leveringen/{delivery_id}/verbeteren/")
    text = answer.content.decode()
    assert "bedrag" in text
    assert "Voorbeeld" not in text
    assert "1234AB" not in text


def test_a_partner_sees_its_own_deliveries_and_no_others(
    signed_in: Callable[..., Client], partner_id: UUID, acting: str
) -> None:
    own = taken_in(partner_id, row(1))
    other = services.save_partner(
        PartnerFacts("Andere verhuurder", PartnerType.RENT), actor=system_actor(acting)
    )
    mine = signed_in(Role.PARTNER_CONTACT, partner_id=partner_id, email="a@woonproef.example")
    theirs = signed_in(Role.PARTNER_CONTACT, partner_id=other, email="b@ander.example")
    assert mine.get(f"/partner/{own}/").status_code == 200
    refused = theirs.get(f"/partner/{own}/")
    assert refused.status_code == 400
    assert "Woonproef" not in refused.content.decode()
