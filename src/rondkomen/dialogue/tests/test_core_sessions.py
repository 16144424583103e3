"""Codes, cells, who may be shown, the wall and the calendar: by hand."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.dialogue.core.actions.calendar import Due, icalendar
from rondkomen.dialogue.core.instrument.answers import Number, Unknown
from rondkomen.dialogue.core.results.group import Given, scale_result
from rondkomen.dialogue.core.results.showing import shown_groups
from rondkomen.dialogue.core.results.wall import REST, Person, picture
from rondkomen.dialogue.core.session.joining import SIGNS, as_code, initials, new_code
from rondkomen.dialogue.tests.examples import question

OPINION, PLACE = question("mening"), question("plek")


@pytest.mark.parametrize("typed", ["ABCD34", " abcd34 ", "abc-d34", "a b c d 3 4"])
def test_a_code_is_read_however_it_was_typed(typed):
    assert as_code(typed) == "ABCD34"


@pytest.mark.parametrize("typed", ["", "ABCD3", "ABCD345", "ABCD0O", "ABCD3'", "ÅBCD34"])
def test_what_cannot_be_a_code_is_none(typed):
    assert as_code(typed) == ""


def test_no_two_signs_look_alike():
    assert not set("O0Q") <= set(SIGNS)
    assert not set("ILOSZ0125") & set(SIGNS)
    assert new_code(lambda signs: signs[0]) == "AAAAAA"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Anna de Vries", "AV"), ("Jan", "J"), ("", ""), ("🙂", ""), ("مريم حسن", "مح")],
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": (3, 0), "b": (4, 0)}, {"a", "b"}),
        ({"a": (2, 0), "b": (4, 0)}, set()),  # one hidden and one left: hide both
        ({"a": (2, 2), "b": (4, 0)}, {"a", "b"}),  # all consent
        ({"a": (2, 0), "b": (2, 0), "c": (3, 0)}, {"c"}),  # four hidden in two groups
        ({"a": (1, 0), "b": (1, 0), "c": (3, 0), "d": (5, 0)}, {"d"}),  # two hidden are too few
        ({"a": (0, 0), "b": (4, 0)}, {"b"}),
    ],
)
def test_a_small_group_is_hidden_and_does_not_follow_by_subtraction(groups, shown):
    answerers = [
        (code, place < consenting)
        for code, (count, consenting) in groups.items()
        for place in range(count)
    ]
    assert shown_groups(answerers, least=3) == shown


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6), st.integers(2, 6))
def test_what_stays_hidden_is_never_one_group_or_too_few(counts, least):
    answerers = [(code, False) for code, count in counts.items() for _ in range(count)]
    hidden = {code for code, _ in answerers} - shown_groups(answerers, least=least)
    assert len(hidden) != 1 or len(hidden) == sum(count > 0 for count in counts.values())


def dots(group, *values, consents=False, asked=OPINION, after=()):
    answers = [Number(value) if value is not None else Unknown() for value in values]
    return [
        Person(
            Given(group, {asked.code: one}, consents=consents, after_results=frozenset(after)), "AB"
        )
        for one in answers
    ]


def test_dont_know_is_a_stack_of_its_own_and_in_no_number():
    drawn = picture(OPINION, [*dots("a", 5, 4, None), *dots("b", 1, 2, 2)], least=3)
    first, second = drawn.groups
    assert [len(stack) for stack in first.dots] == [0, 0, 0, 1, 1]
    assert len(first.unknown) == 1
    assert (first.spread.middle, second.spread.middle) == (4.5, 2.0)
    assert drawn.result.everybody.answered == 5


def test_the_picture_shows_what_the_result_says():
    people = [*dots("a", 5, 4, None), *dots("b", 1, 2, 2), *dots("c", 3)]
    drawn = picture(OPINION, people, least=3)
    assert drawn.result == scale_result(OPINION, [one.given for one in people], least=3)
    assert {group.code: group.spread for group in drawn.groups if group.code != REST} == dict(
        drawn.result.groups
    )


def test_groups_that_are_too_small_stand_as_one():
    drawn = picture(OPINION, [*dots("a", 5, 4), *dots("b", 1, 2)], least=3)
    assert [group.code for group in drawn.groups] == [REST]
    assert drawn.groups[0].spread == drawn.result.everybody
    assert drawn.result.difference is None


def test_too_few_answers_show_nothing():
    drawn = picture(OPINION, dots("a", 5, 4), least=3)
    assert (drawn.groups, drawn.is_shown) == ((), False)
    assert not picture(OPINION, [], least=3).is_shown


def test_a_place_on_a_spectrum_counts_at_the_nearest_quarter_and_in_the_middle_as_it_is():
    drawn = picture(PLACE, dots("a", 10, 40, 60, asked=PLACE), least=3)
    assert [len(stack) for stack in drawn.groups[0].dots] == [1, 0, 2, 0, 0]
    everybody = drawn.result.everybody
    assert (everybody.answered, everybody.counts, everybody.middle) == (3, (1, 0, 2, 0, 0), 40)


def test_initials_never_tell_on_the_one_who_stays_unnamed():
    named = dots("a", 5, 4, consents=True)
    drawn = picture(OPINION, [*named, *dots("a", 1)], least=3)
    assert {dot.initials for stack in drawn.groups[0].dots for dot in stack} == {""}
    everybody = picture(OPINION, [*named, *dots("a", 1, consents=True)], least=3)
    assert {dot.initials for stack in everybody.groups[0].dots for dot in stack} == {"AB"}


def test_an_answer_after_seeing_is_counted_for_all_and_marked_for_who_is_named():
    named = dots("a", 5, 4, 3, consents=True, after={"mening"})
    drawn = picture(OPINION, [*named, *dots("b", 1, 2, 2, after={"mening"})], least=3)
    assert drawn.result.after_results == 6
    marked = {g.code: [d.is_after for stack in g.dots for d in stack] for g in drawn.groups}
    assert marked == {"a": [True] * 3, "b": [False] * 3}


def test_a_calendar_is_escaped_and_folded():
    due = Due(UUID(int=1), date(2026, 12, 31), "Bel; mail, en\nga \\ " + "é" * 60)
    text = icalendar([due], made_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "SUMMARY:Bel\\; mail\\, en\\nga \\\\ " in text
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "é" * 60 in text.replace("\r\n ", "")
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(("days", "trigger"), [(7, "-P7D"), (0, "-P0D"), (365, "-P365D")])
def test_an_alarm_says_when_and_what(days, trigger):
    due = Due(UUID(int=1), date(2026, 12, 31), "Bellen", remind_days=days)
    text = icalendar([due], made_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    event = text.split("BEGIN:VEVENT\r\n")[1].split("END:VEVENT\r\n")[0]
    inside = event.split("BEGIN:VALARM\r\n")[1].split("END:VALARM\r\n")[0]
    alarm = dict(line.split(":", 1) for line in inside.splitlines())
    # RFC 5545 3.6.6: a displayed alarm has exactly these three; 3.3.6: a duration in whole days
    assert alarm == {"ACTION": "DISPLAY", "TRIGGER": trigger, "DESCRIPTION": "Bellen"}
    assert re.fullmatch(r"-P[0-9]+D", alarm["TRIGGER"])
