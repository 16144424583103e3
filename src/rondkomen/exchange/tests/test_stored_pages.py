"""What is kept gives, for every page, the bytes that writing plain objects gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import packed, unpacked
from rondkomen.exchange.core import ddas_lines
from rondkomen.exchange.core.ddas_pages import LaidOut, layout_of
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.tests.made_up import Signal, deliveries, delivery
from rondkomen.exchange.tests.spelled_out import documents, objects
from rondkomen.exchange.tests.written import written_pages


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> object:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ddas_lines, "BLOCK", 3)
        yield


def kept(made: VsDelivery) -> tuple[LaidOut, object]:
    return unpacked(packed(made), layout_of(made))


@given(deliveries(), st.integers(1, 9))
def test_pages_of_what_is_kept_are_those_of_the_objects(made: VsDelivery, page_size: int) -> None:
    assert written_pages(made, page_size) == [
        canonical(found) for found in documents(made, page_size)
    ]


@given(deliveries(), st.data())
def test_any_stretch_is_the_stretch_of_the_objects(made: VsDelivery, data: st.DataObject) -> None:
    written, plain = kept(made)[0].signals, objects(made).signals
    start = data.draw(st.integers(0, len(plain)))
    stop = data.draw(st.integers(start, len(plain)))
    assert canonical(written[start:stop]) == canonical(plain[start:stop])
    assert len(written) == len(plain)


def test_one_object_stands_on_its_own() -> None:
    made = delivery(Signal("a"), Signal("b"))
    assert canonical(kept(made)[0].signals[1]) == canonical(objects(made).signals[1])


def test_what_json_escapes_is_written_as_orjson_writes_it() -> None:
    odd = 'a"b\\c\n\t\x00\x1f\x7fé\u2028€'
    made = delivery(Signal("a", addition=odd))
    assert canonical(kept(made)[0].signals[0]) == canonical(objects(made).signals[0])
