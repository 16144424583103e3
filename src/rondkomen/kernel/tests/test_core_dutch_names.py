import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.dutch.names import (
    PREFIX_WORDS,
    fold,
    initials,
    match_key,
    split_surname,
    surname_parts,
)


@pytest.mark.parametrize(
    ("text", "prefix", "core"),
    [
        ("Jansen", "", "Jansen"),
        ("De Vries", "de", "Vries"),
        ("van der Berg", "van der", "Berg"),
        ("VAN DER BERG", "van der", "BERG"),
        ("Berg, van der", "van der", "Berg"),
        ("Berg (van der)", "van der", "Berg"),
        ("v.d. Berg", "v.d.", "Berg"),
        ("van 't Hof", "van 't", "Hof"),
        ("van’t Hof", "van 't", "Hof"),
        ("in 't Veld", "in 't", "Veld"),
        ("d'Hondt", "d'", "Hondt"),
        ("'s-Gravesande", "'s-", "Gravesande"),
        ("Op den Kamp", "op den", "Kamp"),
        ("El Amrani", "el", "Amrani"),
        ("Jansen, Piet", "", "Jansen, Piet"),
        ("Van", "", "Van"),
        ("van de", "van", "de"),
        ("", "", ""),
    ],
)
def test_prefix_and_core(text, prefix, core):
    assert split_surname(text) == (prefix, core)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jansen", (("", "Jansen"),)),
        ("Jansen-de Vries", (("", "Jansen"), ("de", "Vries"))),
        ("de Vries - van der Berg", (("de", "Vries"), ("van der", "Berg"))),
        ("Jansen e/v de Vries", (("", "Jansen"), ("de", "Vries"))),
        ("v/d Berg", (("v/d", "Berg"),)),
        ("'s-Gravesande", (("'s", "Gravesande"),)),
        ("", ()),
    ],
)
def test_double_names(text, parts):
    assert surname_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Pieter", "J.P."),
        ("J.P.", "J.P."),
        ("j p", "J.P."),
        ("JP", "J.P."),
        ("HJM", "H.J.M."),
        ("JAN", "J."),
        ("Jan-Willem", "J.W."),
        ("IJsbrand", "IJ."),
        ("Th. J.", "Th.J."),
        ("dhr. J.A.", "J.A."),
        ("Élodie", "É."),
        ("-", ""),
        ("", ""),
    ],
)
def test_initials(text, expected):
    assert initials(text) == expected


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Østergård", "ostergard"),
        ("Łukasz", "lukasz"),
        ("Yıldız", "yildiz"),
        ("İnan", "inan"),
        ("Groß", "gross"),
        ("Иванов", "ivanov"),
        ("Nguyễn  Thị", "nguyen thi"),
        ("Ĳsselmeer", "ijsselmeer"),
        ("山田", ""),
    ],
)
def test_fold_spells_in_plain_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dijkstra", "Dykstra"),
        ("Visser", "Viser"),
        ("Şahin", "Sahin"),
        ("Jansen-de Vries", "Jansen de Vries"),
        ("d'Hondt", "D Hondt"),
    ],
)
def test_spelling_variants_meet(one, other):
    assert match_key(one) == match_key(other)


def test_different_names_stay_apart():
    assert len({match_key(name) for name in ("Bakker", "Bekker", "Visser", "Visscher")}) == 4


@given(st.text(max_size=40))
def test_folding_gives_ascii_and_is_done_once(text):
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_initials_of_any_text_end_in_a_dot_or_are_absent(text):
    assert initials(text) == "" or initials(text).endswith(".")


@given(
    st.lists(st.sampled_from(sorted(word for word in PREFIX_WORDS if word.isalpha())), max_size=3),
    st.sampled_from(["Berg", "Vries", "Hof", "Bosch"]),
)
def test_both_orders_give_the_same_prefix(prefix, core):
    in_front = " ".join([*prefix, core])
    behind = f"{core}, {' '.join(prefix)}" if prefix else core
    assert split_surname(in_front) == split_surname(behind) == (" ".join(prefix), core)
