"""What differs between two versions of the small example, each expected value reasoned by hand."""

from typing import Any

import pytest

from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.compared_items import shifted
from rondkomen.dialogue.core.changing.comparing import (
    Aspect,
    Detail,
    Difference,
    Sort,
    State,
    compare,
)
from rondkomen.dialogue.core.changing.editing import Part, PartKind
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.tests.examples import GOOD, changed, option, text

HERE = "steps/0/sections/0/questions"  # mening is the first question, meer the third


def differences(after: Any, language: str = "nl", before: Any = GOOD) -> list[Difference]:
    return list(compare(reading.instrument(before), reading.instrument(after), language))


def only(after: Any, language: str = "nl", before: Any = GOOD) -> tuple[Detail, ...]:
    """The details of the one question that differs."""
    (found,) = differences(after, language, before)
    assert (found.sort, found.state) == (Sort.QUESTION, State.CHANGED)
    return found.details


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(GOOD) == []


def test_a_changed_text_is_given_in_the_language_of_the_reader() -> None:
    after = changed(f"{HERE}/0/text", {"nl": "Uw mening", "en": "Your opinion"})
    assert only(after) == (Detail(Aspect.TEXT, "mening", "Uw mening"),)
    assert only(after, "en") == (Detail(Aspect.TEXT, "mening", "Your opinion"),)


def test_a_text_that_changed_in_the_other_language_alone_says_so() -> None:
    after = changed(f"{HERE}/0/text", {"nl": "mening", "en": "opinion"})
    assert only(after) == (Detail(Aspect.TEXT, "mening", "opinion", "en"),)


def test_hint_comment_and_duty_to_answer() -> None:
    after = changed(f"{HERE}/0/hint", text("Kort"))
    after["steps"][0]["sections"][0]["questions"][0] |= {
        "required": True,
        "comment": text("Nog iets"),
    }
    assert only(after) == (
        Detail(Aspect.HINT, "", "Kort"),
        Detail(Aspect.COMMENT, "", "Nog iets"),
        Detail(Aspect.REQUIRED, "nee", "ja"),
    )


def test_a_condition_is_said_in_words() -> None:
    after = changed(f"{HERE}/3/show_when", {"answer": "een", "has": ["ja"]})
    assert only(after) == (Detail(Aspect.CONDITION, "", 'bij een is gekozen: "ja"'),)
    assert only(GOOD, before=after) == (Detail(Aspect.CONDITION, 'bij een is gekozen: "ja"', ""),)


def test_options_come_go_and_do_something_else() -> None:
    options = [option("a", rung=1), option("b", rung=2, namely=True), option("d"), option("geen")]
    assert only(changed(f"{HERE}/2/options", options)) == (
        Detail(Aspect.ITEM_REST, "b: trede 2", "b: vraagt eigen woorden, trede 2"),
        Detail(Aspect.ITEM_ADDED, after="d"),
        Detail(Aspect.ITEM_REST, "geen: sluit de andere uit", "geen"),
        Detail(Aspect.ITEM_REMOVED, before="c"),
    )


def test_only_the_option_that_moved_is_called_moved() -> None:
    options = [
        option("c"),
        option("a", rung=1),
        option("b", rung=2),
        option("geen", exclusive=True),
    ]
    assert only(changed(f"{HERE}/2/options", options)) == (
        Detail(Aspect.ITEM_PLACE, "c: 3", "c: 1"),
    )


def test_settings_have_their_own_names() -> None:
    assert only(changed(f"{HERE}/3/most", 12)) == (Detail(Aspect.MOST, "10", "12"),)
    assert only(changed(f"{HERE}/5/longest", 300)) == (Detail(Aspect.LONGEST, "20", "300"),)
    assert only(changed(f"{HERE}/6/one_per_row", value=True)) == (
        Detail(Aspect.ONE_PER_ROW, "nee", "ja"),
    )


