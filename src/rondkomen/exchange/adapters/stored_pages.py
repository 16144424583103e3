"""A delivery as bytes to keep, and as lines to cut pages from.

What is kept is one line of JSON for the organisation, one for each signal and one for each case,
in page order: cutting a page is taking lines, without reading the JSON in them. Lines go into the
compressor as they are made, so a delivery never stands in memory as objects and as text at once.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import orjson

from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.core.ddas_pages import LaidOut, Layout, case_objects, signal_objects
from rondkomen.exchange.core.ddas_vs import JsonObject, VsDelivery, organisation_object

_FASTEST = 1  # a level of zlib; the lines repeat the same names, so it saves five sixths already
_AT_ONCE = 500


def packed(delivery: VsDelivery) -> bytes:
    """The delivery with its organisation, as compressed lines in page order."""
    objects = chain(
        [organisation_object(delivery.organisation)],
        signal_objects(delivery),
        case_objects(delivery),
    )
    compressor = zlib.compressobj(_FASTEST)
    pieces = [compressor.compress(lines) for lines in _lines(objects)]
    return b"".join([*pieces, compressor.flush()])


def _lines(objects: Iterable[JsonObject]) -> Iterator[bytes]:
    """Many lines at a time, each closed."""
    waiting = iter(objects)
    while some := list(islice(waiting, _AT_ONCE)):
        yield b"".join(b"%b\n" % canonical(one) for one in some)


def unpacked(content: bytes, layout: Layout) -> tuple[LaidOut, orjson.Fragment]:
    """The delivery and its organisation, as fragments that stand in a document as they are."""
    organisation, *lines = map(orjson.Fragment, zlib.decompress(content).splitlines())
    return LaidOut(layout, lines[: layout.total], lines[layout.total :]), organisation
