"""What partners write in many ways comes out in one."""

import pytest

from rondkomen.matching.tests.standard import standard

# Each line is one surname as it is met in files; the names in a line must come out equal.
ONE_SURNAME = (
    ("van der Berg", "Berg, van der", "VAN DER BERG", "v.d. Berg", "vd Berg", "Berg"),
    ("in 't Veld", "Veld, in 't", "Veld"),
    ("Dijk", "Dyk", "Dĳk", "van Dijk"),  # ij, y and the ligature
    ("IJzerman", "Yzerman", "Ijzerman"),
    ("Müller", "Muller", "Mueller"),
    ("Yılmaz", "Yilmaz", "YILMAZ"),  # a Turkish i without its dot
    ("Łukaszewski", "Lukaszewski"),
    ("Janssen", "Jansen", "Jansen jr."),
    ("Bouzid", "Buzid"),  # French and Dutch spelling of one Arabic sound
)
TWO_SURNAMES = (
    ("Jansen-de Vries", "jansen", "vris"),
    ("Jansen e/v de Vries", "jansen", "vris"),
    ("de Vries geb. Jansen", "vris", "jansen"),
    ("El-Amrani", "amrani", None),  # El is a particle here, no first half
)


def test_a_surname_comes_out_the_same_however_it_is_written() -> None:
    found = iter(standard(*({"surname": name} for names in ONE_SURNAME for name in names)))
    told = [{next(found)["n1"] for _ in names} for names in ONE_SURNAME]
    assert all(len(one) == 1 for one in told), told
    assert len(set.union(*told)) == len(ONE_SURNAME)  # and no two lines alike


def test_a_double_name_holds_two_surnames() -> None:
    found = standard(*({"surname": name} for name, _, _ in TWO_SURNAMES))
    assert [(row["n1"], row["n2"]) for row in found] == [line[1:] for line in TWO_SURNAMES]


def test_the_partner_name_is_told_from_the_own_one() -> None:
    # The register has the own name apart; a partner delivers both in one field, either way round.
    rows = standard(
        {"surname": "Jansen", "partner_surname": "Visser"},
        {"surname": "Visser-Jansen", "partner_surname": "Visser"},
        {"surname": "Jansen-Visser"},
    )
    assert {(row["n1"], row["n2"]) for row in rows} == {("jansen", "viser")}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("legal", ("Stichting Wonen", "Jansen B.V.", "V.v.E. Vereniging Zonnehof")),
        ("trade", ("Bakkerij Jansen", "Jansen h.o.d.n. De Krul", "Schilderwerken Jansen")),
        ("person", ("Jansen", "van de Kapelle", "Holdinga")),
    ],
)
def test_companies_sole_traders_and_persons_are_told_apart(
    kind: str, names: tuple[str, ...]
) -> None:
    assert {row["kind"] for row in standard(*({"surname": name} for name in names))} == {kind}


# 3 February 1980, as files have it.
THIRD_OF_FEBRUARY = (
    "1980-02-03", "03-02-1980", "3-2-1980", "03/02/1980", "03.02.1980", "19800203", "03021980",
    "3 feb 1980", "3 februari 1980", "3-feb-80", "03-02-80", "1980-02-03T00:00:00", "1980/2/3",
    " 1980-02-03 ",
)  # fmt: skip
OTHER_DATES = (
    ("02-13-1980", "19800213"),  # there is no month 13: the American order
    ("1980", "19800000"),  # only the year
    ("00-00-1980", "19800000"),
    ("00-05-1980", "19800500"),  # the month, not the day
    ("29-02-1980", "19800229"),  # a leap year
    ("01-02-03", "20030201"),  # a debtor of 1903 is less likely than one of 2003
    ("onbekend", None),
    ("", None),
)
# 1900 had no leap day, April has thirty days, and there is no month 42.
NO_DAYS = (
    "31-02-1980", "31/2/1980", "1980-02-31", "19800231", "31 feb 1980", "29-02-1900", "31-04-80",
    "32-01-1980", "19804203", "00-13-1980",
)  # fmt: skip


