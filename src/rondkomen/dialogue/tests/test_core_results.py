from dataclasses import replace

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.instrument.answers import (
    Cards,
    Chosen,
    NotApplicable,
    Number,
    Rows,
    Ticks,
    Unknown,
)
from rondkomen.dialogue.core.results.group import (
    Given,
    Prompts,
    column_spreads,
    gathered,
    numbers,
    option_counts,
    prompt_counts,
    prompts_of,
    scale_result,
    scale_results,
)
from rondkomen.dialogue.tests.examples import question

OPINION = question("mening")


def people(domain, *answers, consents=False):
    """Participants of one domain; a word is don't know, and so not a number."""
    held = [Unknown() if answer == "?" else Number(answer) for answer in answers]
    return [Given(domain, {"mening": answer}, consents=consents) for answer in held]


def test_dont_know_is_in_no_number():
    # 4 and 4 with one don't know: the middle is 4, not 14/3; one of three is don't know
    found = scale_result(OPINION, people("poverty", 4, 4, "?"), least=3)
    assert found.everybody.middle == 4
    assert (found.everybody.answered, found.everybody.unknown) == (2, 1)
    assert found.unknown_share == pytest.approx(1 / 3)


def test_the_difference_is_between_the_middles_of_domains():
    # poverty 1 2 2 → 2; health 4 5 5 → 5; other 3 3 4 → 3: health less poverty is 3
    everybody = [*people("poverty", 1, 2, 2), *people("health", 4, 5, 5), *people("other", 3, 3, 4)]
    found = scale_result(OPINION, everybody, least=3)
    assert set(found.groups) == {"poverty", "health", "other"}
    assert found.difference is not None
    assert (found.difference.lower, found.difference.higher) == ("poverty", "health")
    assert found.difference.points == 3


def test_a_small_domain_is_not_told_by_subtraction():
    # health has two; showing poverty apart would leave exactly those two, so neither is shown
    found = scale_result(OPINION, [*people("poverty", 1, 2, 2), *people("health", 4, 5)], least=3)
    assert found.groups == {}
    assert found.rest is None
    assert found.hidden == ("health", "poverty")
    assert found.difference is None


def test_a_small_domain_that_consents_is_shown():
    everybody = [*people("poverty", 1, 2, 2), *people("health", 4, 5, consents=True)]
    found = scale_result(OPINION, everybody, least=3)
    assert set(found.groups) == {"poverty", "health"}


def test_a_domain_is_counted_over_who_answered_this_very_question():
    # three of health take part, one of them answered: that one's answer would stand alone
    silent = [Given("health", {}), Given("health", {"meer": Chosen(("a",))})]
    found = scale_result(
        OPINION, [*people("poverty", 1, 2, 2), *people("health", 5), *silent], least=3
    )
    assert found.groups == {}
    assert not scale_result(OPINION, [*people("health", 5, 4), *silent], least=3).is_shown


def test_small_domains_together_are_shown_as_one():
    everybody = [*people("poverty", 1, 2, 2), *people("health", 4, 5), *people("other", 3)]
    found = scale_result(OPINION, everybody, least=3)
    assert set(found.groups) == {"poverty"}
    assert found.rest is not None
    assert found.rest.counts == (0, 0, 1, 1, 1)


@for_any(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([1, 2, 3, 4, 5, "?"])), max_size=14)
)
def test_whatever_is_hidden_holds_enough_people_of_more_than_one_domain(answers):
    everybody = [one for domain, answer in answers for one in people(domain, answer)]
    found = scale_result(OPINION, everybody, least=3)
    kept = sum(group.answered + group.unknown for group in found.groups.values())
    assert all(group.answered + group.unknown >= 3 for group in found.groups.values())
    if found.groups and found.hidden:
        assert len(found.hidden) > 1
        assert len(answers) - kept >= 3


def test_the_revisited_answer_counts_and_both_are_kept():
    one = Given("poverty", {"mening": Number(2)}, {"mening": Number(4)})
    assert scale_result(OPINION, [one], least=1).everybody.middle == 4
    assert one.first["mening"] == Number(2)


def test_every_statement_has_its_own_result_and_none_is_added_up():
    found = scale_results(instruments()["gesprekstool"], [], least=3)
    assert [result.question.code for result in found] == list("ABCDEF")
    assert all(result.everybody.middle is None for result in found)


