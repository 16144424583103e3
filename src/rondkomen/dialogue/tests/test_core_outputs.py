from decimal import Decimal

import pytest

from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.answers import Chosen, Number, Rows, Unknown, Words
from rondkomen.dialogue.core.instrument.conditions import (
    Between,
    Every,
    Has,
    IsGiven,
    IsUnknown,
    Not,
    Some,
    holds,
)
from rondkomen.dialogue.core.outcome.outputs import outcomes
from rondkomen.dialogue.tests.examples import changed, text

ANSWERS = {"mening": Number(4), "een": Chosen(("ja",)), "plek": Unknown(), "woorden": Words("x")}
YES, HIGH, NO = Has("een", ("ja",)), Between("mening", least=4), Has("een", ("nee",))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        (YES, True),
        (NO, False),
        (Has("weg", ("ja",)), False),
        (HIGH, True),
        (Between("mening", most=3), False),
        (Between("plek", least=0), False),  # don't know lies within no bounds
        (IsUnknown("plek"), True),
        (IsUnknown("mening"), False),
        (IsGiven("plek"), True),
        (IsGiven("weg"), False),
        (Every((YES, HIGH)), True),
        (Every((YES, NO)), False),
        (Some((NO, HIGH)), True),
        (Not(NO), True),
    ],
)
def test_conditions_hold_or_not(condition, expected):
    assert holds(condition, ANSWERS) is expected


def _outcomes(output, answers):
    data = changed("outputs", [{"code": "uit", "text": text("uit"), **output}])
    return outcomes(reading.instrument(data), answers)


def test_a_prompt_comes_when_its_condition_holds_and_else_not():
    both = [{"answer": "mening", "at_least": 4}, {"answer": "een", "has": ["nee"]}]
    prompt = {"kind": "prompt", "when": {"all": both}}
    assert len(_outcomes(prompt, {"mening": Number(5), "een": Chosen(("nee",))})) == 1
    assert _outcomes(prompt, {"mening": Unknown(), "een": Chosen(("nee",))}) == ()


def test_the_highest_rung_is_that_of_the_options_chosen():
    (found,) = _outcomes(
        {"kind": "highest", "questions": ["meer"]}, {"meer": Chosen(("a", "c", "b"))}
    )
    assert found.option == "b"
    assert _outcomes({"kind": "highest", "questions": ["meer"]}, {"meer": Chosen(("c",))}) == ()


def test_a_difference_needs_two_numbers():
    output = {"kind": "difference", "questions": ["getal", "plek"]}
    (found,) = _outcomes(output, {"getal": Number(10), "plek": Number(70)})
    assert found.numbers == {"": Decimal(60)}
    assert _outcomes(output, {"getal": Number(10), "plek": Unknown()}) == ()


def test_totals_come_out_to_the_cent_per_group():
    # x: 3 × 0.10 + 1 × 0.20 = 0.50; y: 2 × 19.99 = 39.98; the row without a price stays out
    rows = Rows(
        (
            {"aantal": 3, "prijs": 0.1, "wie": "x"},
            {"aantal": 1, "prijs": 0.2, "wie": "x"},
            {"aantal": 2, "prijs": 19.99, "wie": "y"},
            {"aantal": 5, "wie": "y"},
        )
    )
    output = {
        "kind": "total",
        "questions": ["tabel"],
        "columns": ["aantal", "prijs"],
        "split_by": "wie",
    }
    (found,) = _outcomes(output, {"tabel": rows})
    assert found.numbers == {"x": Decimal("0.50"), "y": Decimal("39.98")}


def test_counts_say_how_many_rows_fill_a_column():
    rows = Rows(({"wat": "a", "aantal": 1}, {"wat": "b"}, {"aantal": 0}))
    output = {"kind": "counts", "questions": ["tabel"], "columns": ["wat", "aantal"]}
    (found,) = _outcomes(output, {"tabel": rows})
    assert found.numbers == {"wat": 2, "aantal": 2}


PARTNERS = Rows(
    (
        {"wat": "GGD\n\nteam", "aantal": 20, "prijs": 80, "wie": "x"},
        {"wat": "corporatie", "aantal": 50, "prijs": 40, "wie": "y"},
        {"aantal": 70, "wie": "y"},
    )
)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ({"kind": "counts", "split_by": "wie"}, {"x": 1, "y": 2}),
        ({"kind": "counts", "columns": ["prijs"], "split_by": "wie"}, {"x": 1, "y": 1}),
        # 70 - 20 = 50 and 80 - 40 = 40
        ({"kind": "range", "columns": ["aantal", "prijs"]}, {"aantal": 50, "prijs": 40}),
        ({"kind": "range", "columns": ["aantal", "prijs"], "at_least": 45}, {"aantal": 50}),
    ],
)
def test_numbers_over_the_rows_of_a_table(output, expected):
    (found,) = _outcomes({"questions": ["tabel"], **output}, {"tabel": PARTNERS})
    assert found.numbers == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        # an empty line is no line; the third row has no text
        ({"kind": "lines", "columns": ["wat"]}, (("x", {"wat": 2}), ("y", {"wat": 1}), ("y", {"wat": 0}))),
        # 80 - 20 = 60; 40 - 50 = -10; the third row has no second number
        ({"kind": "apart", "columns": ["aantal", "prijs"]}, (("x", {"": 60}), ("y", {"": -10}))),
        ({"kind": "apart", "columns": ["aantal", "prijs"], "at_least": 25}, (("x", {"": 60}),)),
    ],
)  # fmt: skip
def test_numbers_per_row_of_a_table(output, expected):
    (found,) = _outcomes({"questions": ["tabel"], "split_by": "wie", **output}, {"tabel": PARTNERS})
    assert found.rows == expected


def test_nothing_comes_out_of_a_table_below_the_least():
    output = {"kind": "range", "questions": ["tabel"], "columns": ["prijs"], "at_least": 41}
    assert _outcomes(output, {"tabel": PARTNERS}) == ()
