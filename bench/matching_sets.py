"""The noisy Dutch sets the matching is measured on, made once and kept in build/bench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rondkomen.chain.demo.noise import HARD, NORMAL, Delivered, deliver
from rondkomen.chain.demo.population import population
from rondkomen.chain.demo.register_records import register_record
from rondkomen.matching.core.records import RECORD_COLUMNS, Record

# What DuckDB itself writes: a thread of any contender takes one such group at a time.
ROW_GROUP = 122_880
FOLDER = Path(__file__).parent.parent / "build" / "bench"
TODAY = date(2026, 11, 1)
LEVELS = {"normal": NORMAL, "hard": HARD}


@dataclass(frozen=True)
class MatchingSet:
    """A register and the deliveries about its people, as Parquet files."""

    name: str
    left: Path
    right: Path
    truth: Path


def matching_set(left: int, right: int, level: str, seed: int) -> MatchingSet:
    """The set of that size, made when it is not there yet."""
    name = f"{left}x{right}-{level}-{seed}"
    found = MatchingSet(
        name,
        FOLDER / f"left-{name}.parquet",
        FOLDER / f"right-{right}-{seed}.parquet",
        FOLDER / f"truth-{name}.parquet",
    )
    if not (found.left.exists() and found.right.exists() and found.truth.exists()):
        FOLDER.mkdir(parents=True, exist_ok=True)
        people = population(seed, right, today=TODAY)
        if not found.right.exists():
            write_records(found.right, [register_record(person) for person in people])
        delivered = deliver(people, left, seed=seed + 1, level=LEVELS[level], today=TODAY)
        write_records(found.left, [one.record for one in delivered])
        pq.write_table(_truth(delivered), found.truth)
    return found


def write_records(path: Path, rows: list[Record]) -> None:
    """Nothing; the file holds the records with their row number as `rid`."""
    columns = {
        column: pa.array([getattr(row, column) for row in rows]) for column in RECORD_COLUMNS
    }
    table = pa.table({"rid": pa.array(range(len(rows)), pa.int32())} | columns)
    pq.write_table(table, path, row_group_size=ROW_GROUP)


def _truth(delivered: list[Delivered]) -> pa.Table:
    return pa.table(
        {
            "l": pa.array(range(len(delivered)), pa.int32()),
            "r": pa.array([one.person for one in delivered], pa.int32()),
            "origin": pa.array([str(one.origin) for one in delivered]),
            "moved": pa.array([one.moved for one in delivered]),
        }
    )