def test_every_usual_form_of_a_date_is_read() -> None:
    found = standard(*({"birth_date": text} for text in THIRD_OF_FEBRUARY))
    assert [row["d"] for row in found] == ["19800203"] * len(THIRD_OF_FEBRUARY)


def test_odd_dates_keep_what_they_tell() -> None:
    found = standard(*({"birth_date": text} for text, _ in OTHER_DATES))
    assert [row["d"] for row in found] == [expected for _, expected in OTHER_DATES]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    found = standard(*({"birth_date": text} for text in NO_DAYS))
    assert [row["d"] for row in found] == [None] * len(NO_DAYS)


HOUSE_NUMBERS = (
    (("12", ""), ("012", ""), ("12.0", ""), ("nr 12", "")),
    (("12", "hs"), ("12 hs", ""), ("12", "huis"), ("12", "bg"), ("12", "0")),
    (("12", "I"), ("12-I", ""), ("12", "1-hoog"), ("12 1hg", ""), ("12", "1e etage")),
    (("12", "bis"), ("12bis", ""), ("12", "BIS")),
    (("12", "zw"), ("12 ZW", "")),
    (("12", "A"), ("12a", ""), ("12-A", ""), ("12", " a ")),
    (("12", "3"), ("12", "app. 3"), ("12", "III"), ("12", "kamer 3")),
)


def test_a_house_number_with_its_addition_comes_out_the_same() -> None:
    ways = [way for ways in HOUSE_NUMBERS for way in ways]
    found = standard(*({"house_number": number, "addition": addition} for number, addition in ways))
    assert {row["nr"] for row in found} == {12}
    additions = dict(zip(ways, (row["addition"] for row in found), strict=True))
    told = [{additions[way] for way in ways} for ways in HOUSE_NUMBERS]
    assert all(len(one) == 1 for one in told), told  # one form per line of the table
    assert len(set.union(*told)) == len(HOUSE_NUMBERS)  # and no two lines alike


def test_a_postcode_is_read_with_or_without_space_and_country() -> None:
    ways = ("1234AB", "1234 ab", "1234  AB", "NL-1234AB", "NL 1234 AB", "1234 AB ")
    found = standard(*({"postcode": way} for way in ways), {"postcode": "D-50667"})
    assert [(row["pc"], row["dutch"]) for row in found[:-1]] == [("1234AB", True)] * len(ways)
    assert (found[-1]["pc"], found[-1]["dutch"]) == ("D50667", False)


def test_a_number_within_the_street_is_found_on_either_side() -> None:
    ways = ("Dorpsstraat 12a", "12a Dorpsstraat", "Dorpsstr. 12 A")
    found = standard(*({"street": way} for way in ways))
    assert {(row["street"], row["nr"], row["addition"]) for row in found} == {("dorpstr", 12, "A")}


def test_phone_numbers_meet_and_fillers_count_for_nothing() -> None:
    ways = ("0612345670", "06-12345670", "+31 6 12345670", "0031612345670", "06 1234 5670")
    found = standard(
        *({"phone": way} for way in ways),
        {"phone": "06-12345670 / 020-7654321"},
        {"phone": "0000000000"},
        {"phone": "0612345678"},
    )
    assert {row["phone1"] for row in found[:6]} == {"612345670"}
    assert found[5]["phone2"] == "207654321"
    assert [row["phone1"] for row in found[6:]] == [None, None]


def test_initials_are_one_letter_per_name() -> None:
    ways = ({"initials": "J.P."}, {"initials": "JP"}, {"given_names": "Jan Peter"},
            {"given_names": "dhr. Jan-Peter"}, {"initials": "j p"})  # fmt: skip
    assert [row["ini"] for row in standard(*ways)] == ["jp"] * len(ways)
