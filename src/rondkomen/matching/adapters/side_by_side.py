"""Independent statements at the same time: DuckDB shares one statement among cores only when large."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import duckdb

T = TypeVar("T")
WORKERS = min(4, os.cpu_count() or 1)


def run_side_by_side(
    connection: duckdb.DuckDBPyConnection, chains: Iterable[Sequence[str]]
) -> None:
    """Nothing; every chain of statements has run, those of one chain in order."""

    def run(chain: Sequence[str], cursor: duckdb.DuckDBPyConnection) -> None:
        for statement in chain:
            cursor.execute(statement)

    each_side_by_side(connection, chains, run)


def each_side_by_side(
    connection: duckdb.DuckDBPyConnection,
    items: Iterable[T],
    work: Callable[[T, duckdb.DuckDBPyConnection], object],
) -> None:
    """Nothing; the work is done for every item, each with a cursor of its own.

    Shape: tables that one item makes are seen by the others, so none may be temporary.
    """

    def with_cursor(item: T) -> object:
        cursor = connection.cursor()
        try:
            return work(item, cursor)
        finally:
            cursor.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(with_cursor, item) for item in items]:
            done.result()
