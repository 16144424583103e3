"""The checks of the canonical record: limits from the Bgs, the LCV and the intake format."""

from datetime import date

import pytest

from rondkomen.arrears.core.codes import PartnerType, RowState, SignalKind
from rondkomen.arrears.tests.rows import codes_of, judged, terms


def test_a_sound_row_is_accepted_and_complete():
    outcome = judged()
    assert outcome.state is RowState.ACCEPTED
    assert outcome.findings == ()
    record = outcome.record
    assert record is not None
    assert record.amount == 41250
    assert record.signal_date == date(2026, 11, 2)
    assert record.kind is SignalKind.EARLY
    client = record.client
    assert (client.prefix, client.surname) == ("van der", "Proef")
    assert (client.postcode, client.house_number, client.house_addition) == ("1234AB", 12, "HS")
    assert client.phones == ("+31612345678",)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("achterstand_sinds", "31-02-2026", "unreadable_date"),
        ("achterstand_sinds", "01/02/03", "unreadable_date"),
        ("signaaldatum", "2026-13-01", "unreadable_date"),
        ("signaaldatum", "", "missing"),
        ("signaaldatum", "22-11-2026", "signal_in_future"),
        ("achterstand_sinds", "03-11-2026", "signal_before_arrears"),
        ("bedrag", "1,234.56", "unreadable_amount"),
        ("bedrag", "1e9", "unreadable_amount"),
        ("bedrag", "-5", "amount_not_positive"),
        ("bedrag", "0", "amount_not_positive"),
        ("bedrag", "25.000,01", "amount_very_high"),
        ("bedrag", 1e9, "amount_very_high"),
        ("bedrag", 12.345, "unreadable_amount"),
        ("bedrag", True, "unreadable_amount"),
        ("postcode", "0123 AB", "unreadable_postcode"),
        ("huisnummer", "hs", "unreadable_house_number"),
        ("klantnummer", "9" * 65, "too_long"),
        ("geboortedatum", "22-11-2008", "birth_date_unlikely"),  # 18 a day after 21-11-2026
        ("geboortedatum", "21-11-1915", "birth_date_unlikely"),  # turns 111
        ("achternaam", "", "missing"),
    ],
)
def test_a_doubtful_value_waits_for_a_person(column, text, code):
    outcome = judged({column: text})
    assert outcome.state is RowState.QUARANTINED
    assert codes_of(outcome) == {code}
    assert outcome.payload is not None


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("bedrag", "1.234,56"),
        ("bedrag", "€ 1234,5"),
        ("bedrag", 1234.56),
        ("bedrag", "25.000"),  # the limit itself
        ("postcode", " 1234AB "),
        ("geboortedatum", "21-11-2008"),  # 18 today
        ("geboortedatum", "22-11-1915"),  # 110 until tomorrow
        ("achterstand_sinds", "2026-09-01"),
    ],
)
def test_other_ways_of_writing_are_read(column, text):
    assert judged({column: text}).state is RowState.ACCEPTED


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("04-10-2026", {"young_arrears"}),  # 29 days before 2 November
        ("03-10-2026", set()),  # 30 days
        ("25-07-2026", set()),  # 100 days: 6 + 31 + 30 + 31 + 2
        ("24-07-2026", {"old_arrears"}),
        ("01-01-2020", {"old_arrears"}),
    ],
)
def test_age_only_warns(since, expected):
    outcome = judged({"achterstand_sinds": since})
    assert codes_of(outcome) == expected
    assert outcome.record is not None


def test_a_late_delivery_is_marked_stale():
    assert codes_of(judged(today=date(2027, 1, 3))) == set()  # 62 days after 2 November
    assert codes_of(judged(today=date(2027, 1, 4))) == {"stale_signal"}


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("telefoon", "", "phone_missing"),
        ("telefoon", "0612", "unreadable_phone"),
        ("e-mail", "niet goed", "unreadable_email"),
        ("kvk_nummer", "12", None),  # zeros lost in a spreadsheet
        ("kvk_nummer", "1234567890", "unreadable_kvk"),
        ("achternaam", "Proef Holding B.V.", "legal_person"),
        ("rechtsvorm", "Stichting", "legal_person"),
        ("rechtsvorm", "eenmanszaak", None),
        ("achternaam", "GarcÃ­a", "garbled_text"),
        ("achternaam", "São", None),
    ],
)
def test_what_only_helps_never_holds_a_row_up(column, text, code):
    outcome = judged({column: text})
    assert codes_of(outcome) == ({code} if code else set())
    assert outcome.record is not None


def test_end_of_supply_needs_its_date_and_a_supplier():
    change = {"soort_signaal": "eindelevering", "einddatum_levering": ""}
    energy = terms(PartnerType.ENERGY)
    assert codes_of(judged(change, agreement=energy)) == {"missing"}
    assert codes_of(judged({**change, "einddatum_levering": "31-12-2026"})) == {
        "supply_end_not_possible"
    }


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # Working days after Monday 2 November 2026: four full weeks to Monday the 30th make 20.
        ("30-11-2026", set()),
        ("27-11-2026", {"supply_end_near"}),
        ("01-11-2026", {"supply_end_near"}),
    ],
)
def test_end_of_supply_within_twenty_working_days_is_flagged(end, expected):
    change = {"soort_signaal": "einde levering", "einddatum_levering": end}
    outcome = judged(change, agreement=terms(PartnerType.ENERGY))
    assert codes_of(outcome) == expected
    assert outcome.record is not None
    assert outcome.record.crisis


def test_end_of_supply_before_april_2023_did_not_exist():
    change = {
        "soort_signaal": "eindelevering",
        "einddatum_levering": "01-06-2023",
        "signaaldatum": "31-03-2023",
        "achterstand_sinds": "01-02-2023",
    }
    outcome = judged(change, agreement=terms(PartnerType.ENERGY))
    assert "supply_end_not_possible" in codes_of(outcome)


def test_no_sentence_repeats_a_value_of_the_row():
    secret = "Geheimenaam"
    row = {"achternaam": secret * 20, "postcode": secret, "bedrag": secret, "geboortedatum": secret}
    sentences = [finding.sentence(2) for finding in judged(row).findings]
    assert len(sentences) == 4
    assert not any(secret in sentence for sentence in sentences)
    assert all(sentence.startswith("Rij 2, kolom '") for sentence in sentences)
