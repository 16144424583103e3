import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.dialogue.core.instrument.answers import Number, Unknown
from rondkomen.dialogue.core.results.agreement import consensus, spread

POINTS = (1, 2, 3, 4, 5)


def test_a_published_example_comes_out():
    # facts on dialogue tools: seven categories with these counts give 0.7256876
    counts = (30, 40, 210, 130, 530, 50, 10)
    assert consensus(counts, range(1, 8)) == pytest.approx(0.7256876, abs=1e-7)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 7, 0, 0), 1.0),  # all the same
        ((3, 0, 0, 0, 3), 0.0),  # half at either end: each is half a width away, log2(1/2) = -1
        ((0, 0, 0, 0, 0), None),  # nobody
    ],
)
def test_the_ends_of_consensus(counts, expected):
    assert consensus(counts, POINTS) == expected


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any))
def test_consensus_stays_between_none_and_all(counts):
    assert -1e-9 <= consensus(counts, POINTS) <= 1 + 1e-9


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any))
def test_consensus_does_not_care_which_end_is_up(counts):
    assert consensus(counts, POINTS) == pytest.approx(consensus(counts[::-1], POINTS))


def test_dont_know_is_never_a_number():
    # two fours and one don't know: the middle is 4, not (4 + 4 + 6) / 3
    found = spread([Number(4), Unknown(), Number(4), None], POINTS)
    assert (found.middle, found.unknown, found.answered) == (4.0, 1, 2)
    assert found.counts == (0, 0, 0, 2, 0)


def test_nobody_with_a_number_has_no_middle():
    found = spread([Unknown(), None], POINTS)
    assert (found.middle, found.lowest, found.highest, found.consensus) == (None,) * 4
