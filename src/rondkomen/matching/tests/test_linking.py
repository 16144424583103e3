"""Who is taken for whom, and who is kept apart: small lists in, decisions out."""

from dataclasses import replace

import pytest

from rondkomen.matching.adapters import engine
from rondkomen.matching.core.records import Band, LinkResult, Record, Stratum, UnlinkedCause

HOME = {"house_number": "12", "postcode": "1234AB"}
ANNA = Record(
    "anna", initials="A.", given_names="Anna", surname="de Vries", birth_date="1980-02-03",
    phone="06-11111112", **HOME,
)  # fmt: skip
PIETER = Record(
    "pieter", initials="P.", given_names="Pieter", surname="de Vries", birth_date="1978-05-06",
    **HOME,
)  # fmt: skip
SURNAMES = ("Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos")
GIVEN = ("Karel", "Lotte", "Maarten", "Nina", "Olaf")
# Two hundred others elsewhere: how much a name tells depends on how many people there are.
OTHERS = tuple(
    Record(
        f"other{n}", given_names=GIVEN[n % 5], surname=f"{SURNAMES[n % 7]}{'aeiou'[n // 7 % 5]}ma",
        birth_date=f"{1950 + n % 41}-{1 + n % 12:02}-{1 + n % 28:02}", postcode=f"{2000 + n}AB",
        house_number=str(1 + n % 90),
    )
    for n in range(200)
)  # fmt: skip


def link(delivered: Record, *registered: Record) -> LinkResult:
    return engine.link([delivered], [*registered, *OTHERS])


def linked(delivered: Record, *registered: Record) -> list[str]:
    """The ids `delivered` is linked to: one, or none."""
    return [found.right_id for found in link(delivered, *registered).links]


def test_a_person_is_found_however_the_partner_writes() -> None:
    delivered = Record(
        "s", initials="a", surname="Vries, de", birth_date="3-2-1980", postcode="1234 ab",
        house_number="12",
    )  # fmt: skip
    (found,) = link(delivered, ANNA, PIETER).links
    assert (found.right_id, found.explanation.rule) == ("anna", "unique_agreement")


SLIPS = (
    {"birth_date": "02-03-1980"},  # day and month exchanged
    {"birth_date": "1980-02-04"},  # one digit
    {"birth_date": "1980-01-01"},  # only the year was known
    {"surname": "de Vires"},
    {"surname": "Anna", "given_names": "de Vries"},  # in each other's column
)


def test_one_slip_does_not_hide_a_person() -> None:
    delivered = [replace(ANNA, id=str(n), phone="", **slip) for n, slip in enumerate(SLIPS)]
    found = engine.link(delivered, [ANNA, PIETER, *OTHERS]).links
    assert {pair.left_id: pair.right_id for pair in found} == {str(n): "anna" for n in range(5)}


def test_somebody_who_moved_is_found_elsewhere() -> None:
    away = replace(ANNA, id="s", phone="", postcode="9999ZZ", house_number="1")
    (found,) = link(away, ANNA, PIETER).links
    assert (found.right_id, found.explanation.stratum) == ("anna", Stratum.ELSEWHERE)


def test_a_previous_address_counts_as_the_same_address() -> None:
    register = replace(ANNA, postcode="9999ZZ", house_number="1", previous_postcode="1234AB",
                       previous_house_number="12")  # fmt: skip
    old = Record("s", initials="A.", surname="de Vries", birth_date="1980-02-03", **HOME)
    (found,) = link(old, register).links
    assert (found.right_id, found.explanation.stratum) == ("anna", Stratum.SAME_ADDRESS)


def test_house_mates_that_tie_give_the_household_only() -> None:
    # Without initials or date of birth it is either of the two, and never one by row order.
    result = link(Record("s", surname="de Vries", **HOME), ANNA, PIETER)
    assert result.links == ()
    (house,) = result.household_links
    assert set(house.right_ids) == {"anna", "pieter"}
    (review,) = result.reviews
    assert {candidate.right_id for candidate in review.candidates} == {"anna", "pieter"}


def test_father_and_son_of_one_name_are_kept_apart_by_their_birth() -> None:
    father = Record("sr", initials="J.", given_names="Jan", surname="Bakkerman sr.",
                    birth_date="1950-01-05", **HOME)  # fmt: skip
    son = replace(father, id="jr", surname="Bakkerman jr.", birth_date="1979-11-20")
    assert linked(replace(son, id="s", surname="Bakkerman"), father, son) == ["jr"]
    undated = link(replace(son, id="s", surname="Bakkerman", birth_date=""), father, son)
    assert undated.links == ()
    assert set(undated.household_links[0].right_ids) == {"sr", "jr"}


def test_twins_are_told_apart_by_first_name_and_not_by_an_initial() -> None:
    eva = Record("eva", initials="E.", given_names="Eva", surname="Smitsma",
                 birth_date="1999-07-07", **HOME)  # fmt: skip
    esther = replace(eva, id="esther", given_names="Esther")
    assert linked(replace(eva, id="s", initials=""), eva, esther) == ["eva"]
    assert linked(replace(eva, id="s", given_names=""), eva, esther) == []


