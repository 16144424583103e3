import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.dutch.house_number import HouseNumber, split


@pytest.mark.parametrize(
    ("text", "letter", "addition"),
    [
        ("12", "", ""),
        ("12A", "A", ""),
        ("12 a", "A", ""),
        ("12-a", "A", ""),
        ("12a-3", "A", "3"),
        ("12A3", "A", "3"),
        ("12-A bis", "A", "BIS"),
        ("12 bis", "", "BIS"),
        ("12-14", "", "14"),
        ("12/3", "", "3"),
        ("12-hs", "", "HS"),
        ("12 huis", "", "HS"),
        ("12hs", "", "HS"),
        ("12 bg", "", "HS"),
        ("12 I", "", "1"),
        ("12-II", "", "2"),
        ("12 III", "", "3"),
        ("12I", "I", ""),
        ("12 2-hoog", "", "2"),
        ("12 2hg", "", "2"),
        ("12-2e etage", "", "2"),
        ("12A - 2-hoog", "A", "2"),
        ("12 rood", "", "ROOD"),
        (" 12 - ", "", ""),
    ],
)
def test_letter_and_addition(text, letter, addition):
    assert split(text) == HouseNumber(12, letter, addition)


@pytest.mark.parametrize("text", ["", "a12", "0", "123456", "postbus", "-3", "Dorpsstraat 3"])
def test_refuses_text_without_a_number_in_front(text):
    with pytest.raises(ValueError, match="huisnummer"):
        split(text)


def test_reads_as_people_write_it():
    assert str(HouseNumber(12, "A", "3")) == "12A-3"
    assert str(HouseNumber(12, "", "")) == "12"


@given(
    st.integers(1, 99999), st.sampled_from(["", *"ABCDEFGHJKLMNOPQRSTUVWXYZ"]), st.integers(0, 99)
)
def test_what_is_written_is_read_back(number, letter, addition):
    written = HouseNumber(number, letter, str(addition) if addition else "")
    assert split(str(written)) == written


@given(
    st.integers(1, 99999), st.text(max_size=12).filter(lambda text: text[:1] not in "0123456789")
)
def test_the_number_survives_any_addition(number, rest):
    assert split(f"{number}{rest}").number == number
