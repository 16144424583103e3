"""Every row of a file ends in the tables with its fate; repeats and corrections are recognised."""

import pytest
from django.db import IntegrityError, transaction

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries, services
from rondkomen.arrears.core.codes import DeliveryState, RowState, SignalStatus
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.models import Delivery, QuarantinedRow, Signal, UploadPart
from rondkomen.arrears.services import FileFacts, Storing
from rondkomen.arrears.tests.rows import TODAY
from rondkomen.journal.queries import events
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused
from rondkomen.people.models import DeliveredIdentity
from rondkomen.people.queries import card

ALL_FATES = (
    {},
    {"klantnummer": "2", "telefoon": ""},
    {"klantnummer": "3", "bedrag": "x"},
    {"klantnummer": "4", "gewezen_op_hulp": "nee"},
    {},
)


def test_every_row_has_its_fate_and_they_add_up(store):
    delivery = store(*ALL_FATES)
    assert list(delivery.counts.by_state().values()) == [1, 1, 1, 1, 1]
    assert delivery.counts.rows == 5
    assert delivery.state is DeliveryState.STORED
    assert delivery.open_quarantine == 1
    fates = queries.row_fates(delivery.id)
    assert [fate.row_no for fate in fates] == [2, 3, 4, 5, 6]
    assert [fate.state for fate in fates] == list(RowState)
    assert delivery.finding_counts[FindingCode.HELP_NOT_MENTIONED] == 1


def test_the_table_refuses_counts_that_do_not_add_up(store):
    delivery = store({})
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(id=delivery.id).update(duplicate=1)


def test_a_signal_holds_no_identity_and_people_do(store, actor):
    delivery = store({})
    row = Signal.objects.get(delivery_id=delivery.id)
    text = repr(row.__dict__)
    assert "Proef" not in text
    assert "K-1" not in text
    found = card(row.identity_id, purpose=Purpose.INTAKE, actor=actor)
    assert found.identity.surname == "Proef"
    reference = queries.reference_of(row.id, purpose=Purpose.PARTNER_FEEDBACK, actor=actor)
    assert reference == "K-1"


def test_an_unlawful_row_leaves_a_count_and_a_reason_only(store):
    store({"gewezen_op_hulp": "nee", "achternaam": "Spoorloos"})
    assert DeliveredIdentity.objects.count() == 0
    assert QuarantinedRow.objects.count() == 0
    assert Signal.objects.count() == 0


def test_the_same_signals_in_another_file_are_duplicates(store):
    first = store(*ALL_FATES)
    second = store(*ALL_FATES)
    assert first.counts.taken_in == 2
    assert second.counts.taken_in == 0
    assert second.counts.duplicate == 4
    assert second.counts.refused_unlawful == 1
    assert Signal.objects.count() == 2
    assert QuarantinedRow.objects.count() == 1


def test_a_corrected_file_updates_visibly(store):
    store({"achternaam": "Prof"})
    delivery = store({"achternaam": "Proef", "bedrag": "500,00"})
    (fate,) = queries.row_fates(delivery.id)
    assert fate.state is RowState.ACCEPTED_WITH_WARNINGS
    assert fate.sentences == (
        "Rij 2: dit signaal was al geleverd en is bijgewerkt naar versie 2. U hoeft niets te doen.",
    )
    assert fate.signal_id is not None
    (signal,) = queries.signals([fate.signal_id]).values()
    assert (signal.version, signal.amount, signal.delivery_id) == (2, 50000, delivery.id)
    (earlier,) = queries.versions(signal.id)
    assert earlier.changed == ("bedrag", "naam")
    assert earlier.before["amount"] == 41250
    kinds = [event.kind for event in events(signal.id)]
    assert kinds == ["signal_corrected"]


@pytest.mark.parametrize(
    ("status", "after"),
    [
        (SignalStatus.NOT_PICKED_UP_YET, SignalStatus.UNJUSTIFIED),
        (SignalStatus.PICKED_UP, SignalStatus.PICKED_UP),
    ],
)
def test_a_signal_that_proves_unlawful_later_is_marked(store, actor, status, after):
    store({})
    signal = Signal.objects.get()
    services.set_status({signal.id: status}, actor=actor)
    delivery = store({"reactie_op_doorgeven": "afwijzend", "achternaam": "Spoorloos"})
    (fate,) = queries.row_fates(delivery.id)
    assert fate.state is RowState.REFUSED_UNLAWFUL
    assert fate.signal_id == signal.id
    assert FindingCode.REVOKES_EARLIER in {finding.code for finding in fate.findings}
    assert queries.signals([signal.id])[signal.id].status is after
    assert DeliveredIdentity.objects.count() == 1
    assert events(signal.id)[-1].kind == "signal_revoked"


def test_a_delivery_is_stored_once(store, partner, actor):
    delivery = store({})
    with pytest.raises(Refused, match="al ingenomen"):
        services.store_rows(Storing(delivery.id, partner, actor, TODAY), [])
    again = FileFacts(delivery.sha256, "csv", 10)
    assert services.open_delivery(partner, again, actor=actor, today=TODAY) is None


def test_a_refused_file_may_come_again_and_leaves_no_parts(partner, actor):
    file = FileFacts("a" * 64, "csv", 10)
    delivery = services.open_delivery(
        partner, file, actor=actor, today=TODAY, parts=[b"geheim", b"meer"]
    )
    assert delivery is not None
    assert list(services.upload_parts(delivery)) == [b"geheim", b"meer"]
    assert b"geheim" not in bytes(UploadPart.objects.first().sealed)
    services.refuse_delivery(delivery, "Het bestand is leeg.", actor=actor)
    assert queries.delivery(delivery).message == "Het bestand is leeg."
    assert UploadPart.objects.count() == 0
    assert services.open_delivery(partner, file, actor=actor, today=TODAY) is not None


def test_what_to_correct_holds_sentences_without_values(store):
    delivery = store(*ALL_FATES)
    lines = list(queries.to_correct(delivery.id))
    assert [row_no for row_no, _, _ in lines] == [3, 4, 5]
    assert not any("Proef" in sentence for _, _, sentence in lines)


def test_a_scorecard_counts_what_a_partner_can_improve(store, partner):
    store(*ALL_FATES)
    store(
        {"klantnummer": "9", "telefoon": "", "signaaldatum": "01-08-2026", "achterstand_sinds": ""}
    )
    found = queries.scorecard(partner, Period(TODAY, TODAY))
    assert (found.deliveries, found.counts.rows) == (2, 6)
    assert (found.unlawful, found.repeated, found.missing_phone, found.stale) == (1, 1, 2, 1)
    assert (found.checked, found.unmatched) == (0, 0)
    assert found.share(found.unlawful) == pytest.approx(1 / 6)
    assert found.share(0, of=0) is None


def test_signals_per_month(store):
    store({}, {"klantnummer": "2", "signaaldatum": "31-10-2026"}, {"klantnummer": "3"})
    rows = queries.signals_per_month(Month(2026, 10), Month(2026, 11))
    assert [(str(row.month), row.signals, row.amount) for row in rows] == [
        ("2026-10", 1, 41250),
        ("2026-11", 2, 82500),
    ]
    assert len(queries.signals_of_month(Month(2026, 11))) == 2


def test_a_partner_contact_may_not_open_a_row(store, actor_with):
    delivery = store(*ALL_FATES)
    (waiting,) = queries.open_quarantine(delivery_id=delivery.id)
    contact = actor_with(Role.POLICY_OFFICER)
    with pytest.raises(Refused):
        queries.quarantined_row(waiting.row_id, actor=contact)
