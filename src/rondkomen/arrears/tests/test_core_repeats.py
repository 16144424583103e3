"""The same signal again, in one file or in a later one; and counts that add up."""

from dataclasses import replace

import pytest

from rondkomen.arrears.core.codes import RowState
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.fields import FIELD
from rondkomen.arrears.core.judge import FileMemory, payload_of
from rondkomen.arrears.core.repeats import changed, content_text, key_of
from rondkomen.arrears.tests.rows import codes_of, judged


def placed(*changes: dict[str, object]) -> list[tuple[str, set[str]]]:
    memory = FileMemory()
    outcomes = [
        memory.place(replace(judged(change), row_no=number))
        for number, change in enumerate(changes, start=2)
    ]
    return [(outcome.state.value, codes_of(outcome)) for outcome in outcomes]


def test_an_equal_row_in_one_file_is_a_duplicate():
    assert placed({}, {}) == [("accepted", set()), ("duplicate", {"repeated_in_file"})]


def test_another_amount_under_the_same_key_waits_for_a_person():
    assert placed({}, {"bedrag": "1,00"}) == [
        ("accepted", set()),
        ("quarantined", {"reference_repeated"}),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"klantnummer": "K-2"},
        {"soort_signaal": "geactualiseerd"},
        {"signaaldatum": "31-10-2026"},
    ],
)
def test_another_customer_kind_or_month_is_another_signal(other):
    assert [state for state, _ in placed({}, other)] == ["accepted", "accepted"]


def test_the_key_ignores_capitals_and_the_content_does_not():
    first, second = judged({"klantnummer": "k-1"}).record, judged().record
    assert first is not None
    assert second is not None
    assert key_of(first) == key_of(second)
    assert content_text(first) != content_text(second)


def test_changes_are_named_without_values():
    old = judged().record
    new = judged({"bedrag": "1,00", "postcode": "1234AC", "huisnummer": "13"}).record
    assert old is not None
    assert new is not None
    assert changed(old, new) == ("bedrag", "adres")
    assert changed(old, old) == ()


def test_a_record_as_payload_is_judged_as_the_same_record():
    outcome = judged({"e-mail": "a@example.nl", "huisletter": "B", "toevoeging": "2"})
    assert outcome.record is not None
    payload = payload_of(outcome.record)
    again = judged({FIELD[name].column: text for name, text in payload.items()})
    assert again.record == outcome.record


def test_counts_add_up():
    states = [RowState.ACCEPTED, RowState.DUPLICATE, RowState.ACCEPTED]
    counts = Counts.of(states)
    assert (counts.rows, counts.accepted, counts.duplicate) == (3, 2, 1)
    assert counts.adds_up
    assert not replace(counts, rows=4).adds_up
