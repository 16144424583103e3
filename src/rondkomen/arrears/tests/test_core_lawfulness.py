"""May a row be here: Bgs art. 2 (Stb. 2020, 240), the register of partner kinds, BSN."""

from dataclasses import replace
from datetime import date

import pytest

from rondkomen.arrears.core.agreement import Effort, Terms, terms_from
from rondkomen.arrears.core.codes import Consent, PartnerType, RowState
from rondkomen.arrears.core.register import register_from
from rondkomen.arrears.tests.rows import KEPT_EFFORT, REGISTER, codes_of, judged, terms
from rondkomen.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("persoonlijk_contact_gezocht", "nee", "no_personal_contact"),
        ("gewezen_op_hulp", "nee", "help_not_mentioned"),
        ("aantal_herinneringen", "0", "no_reminder"),
        ("reactie_op_doorgeven", "afwijzend", "consent_refused"),
        ("huidige_klant", "nee", "not_current_customer"),
        ("lopende_regeling", "ja", "running_arrangement"),
    ],
)
def test_a_row_without_the_conditions_is_unlawful_and_keeps_nothing(column, text, code):
    outcome = judged({column: text})
    assert outcome.state is RowState.REFUSED_UNLAWFUL
    assert code in codes_of(outcome)
    assert outcome.record is None
    assert outcome.payload is None


def test_only_a_condition_takes_an_earlier_signal_back():
    assert judged({"reactie_op_doorgeven": "afwijzend"}).revokes is not None
    assert judged({"gemeentecode": "9902"}).revokes is None
    assert judged({"reactie_op_doorgeven": "afwijzend", "signaaldatum": "x"}).revokes is None


def test_the_agreement_attests_what_the_row_leaves_out():
    bare = terms(effort=Effort())
    assert codes_of(judged(agreement=bare)) == {"effort_not_stated"}
    stated = {
        "persoonlijk_contact_gezocht": "ja",
        "gewezen_op_hulp": "ja",
        "aantal_herinneringen": "1",
        "reactie_op_doorgeven": "geen reactie",
        "huidige_klant": "ja",
        "lopende_regeling": "nee",
    }
    assert judged(stated, agreement=bare).state is RowState.ACCEPTED


def test_the_row_outweighs_the_agreement():
    outcome = judged({"reactie_op_doorgeven": "bezwaar"})
    assert KEPT_EFFORT.consent is Consent.NO_RESPONSE
    assert outcome.state is RowState.REFUSED_UNLAWFUL


def test_an_unreadable_condition_is_not_taken_for_an_attested_one():
    outcome = judged({"gewezen_op_hulp": "misschien"})
    assert outcome.state is RowState.QUARANTINED
    assert codes_of(outcome) == {"unreadable_boolean"}


def test_energy_with_two_reminders_is_for_a_person_to_judge():
    """rijksoverheid.nl, energie afsluiten: at least three reminders."""
    two = replace(KEPT_EFFORT, reminders=2)
    assert codes_of(judged(agreement=terms(PartnerType.ENERGY, effort=two))) == {"few_reminders"}
    assert judged(agreement=terms(PartnerType.RENT, effort=two)).state is RowState.ACCEPTED


@pytest.mark.parametrize(
    ("signal_date", "state"),
    [("31-12-2020", RowState.REFUSED_UNLAWFUL), ("01-01-2021", RowState.ACCEPTED_WITH_WARNINGS)],
)
def test_landlords_may_report_from_the_day_the_decree_came_into_force(signal_date, state):
    agreement = replace(terms(), start=date(2020, 1, 1))
    change = {"signaaldatum": signal_date, "achterstand_sinds": "01-11-2020"}
    assert judged(change, agreement=agreement).state is state


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (PartnerType.MORTGAGE, "gemeenten_not_loaded"),
        (PartnerType.CAK_CONTRIBUTION, "gemeenten_not_loaded"),
        (PartnerType.TAX_AUTHORITY, "gemeenten_not_loaded"),
        (PartnerType.BENEFITS_SERVICE, "gemeenten_not_loaded"),
        (PartnerType.CAK_HEALTH, "basis_not_loaded"),
        (PartnerType.DUO, "basis_not_loaded"),
        (PartnerType.OTHER, "basis_not_loaded"),
    ],
)
def test_what_is_not_loaded_is_never_guessed(kind, code):
    change = {"bedrag": "700", "achterstand_sinds": "01-05-2026"}
    outcome = judged(change, agreement=terms(kind))
    assert outcome.state is RowState.QUARANTINED
    assert code in codes_of(outcome)


