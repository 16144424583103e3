from datetime import date

import pytest

from rondkomen.dialogue.core.filling_in.answering import UNKNOWN, judge
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
from rondkomen.dialogue.tests.examples import QUESTIONS, question
from rondkomen.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("code", "raw", "expected"),
    [
        ("mening", 4, Number(4)),
        ("mening", UNKNOWN, Unknown()),
        ("een", "nee", Chosen(("nee",))),
        ("een", {"chosen": "ja", "namely": {"ja": " in 2024 "}}, Chosen(("ja",), {"ja": "in 2024"})),
        ("meer", ["b", "a"], Chosen(("a", "b"))),  # in the order of the instrument
        ("meer", {"chosen": ["geen"]}, Chosen(("geen",))),
        ("getal", "2,5", Number(2.5)),
        ("getal", 0, Number(0)),
        ("dag", "2026-01-31", Day(date(2026, 1, 31))),
        ("woorden", "een\r\ntwee", Words("een\ntwee")),
        ("woorden", "سلام 😀", Words("سلام 😀")),
        ("vakjes", {"r1": ["k2", "k1"]}, Ticks({"r1": ("k1", "k2")})),
        ("vakken", {"r1": {"k1": "plan", "k2": " "}}, Cells({"r1": {"k1": "plan"}})),
        ("tabel", [{"wat": "uren", "aantal": "3", "wie": "x"}, {"wat": ""}],
         Rows(({"wat": "uren", "aantal": 3, "wie": "x"},))),
        ("plek", 50, Number(50)),
        ("volgorde", ["c", "a"], Chosen(("c", "a"))),  # in the order of the participant
        ("bord", {"links": ["kaart", " "]}, Cards({"links": ("kaart",)})),
    ],
)  # fmt: skip
def test_what_was_filled_in_becomes_an_answer(code, raw, expected):
    assert judge(question(code), raw) == expected


@pytest.mark.parametrize("code", [found["code"] for found in QUESTIONS])
@pytest.mark.parametrize("raw", [None, "", [], {}])
def test_nothing_filled_in_is_no_answer(code, raw):
    assert judge(question(code), raw) is None


@pytest.mark.parametrize(
    ("code", "raw", "sentence"),
    [
        ("mening", 6, "schaal"),
        ("mening", True, "schaal"),
        ("een", ["ja", "nee"], "maar één"),
        ("meer", ["a", "geen"], "sluit de andere uit"),
        ("meer", ["a", "b", "c"], "hoogstens 2"),
        ("meer", ["zomaar"], "bestaat hier niet"),
        ("getal", "twaalf", "geen getal"),
        ("getal", float("nan"), "geen getal"),
        ("getal", 11, "10 of minder"),
        ("getal", -1, "0 of meer"),
        ("dag", "2026-02-31", "bestaat niet"),
        ("woorden", "x" * 21, "21 tekens"),
        ("vakjes", {"r9": ["k1"]}, "bestaat hier niet"),
        ("tabel", [{"wat": "x"}] * 4, "hoogstens 3"),
        ("tabel", [{"aantal": "veel"}], "geen getal"),
        ("plek", 101, "0 tot en met 100"),
        ("volgorde", ["a", "a"], "twee keer"),
        ("bord", {"links": ["1", "2", "3"]}, "hoogstens 2"),
        ("bord", {"links": "kaart"}, "lijst"),
    ],
)
def test_a_wrong_answer_is_one_sentence_at_its_question(code, raw, sentence):
    with pytest.raises(Refused, match=sentence) as wrong:
        judge(question(code), raw)
    assert wrong.value.where == code


def test_words_behind_an_option_that_was_not_chosen_are_left_out():
    assert judge(question("een"), {"chosen": "nee", "namely": {"ja": "toch"}}) == Chosen(("nee",))
