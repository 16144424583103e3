"""Training on two lists of one's own, whose outcome nobody knows."""

from dataclasses import replace
from datetime import date

import pytest

from rondkomen.matching.adapters import engine, training
from rondkomen.matching.adapters.standardise import prepare
from rondkomen.matching.adapters.tables import put_records, workspace
from rondkomen.matching.core.model import Model
from rondkomen.matching.core.records import Record, Stratum

LETTERS = "bdfgklmnprstvw"
# Six hundred people, two to a door, each with a name of his own.
PEOPLE = [
    Record(
        f"p{n}", initials=f"{LETTERS[n % 14].upper()}.",
        given_names=f"{LETTERS[n % 14]}o{LETTERS[n // 14 % 14]}e",
        surname=f"{LETTERS[n // 2 % 14]}a{LETTERS[n // 28 % 14]}ersma{'xz'[n // 392]}",
        birth_date=f"{1950 + n % 41}-{1 + n % 12:02}-{1 + n % 28:02}", postcode=f"{2000 + n // 2}AB",
        house_number="7", phone=f"06{13571357 + 7919 * n}",
    )
    for n in range(600)
]  # fmt: skip


def trained_on(left: list[Record], right: list[Record]) -> Model:
    with workspace() as connection:
        prepare(connection)
        put_records(connection, "left", left)
        put_records(connection, "right", right)
        expected = engine.expected_model()
        return training.train(connection, expected, version="own", today=date(2026, 11, 1))


def test_two_lists_teach_what_their_mistakes_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_LEAST_PAIRS", 100)
    monkeypatch.setattr(training, "_RANDOM_PAIRS", 20_000)
    # One list in three has day and month exchanged; the shipped model expects that of hardly any.
    slips = [
        replace(one, birth_date=one.birth_date[:5] + one.birth_date[8:] + one.birth_date[4:7])
        if n % 3 == 0 else one
        for n, one in enumerate(PEOPLE)
    ]  # fmt: skip
    found = trained_on(slips, PEOPLE)
    swapped = [
        model.strata[Stratum.SAME_ADDRESS].weights["birth_date"].m[1]
        for model in (engine.expected_model(), found)
    ]
    assert swapped[1] > 3 * swapped[0]
