"""How a measurement shows itself: a table on standard output and a JSON file in `results`."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"


def show(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Nothing; the table stands on standard output, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    print(f"\n{title}")
    for row in ([*header], ["-" * width for width in widths], *cells):
        aligned = (
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(aligned).rstrip())


def save(name: str, results: Mapping[str, Any]) -> Path:
    """The JSON file that now holds the results of this measurement."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    path.write_text(json.dumps({"on": machine} | dict(results), indent=2) + "\n", encoding="utf-8")
    return path
