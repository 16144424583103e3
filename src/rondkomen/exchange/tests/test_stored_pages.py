"""What is kept gives, for every page, the bytes that writing the objects themselves gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.exchange.adapters import stored_pages
from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import packed, unpacked
from rondkomen.exchange.core.ddas_pages import (
    LaidOut,
    Part,
    delivery_documents,
    document,
    lay_out,
    layout_of,
    pages,
    share,
)
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.tests.made_up import ENVELOPE, deliveries, delivery, signal


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> object:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stored_pages, "_BLOCK", 3)
        yield


def kept(made: VsDelivery) -> tuple[LaidOut, object]:
    return unpacked(packed(made), layout_of(made))


@given(deliveries(), st.integers(1, 9))
def test_pages_of_what_is_kept_are_those_of_the_objects(made: VsDelivery, page_size: int) -> None:
    laid_out, organisation = kept(made)
    from_kept = [
        canonical(document(ENVELOPE, [Part("9901", organisation, *share(laid_out, 0, page))]))
        for page in pages([laid_out.layout], page_size)
    ]
    from_objects = map(canonical, delivery_documents(ENVELOPE, made, page_size))
    assert from_kept == list(from_objects)


@given(deliveries(), st.data())
def test_any_stretch_is_the_stretch_of_the_objects(made: VsDelivery, data: st.DataObject) -> None:
    written, objects = kept(made)[0].signals, lay_out(made).signals
    start = data.draw(st.integers(0, len(objects)))
    stop = data.draw(st.integers(start, len(objects)))
    assert canonical(written[start:stop]) == canonical(objects[start:stop])
    assert len(written) == len(objects)


def test_one_object_stands_on_its_own() -> None:
    made = delivery(signal("a"), signal("b"))
    assert canonical(kept(made)[0].signals[1]) == canonical(lay_out(made).signals[1])