def test_namesakes_at_one_address_are_kept_apart_by_their_addition() -> None:
    upstairs = replace(ANNA, id="up", addition="2", birth_date="", phone="")
    downstairs = replace(upstairs, id="down", addition="hs")
    assert linked(replace(upstairs, id="s", addition="II"), upstairs, downstairs) == ["up"]


def test_a_legal_person_is_nobody_and_no_household() -> None:
    companies = [
        replace(ANNA, id="1", surname="Stichting De Vries"),
        replace(ANNA, id="2", surname="De Vries B.V."),
        replace(ANNA, id="3", legal_form="besloten vennootschap bv"),
    ]
    result = engine.link(companies, [ANNA, *OTHERS])
    assert [found.cause for found in result.unlinked] == [UnlinkedCause.LEGAL_PERSON] * 3
    assert (result.links, result.household_links) == ((), ())


def test_a_sole_trader_is_the_person_only_on_more_than_a_name() -> None:
    assert linked(Record("s", surname="Bakkerij de Vries", **HOME), ANNA) == []
    named = Record("s", initials="A.", surname="de Vries h.o.d.n. De Krul", **HOME)
    assert linked(replace(named, birth_date="1980-02-03"), ANNA) == ["anna"]


def test_an_address_without_a_name_is_nobody_by_itself() -> None:
    assert linked(Record("s", **HOME), ANNA) == []


def test_a_shared_surname_and_phone_elsewhere_may_be_anybody_of_the_family() -> None:
    delivered = Record("s", surname="de Vries", phone="0611111112", postcode="9999ZZ",
                       house_number="3")  # fmt: skip
    result = link(delivered, ANNA)
    assert result.links == ()
    assert [review.candidates[0].right_id for review in result.reviews] == ["anna"]


def test_who_is_not_found_gets_the_likely_cause() -> None:
    strangers = {
        UnlinkedCause.NOT_AT_ADDRESS: Record("a", initials="Q.", surname="Zwart", **HOME),
        UnlinkedCause.ADDRESS_UNKNOWN: Record(
            "b", surname="Zwart", postcode="7777AB", house_number="9"
        ),
        UnlinkedCause.TOO_LITTLE_DATA: Record("c", surname="Zwart"),
    }
    result = engine.link(list(strangers.values()), [ANNA, PIETER, *OTHERS])
    assert [found.cause for found in result.unlinked] == list(strangers)


def test_unequal_person_keys_speak_against_one_person() -> None:
    delivered = replace(ANNA, id="s", person_key="k1")
    assert linked(delivered, replace(ANNA, person_key="k1")) == ["anna"]
    other = link(delivered, replace(ANNA, person_key="k2"))
    assert (other.links, other.reviews[0].candidates[0].right_id) == ((), "anna")


def test_every_delivered_record_has_exactly_one_outcome() -> None:
    delivered = [replace(ANNA, id="a"), Record("b", surname="de Vries", **HOME), Record("c")]
    result = engine.link(delivered, [ANNA, PIETER, *OTHERS])
    ids = [found.left_id for found in (*result.links, *result.reviews, *result.unlinked)]
    assert sorted(ids) == ["a", "b", "c"]


def test_duplicates_within_one_list_are_found_and_house_mates_are_not() -> None:
    again = replace(ANNA, id="anna2", surname="Vries, de", birth_date="3-2-1980")
    result = engine.link([ANNA, PIETER, again, *OTHERS])
    assert [{found.left_id, found.right_id} for found in result.links] == [{"anna", "anna2"}]


def test_the_explanation_adds_up_to_the_score() -> None:
    # Rounded to two decimals each, so a few hundredths may be lost along the way.
    delivered = [
        replace(ANNA, id="moved", postcode="9999ZZ"),
        Record("tie", surname="de Vries", **HOME),
    ]
    result = engine.link(delivered, [ANNA, PIETER, *OTHERS])
    pairs = [*result.links, *(one for review in result.reviews for one in review.candidates)]
    assert {pair.left_id for pair in pairs} == {"moved", "tie"}
    for pair in pairs:
        told = pair.explanation
        weights = sum(item.weight for item in told.comparisons)
        assert told.prior + weights - told.competition == pytest.approx(told.total, abs=0.06)
        assert pair.score == pytest.approx(2**told.total / (1 + 2**told.total), abs=0.01)
        assert (pair.band is Band.SAME) == (told.total >= engine.shipped_model().thresholds.same)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (("1", "2"), "twins with one name for daily use: their numbers tell them apart"),
        (("", ""), "a register that holds one person twice"),
    ],
)
def test_of_two_that_look_the_same_nobody_is_linked_by_row_order(
    keys: tuple[str, str], why: str
) -> None:
    delivered = replace(ANNA, id="s", given_names="", phone="")
    register = [replace(ANNA, id=f"anna{n}", person_key=key) for n, key in enumerate(keys)]
    found = link(delivered, *register)
    assert not found.links, why
    (review,) = found.reviews
    assert {pair.right_id for pair in review.candidates} == {"anna0", "anna1"}
    assert {pair.band for pair in review.candidates} == {Band.REVIEW}
