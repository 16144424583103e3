from pathlib import Path
from typing import Any

import pytest

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.filling_in.asking import asked, completed
from rondkomen.dialogue.core.filling_in.raw_answers import raw
from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.outcome.outputs import Outcome, links, outcomes
from rondkomen.files import yaml

FOLDER = Path(__file__).parents[4] / "tests" / "worked_cases"
FILES = sorted(FOLDER.glob("dialogue_*.yaml"))
CASES = [
    pytest.param(file["instrument"], case, id=f"{file['instrument']}: {case['name']}")
    for file in map(yaml.load, FILES)
    for case in file["cases"]
]


def _given(instrument: Instrument, case: dict[str, Any]) -> dict[str, Answer]:
    questions = {question.code: question for question in instrument.questions()}
    judged = {code: judge(questions[code], value) for code, value in case["answers"].items()}
    return {code: answer for code, answer in judged.items() if answer is not None}


def _said(outcome: Outcome) -> Any:
    """An outcome in the words of a worked case: its rows, its numbers, its option, or that it came."""
    if outcome.rows:
        return [[label, numbers] for label, numbers in outcome.rows]
    return outcome.numbers or outcome.option or True


def test_every_instrument_has_a_worked_case():
    assert {yaml.load(file)["instrument"] for file in FILES} == set(instruments())


@pytest.mark.parametrize(("key", "case"), CASES)
def test_a_worked_case_comes_out_as_reasoned(key, case):
    instrument = instruments()[key]
    answers = completed(instrument, _given(instrument, case))
    assert {found.output.code: _said(found) for found in outcomes(instrument, answers)} == case[
        "outcomes"
    ]
    assert [link.to for link in links(instrument, answers)] == case.get("links", [])


@pytest.mark.parametrize(("key", "case"), CASES)
def test_what_is_asked_and_offered_is_as_reasoned(key, case):
    instrument = instruments()[key]
    answers = completed(instrument, _given(instrument, case))
    questions = {question.code: question for question in asked(instrument, answers)}
    assert [code for code in case.get("asked", ()) if code not in questions] == []
    assert [code for code in case.get("not_asked", ()) if code in questions] == []
    for code, offered in case.get("offered", {}).items():
        assert raw(questions[code], answers.get(code)) == offered


@pytest.mark.parametrize(("key", "case"), CASES)
def test_an_answer_goes_out_as_it_came_in(key, case):
    instrument = instruments()[key]
    for question in instrument.questions():
        answer = _given(instrument, case).get(question.code)
        assert judge(question, raw(question, answer)) == answer
