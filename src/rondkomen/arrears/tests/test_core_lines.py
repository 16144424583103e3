"""Names and addresses in one column."""

import pytest

from rondkomen.arrears.core.lines import split_address_line, split_full_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A.B. van der Proef", ("A.B.", "van der", "Proef")),
        ("Proef, A.B. van der", ("A.B.", "van der", "Proef")),
        ("van der Proef, A.B.", ("A.B.", "van der", "Proef")),
        ("De heer A. Proef", ("A.", "", "Proef")),
        ("mevr. Anna Maria de Proef-Test", ("Anna Maria", "de", "Proef-Test")),
        ("Proef", ("", "", "Proef")),
        ("de Proef", ("", "de", "Proef")),
        ("", ("", "", "")),
    ],
)
def test_full_names(text, parts):
    assert split_full_name(text) == parts


@pytest.mark.parametrize(
    ("text", "street", "house"),
    [
        ("Lindelaan 12", "Lindelaan", "12"),
        ("Lindelaan 12 A", "Lindelaan", "12A"),
        ("Lindelaan 12-2", "Lindelaan", "12-2"),
        ("Lindelaan 12 2", "Lindelaan", "12-2"),
        ("1e Dwarsstraat 5 hs", "1e Dwarsstraat", "5-HS"),
        ("Plein 1944 12", "Plein 1944", "12"),
        ("Laan van Proef 3b", "Laan van Proef", "3B"),
    ],
)
def test_address_lines(text, street, house):
    found, number = split_address_line(text)
    assert (found, str(number)) == (street, house)


@pytest.mark.parametrize("text", ["", "Lindelaan", "12", "Lindelaan A"])
def test_an_address_without_street_or_number_is_no_address(text):
    with pytest.raises(ValueError, match=r"huisnummer|straat"):
        split_address_line(text)
