"""CSV files into DuckDB for the command line, with a clear sentence when one cannot be read."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from rondkomen.kernel.refusal import Refused
from rondkomen.matching.core.records import RECORD_COLUMNS

# The columns a file may have; legal form and person key only come from inside the application.
FILE_COLUMNS = tuple(name for name in RECORD_COLUMNS if name not in ("legal_form", "person_key"))
_CHUNK = 1 << 20
_LONGEST_FIELD = 100_000
# DuckDB would take a name with one of these for a pattern that many files may fit.
_PATTERN = re.compile(r"[*?\[{]")
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")


def load_csv(connection: duckdb.DuckDBPyConnection, side: str, path: Path) -> list[str]:
    """The ids in file order; table `{side}_raw` holds the rows.

    Raises: `Refused` with a sentence on what is wrong with the file, and in which row.
    """
    _refuse_other_encodings(path)
    delimiter, names = _header(path)
    shape = (delimiter, len(names), _columns(path, names))
    try:
        if _PATTERN.search(str(path)):
            _load_carefully(connection, side, path, shape)
        else:
            _load_fast(connection, side, path, shape)
    except duckdb.Error:
        _load_carefully(connection, side, path, shape)
    ids = [row[0] or "" for row in connection.execute(
        f"SELECT id FROM {side}_raw ORDER BY rid").fetchall()]  # fmt: skip
    _refuse_bad_ids(path, ids)
    return ids


def unreadable_dates(connection: duckdb.DuckDBPyConnection, sides: Sequence[str]) -> int:
    """How many records have a date of birth that could not be read."""
    total = 0
    for side in sides:
        found = connection.execute(
            f"""SELECT count(*) FROM {side}_raw r JOIN date_form d ON d.raw = r.birth_date
            WHERE d.d IS NULL"""
        ).fetchone()
        total += int(found[0]) if found else 0
    return total


def _refuse_other_encodings(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, filled = 1, False
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                filled = filled or bool(chunk.strip(b"\xef\xbb\xbf \r\n\t"))
                if b"\0" in chunk:
                    raise Refused(f"{path.name} is geen tekstbestand. Lever een CSV-bestand aan.")
                decoder.decode(chunk)
                line += chunk.count(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as wrong:
        line += bytes(wrong.object)[: wrong.start].count(b"\n")
        raise Refused(
            f"{path.name} is geen UTF-8: regel {line} bevat een teken in een andere codering."
            " Bewaar het bestand als CSV UTF-8."
        ) from wrong
    if not filled:
        raise Refused(f"{path.name} is leeg. Er is minstens een kopregel met de kolom id nodig.")


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each ends, empty ones left out."""
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for row in reader:
                if row:
                    yield reader.line_num, row
        except csv.Error as wrong:
            raise Refused(
                f"{path.name} is niet te lezen bij regel {reader.line_num}: een veld is te lang of"
                " een aanhalingsteken wordt niet gesloten."
            ) from wrong


def _header(path: Path) -> tuple[str, list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = next((line for line in file if line.strip()), "")
    delimiter = max(",;\t|", key=first.count) if any(sign in first for sign in ",;\t|") else ","
    return delimiter, next((row for _, row in _rows(path, delimiter)), [])


def _columns(path: Path, names: Sequence[str]) -> dict[str, int]:
    """The known columns by their place in the file."""
    places: dict[str, int] = {}
    for place, name in enumerate(name.strip().lower() for name in names):
        if name in places:
            raise Refused(f"{path.name} heeft de kolom {name} twee keer. Laat er één weg.")
        if name in FILE_COLUMNS:
            places[name] = place
    if "id" not in places:
        raise Refused(
            f"{path.name} heeft geen kolom id. De eerste regel noemt de kolommen; id is verplicht."
        )
    return places


_Shape = tuple[str, int, dict[str, int]]


def _load_fast(connection: duckdb.DuckDBPyConnection, side: str, path: Path, shape: _Shape) -> None:
    delimiter, width, columns = shape
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    wanted = ", ".join(_cell(name, f"c{columns[name]}" if name in columns else "NULL")
                       for name in RECORD_COLUMNS)  # fmt: skip
    connection.execute(
        f"""CREATE OR REPLACE TABLE {side}_raw AS
        SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS rid, {wanted}
        FROM read_csv(?, delim = '{delimiter}', quote = '"', escape = '"', header = true,
            auto_detect = false, columns = {{{types}}}, parallel = false,
            max_line_size = {_LONGEST_FIELD * 20})""",
        [str(path)],
    )


def _load_carefully(
    connection: duckdb.DuckDBPyConnection, side: str, path: Path, shape: _Shape
) -> None:
    """Row by row: slower, but it knows which row is wrong."""
    delimiter, width, columns = shape
    cells: dict[str, list[str]] = {name: [] for name in columns}
    rows = _rows(path, delimiter)
    next(rows)
    for line, row in rows:
        if len(row) != width:
            raise Refused(
                f"{path.name} regel {line} heeft {len(row)} velden, de kopregel {width}."
                " Zet een veld waarin het scheidingsteken voorkomt tussen aanhalingstekens."
            )
        for name, place in columns.items():
            cells[name].append(row[place])
    count = len(cells["id"])
    table = pa.table(
        {"rid": pa.array(range(count), pa.int32())}
        | {name: pa.array(values, pa.string()) for name, values in cells.items()}
    )
    connection.register("careful_rows", table)
    wanted = ", ".join(_cell(name, name if name in columns else "NULL") for name in RECORD_COLUMNS)
    connection.execute(
        f"CREATE OR REPLACE TABLE {side}_raw AS SELECT rid, {wanted} FROM careful_rows"
    )
    connection.unregister("careful_rows")


def _cell(name: str, source: str) -> str:
    if source == "NULL":
        return f"CAST(NULL AS VARCHAR) AS {name}"
    return f"{source} AS {name}"


def _refuse_bad_ids(path: Path, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, key in enumerate(ids, start=1):
        if not key.strip():
            raise Refused(f"{path.name}: gegevensrij {number} heeft geen id.")
        if key in seen:
            raise Refused(
                f"{path.name}: het id van gegevensrij {number} komt al eerder voor."
                " Geef elke rij een eigen id."
            )
        if _FORMULA.match(key):
            raise Refused(
                f"{path.name}: het id van gegevensrij {number} begint als een formule."
                " Begin het met een letter of een cijfer."
            )
        seen.add(key)
