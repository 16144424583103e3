from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.kernel.money import Cents, format_euro, parse_cents, whole_euros

amounts = st.integers(-(10**13), 10**13).map(Cents)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("€ 12", 1200),
        ("12,5", 1250),
        ("12,-", 1200),
        ("EUR 0,07", 7),
        ("1.000.000", 100_000_000),
        ("-5", -500),
        ("€ -5,10", -510),
        ("-€5", -500),
        ("\N{NO-BREAK SPACE}12,00 €", 1200),
    ],
)
def test_reads_amounts_as_the_dutch_write_them(text, cents):
    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    "text",
    ["", "€", "-", "1,234.56", "1234.56", "1e9", "1,234", "1.23", "12.34,5", "--5", "-€-5",
     "5-", "1 234,56", "٣,٥٠", "0x10", "=1+1", "12,345", "twaalf", "nan"],
)  # fmt: skip
def test_refuses_what_can_be_read_in_two_ways_or_not_at_all(text):
    with pytest.raises(ValueError, match=r"niet te lezen\. Schrijf een bedrag als 1234,56"):
        parse_cents(text)


def test_a_file_with_a_decimal_point_says_so():
    assert parse_cents("1,234.56", decimal=".") == 123456
    with pytest.raises(ValueError, match=r"1234\.56"):
        parse_cents("1.234,56", decimal=".")


def test_an_amount_of_thirteen_digits_is_a_wrong_column():
    assert parse_cents("0" * 20 + "9" * 12) == 10**14 - 100
    with pytest.raises(ValueError, match="te groot"):
        parse_cents("9" * 13)


@pytest.mark.parametrize(
    ("cents", "shown"),
    [(123456, "€ 1.234,56"), (0, "€ 0,00"), (-500, "€ -5,00"), (100_000_000, "€ 1.000.000,00")],
)
def test_shows_amounts_with_dots_between_thousands(cents, shown):
    assert format_euro(Cents(cents)) == shown


@pytest.mark.parametrize(
    ("cents", "euros"), [(149, 1), (150, 2), (151, 2), (250, 3), (-149, -1), (-150, -1), (49, 0)]
)
def test_half_a_euro_goes_up(cents, euros):
    assert whole_euros(Cents(cents)) == euros


@given(amounts)
def test_what_is_shown_can_be_read_back(amount):
    assert parse_cents(format_euro(amount)) == amount


@given(amounts)
def test_rounding_is_never_more_than_half_a_euro_off(amount):
    assert -50 <= amount - whole_euros(amount) * 100 < 50


@given(st.text(max_size=20))
def test_any_text_gives_an_amount_or_a_refusal(text):
    with suppress(ValueError):
        assert isinstance(parse_cents(text), int)
