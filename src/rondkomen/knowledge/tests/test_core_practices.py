import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge.content import practices
from rondkomen.knowledge.core.practices import (
    THEMES,
    Goal,
    LinkStatus,
    PracticeKind,
    by_theme,
    find,
    read,
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
    found = find(practices(), theme=theme)
    assert found
    assert all(theme in practice.themes for practice in found)


def test_examples_are_found_by_what_is_asked_together():
    assert _keys(find(practices(), theme="D", goal=Goal.IDENTIFY, municipality="assen")) == ["PW04"]
    assert _keys(find(practices(), municipality="Assen")) == ["PW04", "PW17", "PW08"]
    assert find(practices(), theme="A", municipality="Den Haag") == ()


def test_what_is_mainly_about_the_theme_comes_first_then_the_newest():
    blocks = [
        {**BLOCK, "key": "breed", "themes": ["D", "E"], "year": 2024},
        {**BLOCK, "key": "onbekend"},
        {**BLOCK, "key": "oud", "year": 2005},
        {**BLOCK, "key": "nieuw", "year": 2020},
    ]
    found = read({"sources": SOURCES, "practices": blocks})
    assert _keys(find(found, theme="D")) == ["nieuw", "oud", "onbekend", "breed"]


def test_a_setback_is_an_example_too():
    assert PracticeKind.LESSON in {each.kind for each in find(practices(), theme="F")}


def test_a_script_gets_one_line_per_example():
    lines = by_theme(practices())
    assert set(lines) == set(THEMES)
    assert "Schilderswijk Moeders (Den Haag, 2013)" in lines["D"]
    assert "Mobility Mentoring (geen gemeente genoemd, jaar onbekend)" in lines["D"]


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
