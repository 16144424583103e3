"""Mapping profiles: a partner's own layout, as data."""

import pytest

from rondkomen.arrears.core.codes import RowState, SignalKind
from rondkomen.arrears.core.fields import FIELDS
from rondkomen.arrears.core.layout import RawRow, bind
from rondkomen.arrears.core.mapping import MappingProfile, suggest
from rondkomen.arrears.tests.rows import codes_of, judged
from rondkomen.kernel.refusal import Refused

REQUIRED = ["klantnummer", "signaaldatum", "bedrag", "achternaam", "postcode", "huisnummer"]


def test_columns_are_suggested_by_name_whatever_their_spelling():
    found = suggest(["Debiteur-nr.", "GEBOORTEDATUM", "Openstaand saldo", "Onbekend", "Tel"])
    assert found.columns == {
        "partner_reference": "Debiteur-nr.",
        "birth_date": "GEBOORTEDATUM",
        "amount": "Openstaand saldo",
        "phone": "Tel",
    }


def test_what_was_mapped_stays_and_its_column_is_not_used_twice():
    base = MappingProfile(columns={"amount": "achterstand"}, constants={"signal_kind": "vroeg"})
    found = suggest(["bedrag", "achterstand", "soort"], base)
    assert found.columns == {"amount": "achterstand"}


def test_published_names_and_aliases_name_one_field_each():
    names = [name for field in FIELDS for name in (field.column, *field.aliases)]
    assert len(suggest(names).columns) == len(FIELDS)


def test_a_profile_survives_storage():
    profile = MappingProfile(
        columns={"amount": "x"},
        constants={"signal_kind": "vroeg"},
        translations={"signal_kind": {"EL": "eindelevering"}},
        date_order="mdy",
        amount_format="cents",
        delimiter="tab",
        sheet="Blad1",
    )
    assert MappingProfile.from_data(profile.as_data()) == profile


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"kolommen": {}},
        {"columns": []},
        {"columns": {"geen_veld": "x"}},
        {"columns": {"amount": 3}},
        {"date_order": "dym"},
        {"date_order": ["dmy"]},
        {"translations": {"signal_kind": ["x"]}},
        {"format": "rondkomen-koppelprofiel/9"},
    ],
)
def test_a_broken_profile_is_refused_with_a_sentence(broken):
    with pytest.raises(Refused) as refusal:
        MappingProfile.from_data(broken)
    assert refusal.value.message.endswith(".")


def test_a_partners_own_layout_is_read():
    row = {
        "Debiteur": "7",
        "Datum": "11/02/2026",
        "Cent": "41250",
        "Soort": "EL",
        "Stop": "1/15/2027",
    }
    profile = MappingProfile(
        columns={
            "partner_reference": "Debiteur",
            "signal_date": "Datum",
            "amount": "Cent",
            "signal_kind": "Soort",
            "supply_end_date": "Stop",
        },
        constants={"surname": "Proef", "postcode": "1234AB", "house_number": "1"},
        translations={"signal_kind": {"el": "geactualiseerd"}},
        date_order="mdy",
        amount_format="cents",
    )
    layout = bind(profile, list(row))
    values = layout.read(RawRow(2, list(row.values()))).values
    assert values["signal_date"].isoformat() == "2026-11-02"
    assert values["amount"] == 41250
    assert values["signal_kind"] is SignalKind.UPDATED
    assert values["postcode"] == "1234AB"


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ([name for name in REQUIRED if name != "bedrag"], "bedrag"),
        ([*REQUIRED, "Bedrag"], "twee keer"),
        ([name for name in REQUIRED if name != "achternaam"], "achternaam"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(header, word):
    with pytest.raises(Refused, match=word):
        bind(MappingProfile(), header)


def test_a_profile_for_another_file_is_refused():
    with pytest.raises(Refused, match="Saldo"):
        bind(MappingProfile(columns={"amount": "Saldo"}), REQUIRED)


def test_a_constant_that_cannot_be_read_is_refused():
    with pytest.raises(Refused, match="signaaldatum"):
        bind(MappingProfile(constants={"signal_date": "gisteren"}), REQUIRED)


def test_a_name_column_and_an_address_column_replace_their_parts():
    change = {
        "achternaam": "",
        "voorletters": "",
        "huisnummer": "",
        "naam": "Mevr. A.B. van der Proef",
        "adres": "Plein 1944 12 A",
    }
    outcome = judged(change)
    assert outcome.state is RowState.ACCEPTED
    assert outcome.record is not None
    client = outcome.record.client
    assert (client.initials, client.prefix, client.surname) == ("A.B.", "van der", "Proef")
    assert (client.street, client.house_number, client.house_letter) == ("Plein 1944", 12, "A")


def test_an_address_without_a_number_waits_as_it_was_written():
    outcome = judged({"huisnummer": "", "adres": "Lindelaan"})
    assert codes_of(outcome) == {"unreadable_house_number"}
    assert outcome.payload is not None
    assert outcome.payload["house_number"] == "Lindelaan"


def test_too_few_and_too_many_cells():
    layout = bind(MappingProfile(), REQUIRED)
    short = layout.read(RawRow(2, ["1", "02-11-2026"]))
    long = layout.read(RawRow(2, ["1", "02-11-2026", "1", "a", "1234AB", "1", "", "x"]))
    padded = layout.read(RawRow(2, ["1", "02-11-2026", "1", "a", "1234AB", "1", "", ""]))
    assert [finding.code.value for finding in short.findings] == ["cells_missing"]
    assert [finding.code.value for finding in long.findings] == ["too_many_cells"]
    assert padded.findings == []


def test_a_cell_seen_before_reads_the_same_again():
    layout = bind(MappingProfile(), REQUIRED)
    row = RawRow(2, ["1", "31-02-2026", "1,5", "", "1234ab", "12a"])
    first, second = layout.read(row), layout.read(row)
    assert first.values == second.values
    assert first.findings == second.findings
    assert codes_of(judged({"achternaam": ""})) == {"missing"}
