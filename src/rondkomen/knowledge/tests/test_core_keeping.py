"""What a municipality may write and claim, and how its practices stand among the others: by hand."""

from dataclasses import replace
from datetime import date

import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge.content import practices
from rondkomen.knowledge.core.keeping import (
    Kept,
    PracticeText,
    as_shipped,
    checked,
    from_plain,
    may_claim,
    plain,
    together,
)
from rondkomen.knowledge.core.practices import Goal, Keeping, LinkStatus, Outdated, PracticeKind

TODAY = date(2026, 11, 22)
TEXT = PracticeText("Soep en post", "Samen post openen trekt buren.", ("D",))
BY_KEY = {one.key: one for one in practices()}


def test_loose_spaces_go_and_the_rest_stays():
    assert checked(replace(TEXT, name="  Soep en post \n"), today=TODAY) == TEXT


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("name", "x" * 121), ("lesson", ""), ("lesson", "x" * 1001),
        ("themes", ()), ("themes", ("D", "G")), ("source", "x" * 201),
        ("year", 1949), ("year", 2028),
        ("address", "javascript:alert(1)"), ("address", "https://"), ("address", "https://a b.nl"),
        ("address", "https://gebruiker:geheim@voorbeeld.nl"), ("address", "https://[x"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(field, value):
    with pytest.raises(Refused) as refused:
        checked(replace(TEXT, **{field: value}), today=TODAY)
    assert refused.value.where == field


@pytest.mark.parametrize(
    ("link", "day", "where"),
    [
        (LinkStatus.WORKS, None, "checked_on"),
        (LinkStatus.UNKNOWN, TODAY, "checked_on"),
        (LinkStatus.GONE, date(2026, 11, 23), "checked_on"),
    ],
)
def test_a_link_works_or_is_gone_only_on_a_day_somebody_looked(link, day, where):
    text = replace(TEXT, address="https://voorbeeld.nl/soep", link=link, checked_on=day)
    with pytest.raises(Refused) as refused:
        checked(text, today=TODAY)
    assert refused.value.where == where
    assert checked(replace(text, link=LinkStatus.GONE, checked_on=TODAY), today=TODAY)
    with pytest.raises(Refused, match="adres"):
        checked(replace(TEXT, link=LinkStatus.WORKS, checked_on=TODAY), today=TODAY)


def test_only_the_municipality_it_is_about_may_claim():
    assert may_claim(BY_KEY["PW04"], "Gemeente Assen")
    assert may_claim(BY_KEY["PW13"], "'s-Gravenhage")
    assert not may_claim(BY_KEY["PW04"], "Gemeente Middenveld")
    assert not may_claim(BY_KEY["PW07"], "Gemeente Assen")  # names no municipality
    assert not may_claim(replace(BY_KEY["PW04"], keeping=Keeping.CLAIMED), "Gemeente Assen")


def test_a_claim_starts_from_the_text_as_shipped():
    text = as_shipped(BY_KEY["PW04"])
    assert (text.name, text.themes, text.goals) == (
        "De Vaart Erin", ("D",), (Goal.IDENTIFY, Goal.REACH),
    )  # fmt: skip
    assert (text.link, text.checked_on) == (LinkStatus.UNKNOWN, None)
    assert checked(text, today=TODAY) == text


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_every_shipped_text_can_be_gone_on_with(key):
    text = as_shipped(BY_KEY[key])
    assert checked(text, today=TODAY) == text


def test_own_and_claimed_ones_stand_among_the_others():
    text = replace(as_shipped(BY_KEY["PW04"]), lesson="Nieuw")
    claimed = Kept("PW04", text, claimed=True, revision=2, kept_on=TODAY)
    own = Kept("eigen", TEXT, claimed=False, revision=1, kept_on=TODAY)
    marks = {"PW01": Outdated("gestopt", TODAY)}
    found = together(practices(), [own, claimed], marks, gemeente="Gemeente Assen")
    assert [one.key for one in found] == [*(one.key for one in practices()), "eigen"]
    by_key = {one.key: one for one in found}
    assert by_key["PW04"].keeping is Keeping.CLAIMED
    assert by_key["PW04"].lesson_in("en") == "Nieuw"
    assert by_key["PW04"].municipalities == ("Assen",)
    assert (by_key["eigen"].keeping, by_key["eigen"].municipalities) == (Keeping.OWN, ("Assen",))
    assert by_key["PW01"].outdated.reason == "gestopt"
    assert by_key["PW01"].lesson == BY_KEY["PW01"].lesson


def test_what_is_stored_reads_back():
    text = replace(
        TEXT, kind=PracticeKind.LESSON, goals=(Goal.REACH,), year=2024,
        address="https://voorbeeld.nl/soep", link=LinkStatus.WORKS, checked_on=TODAY,
    )  # fmt: skip
    assert from_plain(plain(text)) == text
