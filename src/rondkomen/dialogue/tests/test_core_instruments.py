import pytest

from rondkomen.dialogue.content import instrument_files, instruments
from rondkomen.dialogue.core.instrument.answers import Chosen, Number, Unknown
from rondkomen.dialogue.core.instrument.definition import ChoiceShape, ScaleShape, WordsShape
from rondkomen.dialogue.core.outcome.outputs import outcomes


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


def _shape(key, code):
    return next(found.shape for found in instruments()[key].questions() if found.code == code)


def _matrix(key, code):
    shape = _shape(key, code)
    return len(shape.rows), len(shape.columns)


def test_the_early_detection_worksheet_is_built_as_inventoried():
    # the inventory: four widening groups; eleven risk factors in four groups of 5, 2, 3 and 1; three
    # focuses; a table of 3 × 5 of which the first column is fixed, so twelve cells; three routes
    key = "werkboek-vroegsignalering"
    assert [option.rung for option in _shape(key, "W2.1").options] == [1, 2, 3, 4]
    assert [_matrix(key, f"W2.R.{n}")[0] for n in range(1, 5)] == [5, 2, 3, 1]
    assert len(_shape(key, "W2.2").options) == 3
    assert _matrix(key, "W2.T") == (3, 4)
    assert all(column.filled_from for column in _shape(key, "W2.T").columns)
    assert len(_shape(key, "W2.C").options) == 3


def test_risk_factors_are_about_groups_and_never_added_up():
    sheet = instruments()["werkboek-vroegsignalering"]
    groups = {option.code for option in _shape(sheet.key, "W2.1").options}
    factors = [f"W2.R.{n}" for n in range(1, 5)]
    assert all({c.code for c in _shape(sheet.key, code).columns} == groups for code in factors)
    assert not {code for output in sheet.outputs for code in output.questions} & set(factors)


def test_the_cooperation_worksheet_is_built_as_inventoried():
    # the inventory: three forms on one line; per partner interests, bring and get; four moments;
    # what falls away for clients and for the organisation, each turned into a gain
    key = "werkboek-samenwerken"
    columns = {column.code: column for column in _shape(key, "W3.1").columns}
    assert [mark.value for mark in columns["gewenst"].marks] == [0, 50, 100]
    assert [c.code for c in _shape(key, "W3.2").columns][1:] == ["belangen", "brengen", "halen"]
    assert len(_shape(key, "W3.2.m").options) == 4
    assert {_shape(key, f"W3.3.{side}w").rows_from for side in "co"} == {"W3.3.c", "W3.3.o"}


def test_the_volunteer_worksheet_is_built_as_inventoried():
    # the inventory: two kinds of people; goals 7 × 2; three models with 2, 3 and 3 questions; seven
    # motives; nine kinds of support
    key = "werkboek-vrijwilligers"
    assert len(_shape(key, "W4.1").options) == 2
    assert _matrix(key, "W4.2") == (7, 2)
    assert len(_shape(key, "W4.4").options) == 3
    codes = [found.code for found in instruments()[key].questions()]
    assert [sum(c.startswith(f"W4.5.{m}") and c[-1].isdigit() for c in codes) for m in "zgp"] == [
        2,
        3,
        3,
    ]
    assert (len(_shape(key, "W4.M").options), len(_shape(key, "W4.5.s").options)) == (7, 9)


def test_the_evaluation_worksheet_is_built_as_inventoried():
    # the inventory: four questions and six rules; five readers; four purposes; five columns in the
    # chain; four checks on each item and four kinds of story
    key = "werkboek-evaluatie"
    codes = {found.code for found in instruments()[key].questions()}
    assert {"W5.1.1", "W5.1.2", "W5.1.3", "W5.1.4"} <= codes
    rules = [out for out in instruments()[key].outputs if out.code.startswith("regel-")]
    assert len(rules) == 6
    assert len(_shape(key, "W5.1.1").options) == 5
    assert len(_shape(key, "W5.1.2").options) == 4
    chain = [area.code for area in _shape(key, "W5.2").areas]
    assert chain == ["input", "throughput", "output", "outcome", "impact"]
    items = [column.code for column in _shape(key, "W5.3").columns]
    assert items == ["gegeven", "past", "zegt", "meer", "scherp", "besluit"]
    assert len(_shape(key, "W5.3.k").options) == 4


def test_the_thermometer_asks_every_topic_once_and_keeps_two_answers_apart():
    # the inventory's topics: 6 + 5 + 3 + 4 + 3 statements, and four open ones on results
    questions = list(instruments()["procesthermometer"].questions())
    scales = [found for found in questions if isinstance(found.shape, ScaleShape)]
    assert len(scales) == 6 + 5 + 3 + 4 + 3
    assert all(found.comment and found.shape.unknown for found in scales)
    assert all(found.shape.not_applicable for found in scales)
    assert sum(isinstance(found.shape, WordsShape) for found in questions) == 4


def test_the_two_theories_are_built_as_inventoried():
    # the inventory: six columns, mechanisms 3 + 4 + 4, circumstances 4 + 5 + 3; plausibility 1 to 5,
    # three corners of evidence
    key = "beleidstheorie"
    assert len(_shape(key, "R1").areas) == 6
    assert [len(_shape(key, f"SG{n}").options) for n in (1, 2, 3)] == [3, 4, 4]
    assert [_matrix(key, f"C{n}")[0] for n in (1, 2, 3)] == [4, 5, 3]
    columns = {column.code: column for column in _shape("theory-of-change", "K3.b").columns}
    assert {"onderzoek", "praktijk", "inwoners"} <= set(columns)
    assert [point.value for point in columns["aannemelijk"].scale.points] == [1, 2, 3, 4, 5]
