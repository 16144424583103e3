from dataclasses import replace
from datetime import date

import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge.content import practices
from rondkomen.knowledge.core.practices import (
    THEMES,
    Goal,
    LinkStatus,
    Outdated,
    PracticeKind,
    Wanted,
    by_theme,
    find,
    read,
    same_municipality,
)

SOURCES = {"bron": {"title": "Bron", "year": 2020}}
BLOCK = {
    "key": "X1", "source": "bron", "kind": "project", "themes": ["D"], "municipalities": ["Ede"],
    "name": "Voorbeeld", "lesson": {"nl": "les", "en": "lesson"},
}  # fmt: skip


def _keys(found):
    return [practice.key for practice in found]


def test_all_practices_of_both_guides_are_there():
    # the inventory: eighteen in the workbook, twenty-six in the dialogue tool's second part
    keys = _keys(practices())
    assert [f"PW{n:02}" for n in range(1, 19)] + [f"PG{n:02}" for n in range(1, 27)] == keys


def test_no_link_was_checked_and_years_are_given_only_where_known():
    assert {practice.link for practice in practices()} == {LinkStatus.UNKNOWN}
    said = {practice.key: practice.year_said for practice in practices()}
    assert (said["PG16"], said["PG03"], said["PW01"]) == ("2005", "2016", "jaar onbekend")


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_an_example(theme):
    found = find(practices(), Wanted(theme))
    assert found
    assert all(theme in practice.themes for practice in found)


def test_examples_are_found_by_what_is_asked_together():
    assert _keys(find(practices(), Wanted("D", Goal.IDENTIFY, "assen"))) == ["PW04"]
    assert _keys(find(practices(), Wanted(municipality="Assen"))) == ["PW04", "PW17", "PW08"]
    assert find(practices(), Wanted("A", municipality="Den Haag")) == ()
    # the inventory dates Utrecht Inclusief and Meet the Parents, which is told twice, in 2016
    assert sorted(_keys(find(practices(), Wanted(year=2016)))) == ["PG03", "PW03", "PW15"]
    assert _keys(find(practices(), Wanted(words="corporatie huurachterstand"))) == ["PW04"]
    assert _keys(find(practices(), Wanted(words="FINANCIEN koers loket"))) == ["PW01"]
    assert find(practices(), Wanted(words="huurachterstand ruimtevaart")) == ()


def test_what_is_mainly_about_the_theme_comes_first_then_the_newest():
    blocks = [
        {**BLOCK, "key": "breed", "themes": ["D", "E"], "year": 2024},
        {**BLOCK, "key": "onbekend"},
        {**BLOCK, "key": "oud", "year": 2005},
        {**BLOCK, "key": "nieuw", "year": 2020},
    ]
    found = read({"sources": SOURCES, "practices": blocks})
    assert _keys(find(found, Wanted("D"))) == ["nieuw", "oud", "onbekend", "breed"]


def test_a_setback_is_an_example_too():
    assert PracticeKind.LESSON in {each.kind for each in find(practices(), Wanted("F"))}


def test_a_script_gets_one_line_per_example():
    lines = by_theme(practices())
    assert set(lines) == set(THEMES)
    assert "Schilderswijk Moeders (Den Haag, 2013)" in lines["D"]
    assert "Mobility Mentoring (geen gemeente genoemd, jaar onbekend)" in lines["D"]


def test_what_is_outdated_stands_last_and_is_not_offered():
    old = Outdated("gestopt", date(2026, 11, 1))
    found = [replace(one, outdated=old) if one.key == "PW13" else one for one in practices()]
    assert _keys(find(found, Wanted("D")))[-1] == "PW13"
    assert not any("Schilderswijk" in line for line in by_theme(found)["D"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Gemeente Assen", "assen", True),
        ("'s-Gravenhage", "Den Haag", True),
        ("Súdwest-Fryslân", "Sudwest-Fryslan", True),
        ("Groningen", "provincie Groningen", False),
        ("Assen", "Assendelft", False),
    ],
)
def test_a_municipality_is_known_by_its_name(one, other, same):
    assert same_municipality(one, other) is same


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "raad"}, {"themes": ["G"]}, {"themes": []}, {"source": "weg"}, {"lesson": {"nl": "x"}}],
)  # fmt: skip
def test_a_wrong_practice_is_refused_by_its_key(wrong):
    with pytest.raises(Refused) as refused:
        read({"sources": SOURCES, "practices": [{**BLOCK, **wrong}]})
    assert refused.value.where == "X1"


def test_a_key_stands_once():
    with pytest.raises(Refused, match="twee keer"):
        read({"sources": SOURCES, "practices": [BLOCK, BLOCK]})