@pytest.mark.parametrize(
    ("kind", "below", "minimum"),
    [
        (PartnerType.CAK_CONTRIBUTION, "99,99", "100,00"),  # Stcrt. 2024, 10148
        (PartnerType.TAX_AUTHORITY, "599,99", "600,00"),  # Stcrt. 2025, 17636
    ],
)
def test_below_the_legal_minimum_is_unlawful(kind, below, minimum):
    since = {"achterstand_sinds": "01-05-2026"}
    assert judged({"bedrag": below, **since}, agreement=terms(kind)).state is (
        RowState.REFUSED_UNLAWFUL
    )
    enough = judged({"bedrag": minimum, **since}, agreement=terms(kind))
    assert "below_legal_minimum" not in codes_of(enough)


@pytest.mark.parametrize(("since", "young"), [("03-06-2026", True), ("02-06-2026", False)])
def test_the_oldest_cak_claim_of_five_months_is_for_a_person(since, young):
    change = {"achterstand_sinds": since}
    outcome = judged(change, agreement=terms(PartnerType.CAK_CONTRIBUTION))
    assert ("oldest_claim_young" in codes_of(outcome)) is young


def test_a_loaded_experiment_holds_only_in_its_municipalities():
    entries = [
        {"key": kind.value, "partner_type": kind.value, "law": "proef", "gemeenten": ["0001"]}
        for kind in PartnerType
    ]
    basis = register_from({"version": "1", "entries": entries}).basis(PartnerType.MORTGAGE)
    assert basis.gemeenten_loaded
    assert basis.gemeenten == {"0001"}


@pytest.mark.parametrize("change", ["drop", "twice", "misspelt"])
def test_a_broken_register_is_refused(change):
    entries = [
        {"key": kind.value, "partner_type": kind.value, "law": "proef"} for kind in PartnerType
    ]
    if change == "drop":
        entries.pop()
    elif change == "twice":
        entries.append(entries[0])
    else:
        entries[0]["minimum"] = "1"
    with pytest.raises(Refused):
        register_from({"version": "1", "entries": entries})


def test_every_loaded_ground_names_a_publication():
    for kind in PartnerType:
        basis = REGISTER.basis(kind)
        assert bool(basis.sources) is basis.loaded


def test_a_signal_outside_the_agreement_waits_for_a_person():
    ended = replace(terms(), end=date(2026, 11, 1))
    assert codes_of(judged(agreement=ended)) == {"agreement_not_in_force"}


def test_another_municipality_is_unlawful_and_another_partner_kind_doubtful():
    assert judged({"gemeentecode": "9902"}).state is RowState.REFUSED_UNLAWFUL
    assert judged({"gemeentecode": "9901"}).state is RowState.ACCEPTED
    assert codes_of(judged({"soort_partner": "Water"})) == {"other_partner_type"}


BSN = "123456782"  # 1·9+2·8+3·7+4·6+5·5+6·4+7·3+8·2−2 = 154 = 14·11


def test_a_bsn_is_taken_away_unless_agreement_and_law_allow_it():
    outcome = judged({"bsn": BSN})
    assert codes_of(outcome) == {"bsn_removed"}
    assert outcome.record is not None
    assert outcome.record.client.bsn == ""
    rent_with_bsn = judged({"bsn": BSN}, agreement=terms(bsn=True))
    assert codes_of(rent_with_bsn) == {"bsn_removed"}
    insurer = terms(PartnerType.HEALTH_INSURER, bsn=True)
    allowed = judged({"bsn": BSN}, agreement=insurer)
    assert allowed.record is not None
    assert allowed.record.client.bsn == BSN
    assert codes_of(judged({"bsn": "123456789"}, agreement=insurer)) == {"bsn_invalid"}


def test_a_bsn_that_is_not_allowed_is_not_sealed_either():
    outcome = judged({"bsn": BSN, "bedrag": "x"})
    assert outcome.payload is not None
    assert "bsn" not in outcome.payload


def test_a_client_known_by_a_forbidden_bsn_alone_is_unlawful():
    bare = {"bsn": BSN, "postcode": "", "huisnummer": "", "achternaam": ""}
    assert judged(bare).state is RowState.REFUSED_UNLAWFUL
    assert codes_of(judged({**bare, "bsn": "1"})) >= {"only_bsn"}


def test_a_partner_describes_its_agreement_in_json():
    given = {
        "gemeente": "9901",
        "partner_type": "energy",
        "start": "2026-01-01",
        "effort": {"reminders": 3, "consent": "no_response"},
    }
    effort = Effort(reminders=3, consent=Consent.NO_RESPONSE)
    assert terms_from(given) == Terms("9901", PartnerType.ENERGY, date(2026, 1, 1), None, effort)
    for wrong in ([], {"soort": 1}, {"partner_type": "x"}, {**given, "effort": {"x": 1}}):
        with pytest.raises(Refused):
            terms_from(wrong)
