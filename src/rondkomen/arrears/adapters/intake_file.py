"""One file of one partner, whatever its format: opened, bound to a mapping profile and judged."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from rondkomen.arrears.adapters.csv_rows import open_csv
from rondkomen.arrears.adapters.ddas_rows import open_ddas
from rondkomen.arrears.adapters.json_rows import open_json_lines
from rondkomen.arrears.adapters.table import Table
from rondkomen.arrears.adapters.xlsx_rows import open_xlsx
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.core.judge import Bench, FileMemory, Judged, judge
from rondkomen.arrears.core.layout import Layout, bind
from rondkomen.arrears.core.limits import MOST_BYTES
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused

_CHUNK = 1 << 20
_START = 1 << 16
_DDAS_KEYS = (b'"leveringen"', b'"codeGegevensleverancier"', b'"aanleverdatum')

_WITH_HEADER = {"csv": open_csv, "xlsx": open_xlsx}
_WITH_KEYS: dict[str, Callable[[BinaryIO, MappingProfile], Table]] = {
    "jsonl": open_json_lines,
    "ddas": open_ddas,
}

# How other files begin, and what to tell who delivers one.
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "Dit Excel-bestand is oud of heeft een wachtwoord. Sla het op als .xlsx, zonder wachtwoord."),
    (b"%PDF", "Dit is een PDF. Lever CSV, JSON Lines, XLSX of DDAS JSON."),
    (b"\x1f\x8b", "Dit bestand is ingepakt (.gz). Lever het uitgepakt."),
    (b"<", "Dit is een XML- of HTML-bestand. Lever CSV, JSON Lines, XLSX of DDAS JSON."),
)  # fmt: skip


@dataclass(frozen=True)
class FileMeasure:
    """What a file is, before anything of it is believed."""

    sha256: str
    file_bytes: int


def measure(source: BinaryIO) -> FileMeasure:
    """Return the fingerprint and the size of a file.

    Raises: Refused when it is empty or too big.
    """
    source.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size > MOST_BYTES:
            raise Refused(
                f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Splits het in delen.",
                code="too-big",
            )
    if not size:
        raise Refused("Het bestand is leeg. Lever een bestand met rijen.", code="empty")
    return FileMeasure(digest.hexdigest(), size)


def format_of(source: BinaryIO) -> str:
    """Return which of the formats csv, jsonl, xlsx and ddas a file has, from how it begins.

    Raises: Refused when it is another kind of file.
    """
    source.seek(0)
    start = source.read(_START)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare:
        raise Refused(
            "Het bestand bevat alleen lege regels. Lever een bestand met rijen.", code="empty"
        )
    for beginning, sentence in _OTHER_FILES:
        if bare.startswith(beginning):
            raise Refused(sentence, code="other-format")
    if bare.startswith(b"["):
        raise Refused(
            "Dit is een JSON-lijst. Zet op elke regel één JSON-object (JSON Lines).",
            code="json-list",
        )
    if bare.startswith(b"{"):
        return "ddas" if any(key in bare for key in _DDAS_KEYS) else "jsonl"
    return "csv"


def open_table(
    source: BinaryIO, profile: MappingProfile | None = None, *, any_names: bool = False
) -> Table:
    """Return the columns and rows of a file.

    With `any_names` its column names need not be known: that is for making a mapping profile.

    Raises: Refused with one sentence when the file as a whole cannot be taken in.
    """
    measure(source)
    chosen, file_format = profile or MappingProfile(), format_of(source)
    if file_format in _WITH_KEYS:
        return _WITH_KEYS[file_format](source, chosen).guarded()
    return _WITH_HEADER[file_format](source, chosen, any_names=any_names).guarded()


def judged_rows(table: Table, bench: Bench) -> Iterator[Judged]:
    """Return every row of a table with its fate, one by one, repeats within the file included.

    Raises: Refused when a column is missing, the file breaks off, or none of its rows is for this
    municipality.
    """
    layout = bind(table.profile, table.header, optional=table.optional)
    here = Bench(bench.terms, bench.register, bench.today, table.optional)
    return _refusing_strangers(_judged(table, layout, here))


def _judged(table: Table, layout: Layout, bench: Bench) -> Iterator[Judged]:
    memory = FileMemory()
    for row in table.rows:
        yield memory.place(judge(row, layout, bench))


def _refusing_strangers(rows: Iterator[Judged]) -> Iterator[Judged]:
    """The rows; at the end a refusal when every one belongs to another municipality."""
    count = strangers = 0
    for judged in rows:
        codes = {one.code for one in judged.findings}
        count += FindingCode.HEADER_REPEATED not in codes
        strangers += FindingCode.OTHER_GEMEENTE in codes
        yield judged
    if count and count == strangers:
        raise Refused(
            "Alle rijen zijn volgens hun gemeentecode voor een andere gemeente. Lever het bestand"
            " aan die gemeente; hier is niets van bewaard.",
            code="other-gemeente",
        )
