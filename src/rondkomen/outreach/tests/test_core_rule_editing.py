import pytest

from rondkomen.outreach.core.rule_editing import (
    changed_rule,
    copied_rule,
    moved_rule,
    next_version,
    without_rule,
)


def table(*ids):
    return {"rules": [{"id": name, "when": {"amount_at_least": 100}, "points": 1} for name in ids]}


def names(data):
    return [rule["id"] for rule in data["rules"]]


@pytest.mark.parametrize(
    ("number", "by", "order"),
    [(1, -1, "bac"), (1, 1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 9, "bca")],
)
def test_a_rule_moves_and_stops_at_the_ends(number, by, order):
    assert names(moved_rule(table(*"abc"), number, by)) == list(order)


def test_points_and_a_threshold_change_and_the_table_given_does_not():
    before = table("a")
    after = changed_rule(before, 0, {"points": 7, "amount_at_least": 250, "reason": "Veel."})
    assert after["rules"][0]["when"] == {"amount_at_least": 250}
    assert (after["rules"][0]["points"], after["rules"][0]["reason"]) == (7, "Veel.")
    assert before == table("a")


def test_no_condition_slips_in():
    after = changed_rule(table("a"), 0, {"partners_at_least": 3})
    assert after["rules"][0]["when"] == {"amount_at_least": 100}


def test_a_copy_stands_below_under_its_own_name_and_can_go_again():
    twice = copied_rule(copied_rule(table("a", "b"), 0), 0)
    assert names(twice) == ["a", "a-3", "a-2", "b"]
    assert names(without_rule(twice, 1)) == ["a", "a-2", "b"]


@pytest.mark.parametrize(
    ("taken", "free"), [([], "1"), (["1", "2"], "3"), (["2026-11", "9", "10"], "11")]
)
def test_a_new_version_takes_a_number_that_is_free(taken, free):
    assert next_version(taken) == free
