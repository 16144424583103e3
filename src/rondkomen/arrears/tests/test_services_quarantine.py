"""A person decides about a doubtful row, says why, and the row itself is gone."""

import pytest

from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries, services
from rondkomen.arrears.core.codes import Decision, RowState
from rondkomen.arrears.models import QuarantinedRow, Signal
from rondkomen.arrears.services import Verdict
from rondkomen.arrears.tests.rows import TODAY
from rondkomen.kernel.refusal import Refused

HIGH = {"bedrag": "30.000,00"}
BROKEN = {"bedrag": "x", "achternaam": "Geheimenaam"}
ACCEPT = Verdict(Decision.ACCEPTED, "Gebeld met de partner: het bedrag klopt.")
REFUSE = Verdict(Decision.REFUSED, "De partner trekt de rij in.")


@pytest.fixture
def waiting(store):
    def one(row: dict[str, object]) -> queries.WaitingRow:
        delivery = store(row)
        (found,) = queries.open_quarantine(delivery_id=delivery.id)
        return found

    return one


def test_an_accepted_row_becomes_a_signal_and_the_counts_still_add_up(waiting, actor):
    row = waiting(HIGH)
    assert not row.needs_correction
    signal_id = services.decide_quarantined(row.row_id, ACCEPT, actor=actor, today=TODAY)
    delivery = queries.delivery(row.delivery_id)
    assert delivery.counts.adds_up
    assert (delivery.counts.quarantined, delivery.counts.accepted_with_warnings) == (0, 1)
    (fate,) = queries.row_fates(row.delivery_id)
    assert (fate.state, fate.signal_id) == (RowState.ACCEPTED_WITH_WARNINGS, signal_id)
    assert (fate.decision, fate.reason) == (Decision.ACCEPTED, ACCEPT.reason)
    assert signal_id is not None
    assert queries.signals([signal_id])[signal_id].amount == 3_000_000


@pytest.mark.parametrize("verdict", [ACCEPT, REFUSE])
def test_the_row_is_erased_either_way(waiting, actor, verdict):
    row = waiting(HIGH)
    services.decide_quarantined(row.row_id, verdict, actor=actor, today=TODAY)
    assert QuarantinedRow.objects.get(row_id=row.row_id).sealed is None
    assert queries.quarantined_row(row.row_id, actor=actor).values == {}
    assert queries.open_quarantine() == []


def test_a_refused_row_stays_counted_where_it_was(waiting, actor):
    row = waiting(HIGH)
    assert services.decide_quarantined(row.row_id, REFUSE, actor=actor, today=TODAY) is None
    delivery = queries.delivery(row.delivery_id)
    assert (delivery.counts.quarantined, delivery.open_quarantine) == (1, 0)
    assert Signal.objects.count() == 0


def test_what_it_says_is_sealed_and_opening_it_needs_the_purpose(waiting, actor, actor_with):
    row = waiting(BROKEN)
    assert row.needs_correction
    sealed = bytes(QuarantinedRow.objects.get(row_id=row.row_id).sealed)
    assert b"Geheimenaam" not in sealed
    assert queries.quarantined_row(row.row_id, actor=actor).values["amount"] == "x"
    with pytest.raises(Refused):
        queries.quarantined_row(row.row_id, actor=actor_with(Role.POLICY_OFFICER))


def test_a_missing_value_must_be_corrected_first(waiting, actor):
    row = waiting(BROKEN)
    with pytest.raises(Refused, match="bedrag"):
        services.decide_quarantined(row.row_id, ACCEPT, actor=actor, today=TODAY)
    corrected = Verdict(Decision.ACCEPTED, "Nagevraagd bij de partner.", {"amount": "12,50"})
    signal_id = services.decide_quarantined(row.row_id, corrected, actor=actor, today=TODAY)
    assert signal_id is not None
    assert queries.signals([signal_id])[signal_id].amount == 1250


def test_a_correction_that_makes_the_row_unlawful_is_refused(waiting, actor):
    row = waiting(HIGH)
    unlawful = Verdict(Decision.ACCEPTED, "Proef op de som.", {"consent_response": "afwijzend"})
    with pytest.raises(Refused, match="wil niet"):
        services.decide_quarantined(row.row_id, unlawful, actor=actor, today=TODAY)
    assert len(queries.open_quarantine()) == 1


def test_two_people_cannot_both_decide(waiting, actor):
    row = waiting(HIGH)
    services.decide_quarantined(row.row_id, ACCEPT, actor=actor, today=TODAY)
    with pytest.raises(Refused, match="besloot al"):
        services.decide_quarantined(row.row_id, REFUSE, actor=actor, today=TODAY)


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Decision.ACCEPTED, " "),
        Verdict(Decision.ACCEPTED, "Goede reden.", {"geen_veld": "1"}),
    ],
)
def test_a_decision_without_reason_or_with_an_unknown_field_is_refused(waiting, actor, verdict):
    row = waiting(HIGH)
    with pytest.raises(Refused):
        services.decide_quarantined(row.row_id, verdict, actor=actor, today=TODAY)


def test_an_accepted_row_may_correct_a_signal_that_came_in_meanwhile(waiting, store, actor):
    row = waiting(HIGH)
    store({"bedrag": "10,00"})
    signal_id = services.decide_quarantined(row.row_id, ACCEPT, actor=actor, today=TODAY)
    assert Signal.objects.count() == 1
    assert signal_id is not None
    assert queries.signals([signal_id])[signal_id].version == 2


def test_one_reason_may_hold_for_many_rows(store, actor):
    delivery = store(HIGH, {**HIGH, "klantnummer": "2"})
    rows = [row.row_id for row in queries.open_quarantine(delivery_id=delivery.id)]
    assert services.decide_alike(rows, ACCEPT, actor=actor, today=TODAY) == 2
    assert queries.delivery(delivery.id).counts.taken_in == 2
