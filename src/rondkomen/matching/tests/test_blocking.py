"""Who meets whom: no key brings together half the town, and no contradiction hides a person."""

from dataclasses import replace

from rondkomen.matching.adapters import engine
from rondkomen.matching.adapters.standardise import prepare
from rondkomen.matching.adapters.tables import put_records, workspace
from rondkomen.matching.core.records import Record


def crowd(prefix: str, count: int) -> list[Record]:
    """People at doors of their own who all gave the phone number of the same front desk."""
    return [
        Record(
            f"{prefix}{n}", surname=f"N{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}ens",
            given_names="Karel", birth_date=f"{1950 + n % 50}-{1 + n % 12:02}-{1 + n % 28:02}",
            postcode=f"{1000 + n}AB", house_number="1", phone="020 - 555 12 34",
        )
        for n in range(count)
    ]  # fmt: skip


def test_a_number_that_everybody_gives_is_no_lead() -> None:
    # 600 x 600 pairs on one number pass the 250,000 a key may bring; each still meets his own.
    with workspace() as connection:
        prepare(connection)
        undated = [replace(one, birth_date="") for one in crowd("s", 600)]
        put_records(connection, "left", undated)
        put_records(connection, "right", crowd("p", 600))
        run = engine.link_between(connection, engine.shipped_model())
        met = connection.execute("SELECT count(*), count(*) FILTER (l = r) FROM pair").fetchone()
    assert run.crowded == ["phone"]
    assert met is not None
    assert met[0] < 10_000
    assert met[1] == 600


def test_house_mates_who_are_not_compared_still_tell_whose_home_it_is() -> None:
    # The stranger shares the surname of a family of four; that makes a stranger by chance unlikely,
    # and all the same none of the four, who were born otherwise and are called otherwise.
    home = {"surname": "Bakkerman", "postcode": "1234AB", "house_number": "12"}
    family = [
        Record(f"p{n}", initials=f"{letter}.", birth_date=f"{1950 + 9 * n}-0{n + 1}-1{n}", **home)
        for n, letter in enumerate("ABCD")
    ]
    stranger = Record("s", initials="Q.", birth_date="1999-09-29", **home)
    result = engine.link([stranger], family)
    assert (result.links, result.reviews) == ((), ())
    found = engine.link([stranger], [*family, Record("q", initials="Q.", birth_date="1999-09-29",
                                                     surname="Bakkerman", postcode="9999ZZ")])  # fmt: skip
    assert [link.right_id for link in found.links] == ["q"]
