"""When actions ask for attention, and two who change one: worked out by hand."""

from datetime import date

import pytest

from rondkomen.dialogue.core.actions.agenda import (
    AgreedAction,
    Clash,
    DueGroup,
    clashes,
    due_group,
    from_plain,
    is_reminded,
    plain,
)
from rondkomen.dialogue.core.session.codes import ActionState

# Wednesday; the week runs until Sunday 29 November.
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (None, DueGroup.UNDATED),
        (date(2026, 11, 24), DueGroup.OVERDUE),
        (date(2026, 11, 25), DueGroup.THIS_WEEK),
        (date(2026, 11, 29), DueGroup.THIS_WEEK),
        (date(2026, 11, 30), DueGroup.LATER),
        (date(2025, 11, 26), DueGroup.OVERDUE),
    ],
)
def test_an_open_action_stands_in_one_part_of_time(due, group):
    assert due_group(due, today=TODAY) is group


def test_a_week_that_begins_today_ends_in_six_days_and_sunday_is_its_last():
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    assert due_group(sunday, today=monday) is DueGroup.THIS_WEEK
    assert due_group(sunday, today=sunday) is DueGroup.THIS_WEEK
    assert due_group(date(2026, 11, 30), today=sunday) is DueGroup.LATER


@pytest.mark.parametrize(
    ("due", "days", "reminded"),
    [
        (date(2026, 12, 2), 7, True),   # seven days ahead: today
        (date(2026, 12, 3), 7, False),  # tomorrow
        (date(2026, 12, 3), 8, True),
        (date(2026, 11, 25), 0, True),  # on the day itself
        (date(2026, 11, 26), 0, False),
        (date(2026, 11, 24), 7, False),  # overdue is said apart
        (None, 7, False),
    ],
)  # fmt: skip
def test_a_reminder_comes_so_many_days_before(due, days, reminded):
    assert is_reminded(due, days, today=TODAY) is reminded


BASE = {"what": "Bellen", "owner": "Anna", "due": ""}


def test_changes_of_different_fields_go_together():
    theirs, mine = BASE | {"owner": "Bram"}, BASE | {"due": "2026-12-01"}
    assert clashes(BASE, theirs, mine) == (BASE | {"owner": "Bram", "due": "2026-12-01"}, ())


def test_the_same_field_twice_is_a_clash_and_the_same_value_is_none():
    theirs, mine = BASE | {"owner": "Bram"}, BASE | {"owner": "Carla"}
    assert clashes(BASE, theirs, mine) == (mine, (Clash("owner", "Bram", "Carla"),))
    assert clashes(BASE, theirs, theirs) == (theirs, ())


def test_who_leaves_a_field_does_not_undo_what_another_made_of_it():
    theirs = BASE | {"owner": "Bram"}
    assert clashes(BASE, theirs, BASE) == (theirs, ())


@pytest.mark.parametrize(
    "agreed",
    [
        AgreedAction("Bellen"),
        AgreedAction(
            "Bellen", "tool/A", "Anna", "GGD", "Zorg", date(2026, 12, 1), "minder", ActionState.DONE,
            0, "cell", "werkboek/W1/1/naam",
        ),
    ],
)  # fmt: skip
def test_an_action_comes_back_from_its_plain_values(agreed):
    assert from_plain(plain(agreed)) == agreed
