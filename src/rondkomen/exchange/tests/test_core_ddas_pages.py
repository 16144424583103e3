"""Pages: nothing lost, nothing twice, cases whole where they fit."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from rondkomen.exchange.core.ddas_pages import (
    LaidOut,
    Layout,
    Paging,
    Part,
    document,
    layout_of,
    pages,
    paging_object,
    share,
)
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.tests.made_up import ENVELOPE, Case, Signal, deliveries, delivery
from rondkomen.exchange.tests.spelled_out import documents, objects


@st.composite
def _layouts(draw: st.DrawFn) -> Layout:
    ends = tuple(accumulate(draw(st.lists(st.integers(1, 6), max_size=12))))
    return Layout((ends[-1] if ends else 0) + draw(st.integers(0, 8)), ends)


def _cases_by_hand(layouts: list[Layout]) -> list[range]:
    """Each case as the stretch of signals it holds, counted over all deliveries."""
    found, before = [], 0
    for layout in layouts:
        starts = [0, *layout.case_ends]
        found += [
            range(before + start, before + stop)
            for start, stop in zip(starts, layout.case_ends, strict=False)
        ]
        before += layout.total
    return found


@given(st.lists(_layouts(), max_size=4), st.integers(1, 9))
def test_pages_follow_each_other_and_hold_what_they_may(
    layouts: list[Layout], page_size: int
) -> None:
    found = pages(layouts, page_size)
    total = sum(layout.total for layout in layouts)
    assert [n for page in found for n in page] == list(range(total))
    assert all(len(page) <= page_size for page in found)
    assert all(found) or total == 0
    assert len(found) >= 1


@given(st.lists(_layouts(), max_size=4), st.integers(1, 9))
def test_a_case_that_fits_a_page_is_never_parted(layouts: list[Layout], page_size: int) -> None:
    found = pages(layouts, page_size)
    for case in _cases_by_hand(layouts):
        holding = [page for page in found if set(case) & set(page)]
        assert len(holding) == 1 or len(case) > page_size


def test_a_case_that_no_longer_fits_opens_the_next_page() -> None:
    # cases of 2 and 2 signals and one signal alone: 2 fit in 3, then 2 and 1
    assert pages([Layout(5, (2, 4))], 3) == [range(2), range(2, 5)]
    # a case of 5 is larger than a page of 2
    assert pages([Layout(5, (5,))], 2) == [range(2), range(2, 4), range(4, 5)]
    # two municipalities share a page
    assert pages([Layout(2, (2,)), Layout(3, (2,))], 4) == [range(4), range(4, 5)]
    assert pages([], 3) == pages([Layout(0, ())], 3) == [range(0)]


def test_a_spread_case_stands_with_its_last_signal() -> None:
    laid_out = LaidOut(Layout(5, (5,)), list("abcde"), ["zaak"])
    shares = [share(laid_out, 0, page) for page in pages([laid_out.layout], 2)]
    assert shares == [(["a", "b"], []), (["c", "d"], []), (["e"], ["zaak"])]


def test_the_paging_is_written_with_the_names_of_the_interface() -> None:
    assert paging_object(Paging(3, 7, 2, 5)) == {
        "pageSize": 3,
        "currentPage": 7,
        "totalPages": 2,
        "totalRecords": 5,
    }


def test_cases_come_first_with_their_signals_beside_them() -> None:
    made = delivery(Signal("c"), Signal("a"), Signal("b"), cases=(Case(("c", "a")),))
    assert layout_of(made) == Layout(3, (2,))


@given(deliveries(), st.integers(1, 5))
def test_the_pages_together_are_the_delivery(made: VsDelivery, page_size: int) -> None:
    whole = objects(made)
    found = [page["leveringen"][0] for page in documents(made, page_size)]
    assert [signal for page in found for signal in page["vroegsignalen"]] == whole.signals
    assert [case for page in found for case in page["vroegsignaalzaken"]] == whole.cases


def test_the_counter_runs_within_the_document() -> None:
    part = Part("9901", {}, [], [])
    found = document(ENVELOPE, [part, part])
    assert [delivery["teller"] for delivery in found["leveringen"]] == [1, 2]
    assert "leveringen" not in document(ENVELOPE, [])
