"""A delivery as bytes to keep, and as stretches of JSON to put pages together from.

What is kept is a line that says where everything stands, then the organisation, the signals and the
cases as JSON in page order. Signals and cases are written in blocks: a page is cut from whole blocks
without reading the JSON in them, and only a block that two pages share is read.

It is not compressed: opening a full page would take longer than writing it anew, and what is kept
is erased within days.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, islice, repeat
from typing import Any

import orjson

from rondkomen.exchange.adapters.json_bytes import Stretch, canonical
from rondkomen.exchange.core import ddas_lines
from rondkomen.exchange.core.ddas_objects import organisation_object
from rondkomen.exchange.core.ddas_pages import LaidOut, Layout
from rondkomen.exchange.core.ddas_vs import VsDelivery


class Written(Sequence[Any]):
    """JSON objects that stand written side by side; some of them in a row are one stretch."""

    def __init__(self, total: int, lengths: Iterable[int], content: memoryview) -> None:
        """Shape: `lengths` in bytes, one per block; `content` has a comma between each two blocks."""
        self._total = total
        self._starts = list(accumulate((length + 1 for length in lengths), initial=0))
        self._content = content

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, place: Any) -> Any:
        """The array of these objects, or one object, as part of a document."""
        if isinstance(place, slice):
            start, stop, _ = place.indices(self._total)
            return Stretch((b"[", *self._cut(start, stop), b"]"))
        return Stretch(self._cut(place, place + 1))

    def _cut(self, start: int, stop: int) -> tuple[bytes | memoryview, ...]:
        """The objects from `start` up to `stop` with commas between them, in pieces."""
        if (start, stop) == (0, self._total):
            return (self._content,)
        size = ddas_lines.BLOCK
        first, last = -(-start // size), stop // size
        if first > last:
            return (self._part(last, start, stop),)
        pieces = (
            self._part(first - 1, start, first * size),
            self._whole(first, last),
            self._part(last, last * size, stop),
        )
        return tuple(_beside([piece for piece in pieces if piece]))

    def _whole(self, first: int, last: int) -> memoryview:
        """The blocks from `first` up to `last`."""
        return self._content[self._starts[first] : max(self._starts[last] - 1, 0)]

    def _part(self, block: int, start: int, stop: int) -> bytes:
        """The objects of one block from `start` up to `stop`."""
        if stop <= start:
            return b""
        objects = orjson.loads(b"[%b]" % self._whole(block, block + 1))
        before = block * ddas_lines.BLOCK
        return canonical(objects[start - before : stop - before])[1:-1]


def packed(delivery: VsDelivery) -> bytes:
    """The delivery with its organisation, written in page order."""
    organisation = canonical(organisation_object(delivery.organisation))
    signals, cases = delivery.signals.blocks, delivery.cases.blocks
    where = {
        "organisation": len(organisation),
        "signals": [len(delivery.signals.columns.refs), *map(len, signals)],
        "cases": [len(delivery.cases.columns.closed), *map(len, cases)],
    }
    beside = (*_beside(signals), *_beside(cases))
    return b"".join((canonical(where), b"\n", organisation, *beside))


def _beside(blocks: Sequence[bytes | memoryview]) -> Iterable[bytes | memoryview]:
    """The blocks with a comma between each two; joined once, since they are millions of bytes."""
    return islice(chain.from_iterable(zip(repeat(b","), blocks, strict=False)), 1, None)


def unpacked(content: bytes, layout: Layout) -> tuple[LaidOut, orjson.Fragment]:
    """The delivery and its organisation, as fragments that stand in a document as they are."""
    start = content.index(b"\n") + 1
    where = orjson.loads(content[:start])
    body = memoryview(content)[start:]
    organisation, body = body[: where["organisation"]], body[where["organisation"] :]
    signals_total, *signals = where["signals"]
    cases_total, *cases = where["cases"]
    until = sum(signals) + max(len(signals) - 1, 0)
    laid_out = LaidOut(
        layout,
        Written(signals_total, signals, body[:until]),
        Written(cases_total, cases, body[until:]),
    )
    return laid_out, orjson.Fragment(bytes(organisation))
