from datetime import date

import pytest

from rondkomen.dialogue.adapters import worksheet, xlsform
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.answers import (
    Cards,
    Cells,
    Chosen,
    Day,
    Number,
    Rows,
    Ticks,
    Unknown,
    Words,
)
from rondkomen.dialogue.core.paper.fields import entered, fields
from rondkomen.dialogue.tests.examples import GOOD, asked, changed, good, text
from rondkomen.kernel.refusal import Refused

# one mark of every kind on the paper of the example, and the answer a screen would give
PAPER = {
    "mening/4": "x",
    "een/ja/namely": "de raad",
    "meer/b": "x",
    "meer/a": "x",
    "getal": "2,5",
    "dag": "2026-11-22",
    "woorden": "kort",
    "vakjes/r2/k1": "x",
    "vakken/r1/k2": "tekst",
    "tabel/3/wat": "later",
    "tabel/1/wat": "eerst",
    "tabel/1/aantal": "3",
    "tabel/1/wie": "x",
    "plek": "70",
    "volgorde/a": "2",
    "volgorde/c": "1",
    "bord/links/2": "tweede",
    "bord/links/1": "eerste",
}
ANSWERS = {
    "mening": Number(4),
    "een": Chosen(("ja",), {"ja": "de raad"}),
    "meer": Chosen(("a", "b")),
    "getal": Number(2.5),
    "dag": Day(date(2026, 11, 22)),
    "woorden": Words("kort"),
    "vakjes": Ticks({"r2": ("k1",)}),
    "vakken": Cells({"r1": {"k2": "tekst"}}),
    "tabel": Rows(({"wat": "eerst", "aantal": 3, "wie": "x"}, {"wat": "later"})),
    "plek": Number(70),
    "volgorde": Chosen(("c", "a")),
    "bord": Cards({"links": ("eerste", "tweede")}),
}


def test_paper_gives_the_same_answers_as_a_screen():
    questions = {question.code: question for question in good().questions()}
    found = entered(good(), {**PAPER, "mening/5": " "}).answers
    assert {code: judge(questions[code], raw) for code, raw in found.items()} == ANSWERS


def test_dont_know_on_paper_is_dont_know():
    question = next(iter(good().questions()))
    assert judge(question, entered(good(), {"mening/unknown": "x"}).answers["mening"]) == Unknown()


@pytest.mark.parametrize(
    "code", ["weg", "weg/1", "mening", "mening/6", "tabel/0/wat", "tabel/4/wat", "tabel/1/weg",
             "bord/links/3", "bord/weg/1", "meer/b/namely", "mening/comment"],
)  # fmt: skip
def test_a_code_that_is_on_no_sheet_is_refused(code):
    with pytest.raises(Refused) as refused:
        entered(good(), {code: "x"})
    assert refused.value.where == code


def test_two_points_on_one_scale_are_refused():
    with pytest.raises(Refused, match="twee punten"):
        entered(good(), {"mening/4": "x", "mening/5": "x"})


def test_a_remark_is_kept_beside_the_answer():
    tool = instruments()["gesprekstool"]
    found = entered(tool, {"Q1/Q1.1": "x", "Q1/comment": "meer inwoners vragen"})
    assert found.comments == {"Q1": "meer inwoners vragen"}


def test_a_point_given_again_is_kept_beside_the_first():
    tool = instruments()["gesprekstool"]
    found = entered(tool, {"A/2": "x", "again/A/4": "x"})
    assert (found.answers, found.revisited) == ({"A": 2}, {"A": 4})
    with pytest.raises(Refused):
        entered(tool, {"again/Q1/Q1.1": "x"})


@pytest.mark.parametrize("key", instruments())
def test_every_printed_code_is_one_of_its_own_and_can_be_entered(key):
    instrument = instruments()[key]
    codes = [code for question in instrument.questions() for code in fields(question)]
    assert len(codes) == len(set(codes))
    for code in codes:
        entered(instrument, {code: "1"})


def test_the_plan_on_paper_has_twelve_cells():
    sheet = instruments()["werkboek-vroegsignalering"]
    plan = next(question for question in sheet.questions() if question.code == "W2.T")
    assert len(fields(plan)) == 12


def test_a_place_on_a_spectrum_can_be_given_again():
    later = {
        **GOOD["steps"][0],
        "code": "later",
        "revisits": "stap",
        "sections": [{"code": "d2", "title": text("d"), "questions": [asked("v", "date")]}],
    }
    instrument = reading.instrument(changed("steps", [GOOD["steps"][0], later]))
    assert [one.code for one in instrument.revisited()] == ["mening", "plek"]
    assert entered(instrument, {"plek": "10", "again/plek": "60"}).revisited == {"plek": "60"}
    assert worksheet.render(instrument).startswith(b"%PDF")
    assert xlsform.render(instrument).startswith(b"PK")
