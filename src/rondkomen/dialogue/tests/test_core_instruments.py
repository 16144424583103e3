import pytest

from rondkomen.dialogue.content import instrument_files, instruments
from rondkomen.dialogue.core.answers import Chosen, Number, Unknown
from rondkomen.dialogue.core.instrument import ChoiceShape, ScaleShape
from rondkomen.dialogue.core.outputs import outcomes


@pytest.mark.parametrize("path", instrument_files(), ids=lambda path: path.stem)
def test_a_shipped_file_bears_the_name_of_its_instrument(path):
    assert path.stem in instruments()


def test_every_link_leads_somewhere():
    shipped = instruments()
    for instrument in shipped.values():
        for link in instrument.links:
            places = {step.code for step in shipped[link.to].steps} | {
                question.code for question in shipped[link.to].questions()
            }
            assert not link.place or link.place in places


def test_the_dialogue_tool_is_built_as_inventoried():
    # the inventory: six statements, fourteen questions (one of them single), eighty options,
    # seventeen with words of one's own, six fields for ideas
    tool = instruments()["gesprekstool"]
    statements = [q for q in tool.questions() if isinstance(q.shape, ScaleShape)]
    choices = [q for q in tool.questions() if q.code.startswith("Q")]
    options = [option for q in choices for option in q.shape.options]
    assert (len(statements), len(choices), len(options)) == (6, 14, 80)
    assert sum(option.namely for option in options) == 17
    assert sum(not q.shape.several for q in choices if isinstance(q.shape, ChoiceShape)) == 1
    assert sum(q.comment is not None for q in choices) == 6


def test_a_contradiction_is_asked_back():
    tool = instruments()["gesprekstool"]
    found = outcomes(tool, {"E": Number(5), "Q11": Chosen(("Q11.4",))})
    assert [outcome.output.code for outcome in found] == ["tegenspraak-e"]
    assert outcomes(tool, {"E": Unknown(), "Q11": Chosen(("Q11.4",))}) == ()
