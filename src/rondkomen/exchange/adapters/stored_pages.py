"""A laid-out delivery as bytes to keep, and a page of it as bytes to send.

What is kept is one line of JSON for the organisation, one for each signal and one for each case,
in page order: cutting a page is taking lines, without reading the JSON in them.
"""

import zlib

import orjson

from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.core.ddas_pages import LaidOut, Layout
from rondkomen.exchange.core.ddas_vs import JsonObject

_FASTEST = 1  # a level of zlib; the lines repeat the same names, so it saves nine tenths already


def packed(laid_out: LaidOut, organisation: JsonObject) -> bytes:
    """The delivery as lines, compressed; its objects are bytes already (see `canonical`)."""
    lines = [canonical(organisation), *laid_out.signals, *laid_out.cases]
    return zlib.compress(b"\n".join(lines), _FASTEST)


def unpacked(content: bytes, layout: Layout) -> tuple[LaidOut, orjson.Fragment]:
    """The delivery and its organisation, as fragments that stand in a document as they are."""
    organisation, *lines = zlib.decompress(content).split(b"\n")
    signals = [orjson.Fragment(line) for line in lines[: layout.total]]
    cases = [orjson.Fragment(line) for line in lines[layout.total :]]
    return LaidOut(layout, signals, cases), orjson.Fragment(organisation)
