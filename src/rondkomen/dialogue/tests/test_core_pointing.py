"""What can be pointed at on a sheet: cells, rows that were written, nodes of a chain."""

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.actions.pointing import PointKind, places
from rondkomen.dialogue.core.paper.fields import fields

EVALUATION = instruments()["werkboek-evaluatie"]
QUESTIONS = {one.code: one for one in EVALUATION.questions()}


def refs(code, raw):
    return [place.ref for place in places(EVALUATION, QUESTIONS[code], raw)]


def test_a_chain_has_its_areas_and_the_cards_that_hang_there():
    raw = {"input": ["Twee mensen", "", "Geld"], "output": ["Gesprekken"]}
    found = places(EVALUATION, QUESTIONS["W5.2"], raw)
    assert {place.kind for place in found} == {PointKind.NODE}
    stem = "werkboek-evaluatie/W5.2"
    # five areas of the logic chain; the emptied card keeps its place and is nothing to point at
    assert [place.ref for place in found] == [
        f"{stem}/input", f"{stem}/input/1", f"{stem}/input/3", f"{stem}/throughput",
        f"{stem}/output", f"{stem}/output/1", f"{stem}/outcome", f"{stem}/impact",
    ]  # fmt: skip
    card = found[2]
    assert card.said("nl") == "De logische keten van uw project · Middelen · Geld"
    assert card.said("en") == "The logic chain of your project · Means · Geld"
    assert (card.path, card.holds) == ("input/2", "Geld")


def test_a_table_has_the_rows_that_were_written():
    assert refs("W5.4", None) == ["werkboek-evaluatie/W5.4"]
    raw = [{"scenario": "nieuw", "aantal": 3}, {}, {"scenario": "oud"}]
    rows = {ref.split("/")[2] for ref in refs("W5.4", raw)[1:]}
    assert rows == {"1", "3"}
    assert "werkboek-evaluatie/W5.4/1/aantal" in refs("W5.4", raw)


def test_a_reference_is_the_code_that_the_field_has_on_paper():
    for instrument in instruments().values():
        for question in instrument.questions():
            printed = {f"{instrument.key}/{code}" for code in fields(question)}
            stem = f"{instrument.key}/{question.code}"
            for place in places(instrument, question, None):
                whole = place.ref == stem or place.kind is PointKind.NODE
                assert whole or place.ref in printed


def test_no_two_things_have_one_reference():
    for instrument in instruments().values():
        found = [
            place.ref
            for question in instrument.questions()
            for place in places(instrument, question, None)
        ]
        assert len(found) == len(set(found))
