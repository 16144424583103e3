"""Linking signals to a register against a raw join, hand-written SQL, Splink and recordlinkage.

Every contender runs in a process of its own, so that peak memory is its own, and reads the same
Parquet files; cleaning and training are in its time, and the quickest of some turns counts.
`R@.999` is the share of people found at the lowest score that keeps 99.9 % of the links right,
chosen with the truth at hand, for all alike.
The last table times a month's batch on the shipped model, the Python process already running.

Run: `.venv/bin/python bench/matching_speed.py` (`SIZES=10000x100000` for the smaller set only).
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
from matching_peers import CONTENDERS, IMPORTS
from matching_sets import MatchingSet, matching_set
from report import save, show

SIZES = os.environ.get("SIZES", "10000x100000,100000x1000000").split(",")
SEED = 2026
BATCH = (1_000, 100_000)
MOST_TIMES_HAND_SQL, LEAST_TIMES_RECORDLINKAGE, MOST_GB, MOST_SECONDS = 2.5, 10, 1.5, 1.0
SMALL, TURNS_SMALL, TURNS_LARGE = 20_000, 3, 2
OURS = "rondkomen"


def measure(contender: str, files: dict[str, str]) -> dict[str, Any]:
    """What one contender did, in this process."""
    connection = duckdb.connect(
        config={"memory_limit": "12GB" if contender != OURS else "1200MB",
                "preserve_insertion_order": "false"}
    )  # fmt: skip
    for module in IMPORTS.get(contender, ()):
        importlib.import_module(module)
    started, busy = time.perf_counter(), time.process_time()
    connection.execute(f"CREATE VIEW l AS FROM '{files['left']}'")
    connection.execute(f"CREATE VIEW r AS FROM '{files['right']}'")
    extra = CONTENDERS[contender](connection)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    found = {} if contender == "raw join" else _recall(connection, files["truth"])
    return {"seconds": seconds, "cpu_seconds": busy, "peak_gb": peak} | extra | found


def _recall(connection: duckdb.DuckDBPyConnection, truth: str) -> dict[str, float]:
    """Best F1 and the recall that keeps 99.9 % of the links right, over all thresholds."""
    rows = connection.execute(
        f"""WITH judged AS (SELECT a.score, (a.r IS NOT DISTINCT FROM t.r) AS hit FROM answer a
            JOIN '{truth}' t ON t.l = a.l),
        running AS (SELECT count(*) OVER downwards AS links,
            sum(CAST(hit AS INTEGER)) OVER downwards AS hits FROM judged
            WINDOW downwards AS (ORDER BY score DESC)),
        people AS (SELECT count(*) AS n FROM '{truth}' WHERE r IS NOT NULL)
        SELECT max(2 * hits / (links + n)), max(hits / n) FILTER (hits / links >= 0.999)
        FROM running, people"""
    ).fetchone()
    assert rows is not None, "an aggregate gives one row"
    return {"f1": float(rows[0]), "recall_at_999": float(rows[1] or 0)}


def _run(contender: str, files: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, contender, json.dumps(files)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _best_in_turns(files: dict[str, str], turns: int) -> dict[str, dict[str, Any]]:
    """The quickest run of each contender; they take turns, so that a busy machine hits all alike."""
    runs = [{name: _run(name, files) for name in CONTENDERS} for _ in range(turns)]
    return {name: min((run[name] for run in runs), key=_seconds) for name in CONTENDERS}


def _seconds(run: dict[str, Any]) -> float:
    return float(run["seconds"])


def _files(found: MatchingSet) -> dict[str, str]:
    return {"left": str(found.left), "right": str(found.right), "truth": str(found.truth)}


def _compare(size: str) -> dict[str, Any]:
    left, right = map(int, size.split("x"))
    files = _files(matching_set(left, right, "normal", SEED))
    results = _best_in_turns(files, TURNS_SMALL if left <= SMALL else TURNS_LARGE)
    ours = results[OURS]
    rows = [
        (
            name,
            f"{found['seconds']:.2f}",
            f"{found['cpu_seconds']:.2f}",
            f"{left / found['seconds']:,.0f}",
            f"{found['peak_gb']:.2f}",
            f"{found['f1']:.4f}" if "f1" in found else "",
            f"{found['recall_at_999']:.4f}" if "f1" in found else "",
            f"{ours['seconds'] / found['seconds']:.2f}",
        )
        for name, found in results.items()
    ]
    header = (
        "contender",
        "seconds",
        "cpu s",
        "signals/s",
        "peak GB",
        "F1",
        "R@.999",
        "ours is × its time",
    )
    show(f"{left:,} signals × {right:,} persons, cleaning and training included", header, rows)
    return results


def _batch() -> dict[str, float]:
    from rondkomen.matching.adapters import engine
    from rondkomen.matching.adapters.standardise import prepare
    from rondkomen.matching.adapters.tables import workspace

    found = matching_set(*BATCH, "normal", SEED)
    seconds = []
    for _ in range(3):
        with workspace() as connection:
            started = time.perf_counter()
            for side, path in (("left", found.left), ("right", found.right)):
                connection.execute(f"CREATE VIEW {side}_raw AS FROM '{path}'")
            prepare(connection)
            engine.link_between(connection, engine.shipped_model())
            seconds.append(time.perf_counter() - started)
    show(
        "A month's batch on the shipped model",
        ("signals × persons", "best seconds", "bar"),
        [(f"{BATCH[0]:,} × {BATCH[1]:,}", f"{min(seconds):.2f}", f"{MOST_SECONDS}")],
    )
    return {"seconds": min(seconds)}


def _bars(results: dict[str, dict[str, Any]], batch: dict[str, float]) -> list[tuple[str, ...]]:
    rows = []
    for size, found in results.items():
        ours = found[OURS]
        best = max(other["recall_at_999"] for name, other in found.items()
                   if name != OURS and "recall_at_999" in other)  # fmt: skip
        ratios = (
            ("R@.999 above all others", ours["recall_at_999"] - best, ">", 0.0),
            ("time against hand SQL", ours["seconds"] / found["hand SQL"]["seconds"], "<=",
             MOST_TIMES_HAND_SQL),
            *(
                (f"times faster than {name}", other["seconds"] / ours["seconds"], ">=",
                 LEAST_TIMES_RECORDLINKAGE)
                for name, other in found.items() if name.startswith("recordlinkage")
            ),
            ("peak GB", ours["peak_gb"], "<=", MOST_GB),
        )  # fmt: skip
        rows += [(f"{size}: {name}", value, sign, bar) for name, value, sign, bar in ratios]
    rows.append(("batch: seconds", batch["seconds"], "<=", MOST_SECONDS))
    return [
        (name, f"{value:.3f}", f"{sign} {bar}", "yes" if _holds(value, sign, bar) else "NO")
        for name, value, sign, bar in rows
    ]


def _holds(value: float, sign: str, bar: float) -> bool:
    return value > bar if sign == ">" else value <= bar if sign == "<=" else value >= bar


def main() -> None:
    """Measure every size, show the tables and keep the numbers."""
    results = {size: _compare(size) for size in SIZES}
    batch = _batch()
    bars = _bars(results, batch)
    show("Bars", ("what", "measured", "bar", "holds"), bars)
    print(save("matching_speed", {"sizes": results, "batch": batch, "bars": bars}))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[1], json.loads(sys.argv[2]))))
    else:
        Path.mkdir(Path(__file__).resolve().parent / "results", exist_ok=True)
        main()
