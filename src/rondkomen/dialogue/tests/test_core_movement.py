from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument.answers import NotApplicable, Number, Unknown
from rondkomen.dialogue.core.results.group import Given
from rondkomen.dialogue.core.results.movement import (
    Movement,
    compare_waves,
    movement,
)
from rondkomen.dialogue.tests.examples import question

OPINION = question("mening")


def _answer(value):
    return Unknown() if value == "?" else Number(value)


def _moves(*pairs):
    return [
        Given(
            "x",
            {"mening": _answer(first)} if first else {},
            {"mening": _answer(again)} if again else {},
        )
        for first, again in pairs
    ]


def _wave(*people, consents=False):
    return [Given("x", {"mening": _answer(v)}, again=key, consents=consents) for key, v in people]


def test_movement_counts_where_people_went():
    found = movement(
        OPINION,
        _moves(
            (2, 4),
            (2, 3),
            (4, 4),
            (5, 1),
            (3, "?"),
            ("?", 2),
            ("?", "?"),
            (3, None),
            (None, None),
        ),
        least=3,
    )
    assert found == Movement(
        up=2, same=1, down=1, to_unknown=1, from_unknown=1, still_unknown=1, once=1
    )


def test_not_applicable_has_not_moved_to_a_number():
    one = Given("x", {"mening": Number(2)}, {"mening": NotApplicable()})
    assert movement(OPINION, [one], least=1) == Movement(once=1)


def test_how_few_moved_is_not_told():
    # nine answered, two of them again: up 1 and down 1 would tell who moved where
    people = _moves((2, 4), (5, 1), *[(3, None)] * 7)
    assert movement(OPINION, people, least=3) == Movement(is_shown=False)
    assert movement(OPINION, _moves((3, None)), least=1) is None


def test_the_six_statements_are_offered_again():
    tool = instruments()["gesprekstool"]
    assert [found.code for found in tool.revisited()] == list("ABCDEF")


def test_waves_tell_the_same_people_from_the_others():
    # a, b and c came back: 2→4 up, 3→3 same, 5→4 down; d, e, f left; g, h, i are new
    before = _wave(("a", 2), ("b", 3), ("c", 5), ("d", 1), ("e", 1), ("f", 2))
    after = _wave(("a", 4), ("b", 3), ("c", 4), ("g", 5), ("h", 5), ("i", 4))
    found = compare_waves(OPINION, before, after, least=3)
    assert found.same == Movement(up=1, same=1, down=1)
    assert found.others_before is not None
    assert found.others_before.counts == (2, 1, 0, 0, 0)
    assert found.others_after is not None
    assert found.others_after.counts == (0, 0, 0, 1, 2)
    # 1 1 2 2 3 5 → 2; 3 4 4 4 5 5 → 4
    assert found.before is not None
    assert found.after is not None
    assert (found.before.middle, found.after.middle) == (2.0, 4.0)


def test_one_newcomer_is_not_told_apart():
    before = _wave(("a", 2), ("b", 3), ("c", 5))
    after = _wave(("a", 4), ("b", 3), ("c", 4), ("d", 1))
    found = compare_waves(OPINION, before, after, least=3)
    assert (found.same, found.others_before, found.others_after) == (None, None, None)
    assert found.after is not None
    assert found.after.answered == 4


def test_a_newcomer_who_consents_does_not_stop_the_comparison():
    before = _wave(("a", 2), ("b", 3), ("c", 5))
    after = [*_wave(("a", 4), ("b", 3), ("c", 4)), *_wave(("d", 1), consents=True)]
    found = compare_waves(OPINION, before, after, least=3)
    assert found.same == Movement(up=1, same=1, down=1)


def test_a_wave_in_which_few_answered_this_question_says_nothing_of_it():
    before = [*_wave(("a", 2), ("b", 5)), Given("x", {}, again="c")]
    found = compare_waves(OPINION, before, _wave(("a", 4), ("b", 3), ("c", 4)), least=3)
    assert (found.before, found.same) == (None, None)
    assert found.after is not None
    assert found.after.middle == 4


def test_people_without_a_key_are_others():
    found = compare_waves(
        OPINION, _wave(("", 2), ("", 3), ("", 3)), _wave(("", 4), ("", 4), ("", 4)), least=3
    )
    assert found.same is None
    assert found.others_before == found.before
