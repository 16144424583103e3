import pytest

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.filling_in import raw_answers
from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.instrument.definition import TableShape
from rondkomen.dialogue.core.paper.entry import (
    TICK,
    cell,
    codes,
    marks,
    spot,
    with_mark,
    with_marks,
)
from rondkomen.dialogue.core.paper.fields import cell_value, entered
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.tests.examples import good, question
from rondkomen.dialogue.tests.test_core_fields import PAPER
from rondkomen.kernel.refusal import Refused

TOOL = instruments()["gesprekstool"]


@pytest.mark.parametrize("typed", ["A/4", "a/4", " A 4 ", "a / 4"])
def test_a_code_is_found_however_it_was_typed(typed):
    found = spot(TOOL, typed)
    assert (found.code, found.place, found.phase, found.is_tick) == (
        "A/4",
        ("4",),
        Phase.FIRST,
        True,
    )


def test_a_point_given_again_has_a_code_of_its_own():
    found = spot(TOOL, "again A 2")
    assert (found.code, found.phase) == ("again/A/2", Phase.REVISITED)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "staat niet op dit werkblad"),
        ("Z9", "“Z9” staat niet op dit werkblad"),
        ("again/Q1/Q1.1", "staat niet op dit werkblad"),
        ("A/9", "Bij A hoort geen vak “9”. Typ bijvoorbeeld A/1."),
        ("A", "Bij A hoort geen vak"),
        ("A/4/4", "Bij A hoort geen vak"),
        ("🙂 مرحبا", "staat niet op dit werkblad"),
    ],
)
def test_a_code_that_is_not_printed_gets_one_sentence(typed, sentence):
    with pytest.raises(Refused) as refused:
        spot(TOOL, typed)
    assert sentence in refused.value.message
    assert refused.value.message.count(". ") <= 1


@pytest.mark.parametrize("key", instruments())
def test_every_printed_code_is_found(key):
    instrument = instruments()[key]
    for one in instrument.questions():
        for code in codes(one, Phase.FIRST, rows=2):
            assert spot(instrument, code).code == code


def test_marks_are_the_paper_of_an_answer():
    given = entered(good(), PAPER).answers
    for code, raw in given.items():
        asked = question(code)
        kept = raw_answers.raw(asked, judge(asked, raw))
        shown = marks(asked, Phase.FIRST, kept)
        assert raw_answers.raw(asked, judge(asked, entered(good(), shown).answers[code])) == kept


def test_a_second_point_corrects_the_first_and_keeps_the_remark():
    there = {"Q1/Q1.1": TICK, "Q1/comment": "waarom"}
    assert with_mark(there, spot(TOOL, "Q1/Q1.2"), TICK) == {**there, "Q1/Q1.2": TICK}
    assert with_mark({"A/4": TICK}, spot(TOOL, "A/2"), TICK) == {"A/2": TICK}
    assert with_mark({"A/4": TICK}, spot(TOOL, "A/4"), "") == {"A/4": ""}


def test_words_behind_the_one_option_stay_with_it():
    at = spot(good(), "een/ja/namely")
    assert with_mark({"een/ja": TICK}, at, "de raad") == {"een/ja/namely": "de raad"}
    there = {"een/ja/namely": "de raad"}
    assert with_mark(there, spot(good(), "een/ja"), TICK) == {**there, "een/ja": TICK}
    assert with_mark(there, spot(good(), "een/nee"), TICK) == {"een/nee": TICK}


def test_an_order_is_typed_from_its_first_place_on():
    a, b, c = (spot(good(), f"volgorde/{code}") for code in "abc")
    there = with_mark(with_mark({}, b, "1"), a, "2")
    assert there == {"volgorde/b": "1", "volgorde/a": "2"}
    assert with_mark(there, c, "2") == {"volgorde/b": "1", "volgorde/c": "2", "volgorde/a": "3"}
    assert with_marks({}, [(a, "3"), (b, "1"), (c, "2")])["volgorde/a"] == "3"
    assert with_marks(there, [(a, "1"), (b, "2")]) == {"volgorde/a": "1", "volgorde/b": "2"}
    with pytest.raises(Refused, match="Typ eerst wat op plaats 1 staat"):
        with_mark({}, a, "2")


@pytest.mark.parametrize(
    ("code", "mark", "found"),
    [
        ("tabel/3/wat", "flyers", ("2/wat", "flyers")),
        ("tabel/1/wie", "Y", ("0/wie", "y")),
        ("bord/links/2", "kaart", ("links/1", "kaart")),
        ("vakjes/r2/k1", "x", ("r2/k1", True)),
        ("vakjes/r2/k1", "", ("r2/k1", False)),
        ("vakken/r1/k2", "tekst", ("r1/k2", "tekst")),
        ("mening/4", "x", None),
    ],
)
def test_a_field_is_a_cell_of_the_joint_sheet(code, mark, found):
    assert cell(spot(good(), code), mark) == found


def test_a_cell_is_read_in_the_words_on_paper():
    chain = instruments()["theory-of-change"]
    table = next(one for one in chain.questions() if one.code == "K3.b")
    assert isinstance(table.shape, TableShape)
    column = next(one for one in table.shape.columns if one.scale)
    assert [cell_value(column, mark) for mark in ("4", "?", "misschien")] == [
        4,
        "unknown",
        "misschien",
    ]
