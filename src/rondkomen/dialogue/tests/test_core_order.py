"""The order of questions, who is asked what, and what a worksheet starts from."""

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.filling_in.order import asked_apart, asked_together, find, themes
from rondkomen.dialogue.core.instrument.definition import ScaleShape
from rondkomen.dialogue.core.session.codes import Mode, Phase

TOOL = instruments()["gesprekstool"]
POINTS = ["A", "B", "C", "D", "E", "F"]


def test_the_second_step_ends_with_the_points_of_the_first_again():
    apart = asked_apart(TOOL, {})
    again = [one.question.code for one in apart if one.phase is Phase.REVISITED]
    assert again == POINTS
    assert [one.question.code for one in apart[:7]] == [*POINTS, "opvallend"]
    assert [one.question.code for one in apart[-6:]] == POINTS
    assert len(apart) == 7 + 14 + 6  # statements and a remark, fourteen questions, six again


def test_the_agenda_belongs_to_the_group():
    together = asked_together(TOOL, {}, Mode.APART)
    assert [one.question.code for one in together] == ["G3", "toelichting", "vervolg", "afspraken"]
    everything = asked_together(TOOL, {}, Mode.TOGETHER)
    assert len(everything) == len(list(TOOL.questions()))
    assert {one.phase for one in everything} == {Phase.FIRST}


def test_themes_are_the_scales_and_a_question_is_found_in_its_phase():
    assert [question.code for question in themes(TOOL)] == POINTS
    assert isinstance(find(TOOL, "A", Phase.REVISITED).question.shape, ScaleShape)
    assert find(TOOL, "Q1", Phase.REVISITED) is None
    assert find(TOOL, "Z") is None
