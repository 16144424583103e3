"""Records into DuckDB: from Python rows or from a CSV file, every field as text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from rondkomen.kernel.refusal import Refused
from rondkomen.matching.core.records import RECORD_COLUMNS, Record

MEMORY_LIMIT = "1200MB"


@contextmanager
def workspace() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, spilling into a private folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rondkomen-") as folder:
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY_LIMIT,
                "temp_directory": folder,
                "preserve_insertion_order": "false",
            }
        )
        try:
            yield connection
        finally:
            connection.close()


def put_records(
    connection: duckdb.DuckDBPyConnection,
    side: str,
    rows: Sequence[Record],
    *,
    numbered: bool = False,
) -> list[str]:
    """The ids in row order, or with `numbered` the row numbers; `{side}_raw` shows the rows.

    Raises: `Refused` when an id is empty or occurs twice.
    """
    ids = [str(number) if numbered else row.id for number, row in enumerate(rows)]
    _refuse_bad_ids(ids)
    table = pa.table(
        {"rid": pa.array(range(len(rows)), pa.int32())}
        | {
            column: pa.array([getattr(row, column) for row in rows], pa.string())
            for column in RECORD_COLUMNS
        }
    )
    put_arrow(connection, side, table)
    return ids


def put_arrow(connection: duckdb.DuckDBPyConnection, side: str, table: pa.Table) -> None:
    """Nothing; table `{side}_raw` holds the Arrow table's known columns, the others as NULL.

    Shape: `table` has `rid`, numbered from 0.
    """
    present = set(table.column_names)
    columns = ", ".join(
        column if column in present else f"CAST(NULL AS VARCHAR) AS {column}"
        for column in RECORD_COLUMNS
    )
    connection.register("arrow_rows", table)
    connection.execute(
        f"CREATE OR REPLACE TABLE {side}_raw AS SELECT rid, {columns} FROM arrow_rows"
    )
    connection.unregister("arrow_rows")


def _refuse_bad_ids(ids: Sequence[str]) -> None:
    if "" in ids:
        raise Refused(f"Rij {ids.index('') + 1} heeft geen id. Geef elke rij een eigen id.")
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for number, key in enumerate(ids, start=1):
        if key in seen:
            raise Refused(
                f"Het id in rij {number} komt al eerder voor. Geef elke rij een eigen id."
            )
        seen.add(key)
