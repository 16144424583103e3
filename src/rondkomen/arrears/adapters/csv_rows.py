"""CSV: separator and character set found out, read line by line."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from rondkomen.arrears.adapters.table import (
    HEADER_DEPTH,
    REPEATED,
    Table,
    column_names,
    header_place,
    too_many_rows,
)
from rondkomen.arrears.core.layout import RawRow
from rondkomen.arrears.core.limits import MOST_COLUMNS, MOST_ROWS
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MOST_LINES = MOST_ROWS + HEADER_DEPTH
_SEPARATORS = ";,\t|"
_MOST_CELLS = 16_384  # as wide as a spreadsheet, which writes its empty columns too
csv.field_size_limit(32_768)  # what a spreadsheet allows; longer means that a quote is not closed
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_csv(source: BinaryIO, profile: MappingProfile, *, any_names: bool = False) -> Table:
    """Return the columns and rows of a CSV file; `any_names` takes unknown column names too.

    Raises: Refused when it has no header, no readable character set, or broken quotes.
    """
    encoding, lines = _encoding(source, profile.encoding)
    source.seek(0)
    sample = source.read(_SAMPLE).decode(encoding, errors="replace")
    separator = profile.separator or _separator(sample, profile)
    if lines > _MOST_LINES and _has_too_many(_records(source, encoding, separator)):
        raise too_many_rows()
    records = _records(source, encoding, separator)
    first = list(islice(records, HEADER_DEPTH))
    place = header_place([cells for _, cells in first], profile, any_names=any_names)
    header = column_names(first[place][1])
    rows = _rows(chain(first[place + 1 :], records), header)
    return Table("csv", header, rows, max(lines - place - 1, 1), profile)


def _encoding(source: BinaryIO, wanted: str) -> tuple[str, int]:
    """The character set of the file and its number of lines, from one pass over it."""
    source.seek(0)
    start = source.read(4)
    encoding = next((name for bom, name in _BOMS if start.startswith(bom)), wanted or "utf-8")
    source.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, readable, ended = 0, True, True
    while chunk := source.read(_CHUNK):
        ends = chunk.count(b"\n") or chunk.count(b"\r")
        if not ends and len(chunk) == _CHUNK:
            raise _too_wide(lines + 1)
        lines += ends
        ended = chunk.endswith((b"\n", b"\r"))
        if readable:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                readable = False
        if encoding != "utf-16" and b"\0" in chunk:
            raise Refused(
                "Dit is geen tekstbestand. Lever CSV, JSON Lines, XLSX of DDAS JSON.", code="binary"
            )
    if readable and not decoder.getstate()[0]:
        return encoding, lines + (not ended)
    if encoding == "utf-8" and not wanted and _fits_windows(source):
        return "windows-1252", lines + (not ended)
    raise Refused(
        "De tekens in het bestand zijn niet te lezen. Sla het op als UTF-8 en lever opnieuw.",
        code="encoding",
    )


def _fits_windows(source: BinaryIO) -> bool:
    source.seek(0)
    decoder = codecs.getincrementaldecoder("windows-1252")()
    while chunk := source.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
    return True


def _separator(sample: str, profile: MappingProfile) -> str:
    """The separator under which the most column names are recognised."""
    lines = sample.splitlines()[:HEADER_DEPTH]

    def recognised(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:  # a quote that is never closed; reading the rows says where
            return 0, 0
        try:
            place = header_place(rows, profile)
        except Refused:
            return 0, max(map(len, rows), default=0)
        return sum(1 for cell in rows[place] if cell), len(rows[place])

    return max(_SEPARATORS, key=recognised)


def _records(source: BinaryIO, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > _MOST_CELLS:
                raise _too_wide(number)
            yield number, cells
    except csv.Error as broken:
        raise Refused(
            f"Vanaf rij {number + 1} is het bestand niet te lezen: de aanhalingstekens kloppen"
            " niet. Zet om elke tekst twee aanhalingstekens, of geen.",
            code="quotes",
        ) from broken
    finally:
        if not source.closed:  # leave the file open for whoever opened it
            text.detach()


def _too_wide(line: int) -> Refused:
    return Refused(
        f"Regel {line} is te lang voor een rij. Lever elke rij op een eigen regel, met hoogstens"
        f" {MOST_COLUMNS} kolommen.",
        code="too-many-columns",
    )


def _has_too_many(records: Iterator[tuple[int, list[str]]]) -> bool:
    """Whether the lines are that many rows, and not line ends between quotes."""
    return any(number > _MOST_LINES for number, _ in records)


def _rows(records: Iterator[tuple[int, list[str]]], header: tuple[str, ...]) -> Iterator[RawRow]:
    """The rows with something in them; a header that returns, as in joined files, says so."""
    for number, cells in records:
        if any(cells):
            yield RawRow(number, cells, REPEATED if _is_header(cells, header) else ())


def _is_header(cells: list[str], header: tuple[str, ...]) -> bool:
    same_start = cells[0].strip() == header[0]
    return same_start and column_names(cells) == header
