from decimal import Decimal

import pytest

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument.answers import Chosen, Rows
from rondkomen.dialogue.core.outcome.outputs import outcomes
from rondkomen.dialogue.core.outcome.words import number_said, told


def _told(key, answers, code, language="nl"):
    instrument = instruments()[key]
    found = {one.output.code: one for one in outcomes(instrument, answers)}
    return told(found[code], instrument, language)


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        ("3100", "3.100", "3,100"),
        ("566.50", "566,5", "566.5"),
        ("-40", "-40", "-40"),
        ("1E+3", "1.000", "1,000"),
        ("0.1", "0,1", "0.1"),
    ],
)
def test_a_number_as_each_language_writes_it(number, dutch, english):
    assert number_said(Decimal(number), "nl") == dutch
    assert number_said(Decimal(number), "en") == english


def test_the_highest_form_is_said_in_its_words():
    found = _told("gesprekstool", {"Q6": Chosen(("Q6.1", "Q6.3"))}, "participatie")
    assert found.rows == (("Wij beslissen samen", ()),)


def test_totals_are_said_per_scenario():
    rows = Rows(
        (
            {"scenario": "nieuw", "aantal": 10, "prijs-laag": 40},
            {"scenario": "oud", "aantal": 1, "prijs-laag": 2500},
        )
    )
    found = _told("werkboek-evaluatie", {"W5.4": rows}, "totaal-laag")
    assert found.rows == (("Met deze aanpak", ("400",)), ("Zonder deze aanpak", ("2.500",)))


def test_a_return_is_said_with_both_ends():
    rows = Rows(
        (
            {"scenario": "nieuw", "aantal": 10, "prijs-laag": 40, "prijs-hoog": 45},
            {"scenario": "oud", "aantal": 1, "prijs-laag": 2500, "prijs-hoog": 4000},
        )
    )
    found = _told("werkboek-evaluatie", {"W5.4": rows}, "verschil")
    # 2500 - 450 and 4000 - 400
    assert found.rows == (("ten minste", ("2.050",)), ("ten hoogste", ("3.600",)))


def test_give_and_take_is_said_per_partner():
    rows = Rows(({"partner": "GGD", "brengen": "kennis\ntijd"},))
    found = _told("werkboek-samenwerken", {"W3.2": rows}, "halen-en-brengen", "en")
    assert found.columns == ("Brings", "Gets")
    assert found.rows == (("GGD", ("2", "0")),)


def test_a_range_is_said_per_column_and_a_mismatch_per_partner():
    rows = Rows(
        ({"partner": "a", "nu": 10, "gewenst": 50}, {"partner": "b", "nu": 60, "gewenst": 50})
    )
    answers = {"W3.1": rows}
    assert _told("werkboek-samenwerken", answers, "verwachtingen").rows == (("Nu", ("50",)),)
    apart = _told("werkboek-samenwerken", answers, "van-nu-naar-gewenst")
    assert (apart.columns, apart.rows) == ((), (("a", ("40",)),))


def test_plausibility_is_said_in_the_words_of_its_scale():
    rows = Rows(({"aannemelijk": 4}, {"aannemelijk": "unknown"}))
    found = _told("theory-of-change", {"K3.b": rows}, "aannemelijkheid")
    assert found.rows == (("behoorlijk", ("1",)), ("weet ik niet", ("1",)))


def test_advice_is_its_text():
    found = _told("werkboek-evaluatie", {"W5.1.2": Chosen(("leren",))}, "regel-leren")
    assert found.text.startswith("U wilt leren.")
    assert (found.columns, found.rows) == ((), ())
