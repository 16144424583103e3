"""JSON Lines: one object on each line."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from rondkomen.arrears.adapters.table import Table, too_many_rows
from rondkomen.arrears.core.cells import Cell
from rondkomen.arrears.core.layout import RawRow
from rondkomen.arrears.core.limits import MOST_COLUMNS, MOST_ROWS
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused

_LONGEST_LINE = 1 << 16


def open_json_lines(source: BinaryIO, profile: MappingProfile, *, any_names: bool = False) -> Table:
    """Return the keys of all objects as columns, and the objects as rows.

    Raises: Refused when a line is no flat object, or the file breaks off.
    """
    names: dict[str, None] = {}
    total = 0
    for _, found in _objects(source):
        total += 1
        if total > MOST_ROWS:
            raise too_many_rows()
        names.update(dict.fromkeys(found))
        if len(names) > MOST_COLUMNS * 2:
            break
    header = tuple(names)
    return Table("jsonl", header, _rows(source, header), total, profile)


def _rows(source: BinaryIO, header: tuple[str, ...]) -> Iterator[RawRow]:
    for number, found in _objects(source):
        yield RawRow(number, [_cell(found.get(name), number) for name in header])


def _objects(source: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    source.seek(0)
    number = 0
    while line := source.readline(_LONGEST_LINE):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, _object(line, number)


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        if len(line) >= _LONGEST_LINE:
            problem = "is te lang"
        elif not line.endswith(b"\n"):
            problem = "breekt af; het bestand lijkt niet compleet"
        else:
            problem = "is geen geldige JSON"
        raise Refused(
            f"Regel {number} {problem}. Zet op elke regel één JSON-object en lever opnieuw.",
            code="json-line",
        ) from None
    if not isinstance(found, dict):
        raise Refused(
            f"Regel {number} is geen JSON-object. Begin elke regel met {{ en eindig met }}.",
            code="json-line",
        )
    return found


def _cell(value: Any, number: int) -> Cell:
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return " / ".join(map(str, value))
    if isinstance(value, dict | list):
        raise Refused(
            f"Regel {number} bevat een waarde met een structuur erin. Lever per veld één waarde.",
            code="json-nested",
        )
    cell: Cell = value
    return cell
