"""Every kind of question: what its form gives is its raw answer, and what was given stands in its form."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument.definition import Question
from rondkomen.dialogue.tests.examples import good
from rondkomen.web.ui.questions.binding import raw_from
from rondkomen.web.ui.questions.drawing import Held, draw

QUESTIONS = {question.code: question for question in good().questions()}
GIVEN = [
    ("mening", "value=4", 4),
    ("mening", "value=unknown", "unknown"),
    ("mening", "value=4&clear=1", None),
    ("mening", "value=<b>", "<b>"),
    ("een", "chosen=ja&namely:ja=omdat", {"chosen": ["ja"], "namely": {"ja": "omdat"}}),
    ("een", "chosen=nee&namely:ja=omdat", {"chosen": ["nee"], "namely": {}}),
    ("meer", "chosen=a&chosen=b", {"chosen": ["a", "b"], "namely": {}}),
    ("meer", "", None),
    ("getal", "value=7,5", "7,5"),
    ("dag", "value=2026-12-31", "2026-12-31"),
    ("woorden", "value= dag ", "dag"),
    ("vakjes", "cell:r1/k2=1&cell:r2/k1=1", {"r1": ["k2"], "r2": ["k1"]}),
    ("vakken", "cell:r1/k1=x&cell:r1/k2=", {"r1": {"k1": "x", "k2": ""}}),
    ("tabel", "cell:0/wat=x&cell:0/aantal=3&cell:1/wat=", [{"wat": "x", "aantal": "3"}]),
    ("plek", "value=40", "40"),
    ("volgorde", "rank:a=3&rank:b=1&rank:c=", ["b", "a"]),
    ("bord", "cell:links/0=een&cell:links/1=", {"links": ["een"]}),
]


def drawn(question: Question, raw: Any = None) -> str:
    q = draw(question, Held(raw), prefix="x")
    return str(render_to_string("ui/questions/question.html", {"q": q}))


@pytest.mark.parametrize(("code", "form", "raw"), GIVEN)
def test_a_form_gives_the_raw_answer(code: str, form: str, raw: Any) -> None:
    assert raw_from(QUESTIONS[code], QueryDict(form)) == raw


@pytest.mark.parametrize("code", QUESTIONS)
def test_every_kind_is_a_fieldset_with_its_own_legend_and_labels(code: str) -> None:
    page = drawn(QUESTIONS[code])
    assert page.count("<fieldset") == page.count("<legend") == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize(
    ("code", "raw", "stands"),
    [
        ("mening", 4, 'value="4" checked'),
        ("een", {"chosen": ["ja"], "namely": {"ja": "<i>"}}, "&lt;i&gt;"),
        ("getal", 7.5, 'value="7,5"'),
        ("vakjes", {"r1": ["k2"]}, "checked"),
        ("tabel", [{"wat": "<b>", "wie": "y"}], 'value="y" selected'),
        ("bord", {"links": ["<script>"]}, "&lt;script&gt;"),
        ("volgorde", ["c", "a"], 'name="rank:c" value="1"'),
    ],
)
def test_what_was_given_stands_in_the_form(code: str, raw: Any, stands: str) -> None:
    page = drawn(QUESTIONS[code], raw)
    assert stands in page
    assert "<script>" not in page


@pytest.mark.parametrize("key", sorted(instruments()))
def test_every_question_of_every_shipped_instrument_can_be_drawn(key: str) -> None:
    for question in instruments()[key].questions():
        assert "<legend" in drawn(question)


def test_a_wrong_answer_is_said_at_the_question() -> None:
    q = draw(QUESTIONS["woorden"], Held("x", error="Te lang."), prefix="x")
    context: Mapping[str, Any] = {"q": q}
    page = str(render_to_string("ui/questions/question.html", dict(context)))
    assert 'aria-invalid="true"' in page
    assert "Te lang." in page