def test_another_kind_of_question_says_what_it_no_longer_has() -> None:
    after = editing.with_kind(GOOD, "meer", "text")
    (found,) = [one for one in differences(after) if one.sort is Sort.QUESTION]
    lost = [one.before for one in found.details if one.aspect is Aspect.ITEM_REMOVED]
    options = editing.read(GOOD, Part(PartKind.QUESTION, "meer"))["options"]
    assert lost == [one["text"]["nl"] for one in options]


def test_another_kind_of_question_is_one_difference() -> None:
    after = changed(f"{HERE}/0/kind", "text")
    del after["steps"][0]["sections"][0]["questions"][0]["scale"]
    assert only(after) == (Detail(Aspect.KIND, "scale", "text"),)


def test_a_point_of_a_scale_and_dont_know_differ_at_every_question_that_has_them() -> None:
    after = changed("scales/eens/points/4/text", text("helemaal"))
    after["scales"]["eens"]["unknown"] = text("geen idee")
    assert only(after) == (
        Detail(Aspect.UNKNOWN, "weet ik niet", "geen idee"),
        Detail(Aspect.ITEM_TEXT, "5", "helemaal"),
    )


def test_questions_come_and_go() -> None:
    after, made = editing.with_question(GOOD, "deel", "date")
    after = editing.changed(after, made, {"text": text("Wanneer?")})
    after = editing.removed(after, Part(PartKind.QUESTION, "dag"))
    assert differences(after) == [
        Difference(Sort.QUESTION, State.ADDED, "V1", "Wanneer?"),
        Difference(Sort.QUESTION, State.REMOVED, "dag", "dag"),
    ]


def test_a_question_moves_within_its_section_and_to_another() -> None:
    after = editing.moved(GOOD, Part(PartKind.QUESTION, "meer"), -1)
    # mening, meer, een: one of the two that changed places is enough to tell
    ((code, details),) = [(one.code, one.details) for one in differences(after)]
    assert (code, details) in {
        ("meer", (Detail(Aspect.PLACE, "3", "2"),)),
        ("een", (Detail(Aspect.PLACE, "2", "3"),)),
    }
    two, section = editing.with_section(GOOD, "stap")
    two = editing.changed(two, section, {"title": text("Nog een deel")})
    there = editing.moved(two, Part(PartKind.QUESTION, "bord"), 1)
    (found,) = differences(there, before=two)
    held = (Detail(Aspect.HOLDER, "Deel", "Nog een deel"),)
    assert (found.code, found.details) == ("bord", held)


def test_titles_steps_outputs_and_links_have_a_sort_of_their_own() -> None:
    when = {"answer": "een", "has": ["ja"]}
    before = changed(
        "outputs", [{"code": "raad", "kind": "advice", "when": when, "text": text("Doe")}]
    )
    after = changed(
        "outputs", [{"code": "raad", "kind": "advice", "when": when, "text": text("Laat")}]
    )
    after["title"] = text("Ander voorbeeld")
    after["steps"][0]["title"] = text("De stap")
    after["links"] = [{"to": "gesprekstool", "text": text("Verder")}]
    assert [(one.sort, one.state, one.label) for one in differences(after, before=before)] == [
        (Sort.INSTRUMENT, State.CHANGED, "Ander voorbeeld"),
        (Sort.STEP, State.CHANGED, "De stap"),
        (Sort.OUTPUT, State.CHANGED, "Laat"),
        (Sort.LINK, State.ADDED, "Verder"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("abc", "abc", ""),
        ("abc", "cab", "c"),  # a and b keep their order
        ("abcd", "bcda", "a"),
        ("abcd", "dcba", "dcb"),  # in a full turn only one can stay
        ("abc", "axc", ""),  # what came or went has not moved
        ("", "abc", ""),
    ],
)
def test_as_few_as_possible_have_moved(old: str, new: str, moved: str) -> None:
    assert len(shifted(old, new)) == len(moved)
    assert set(shifted(old, new)) <= set(old) & set(new)
    if len(moved) == 1:
        assert shifted(old, new) == [moved]
