import jsonschema
import pytest

from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.core.instrument.schema import json_schema
from rondkomen.dialogue.tests.examples import GOOD, asked, changed, line, option, text
from rondkomen.kernel.refusal import Refused

Q = "steps/0/sections/0/questions"
FIRST, CHOICE, TABLE = f"{Q}/0", f"{Q}/2", f"{Q}/8"
LOST = {"kind": "scale", "scale": "weg"}
NO_TEXT = {"question": "meer", "column": "k1"}
COLUMN = {"answer": "vakjes", "has": ["k1"]}
WHERE = "steps[1].sections[1].questions"


def test_the_example_has_no_fault_by_schema_or_check():
    jsonschema.Draft202012Validator(json_schema()).validate(GOOD)
    assert instrument_file.check(GOOD) == ()


@pytest.mark.parametrize(
    ("path", "value", "where", "sentence"),
    [
        ("key", ..., "key", "ontbreekt"),
        ("format", "iets", "format", "rondkomen/instrument/1"),
        ("extra", 1, "extra", "bestaat hier niet"),
        ("steps", [], "steps", "te kort"),
        ("title", {"nl": " ", "en": "x"}, "title.nl", "leeg"),
        (f"{FIRST}/code", "a b", f"{WHERE}[1].code", "zonder spaties"),
        (f"{FIRST}/kind", "raad", f"{WHERE}[1].kind", "bestaat niet"),
        (f"{FIRST}/options", [], f"{WHERE}[1].options", "bestaat hier niet"),
        (f"{FIRST}/scale", "weg", f"{WHERE}[1].scale", "niet bij scales"),
        (f"{CHOICE}/code", "een", f"{WHERE}[3].code", "een"),
        (f"{CHOICE}/at_most", 9, f"{WHERE}[3].at_most", "minder antwoorden"),
        (f"{CHOICE}/options/1/code", "a", f"{WHERE}[3].options[2].code", "eigen code"),
        (f"{CHOICE}/show_when", {"answer": "x"}, f"{WHERE}[3].show_when", "voorwaarde"),
        (f"{CHOICE}/show_when", {"answer": "getal", "at_least": 1}, f"{WHERE}[3].show_when", "geen vraag"),
        (f"{CHOICE}/show_when", {"answer": "een", "at_least": 1}, f"{WHERE}[3].show_when", "geen getal"),
        (f"{CHOICE}/show_when", {"answer": "een", "unknown": True}, f"{WHERE}[3].show_when", "weet ik niet"),
        (f"{CHOICE}/show_when", {"not": {"answer": "een", "has": ["hm"]}}, f"{WHERE}[3].show_when", "hm"),
        (f"{Q}/1/options/1/exclusive", True, f"{WHERE}[2].options", "één antwoord"),
        (f"{Q}/3/most", -1, f"{WHERE}[4].most", "lager"),
        (f"{Q}/9/marks/1/value", 90, f"{WHERE}[10].marks", "laatste 100"),
        (f"{TABLE}/columns/3/kind", "text", f"{WHERE}[9].columns[4]", "keuzekolom"),
        (f"{TABLE}/rows_from", "dag", f"{WHERE}[9].rows_from", "eerdere tabel"),
        (f"{TABLE}/columns/3/scale", "eens", f"{WHERE}[9].columns[4]", "schaalkolom"),
        (f"{TABLE}/columns/0", {**line("wat"), "kind": "spectrum"}, f"{WHERE}[9].columns[1]", "marks"),
        (f"{TABLE}/columns/0", {**line("wat"), **LOST}, f"{WHERE}[9].columns[1].scale", "scales"),
        (f"{TABLE}/rows_having", {"column": "wie", "options": ["x"]}, f"{WHERE}[9].rows_having", "rows_from"),
        (f"{Q}/7/columns/0/filled_from", NO_TEXT, f"{WHERE}[8].columns[1].filled_from", "eerdere tabel"),
        (f"{Q}/7/rows/0/show_when", COLUMN, f"{WHERE}[8].rows[1].show_when", "geen antwoord"),
        ("steps/0/revisits", "stap", "steps[1].revisits", "eerdere stap"),
        ("scales/eens/points/0/value", 3, f"{WHERE}[1].scale", "oplopen"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(path, value, where, sentence):
    found = instrument_file.check(changed(path, value))
    assert any(fault.where == where and sentence in fault.sentence for fault in found), found


@pytest.mark.parametrize(
    ("output", "where", "sentence"),
    [
        ({"kind": "advice"}, "outputs[1].when", "wanneer"),
        ({"kind": "highest", "questions": ["een"]}, "outputs[1].questions", "rung"),
        ({"kind": "highest", "questions": ["meer", "een"]}, "outputs[1].questions", "1 vraag"),
        ({"kind": "difference", "questions": ["plek"]}, "outputs[1].questions", "2 vragen"),
        ({"kind": "difference", "questions": ["plek", "een"]}, "outputs[1].questions", "geen getal"),
        ({"kind": "total", "questions": ["tabel"]}, "outputs[1].columns", "Noem"),
        ({"kind": "total", "questions": ["tabel"], "columns": ["wat"]}, "outputs[1].columns", "geen getallen"),
        ({"kind": "counts", "questions": ["een"], "columns": ["x"]}, "outputs[1].questions", "geen tabel"),
        ({"kind": "lines", "questions": ["tabel"], "columns": ["prijs"]}, "outputs[1].columns", "geen tekst"),
        ({"kind": "range", "questions": ["tabel"], "columns": ["wat"]}, "outputs[1].columns", "geen getallen"),
        ({"kind": "apart", "questions": ["tabel"], "columns": ["prijs"]}, "outputs[1].columns", "2 kolommen"),
        ({"kind": "between", "questions": ["tabel"], "columns": ["prijs"]}, "outputs[1].columns", "3 kolommen"),
        ({"kind": "between", "questions": ["tabel"], "split_by": "wat"}, "outputs[1].split_by", "keuzekolom"),
        ({"kind": "counts", "questions": ["tabel"], "split_by": "hm"}, "outputs[1].columns", "geen kolom"),
        ({"kind": "counts", "questions": ["weg"]}, "outputs[1].questions", "geen vraag"),
    ],
)  # fmt: skip
def test_an_output_that_cannot_come_out_is_a_fault(output, where, sentence):
    data = changed("outputs", [{"code": "uit", "text": text("uit"), **output}])
    found = instrument_file.check(data)
    assert any(fault.where == where and sentence in fault.sentence for fault in found), found


def test_ten_thousand_questions_are_refused_in_few_words():
    many = [asked(f"v{number}", "date") for number in range(10_000)]
    found = instrument_file.check(changed(Q, many))
    assert len(found) == 1


def test_more_questions_than_a_conversation_bears():
    sections = [
        {"code": f"s{n}", "title": text("s"), "questions": [asked(f"v{n}-{i}", "date") for i in range(200)]}
        for n in range(3)
    ]  # fmt: skip
    found = instrument_file.check(changed("steps/0/sections", sections))
    assert [fault.where for fault in found] == ["steps"]


def test_reading_refuses_with_the_first_fault():
    with pytest.raises(Refused, match="In totaal zijn er 2 fouten") as wrong:
        instrument_file.read(
            "format: x\nkey: ab\nversion: '1'\npurpose: {nl: a, en: b}\nsteps: []\ntitle: {nl: a, en: b}"
        )
    assert wrong.value.where == "format"


def test_an_option_may_not_ask_words_in_a_ranking():
    found = instrument_file.check(changed(f"{Q}/10/options/0", option("a", namely=True)))
    assert [fault.where for fault in found] == [f"{WHERE}[11].options"]


def _second_table(**more):
    columns = [{**line("wat")}, {**line("wie"), "kind": "choice", "options": [option("x")]}]
    later = asked("later", "table", columns=columns, **more)
    return instrument_file.check(changed(Q, [*GOOD["steps"][0]["sections"][0]["questions"], later]))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"rows_from": "een"}, ""),  # chosen options go into a column of text
        ({"rows_from": "tabel"}, ""),
        ({"rows_from": "tabel", "rows_having": {"column": "wie", "options": ["y"]}}, ""),
        ({"rows_from": "tabel", "rows_having": {"column": "wat", "options": ["y"]}}, "keuzekolom 'wat'"),
        ({"rows_from": "tabel", "rows_having": {"column": "wie", "options": ["z"]}}, "antwoord 'z'"),
        ({"rows_from": "een", "rows_having": {"column": "wie", "options": ["x"]}}, "uit een tabel"),
    ],
)  # fmt: skip
def test_rows_come_from_an_earlier_table_or_choice(more, sentence):
    found = _second_table(**more)
    assert [fault for fault in found if sentence not in fault.sentence] == []
    assert bool(found) is bool(sentence)
