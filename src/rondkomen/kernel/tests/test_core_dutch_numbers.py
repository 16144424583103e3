import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.dutch.bsn import are_bsns, is_bsn, parse_bsn
from rondkomen.kernel.dutch.iban import is_iban
from rondkomen.kernel.dutch.phone import parse_phone, parse_phones
from rondkomen.kernel.dutch.postcode import parse_postcode

# 111222333: 9+8+7 + 2*(6+5+4) + 3*(3+2) - 3 = 24+30+15-3 = 66 = 6 x 11.
VALID_BSN = "111222333"


def test_the_eleven_check_by_hand():
    assert is_bsn(VALID_BSN)
    assert not is_bsn("111222334")  # 65, not a multiple of 11


@pytest.mark.parametrize(
    "text", ["", "000000000", "11122233", "1112223330", "11122233a", "¹¹¹²²²³³³"]
)
def test_what_is_no_bsn(text):
    assert not is_bsn(text)


_NEAR_BSNS = st.sampled_from([VALID_BSN, "999990019", "999990018", "000000000", "¹¹¹²²²³³³"])


@given(st.lists(_NEAR_BSNS | st.from_regex(r"[0-9]{8,10}", fullmatch=True), max_size=6))
def test_many_at_once_are_judged_like_one_by_one(texts):
    assert are_bsns(texts) == all(map(is_bsn, texts))
    assert are_bsns([text for text in texts if is_bsn(text)])


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(place, change):
    digits = [int(digit) for digit in VALID_BSN]
    digits[place] = (digits[place] + change) % 10
    assert not is_bsn("".join(map(str, digits)))


def test_a_lost_zero_comes_back():
    # 012345672: 8*1+7*2+6*3+5*4+4*5+3*6+2*7-2 = 8+14+18+20+20+18+14-2 = 110 = 10 x 11.
    assert parse_bsn("12345672") == "012345672"
    assert parse_bsn("1112.22.333") == VALID_BSN


def test_the_refusal_does_not_repeat_the_number():
    with pytest.raises(ValueError, match="elfproef") as refused:
        parse_bsn("123456789")
    assert "123456789" not in str(refused.value)


@pytest.mark.parametrize("text", ["1234AB", "1234 ab", " 1234  Ab "])
def test_postcodes_come_out_alike(text):
    assert parse_postcode(text) == "1234AB"


@pytest.mark.parametrize("text", ["", "0234AB", "1234", "1234ABC", "12345AB", "1234A1", "D-40210"])
def test_what_is_no_postcode(text):
    with pytest.raises(ValueError, match="vier cijfers en twee letters"):
        parse_postcode(text)


@pytest.mark.parametrize(
    "text",
    ["06-12345678", "0612345678", "+31 6 1234 5678", "0031612345678", "+31 (0)6 12345678",
     "612345678", "06.12.34.56.78", "+310612345678"],
)  # fmt: skip
def test_spellings_of_one_mobile_number(text):
    assert parse_phone(text) == "+31612345678"


def test_other_numbers():
    assert parse_phone("(020) 123 45 67") == "+31201234567"
    assert parse_phone("+49 151 23456789") == "+4915123456789"


@pytest.mark.parametrize(
    "text", ["", "0612", "06123456789", "+31 6 1234", "onbekend", "+", "0000000000"]
)
def test_what_is_no_phone_number(text):
    with pytest.raises(ValueError, match="06 12345678"):
        parse_phone(text)


@pytest.mark.parametrize("between", [", ", ";", " / ", "/", " of ", " en ", "|"])
def test_several_numbers_in_one_field(between):
    assert parse_phones(f"06-12345678{between}020-1234567") == ("+31612345678", "+31201234567")


def test_a_repeated_number_counts_once_and_nothing_is_no_number():
    assert parse_phones("0612345678; 06 12345678") == ("+31612345678",)
    assert parse_phones("  ") == ()
    assert parse_phones("06/12345678") == ("+31612345678",)


def test_published_examples_of_ibans():
    assert is_iban("NL91 ABNA 0417 1643 00")  # example in the IBAN registry of SWIFT
    assert is_iban("de89370400440532013000")
    assert is_iban("GB29NWBK60161331926819")


@pytest.mark.parametrize(
    "text", ["", "NL91ABNA0417164301", "NL91ABNA041716430", "XX", "NL9100000417164300"]
)
def test_what_is_no_iban(text):
    assert not is_iban(text)


@given(st.text(alphabet="06 +;,|/ofen12345678", max_size=400))
def test_a_field_of_numbers_is_read_whole_or_refused(text):
    try:
        numbers = parse_phones(text)
    except ValueError:
        return
    digits = [sign for sign in text if sign.isdigit()]
    assert sum(len(number) - len("+") for number in numbers) <= len(digits) + 2 * len(numbers)
    assert all(number.startswith("+") for number in numbers)
