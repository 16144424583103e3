from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from rondkomen.dialogue.core.instrument.answers import Number, Unknown
from rondkomen.dialogue.core.results.agreement import spread
from rondkomen.dialogue.core.results.gaps import LENGTHS, Gap, PartKind, Reason, gap_first, script
from rondkomen.dialogue.core.results.group import Difference, ScaleResult
from rondkomen.dialogue.tests.examples import question
from rondkomen.kernel.explained import Explained
from rondkomen.kernel.refusal import Refused


def _result(code, answers, difference=None):
    held = [Unknown() if answer == "?" else Number(answer) for answer in answers]
    apart = Difference("poverty", "health", difference) if difference is not None else None
    everybody = spread(held, range(1, 6))
    asked = replace(question("mening"), code=code)
    return ScaleResult(asked, everybody, {}, None, (), apart)


def test_themes_come_by_difference_disagreement_and_dont_know_together():
    results = [
        _result("A", [3, 3, 3, 3], difference=0),  # all the same: 0 + 0 + 0
        _result("B", [1, 1, 5, 5], difference=4),  # 4/4 + (1 - 0) + 0 = 2
        _result("C", [4, 4, "?", "?"], difference=1),  # 1/4 + 0 + 2/4 = 0.75
        _result("D", ["?", "?"]),  # 0 + 0 + 1
    ]
    found = [each.value for each in gap_first(results)]
    assert [gap.theme for gap in found] == ["B", "D", "C", "A"]
    assert [gap.points for gap in found] == [2, 1, 0.75, 0]
    assert [gap.reason for gap in found] == [
        Reason.DIFFERENCE, Reason.UNKNOWN, Reason.UNKNOWN, Reason.NOTHING,
    ]  # fmt: skip


def test_the_reasons_add_up_and_are_said():
    (found,) = gap_first([_result("C", [4, 4, "?", "?"], difference=1)])
    assert sum(step.points or 0 for step in found.steps) == found.value.points
    said = [step.outcome for step in found.steps]
    assert said[0].startswith("1 punt ")
    assert said[1].startswith("1,00 ")
    assert said[2] == "2 van de 4"


def test_what_may_not_be_shown_is_not_told_in_the_agenda():
    hidden = replace(_result("A", [1, 5]), hidden=("health", "poverty"))
    (found,) = gap_first([hidden])
    assert "te klein" in found.steps[0].outcome
    assert found.steps[0].points == 0


def test_of_a_theme_that_few_answered_nothing_is_told_in_the_agenda():
    # 1 and 5 would be the widest disagreement there is: and tell who gave what
    (found,) = gap_first([replace(_result("A", [1, 5]), is_shown=False)])
    assert (found.value.points, found.value.reason) == (0, Reason.NOTHING)
    assert [step.outcome for step in found.steps] == ["te weinig om te laten zien"]


def _gaps(number):
    return [Explained(Gap(f"T{n}", 3 - n / 10, Reason.SPREAD), (), "1", "") for n in range(number)]


@for_any(st.sampled_from(LENGTHS), st.integers(0, 12))
def test_the_minutes_add_up_exactly(minutes, number):
    parts = script(_gaps(number), minutes=minutes)
    assert sum(part.minutes for part in parts) == minutes
    assert all(part.minutes > 0 for part in parts)
    assert all(a.starts_at + a.minutes == b.starts_at for a, b in pairwise(parts))


@pytest.mark.parametrize(
    ("minutes", "themes"),
    # 45 - 5 - 10 - 5 = 25 over 2; 90 - 10 - 15 - 5 = 60 over 4; 150 - 10 - 25 - 10 - 10 = 95 over 6
    [(45, [13, 12]), (90, [15, 15, 15, 15]), (150, [16, 16, 16, 16, 16, 15])],
)
def test_the_largest_gaps_get_the_time(minutes, themes):
    parts = [part for part in script(_gaps(8), minutes=minutes) if part.kind is PartKind.THEME]
    assert [part.minutes for part in parts] == themes
    assert [part.gap.theme for part in parts if part.gap] == [f"T{n}" for n in range(len(themes))]


def test_the_long_session_has_a_break_halfway():
    kinds = [part.kind for part in script(_gaps(6), minutes=150)]
    assert kinds.index(PartKind.BREAK) == 4  # the opening and three themes come before it


def test_practices_stand_with_their_theme_three_at_most():
    examples = {"T1": ["een", "twee", "drie", "vier"]}
    parts = script(_gaps(2), minutes=45, practices=examples)
    assert [part.practices for part in parts] == [(), (), ("een", "twee", "drie"), (), ()]


def test_without_answers_there_is_one_open_round():
    themes = [part for part in script([], minutes=90) if part.kind is PartKind.THEME]
    assert [(part.gap, part.minutes) for part in themes] == [(None, 60)]


def test_a_length_without_script_is_refused():
    with pytest.raises(Refused, match="45, 90, 150"):
        script([], minutes=60)
