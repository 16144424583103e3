"""JSON objects as lines of text, put together from columns of pieces.

A page holds fifty thousand signals and far fewer different words, days and amounts. So columns of
values become columns of pieces of JSON, in which a value is judged and written once however often
it occurs, and a line is one piece of every column. What cannot be delivered has no piece, so a line
that exists is valid. Lines are made and kept in blocks: large enough to cut pages from quickly,
small enough to stay near the processor while they are made.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

BLOCK = 500  # objects that are written, and if need be read, together

Value = TypeVar("Value", bound=Hashable)
Columns = TypeVar("Columns", bound=tuple[Sequence[Any], ...])


class Pieces(dict[Value, str]):
    """The piece of JSON for each value met; `write` is asked once for each, and may refuse it."""

    def __init__(self, write: Callable[[Value], str]) -> None:
        """Shape: `write` gives the piece for a value, or raises Refused."""
        super().__init__()
        self._write = write

    def __missing__(self, value: Value) -> str:
        piece = self[value] = self._write(value)
        return piece

    def of(self, values: Iterable[Value]) -> Iterator[str]:
        """The pieces of a column."""
        return map(self.__getitem__, values)


def block(opening: str, *columns: Iterable[str], ending: str) -> bytes:
    """The objects side by side: each opens alike, has a piece of every column, and ends alike."""
    between = f"{ending},{opening}"
    lines = between.join(map("".join, zip(*columns, strict=True)))
    return f"{opening}{lines}{ending}".encode()


def parts(columns: Columns) -> Iterator[Columns]:
    """The same columns, so many values of each at a time as a block holds."""
    for start in range(0, len(columns[0]), BLOCK):
        yield part(columns, start, start + BLOCK)


def part(columns: Columns, start: int, stop: int) -> Columns:
    """The values of each column from `start` up to `stop`."""
    return type(columns)(*(column[start:stop] for column in columns))


# This text as JSON, in quotes; only what JSON forbids in them is escaped.
text = json.JSONEncoder(ensure_ascii=False).encode

# Writing a day takes longer than finding it again, and a century has few of them.
iso = lru_cache(maxsize=50_000)(date.isoformat)


def day(name: str, value: date | None) -> str:
    """This day under this name, after what stands before it; nothing when it is not known."""
    return f',"{name}":"{iso(value)}"' if value else ""


def boolean(value: bool) -> str:
    """This truth value as JSON."""
    return "true" if value else "false"
