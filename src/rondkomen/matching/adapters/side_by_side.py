"""Independent statements at the same time: DuckDB shares one statement among cores only when large."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import duckdb

WORKERS = min(4, os.cpu_count() or 1)


def run_side_by_side(
    connection: duckdb.DuckDBPyConnection, chains: Iterable[Sequence[str]]
) -> None:
    """Nothing; every chain of statements has run, those of one chain in order.

    Shape: each chain has a cursor of its own; tables that one makes are seen by the others, so
    none may be temporary.
    """

    def run(chain: Sequence[str]) -> None:
        cursor = connection.cursor()
        try:
            for statement in chain:
                cursor.execute(statement)
        finally:
            cursor.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(run, chain) for chain in chains]:
            done.result()
