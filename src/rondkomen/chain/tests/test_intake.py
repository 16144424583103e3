"""Checking and taking in: the same judgement, all or nothing, and nothing twice."""

import io
from datetime import date
from importlib.resources import files

import pytest
from django.db import OperationalError

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries
from rondkomen.arrears.core.codes import DeliveryState, PartnerType, RowState
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.models import Delivery, Signal, UploadPart
from rondkomen.arrears.services import save_mapping, storing
from rondkomen.chain import intake
from rondkomen.chain.tests.intake_setting import TODAY, set_up_partner
from rondkomen.jobs import worker
from rondkomen.jobs.core.progress import Cancelled, Progress
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.queries import status
from rondkomen.jobs.registry import handler_of
from rondkomen.kernel.refusal import Refused
from rondkomen.people.models import DeliveredIdentity

pytestmark = pytest.mark.django_db
ACTOR = system_actor("9901")
HEADER = "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer;telefoon"
SOUND = "02-11-2026;100,00;Proef;1234AB;1;0612345678"


def file_of(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join([HEADER, *rows]).encode())


def big_file(rows: int) -> io.BytesIO:
    return file_of(*(f"K{number};{SOUND}" for number in range(rows)))


@pytest.fixture
def partner():
    return set_up_partner()


def test_a_check_stores_nothing_and_says_what_taking_in_does(partner):
    source = file_of(f"1;{SOUND}", f"2;{SOUND.replace('100,00', 'x')}")
    checked = intake.check(source, partner, today=TODAY, actor=ACTOR)
    assert Delivery.unscoped.count() == 0
    loaded = intake.load(source, partner, today=TODAY, actor=ACTOR)
    assert loaded.counts == checked.counts
    assert checked.counts.rows == 2
    assert [row_no for row_no, _, _ in checked.sentences] == [3]


def test_a_check_shows_as_many_sentences_as_asked(partner):
    source = file_of(*(f"{number};{SOUND.replace('Proef', '')}" for number in range(5)))
    checked = intake.check(source, partner, today=TODAY, actor=ACTOR, most_sentences=2)
    assert (len(checked.sentences), checked.left_out) == (2, 3)


def test_a_header_that_returns_has_a_fate_and_the_states_add_up(partner):
    lines = [f"1;{SOUND}", HEADER, f"2;{SOUND}"]
    checked = intake.check(file_of(*lines), partner, today=TODAY, actor=ACTOR)
    assert [(row, state) for row, state, _ in checked.sentences] == [(3, RowState.DUPLICATE)]
    assert "Rij 3: deze rij herhaalt de kop" in checked.sentences[0][2]
    loaded = intake.load(file_of(*lines), partner, today=TODAY, actor=ACTOR)
    assert loaded.counts == checked.counts
    assert (loaded.counts.rows, loaded.counts.accepted, loaded.counts.duplicate) == (3, 2, 1)
    assert sum(loaded.counts.by_state().values()) == len(lines)


def test_a_header_that_returns_does_not_save_a_file_of_another_municipality(partner):
    header, stranger = f"{HEADER};gemeentecode", f"1;{SOUND};0344"
    source = io.BytesIO("\n".join([header, stranger, header]).encode())
    with pytest.raises(Refused, match="andere gemeente"):
        intake.check(source, partner, today=TODAY, actor=ACTOR)


def test_the_same_file_twice_changes_nothing(partner):
    first = intake.load(big_file(3), partner, today=TODAY, actor=ACTOR)
    second = intake.load(big_file(3), partner, today=TODAY, actor=ACTOR)
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.delivery_id, second.counts) == (first.delivery_id, first.counts)
    assert Signal.unscoped.count() == 3


def test_the_official_ddas_example_is_taken_in():
    partner = set_up_partner("0344", PartnerType.ENERGY)
    example = files("rondkomen.exchange.tests") / "data" / "v1.2.example-single.json"
    source = io.BytesIO(example.read_bytes())
    loaded = intake.load(source, partner, today=TODAY, actor=system_actor("0344"))
    assert (loaded.counts.rows, loaded.counts.taken_in) == (1, 1)


def test_a_partners_mapping_profile_is_used(partner):
    with acting_for("9901"):
        profile = MappingProfile(columns={"partner_reference": "Nr"}, amount_format="point")
        save_mapping(partner, profile, actor=ACTOR)
    text = f"Nr;{HEADER.partition(';')[2]}\n7;{SOUND.replace('100,00', '100.50')}\n"
    loaded = intake.load(io.BytesIO(text.encode()), partner, today=TODAY, actor=ACTOR)
    assert loaded.counts.accepted == 1


