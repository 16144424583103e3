import re
from pathlib import Path

import pytest

from rondkomen.dialogue.adapters import instrument_file, worksheet, xlsform
from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.filling_in.asking import asked
from rondkomen.dialogue.core.instrument.answers import Chosen, Number
from rondkomen.dialogue.core.instrument.definition import CellKind, OutputKind
from rondkomen.dialogue.core.instrument.schema import QUESTION_KINDS
from rondkomen.dialogue.core.outcome.outputs import outcomes
from rondkomen.files import yaml

PAGE = (Path(__file__).parents[4] / "docs" / "guides" / "instrument-maken.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_on_the_page_has_no_fault():
    assert instrument_file.check(yaml.load(EXAMPLE)) == ()


def test_the_example_does_what_the_page_says():
    instrument = instrument_file.read(EXAMPLE)
    low = [question.code for question in asked(instrument, {"L1": Number(1)})]
    high = [question.code for question in asked(instrument, {"L1": Number(3)})]
    assert (low, high) == (["L1", "L2", "L3"], ["L1", "L2"])
    found = outcomes(instrument, {"L1": Number(3), "L2": Chosen(("nergens",))})
    assert [outcome.output.code for outcome in found] == ["vindbaar-zonder-ingang"]


def test_the_answers_on_the_page_are_answers_to_the_example():
    instrument = instrument_file.read(EXAMPLE)
    questions = {question.code: question for question in instrument.questions()}
    told = yaml.load("{" + ", ".join(re.findall(r"`(L\d: [^`]+)`", PAGE)) + "}")
    answers = {code: judge(questions[code], raw) for code, raw in told.items()}
    assert answers == {"L1": Number(3), "L2": Chosen(("nergens",))}


def test_the_example_can_be_printed_and_exported():
    instrument = instrument_file.read(EXAMPLE)
    assert worksheet.render(instrument).startswith(b"%PDF")
    assert xlsform.render(instrument).startswith(b"PK")


@pytest.mark.parametrize("word", [*QUESTION_KINDS, *OutputKind, *CellKind])
def test_the_page_tells_every_kind_there_is(word):
    assert f"`{word}`" in PAGE
