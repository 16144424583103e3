from io import BytesIO

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from rondkomen.dialogue.adapters.xlsform import render
from rondkomen.dialogue.adapters.xlsform_conditions import Names, relevant
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.tests.examples import changed, good

DUTCH, ENGLISH = "label::Nederlands (nl)", "label::English (en)"
EVERY = [good(), *instruments().values()]


def _rows(instrument, tab="survey"):
    """The rows of a tab by column name, empty cells left out."""
    header, *rows = load_workbook(BytesIO(render(instrument)))[tab].iter_rows(values_only=True)
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return [{column: cell for column, cell in row.items() if cell is not None} for row in named]


def _row(instrument, name):
    return next(row for row in _rows(instrument) if row.get("name") == name)


@pytest.mark.parametrize("instrument", EVERY, ids=lambda one: one.key)
def test_a_form_converts_without_a_warning(instrument):
    warnings: list[str] = []
    made = convert(render(instrument), warnings=warnings, file_type=".xlsx").xform
    assert warnings == []
    assert 'lang="Nederlands (nl)"' in made
    assert 'lang="English (en)"' in made


@pytest.mark.parametrize("instrument", EVERY, ids=lambda one: one.key)
def test_every_field_has_a_name_of_its_own_and_both_languages(instrument):
    named = [row for row in _rows(instrument) if "name" in row]
    names = [row["name"] for row in named]
    assert len(names) == len(set(names))
    assert all({DUTCH, ENGLISH} <= set(row) for row in named)


def test_an_exclusive_option_is_a_constraint():
    # the fifth option of the first question is "no reason"
    row = _row(instruments()["gesprekstool"], "Q1")
    assert row["constraint"] == "not(selected(., 'Q1.5') and count-selected(.) > 1)"
    assert "sluit" in row["constraint_message::Nederlands (nl)"]


def test_no_more_options_than_may_be_chosen():
    assert _row(good(), "meer")["constraint"].endswith("count-selected(.) <= 2")


def test_words_of_ones_own_follow_their_option():
    row = _row(instruments()["gesprekstool"], "Q1_Q1_6_namely")
    assert (row["type"], row["relevant"]) == ("text", "selected(${Q1}, 'Q1.6')")


def test_all_fourteen_questions_and_eighty_options_are_there():
    tool = instruments()["gesprekstool"]
    kinds = [row["type"] for row in _rows(tool) if row.get("name", "").startswith("Q")]
    asked = [kind for kind in kinds if kind.startswith("select")]
    assert len(asked) == 14
    lists = {kind.split()[1] for kind in asked}
    assert sum(row["list_name"] in lists for row in _rows(tool, "choices")) == 80


def test_dont_know_is_a_choice_beside_the_points():
    choices = [row["name"] for row in _rows(good(), "choices") if row["list_name"] == "mening"]
    assert choices == ["1", "2", "3", "4", "5", "unknown"]


def test_a_question_is_relevant_by_the_answer_before_it():
    sheet = instruments()["werkboek-vrijwilligers"]
    assert _row(sheet, "W4_3")["relevant"] == "selected(${W4_1}, 'W4.1.2')"
    assert _row(sheet, "W4_2_a")["relevant"] == "string-length(${W4_2_W4_2_7}) > 0"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"answer": "mening", "at_least": 4}, "number(${mening}) >= 4"),
        ({"answer": "mening", "unknown": True}, "${mening} = 'unknown'"),
        ({"not": {"answer": "tabel", "given": True}}, "not(count(${tabel}) > 0)"),
        (
            {"any": [{"answer": "een", "has": ["ja"]}, {"answer": "getal", "at_most": 2}]},
            "(selected(${een}, 'ja')) or (number(${getal}) <= 2)",
        ),
        (
            {"answer": "vakjes", "given": True},
            "string-length(${vakjes_r1}) > 0 or string-length(${vakjes_r2}) > 0",
        ),
    ],
)
def test_a_condition_becomes_an_expression(condition, expected):
    questions = {question.code: question for question in good().questions()}
    assert relevant(reading.condition(condition), questions, Names()) == expected


def test_codes_that_look_alike_get_names_of_their_own():
    names = Names()
    assert [names.of("Q1.1"), names.of("Q1-1"), names.of("1a"), names.of("Q1.1")] == [
        "Q1_1",
        "Q1_1_2",
        "q_1a",
        "Q1_1",
    ]


def test_a_text_is_never_a_reference():
    text = {"nl": "Kost het ${bedrag}?", "en": "Does it cost ${amount}?"}
    made = render(reading.instrument(changed("steps/0/sections/0/questions/4/text", text)))
    assert convert(made, file_type=".xlsx").xform
