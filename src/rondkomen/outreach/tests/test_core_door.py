from hypothesis import given
from hypothesis import strategies as st

from rondkomen.outreach.core.door import Address, walk
from rondkomen.outreach.tests.examples import ref


def door(street, number, postcode="1234AB", suffix=""):
    return Address(ref(f"{street} {number}{suffix}"), postcode, street, number, suffix)


def shown(addresses):
    return [f"{a.street} {a.number}{a.suffix}" for a in walk(addresses)]


def test_the_odd_side_goes_up_and_the_even_side_comes_back():
    doors = [door("Lindelaan", number) for number in (2, 5, 1, 8, 4)]
    assert shown(doors) == [
        "Lindelaan 1",
        "Lindelaan 5",
        "Lindelaan 8",
        "Lindelaan 4",
        "Lindelaan 2",
    ]


def test_streets_follow_their_lowest_postcode():
    doors = [door("Beukhof", 1, "1235AA"), door("Lindelaan", 1, "1234AC"), door("Essenweg", 3)]
    assert shown(doors) == ["Essenweg 3", "Lindelaan 1", "Beukhof 1"]


def test_suffixes_at_one_number_stay_together():
    doors = [
        door("Lindelaan", 3, suffix="b"),
        door("Lindelaan", 1),
        door("Lindelaan", 3, suffix="a"),
    ]
    assert shown(doors) == ["Lindelaan 1", "Lindelaan 3a", "Lindelaan 3b"]


@given(st.lists(st.builds(door, st.sampled_from(["A", "B"]), st.integers(1, 200)), max_size=30))
def test_nobody_is_lost_or_visited_twice(addresses):
    assert sorted(map(repr, walk(addresses))) == sorted(map(repr, addresses))
