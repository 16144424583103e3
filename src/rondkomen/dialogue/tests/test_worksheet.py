import pytest

from rondkomen.dialogue.adapters.worksheet import Paper, layout, render
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.paper.fields import fields
from rondkomen.dialogue.tests.examples import good

EVERY = pytest.mark.parametrize("key", instruments())


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


@pytest.mark.parametrize("paper", Paper)
@EVERY
def test_every_worksheet_is_a_tagged_pdf_with_its_title(key, paper):
    made = render(instruments()[key], paper=paper)
    assert made.startswith(b"%PDF")
    for mark in (b"/StructTreeRoot", b"pdfuaid:part", b"(nl)"):
        assert mark in made


@EVERY
def test_every_field_bears_its_code(key):
    instrument = instruments()[key]
    printed = set(_texts(layout(instrument, Paper.A4, "nl")))
    owed = {code for one in instrument.questions() for code in fields(one, rows=5, cards=4)}
    assert owed - printed == set()


def test_a_worksheet_in_english_says_so_and_holds_no_dutch_words_of_its_own():
    sheet = layout(instruments()["gesprekstool"], Paper.A4, "en")
    assert (sheet["lang"], sheet["title"]) == ("en", "Dialogue tool for poverty and health")
    assert b"(en)" in render(instruments()["gesprekstool"], language="en")


def test_every_kind_of_question_can_be_printed():
    assert render(good()).startswith(b"%PDF")


def test_the_statements_stand_there_twice_to_be_adjusted():
    step = layout(instruments()["gesprekstool"], Paper.A4, "nl")["parts"][0]["steps"][1]
    (block,) = step["sections"][-1]["blocks"]
    assert [row["code"] for row in block["rows"]] == [f"again/{letter}" for letter in "ABCDEF"]


def test_paper_says_when_a_question_is_to_be_skipped():
    printed = _texts(layout(instruments()["werkboek-vrijwilligers"], Paper.A4, "nl"))
    assert 'Alleen als bij W4.1 is gekozen: "Ervaringsdeskundigen".' in set(printed)


@pytest.mark.parametrize(("paper", "lying"), [(Paper.A4, [False, True]), (Paper.A3, [True])])
def test_a_wide_step_lies_on_its_side(paper, lying):
    parts = layout(instruments()["gesprekstool"], paper, "nl")["parts"]
    assert [part["lies_down"] for part in parts] == lying
