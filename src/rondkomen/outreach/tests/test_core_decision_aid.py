from copy import deepcopy

import pytest

from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.content import CONTENT, decision_tree
from rondkomen.outreach.core.codes import Result
from rondkomen.outreach.core.decision_aid import build, follow, results_of

TREE = decision_tree()
DATA = yaml.load(CONTENT / "decision_aid.yaml")


def test_every_result_can_be_reached():
    assert results_of(TREE) == set(Result)


@pytest.mark.parametrize(
    ("answers", "result"),
    # the boundaries are those of the Gemeentelijk Gegevensmodel, model vroegsignalering 1.0
    [
        ("reached=yes arranged=no wants_help=help duration=yes", "advice_or_quick_fix"),
        ("reached=yes arranged=no wants_help=self", "no_help_wanted"),
        ("reached=yes arranged=yes", "paid_or_arranged"),
        (
            "reached=yes arranged=no wants_help=help duration=no kind_of_help=yes",
            "referral_financial",
        ),
        ("reached=yes arranged=no wants_help=gone gone=no", "no_reaction_after_contact"),
        ("reached=tried elsewhere=no", "no_contact"),
        ("reached=tried elsewhere=yes", "referral_without_resident"),
        ("reached=not_tried why_not=helper helper=other", "other_help_running"),
        ("reached=not_tried why_not=repeat higher=no", "repeat"),
    ],
)
def test_near_results_are_told_apart(answers, result):
    given = dict(pair.split("=") for pair in answers.split())
    advice = follow(TREE, given)
    assert advice.result == result
    assert advice.why


def test_it_asks_the_first_open_question():
    advice = follow(TREE, {"reached": "yes"})
    assert advice.question is not None
    assert advice.question.id == "arranged"


def test_an_answer_of_another_question_is_refused():
    with pytest.raises(Refused, match="hoort niet bij de vraag"):
        follow(TREE, {"reached": "maybe"})


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (0, {"id": "x", "text": "x", "next": "nowhere"}, "bestaat niet"),
        (1, {"id": "x", "text": "x", "next": "reached"}, "komt bij zichzelf terug"),
        (1, {"id": "x", "text": "x", "result": "nothing"}, "bestaat niet"),
        (1, {"id": "x", "text": "x"}, "leidt naar een vraag of een resultaat"),
    ],
)
def test_a_broken_tree_is_refused(question, answer, words):
    data = deepcopy(DATA)
    data["questions"][question]["answers"].append(answer)
    with pytest.raises(Refused, match=words):
        build(data)
