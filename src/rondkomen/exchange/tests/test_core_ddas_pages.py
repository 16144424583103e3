"""Pages: nothing lost, nothing twice, cases whole where they fit."""

from hypothesis import given
from hypothesis import strategies as st

from rondkomen.exchange.core.ddas_pages import (
    Paging,
    Part,
    Piece,
    cut,
    delivery_documents,
    document,
    pages,
    paging,
    paging_object,
    sizes,
    units,
)
from rondkomen.exchange.core.ddas_vs import VsCase, VsDelivery
from rondkomen.exchange.tests.made_up import ENVELOPE, MIDDENVELD, deliveries, delivery, signal

_sizes = st.lists(st.integers(1, 9), max_size=40)


@given(_sizes, st.integers(1, 10))
def test_every_signal_stands_on_exactly_one_page(unit_sizes: list[int], page_size: int) -> None:
    laid_out = pages(unit_sizes, page_size)
    standing = [(p.unit, n) for page in laid_out for p in page for n in range(p.start, p.stop)]
    assert standing == [(unit, n) for unit, size in enumerate(unit_sizes) for n in range(size)]
    assert all(sum(p.stop - p.start for p in page) <= page_size for page in laid_out)
    assert all(laid_out) or not unit_sizes


@given(_sizes, st.integers(1, 10))
def test_a_unit_that_fits_a_page_is_never_spread(unit_sizes: list[int], page_size: int) -> None:
    pieces = [piece for page in pages(unit_sizes, page_size) for piece in page]
    for unit, size in enumerate(unit_sizes):
        own = [piece for piece in pieces if piece.unit == unit]
        assert len(own) == -(-size // page_size)
        assert [piece.with_case for piece in own] == [False] * (len(own) - 1) + [True]


def test_a_unit_that_no_longer_fits_opens_the_next_page() -> None:
    assert pages([2, 2, 1], 3) == [
        [Piece(0, 0, 2, with_case=True)],
        [Piece(1, 0, 2, with_case=True), Piece(2, 0, 1, with_case=True)],
    ]
    assert pages([5], 2) == [
        [Piece(0, 0, 2, with_case=False)],
        [Piece(0, 2, 4, with_case=False)],
        [Piece(0, 4, 5, with_case=True)],
    ]
    assert pages([], 3) == [[]]


def test_paging_counts_signals_and_allows_a_page_that_is_not_there() -> None:
    assert paging([2, 2, 1], 3, 7) == Paging(3, 7, 2, 5)
    assert paging_object(Paging(3, 7, 2, 5)) == {
        "pageSize": 3,
        "currentPage": 7,
        "totalPages": 2,
        "totalRecords": 5,
    }


def test_cases_come_first_with_their_signals_beside_them() -> None:
    made = delivery(
        signal("a"), signal("b"), signal("c"), cases=(VsCase(("c", "a"), closed=False),)
    )
    first, second = units(made)
    assert [found["ID"] for found in first.signals] == ["c", "a"]
    assert first.case is not None
    assert [found["ID"] for found in second.signals] == ["b"]
    assert second.case is None
    assert sizes([first, second]) == [2, 1]


@given(deliveries(), st.integers(1, 5))
def test_the_pages_together_are_the_delivery(made: VsDelivery, page_size: int) -> None:
    whole = units(made)
    documents = list(delivery_documents(ENVELOPE, made, page_size))
    signals = [s for d in documents for s in d["leveringen"][0]["vroegsignalen"]]
    cases = [c for d in documents for c in d["leveringen"][0]["vroegsignaalzaken"]]
    assert signals == [s for unit in whole for s in unit.signals]
    assert cases == [unit.case for unit in whole if unit.case is not None]


def test_the_counter_runs_within_the_document() -> None:
    part = Part("9901", MIDDENVELD, cut([], []))
    found = document(ENVELOPE, [part, part])
    assert [delivery["teller"] for delivery in found["leveringen"]] == [1, 2]
    assert "leveringen" not in document(ENVELOPE, [])
