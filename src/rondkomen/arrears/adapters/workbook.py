"""An XLSX workbook as a stream of rows, in bounded memory, whatever its sender meant by it.

The sizes in the zip directory are checked first, and `zipfile` gives no more than they say. Sheets
are parsed as they are inflated; document types and entities are refused.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from rondkomen.arrears.adapters.sheet_xml import (
    WIDEST,
    SheetParser,
    SheetRow,
    TextParser,
    broken_workbook,
    column_place,
    feed,
    local_name,
    new_parser,
)
from rondkomen.kernel.refusal import Refused

_MOST_BYTES = 150_000_000  # inflated, all parts together
_HIGHEST_RATIO = 200  # a sheet of repeated rows reaches 40
_SMALL = 1_000_000  # a small part may be as regular as it likes
_MOST_MEMBERS = 1_000
_MOST_MERGED = 100_000  # rows touched by merged cells
_LONGEST_CODE = 255  # of a number format, in Excel
_CHUNK = 1 << 16

_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
_DATE_FORMATS = frozenset(
    {14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47, *range(27, 37), *range(50, 59)}
)
_NOT_A_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_UNREADABLE = (
    KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, struct.error,
)  # fmt: skip  # what zipfile raises on a part that is not what the directory says


class Workbook:
    """A workbook whose sheets can be read one row at a time."""

    def __init__(self, source: BinaryIO) -> None:
        source.seek(0)
        try:
            self._zip = zipfile.ZipFile(source)
        except _UNREADABLE as broken:
            raise broken_workbook() from broken
        _check_directory(self._zip)
        self._sheets: dict[str, str] = {}
        self._epoch = _EPOCH
        self._read_workbook()
        self._dates = self._date_styles()
        self._texts = self._shared_texts()

    @property
    def sheet_names(self) -> list[str]:
        """The visible sheets, in their order."""
        return list(self._sheets)

    def rows(self, name: str) -> Iterator[SheetRow]:
        """Return the rows of a sheet that hold anything, in order.

        Raises: Refused when the sheet cannot be read.
        """
        parser = SheetParser(self._texts, self._dates, self._epoch)
        for chunk in self._inflated(self._sheets[name]):
            yield from parser.feed(chunk)
        yield from parser.feed(b"", final=True)

    def merged(self, name: str) -> dict[int, frozenset[int]]:
        """Return, per row number, the columns whose value is held by a merged cell elsewhere.

        Raises: Refused when merging is used so much that rows cannot be told apart.
        """
        found: dict[int, set[int]] = {}
        touched = 0
        for match in self._matches(name, _MERGED):
            left, top = column_place(match[1].decode()), int(match[2])
            right, bottom = column_place(match[3].decode()), int(match[4])
            touched += bottom - top + 1
            if touched > _MOST_MERGED:
                raise Refused(
                    "Het werkblad bestaat voor een groot deel uit samengevoegde cellen. Hef de"
                    " samenvoegingen op.",
                    code="merged",
                )
            for row in range(top, bottom + 1):
                columns = range(left + (row == top), min(right, WIDEST) + 1)
                found.setdefault(row, set()).update(columns)
        return {row: frozenset(columns) for row, columns in found.items()}

    def row_count(self, name: str) -> int:
        """Return how many rows a sheet has, empty ones included."""
        return sum(1 for _ in self._matches(name, _ROW))

    def _matches(self, name: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
        rest = b""
        for chunk in self._inflated(self._sheets[name]):
            text = rest + chunk
            end = 0
            for match in pattern.finditer(text):
                end = match.end()
                yield match
            rest = text[max(end, len(text) - 200) :]

    def _inflated(self, part: str) -> Iterator[bytes]:
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _UNREADABLE as broken:
            raise broken_workbook() from broken

    def _parse(self, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
        parser = new_parser()
        parser.StartElementHandler = start
        for chunk in self._inflated(part):
            feed(parser, chunk)
        feed(parser, b"", final=True)

    def _read_workbook(self) -> None:
        relations: dict[str, str] = {}
        sheets: list[tuple[str, str]] = []

        def on_relation(name: str, attributes: dict[str, str]) -> None:
            if local_name(name) == "Relationship" and attributes.get("Type", "").endswith(
                "/worksheet"
            ):
                target = attributes.get("Target", "")
                relations[attributes.get("Id", "")] = (
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )

        def on_sheet(name: str, attributes: dict[str, str]) -> None:
            if local_name(name) == "sheet" and attributes.get("state", "visible") == "visible":
                link = attributes.get(_RELATION) or attributes.get(_STRICT_RELATION, "")
                sheets.append((attributes.get("name", ""), link))
            elif local_name(name) == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._epoch = _EPOCH_1904

        self._parse("xl/_rels/workbook.xml.rels", on_relation)
        self._parse("xl/workbook.xml", on_sheet)
        self._sheets = {name: relations[link] for name, link in sheets if link in relations}

    def _date_styles(self) -> frozenset[int]:
        """The styles that show a number as a date."""
        if "xl/styles.xml" not in self._zip.NameToInfo:
            return frozenset()
        custom: set[int] = set()
        styles: list[int] = []
        inside = [False]

        def on_start(name: str, attributes: dict[str, str]) -> None:
            local = local_name(name)
            number = attributes.get("numFmtId", "0")
            if local == "numFmt" and _is_date_code(attributes.get("formatCode", "")):
                custom.add(_number(number))
            elif local == "cellXfs":
                inside[0] = True
            elif local in ("cellStyles", "dxfs", "cellStyleXfs"):
                inside[0] = False
            elif local == "xf" and inside[0]:
                styles.append(_number(number))

        self._parse("xl/styles.xml", on_start)
        return frozenset(
            place for place, style in enumerate(styles) if style in _DATE_FORMATS or style in custom
        )

    def _shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._zip.NameToInfo:
            return []
        parser = TextParser()
        for chunk in self._inflated("xl/sharedStrings.xml"):
            parser.feed(chunk)
        return parser.texts


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _is_date_code(code: str) -> bool:
    bare = _NOT_A_CODE.sub("", code[:_LONGEST_CODE]).lower()
    return any(sign in bare for sign in "dmyh")


def _check_directory(archive: zipfile.ZipFile) -> None:
    """Refuse what would inflate beyond reason, from the directory alone."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    regular = all(
        member.file_size <= _SMALL
        or member.file_size <= _HIGHEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if total > _MOST_BYTES or not regular or len(members) > _MOST_MEMBERS:
        raise Refused(
            "Het Excel-bestand is uitgepakt veel te groot en is niet geopend. Lever het als CSV.",
            code="zip-bomb",
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refused(
            "Het bestand is met een wachtwoord beveiligd. Lever het zonder wachtwoord.",
            code="locked",
        )
