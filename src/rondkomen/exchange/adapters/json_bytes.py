"""JSON as bytes: written compactly by orjson, read strictly so that a doubtful file is refused."""

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from rondkomen.kernel.refusal import Refused

# A full page of 50,000 signals takes some 35 MB; beyond this a file is something else.
LARGEST_FILE = 200 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


# Stands where a stretch comes; a byte that JSON never holds, since it is always escaped there.
_HERE = b"\0"


@dataclass(frozen=True, slots=True)
class Stretch:
    """JSON that stands written already, in pieces: copied once, into the document it becomes part of."""

    pieces: tuple[bytes | memoryview, ...]


def canonical(value: object) -> bytes:
    """`value` as UTF-8 JSON without spaces, keys in the order they were put in.

    The same value gives the same bytes, so a hash or a signature over them can be checked. A
    `Stretch` in it stands in the document as it is.
    """
    stretches: list[Stretch] = []

    def held(found: object) -> orjson.Fragment:
        if not isinstance(found, Stretch):
            raise TypeError
        stretches.append(found)
        return orjson.Fragment(_HERE)

    frame = orjson.dumps(value, default=held, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    if not stretches:
        return frame
    first, *others = frame.split(_HERE)
    pairs = zip(stretches, others, strict=True)
    beside = chain.from_iterable((*stretch.pieces, after) for stretch, after in pairs)
    return b"".join((first, *beside))


def read_file(path: Path) -> tuple[Any, bool]:
    """The value in this file, and whether a byte order mark stood before it.

    Raises: Refused for a file that is empty, too large, not UTF-8 or not JSON.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(
                f"Het bestand is groter dan {LARGEST_FILE // 1024**2} MB; een volle pagina is "
                "ongeveer 35 MB. Verdeel het over pagina's.",
                code="file-too-large",
            )
        content = path.read_bytes()
    except OSError as wrong:
        raise Refused(f"Het bestand is niet te lezen: {wrong.strerror}.", code="file") from wrong
    return read_bytes(content)


def read_bytes(content: bytes) -> tuple[Any, bool]:
    """The value in these bytes, and whether a byte order mark stood before it.

    Raises: Refused for bytes that are empty, not UTF-8, cut off, or no JSON.
    """
    had_mark = content.startswith(_BOM)
    text = _decoded(content.removeprefix(_BOM))
    if not text.strip():
        raise Refused("Het bestand is leeg.", code="file-empty")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant), had_mark
    except json.JSONDecodeError as wrong:
        raise Refused(_json_sentence(wrong, text), code="json") from wrong
    except (RecursionError, ValueError) as wrong:  # the latter: a number of thousands of digits
        raise Refused(
            "De JSON bevat een getal of een nesting die geen levering heeft.", code="json-extreme"
        ) from wrong


def _decoded(content: bytes) -> str:
    if content.startswith(_OTHER_BOMS):
        raise Refused("Het bestand is UTF-16; sla het op als UTF-8.", code="encoding")
    try:
        return content.decode()
    except UnicodeDecodeError as wrong:
        raise Refused(
            f"Het bestand is geen UTF-8: byte {wrong.start + 1} klopt niet. Sla het op als UTF-8.",
            code="encoding",
        ) from wrong


def _json_sentence(wrong: json.JSONDecodeError, text: str) -> str:
    place = f"regel {wrong.lineno}, teken {wrong.colno}"
    cut_off = wrong.pos >= len(text.rstrip()) or wrong.msg.startswith("Unterminated")
    if cut_off:
        return f"Het bestand breekt af op {place}; maak of verstuur het opnieuw."
    return f"Dit is geen JSON: op {place} staat iets anders dan verwacht."


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, refused when a name occurs twice: readers differ in which one they keep."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"De naam {twice[:40]!a} staat twee keer in één object.", code="json-twice")
    return found


def _no_constant(name: str) -> None:
    raise Refused(f"{name} is in JSON geen getal.", code="json-constant")
