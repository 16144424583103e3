from dataclasses import replace
from datetime import date

from rondkomen.outreach.content import starting_rule_table
from rondkomen.outreach.core.algorithm_register import (
    REQUIRED_FIELDS,
    Publisher,
    faults_in,
    register_entry,
)

TABLE = starting_rule_table()
PUBLISHER = Publisher("Gemeente Middenveld", "vroeg@middenveld.example")


def entry(table=TABLE, *, active_since=date(2026, 1, 1)):
    return register_entry(table, PUBLISHER, active_since=active_since)


def test_the_entry_has_every_required_field_within_its_length():
    assert faults_in(entry()) == ()
    assert all(entry()[field] for field in REQUIRED_FIELDS)
    assert len(entry()["korte_omschrijving"]) < 350


def test_every_rule_of_the_table_is_in_the_text():
    text = entry()["technische_werking"]
    assert text.count(" punten als ") == len(TABLE.rules)
    assert "+60 punten als het soort signaal is: eindelevering" in text


def test_only_data_that_the_rules_use_are_named():
    assert "leeftijd" not in entry()["gegevens"]
    one_rule = replace(TABLE, rules=(TABLE.rules[-1],))
    assert entry(one_rule)["gegevens"] == "De regels gebruiken: het bedrag van de achterstand."


def test_what_drops_cases_is_said():
    strict = replace(TABLE, minimum_points=10, terms=replace(TABLE.terms, threshold_euros=50))
    text = entry(strict)["afwegingen"]
    assert "minder dan 10 punten" in text
    assert "Onder € 50" in text


def test_a_draft_is_in_development():
    assert entry(active_since=None)["status"] == "In ontwikkeling"
    assert entry()["begindatum"] == "2026-01"


def test_a_missing_contact_and_a_long_text_are_named():
    broken = {**entry(), "contactgegevens": "", "naam": "n" * 101}
    assert [fault.split(":")[0] for fault in faults_in(broken)] == ["contactgegevens", "naam"]


def test_a_long_table_stays_within_the_length():
    long = replace(TABLE, rules=TABLE.rules * 15)
    assert faults_in(entry(long)) == ()