def test_options_are_counted_singly():
    held = [Chosen(("a", "b")), Chosen(("a",)), Chosen(("geen",)), None]
    given = [Given("x", {"meer": answer} if answer else {}) for answer in held]
    found = option_counts(question("meer"), given)
    assert found.counts == {"a": 2, "b": 1, "c": 0, "geen": 1}
    assert found.answered == 3


def test_boxes_of_a_matrix_are_counted_singly():
    held = [Ticks({"r1": ("k1", "k2")}), Ticks({"r1": ("k1",)})]
    found = option_counts(question("vakjes"), [Given("x", {"vakjes": one}) for one in held])
    assert found.counts == {"r1/k1": 2, "r1/k2": 1, "r2/k1": 0, "r2/k2": 0}


def test_contradictions_are_asked_per_participant_and_counted_for_the_group():
    tool = instruments()["gesprekstool"]
    sure = Given("poverty", {"E": Number(4), "Q11": Chosen(("Q11.4",))})
    moved = Given("health", {"E": Number(4), "Q11": Chosen(("Q11.4",))}, {"E": Number(2)})
    assert [output.code for output in prompts_of(tool, sure)] == ["tegenspraak-e"]
    assert prompts_of(tool, moved) == ()  # the answer that counts is the revisited one
    (found,) = prompt_counts(tool, [sure, moved, Given("health", {"A": Number(1)})], least=2).told
    assert (found.output.code, found.count, found.of) == ("tegenspraak-e", 1, 2)


def test_a_question_back_tells_nothing_of_the_few_who_answered_what_it_is_about():
    tool = instruments()["gesprekstool"]
    sure = Given("poverty", {"E": Number(4), "Q11": Chosen(("Q11.4",))})
    unsure = Given("poverty", {"E": Number(2), "Q11": Chosen(("Q11.4",))})
    others = [Given("health", {"A": Number(1)}) for _ in range(9)]
    # Of eleven who take part two answered E and Q11: whether it holds for one of them is not told.
    for two in ([sure, unsure], [unsure, unsure]):
        assert prompt_counts(tool, [*two, *others], least=3) == Prompts((), too_few=1)
    found = prompt_counts(tool, [sure, unsure, unsure, *others], least=3)
    assert [(one.count, one.of) for one in found.told] == [(1, 3)]
    group = replace(sure, domain="", consents=True, is_group=True)
    assert prompt_counts(tool, [sure, unsure, group], least=3).told == ()
    assert prompt_counts(tool, [group], least=3).told[0].of == 1
    consenting = replace(sure, consents=True)
    assert prompt_counts(tool, [consenting, *others], least=3).told[0].of == 1


def test_numbers_have_a_middle_and_ends():
    given = [Given("x", {"getal": Number(value)}) for value in (2, 9, 4)]
    found = numbers(question("getal"), given)
    assert found is not None
    assert (found.answered, found.middle, found.lowest, found.highest) == (3, 4, 2, 9)
    assert numbers(question("getal"), [Given("x", {"getal": NotApplicable()})]) is None


def test_an_assumption_is_judged_by_each_and_compared_by_its_words():
    tables = [
        Rows(({"als": "Wij bellen", "aannemelijk": 5}, {"als": "anders"})),
        Rows(({"als": "wij  bellen ", "aannemelijk": 2},)),
        Rows(({"als": "wij bellen", "aannemelijk": "unknown"},)),
    ]
    code = next(q for q in instruments()["theory-of-change"].questions() if q.code == "K3.b")
    found = column_spreads(
        code, "aannemelijk", [Given("x", {"K3.b": table}) for table in tables],
        label="als", points=range(1, 6),
    )  # fmt: skip
    assert list(found) == ["Wij bellen"]
    assert (found["Wij bellen"].counts, found["Wij bellen"].unknown) == ((0, 1, 0, 0, 1), 1)


def test_rows_and_cards_of_everybody_are_laid_together():
    rows = [Given("x", {"tabel": Rows(({"wat": word},))}) for word in ("a", "b")]
    assert gathered(question("tabel"), rows) == Rows(({"wat": "a"}, {"wat": "b"}))
    cards = [Given("x", {"bord": Cards({"links": (word,)})}) for word in ("a", "b")]
    assert gathered(question("bord"), cards) == Cards({"links": ("a", "b")})
    assert gathered(question("bord"), []) is None
