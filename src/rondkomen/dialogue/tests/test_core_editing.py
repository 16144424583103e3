"""Changing an instrument part by part: codes, places, faults one can go to, and whatever people try."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rondkomen.dialogue.adapters.instrument_file import check
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import WHOLE, Part, PartKind
from rondkomen.dialogue.core.changing.fault_parts import placed
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.schema import QUESTION_KINDS
from rondkomen.dialogue.tests.examples import GOOD, changed, text
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused

MEER = Part(PartKind.QUESTION, "meer")
DEEL = Part(PartKind.SECTION, "deel")
EENS = Part(PartKind.SCALE, "eens")
ADVICE = {"code": "raad", "kind": "advice", "text": text("x")}
TRICKY = ["", " ", "<b>", "🙂", "\u202bلماذا", "true", "- x: 1", "2026-01-31"]
WORDS = st.text(max_size=12) | st.sampled_from(TRICKY)


def order(data: Any) -> list[str]:
    return [one["code"] for one in editing.questions(data)]


def test_a_change_leaves_the_instrument_it_was_made_from_alone() -> None:
    before = yaml.write(GOOD)
    made = editing.changed(GOOD, MEER, {"text": text("Wat nog meer?"), "at_most": None})
    assert editing.read(made, MEER)["text"] == text("Wat nog meer?")
    assert "at_most" not in editing.read(made, MEER)
    editing.removed(GOOD, MEER)
    editing.moved(GOOD, MEER, 1)
    editing.with_item(GOOD, MEER, "options")
    assert yaml.write(GOOD) == before


def test_a_question_moves_and_goes_on_in_the_next_section() -> None:
    two, section = editing.with_section(GOOD, "stap")
    last = Part(PartKind.QUESTION, order(GOOD)[-1])
    there = editing.moved(two, last, 1)
    assert editing.read(there, section)["questions"][0]["code"] == last.code
    assert editing.moved(there, last, 1) == there  # the very end, and the last of its section
    first = Part(PartKind.QUESTION, order(GOOD)[0])
    assert editing.moved(GOOD, first, -1) == GOOD
    assert order(editing.moved(GOOD, first, 1))[:2] == ["een", "mening"]


def test_a_mark_changes_with_the_part_itself() -> None:
    other = editing.changed(GOOD, MEER, {"text": text("x")})
    assert editing.mark(other, MEER) != editing.mark(GOOD, MEER)
    assert editing.mark(other, DEEL) == editing.mark(GOOD, DEEL)
    assert editing.mark(other, DEEL, deep=True) != editing.mark(GOOD, DEEL, deep=True)
    assert editing.mark(other, EENS) == editing.mark(GOOD, EENS)


def test_a_code_is_never_given_twice() -> None:
    assert editing.fresh("V", {"V1", "V7", "X9", "Vraag"}) == "V8"
    made, part = editing.with_question(GOOD, "deel", "text", taken={"V3"})
    assert part.code == "V4"
    options = editing.read(editing.with_item(made, MEER, "options", {"meer.5"}), MEER)["options"]
    assert options[-1] == {"code": "meer.6", "text": {"nl": "", "en": ""}}


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_a_new_question_only_waits_for_its_texts(kind: str) -> None:
    made, part = editing.with_question(GOOD, "deel", kind)
    faults = check(made)
    assert {fault.sentence for fault in faults} == {"Deze tekst is leeg. Vul hem in."}
    assert {placed(made, fault).part for fault in faults} == {part}
    reading.instrument(made)


def test_a_new_instrument_only_waits_for_one_text() -> None:
    made = editing.blank(text("Ons gesprek"), text("Horen"), "eigen-ons-gesprek")
    assert {fault.where for fault in check(made)} == {
        f"steps[1].sections[1].questions[1].text.{language}" for language in ("nl", "en")
    }


def test_words_move_and_the_values_of_a_line_stay() -> None:
    plek = Part(PartKind.QUESTION, "plek")
    made = editing.read(editing.item_moved(GOOD, plek, "marks", 0, 1), plek)["marks"]
    assert [(one["value"], one["text"]["nl"]) for one in made] == [(0, "r"), (100, "l")]
    assert editing.item_moved(GOOD, plek, "marks", 1, 1) == GOOD
    left = editing.read(editing.item_removed(GOOD, MEER, "options", 1), MEER)["options"]
    assert [one["code"] for one in left] == ["a", "c", "geen"]


def test_a_scale_of_its_own_changes_one_question() -> None:
    two, other = editing.with_question(GOOD, "deel", "scale")
    made, scale = editing.with_scale_of_its_own(two, other.code)
    made = editing.changed(made, scale, {"unknown": None})
    asked = {one.code: one.shape for one in reading.instrument(made).questions()}
    assert asked["mening"].unknown is not None
    assert asked[other.code].unknown is None


@pytest.mark.parametrize(
    ("path", "value", "part", "field"),
    [
        ("title/nl", "", WHOLE, "title_nl"),
        ("steps/0/hint", text(""), Part(PartKind.STEP, "stap"), "hint_en"),
        ("steps/0/sections/0/questions", [], DEEL, "questions"),
        ("steps/0/sections/0/questions/2/at_most", 9, MEER, "at_most"),
        ("steps/0/sections/0/questions/2/options/1/text/nl", " ", MEER, "options-1-text_nl"),
        ("steps/0/sections/0/questions/2/show_when", {"answer": "weg", "given": True}, MEER, "condition"),
        ("scales/eens/points/0/text/en", "", Part(PartKind.SCALE, "eens"), "points-0-text_en"),
        ("links", [{"to": "gesprekstool", "text": text("")}], Part(PartKind.LINK, "1"), "text_en"),
        ("outputs", [ADVICE], Part(PartKind.OUTPUT, "raad"), "condition"),
    ],
)  # fmt: skip
def test_a_fault_leads_to_its_field(path: str, value: Any, part: Part, field: str) -> None:
    data = changed(path, value)
    found = placed(data, check(data)[0])
    assert (found.part, found.field) == (part, field)


@pytest.mark.parametrize(
    ("base", "taken", "key"),
    [
        ("Gesprekstool", [], "eigen-gesprekstool"),
        ("eigen-gesprekstool", ["eigen-gesprekstool"], "eigen-gesprekstool-2"),
        ("Ééntje / <b>", [], "eigen-ntje-b"),
        ("🙂", [], "eigen-instrument"),
        ("x" * 200, [], "eigen-" + "x" * 50),
    ],
)
def test_an_own_key_fits_and_is_free(base: str, taken: list[str], key: str) -> None:
    assert editing.own_key(base, taken) == key
    assert not check(GOOD | {"key": editing.own_key(base, taken)})


def test_what_is_gone_is_refused() -> None:
    for part in (
        Part(PartKind.QUESTION, "weg"),
        Part(PartKind.SCALE, "weg"),
        Part(PartKind.LINK, "4"),
    ):
        with pytest.raises(Refused, match="is er niet meer"):
            editing.read(GOOD, part)
    with pytest.raises(Refused, match="soort vraag"):
        editing.with_question(GOOD, "deel", "gokken")
    with pytest.raises(Refused):
        editing.with_item(GOOD, MEER, "code")


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_people_do_the_draft_can_be_read_checked_and_written(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([GOOD, yaml.load(instrument_files()[1])]))
    made: Any = start
    for _ in range(data.draw(st.integers(1, 8))):
        made = one_edit(made, data.draw)
    reading.instrument(made)
    for fault in check(made):
        editing.read(made, placed(made, fault).part)
    assert yaml.load(yaml.write(made)) == made
    codes = order(made)
    assert len(codes) == len(set(codes))


def one_edit(made: Any, draw: Any) -> Any:
    """The instrument after one thing that a person could do."""
    codes = order(made)
    part = Part(PartKind.QUESTION, draw(st.sampled_from(codes))) if codes else WHOLE
    sections = [one["code"] for step in made["steps"] for one in step["sections"]]
    section = Part(PartKind.SECTION, sections[0]) if sections else None
    words = {"nl": draw(WORDS), "en": draw(WORDS)}
    acts = [lambda: editing.with_step(made)[0]]
    if part is not WHOLE:
        acts += [
            lambda: editing.changed(made, part, {"text": words, "hint": words}),
            lambda: editing.moved(made, part, draw(st.sampled_from([-1, 1]))),
            lambda: editing.removed(made, part),
        ]
    if section:
        acts += [
            lambda: editing.with_question(made, section.code, draw(st.sampled_from(list(QUESTION_KINDS))))[0],
            lambda: editing.moved(made, section, 1),
            lambda: editing.removed(made, section),
        ]  # fmt: skip
    return draw(st.sampled_from(acts))()


def test_a_question_of_another_kind_keeps_what_both_kinds_have() -> None:
    before = editing.read(GOOD, MEER)  # several answers, one of which excludes the others
    one = editing.read(editing.with_kind(GOOD, "meer", "single"), MEER)
    assert (one["kind"], one["code"], one["text"]) == ("single", "meer", before["text"])
    assert [each["code"] for each in one["options"]] == [each["code"] for each in before["options"]]
    assert not [each for each in one["options"] if "exclusive" in each]
    assert "at_most" not in one
    table = editing.with_kind(editing.with_kind(GOOD, "vakjes", "matrix_text"), "vakjes", "table")
    was, made = (editing.read(one, Part(PartKind.QUESTION, "vakjes")) for one in (GOOD, table))
    assert [each["code"] for each in made["columns"]] == [each["code"] for each in was["columns"]]
    assert "rows" not in made
    with pytest.raises(Refused):
        editing.with_kind(GOOD, "meer", "gebed")


@given(st.sampled_from(order(GOOD)), st.sampled_from(sorted(QUESTION_KINDS)))
def test_a_question_of_any_kind_is_read_and_has_faults_with_a_place_only(
    code: str, kind: str
) -> None:
    made = editing.with_kind(GOOD, code, kind)
    reading.instrument(made)
    own = [placed(made, fault) for fault in check(made)]
    assert order(made) == order(GOOD)
    # What begins empty is a text of the question itself; the rest points at what it no longer has.
    assert all(one.sentence for one in own)