def test_columns_and_first_rows_are_shown_before_there_is_a_profile():
    header, rows = intake.preview(big_file(20), MappingProfile(), rows=3)
    assert header == tuple(HEADER.split(";"))
    assert [row[0] for row in rows] == ["K0", "K1", "K2"]


@pytest.mark.parametrize(
    ("today", "content", "word"),
    [
        (date(2028, 1, 1), HEADER + "\n1;" + SOUND, "liep af op 31-12-2027"),
        (date(2020, 1, 1), HEADER + "\n1;" + SOUND, "gaat in op 01-01-2021"),
        (TODAY, "", "leeg"),
        (TODAY, HEADER, "geen rijen"),
        (TODAY, f"{HEADER};gemeentecode\n1;{SOUND};9902", "andere gemeente"),
    ],
)
def test_a_file_that_cannot_be_taken_in_leaves_nothing(today, content, word):
    partner = set_up_partner(end=date(2027, 12, 31))
    with pytest.raises(Refused, match=word):
        intake.load(io.BytesIO(content.encode()), partner, today=today, actor=ACTOR)
    assert Delivery.unscoped.count() == 0
    assert DeliveredIdentity.unscoped.count() == 0


@pytest.mark.parametrize("problem", ["database or disk is full", "server closed the connection"])
def test_a_database_that_gives_out_leaves_nothing(partner, monkeypatch, problem):
    real = storing.insert_rows
    calls = iter(range(100))

    def failing(*arguments):
        if next(calls) == 2:
            raise OperationalError(problem)
        real(*arguments)

    monkeypatch.setattr(storing, "insert_rows", failing)
    with pytest.raises(Refused, match="Er is niets van dit bestand opgeslagen"):
        intake.load(big_file(2500), partner, today=TODAY, actor=ACTOR)
    assert Delivery.unscoped.count() == 0
    assert Signal.unscoped.count() == 0


def test_an_uploaded_file_is_taken_in_by_the_worker_and_then_gone(partner):
    received = intake.receive(big_file(3), partner, today=TODAY, actor=ACTOR)
    assert received.is_new
    assert received.job_id is not None
    assert UploadPart.unscoped.count() == 1
    again = intake.receive(big_file(3), partner, today=TODAY, actor=ACTOR)
    assert (again.is_new, again.delivery_id) == (False, received.delivery_id)
    assert worker.drain() == 1
    assert status(received.job_id).state is JobState.DONE
    with acting_for("9901"):
        delivery = queries.delivery(received.delivery_id)
    assert (delivery.state, delivery.counts.rows) == (DeliveryState.STORED, 3)
    assert UploadPart.unscoped.count() == 0
    late = intake.receive(big_file(3), partner, today=TODAY, actor=ACTOR)
    assert (late.is_new, late.job_id) == (False, None)


def test_a_partners_contact_may_send_a_corrected_file(partner, actor_with):
    contact = actor_with(Role.PARTNER_CONTACT, partner_id=partner)
    for surname in ("Prof", "Proef"):
        source = file_of(f"1;{SOUND.replace('Proef', surname)}")
        received = intake.receive(source, partner, today=TODAY, actor=contact)
        worker.drain()
        with acting_for("9901"):
            delivery = queries.delivery(received.delivery_id)
    assert delivery.counts.accepted_with_warnings == 1
    assert delivery.received_by == contact.name
    assert Signal.unscoped.get().version == 2


def test_an_upload_that_proves_unusable_says_why_and_keeps_nothing(partner):
    received = intake.receive(file_of(), partner, today=TODAY, actor=ACTOR)
    worker.drain()
    with acting_for("9901"):
        delivery = queries.delivery(received.delivery_id)
    assert delivery.state is DeliveryState.REFUSED
    assert "geen rijen" in delivery.message
    assert UploadPart.unscoped.count() == 0


def test_an_upload_can_be_cancelled_half_way(partner):
    received = intake.receive(big_file(2500), partner, today=TODAY, actor=ACTOR)
    seen: list[tuple[int, int]] = []

    def report(progress: Progress) -> None:
        seen.append((progress.snapshot.done, progress.snapshot.total))
        if progress.snapshot.done == 2000:
            progress.interrupt(Cancelled)

    progress = Progress(job_id=received.delivery_id, gemeente_id="9901", report=report)
    args = {
        "delivery": str(received.delivery_id),
        "partner": str(partner),
        "today": TODAY.isoformat(),
    }
    with pytest.raises(Cancelled):
        handler_of(intake.KIND)(args, progress)
    assert seen == [(500, 2500), (1000, 2500), (1500, 2500), (2000, 2500)]
    with acting_for("9901"):
        assert queries.delivery(received.delivery_id).state is DeliveryState.CANCELLED
    assert Signal.unscoped.count() == 0
    assert UploadPart.unscoped.count() == 0
