import pytest

from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.filling_in.asking import asked, completed
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.answers import (
    Cells,
    Chosen,
    NotApplicable,
    Number,
    Rows,
    Ticks,
)
from rondkomen.dialogue.core.instrument.definition import MatrixShape
from rondkomen.dialogue.core.results.agreement import spread
from rondkomen.dialogue.tests import examples
from rondkomen.dialogue.tests.examples import GOOD, changed, line, option
from rondkomen.kernel.refusal import Refused

FOCUS = examples.asked("focus", "multi", options=[option("r1"), option("r2", namely=True)])
SHOWN = {"show_when": {"answer": "focus", "has": ["r1"]}}
STEPS = examples.asked(
    "stappen", "matrix_text", rows=[line("r1"), line("r2")], columns=[line("wat")]
)
PLAN = examples.asked(
    "plan",
    "matrix_text",
    rows=[{**line("r1"), **SHOWN}, line("r2")],
    columns=[
        {**line("doel"), "filled_from": {"question": "stappen", "column": "wat"}},
        line("hoe"),
    ],
)
KIND = {"kind": "choice", "options": [option("ja"), option("nee")]}
FIRST = examples.asked("eerst", "table", columns=[line("wat"), {**line("houden"), **KIND}])
LATER = examples.asked(
    "later",
    "table",
    rows_from="eerst",
    rows_having={"column": "houden", "options": ["ja"]},
    columns=[line("wat"), line("wie")],
)
CHOSEN = examples.asked("gekozen", "table", rows_from="focus", columns=[line("wat")])
TICKED = examples.asked("vakjes", "matrix_check", rows=[line("r1")], columns=[line("k1")])
MORE = examples.asked("meer", "text", show_when={"answer": "vakjes", "has": ["r1"]})
QUESTIONS = [FOCUS, STEPS, PLAN, FIRST, LATER, CHOSEN, TICKED, MORE]
INSTRUMENT = reading.instrument(changed("steps/0/sections/0/questions", QUESTIONS))


def test_a_row_is_asked_when_its_condition_holds():
    def rows(answers):
        plan = next(found for found in asked(INSTRUMENT, answers) if found.code == "plan")
        assert isinstance(plan.shape, MatrixShape)
        return [row.code for row in plan.shape.rows]

    assert rows({"focus": Chosen(("r1",))}) == ["r1", "r2"]
    assert rows({"focus": Chosen(("r2",))}) == ["r2"]


def test_a_question_follows_a_ticked_row():
    codes = [found.code for found in asked(INSTRUMENT, {"vakjes": Ticks({"r1": ("k1",)})})]
    assert "meer" in codes
    assert "meer" not in [found.code for found in asked(INSTRUMENT, {})]


def test_cells_start_from_the_earlier_step_until_written():
    answers = {
        "focus": Chosen(("r1",)),
        "stappen": Cells({"r1": {"wat": "eerder"}, "r2": {"wat": "bereiken"}}),
        "plan": Cells({"r2": {"doel": "anders", "hoe": "bellen"}}),
    }
    plan = completed(INSTRUMENT, answers)["plan"]
    assert plan == Cells({"r1": {"doel": "eerder"}, "r2": {"doel": "anders", "hoe": "bellen"}})


def test_rows_start_from_the_earlier_table_that_has_what_is_asked():
    first = Rows(({"wat": "a", "houden": "ja"}, {"wat": "b", "houden": "nee"}, {"wat": "c"}))
    assert completed(INSTRUMENT, {"eerst": first})["later"] == Rows(({"wat": "a"},))
    written = Rows(({"wat": "z"},))
    assert completed(INSTRUMENT, {"eerst": first, "later": written})["later"] == written


def test_chosen_options_start_a_table_in_their_own_words():
    chosen = Chosen(("r1", "r2"), {"r2": "jongeren"})
    found = completed(INSTRUMENT, {"focus": chosen})["gekozen"]
    assert found == Rows(({"wat": "r1"}, {"wat": "jongeren"}))


def test_a_question_that_is_not_asked_has_no_answer():
    assert completed(INSTRUMENT, {"meer": Number(1)}) == {}


def test_not_applicable_is_counted_apart_like_dont_know():
    scale = {**GOOD["scales"]["eens"], "not_applicable": examples.text("n.v.t.")}
    (question, *_) = reading.instrument(changed("scales/eens", scale)).questions()
    answers = [judge(question, raw) for raw in (1, 5, "unknown", "not_applicable")]
    assert answers[3] == NotApplicable()
    found = spread(answers, range(1, 6))
    assert (found.answered, found.middle, found.unknown, found.not_applicable) == (2, 3.0, 1, 1)
    with pytest.raises(Refused):
        judge(examples.question("mening"), "not_applicable")


def test_a_scale_in_a_table_keeps_dont_know_as_a_word():
    columns = [{**line("oordeel"), "kind": "scale", "scale": "eens"}]
    table = examples.asked("tabel", "table", columns=columns)
    (question,) = reading.instrument(changed("steps/0/sections/0/questions", [table])).questions()
    found = judge(question, [{"oordeel": 4}, {"oordeel": "unknown"}])
    assert found == Rows(({"oordeel": 4}, {"oordeel": "unknown"}))
