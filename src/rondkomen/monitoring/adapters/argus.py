"""Complementary suppression by τ-ARGUS (pytauargus): the fewest counts for a table with margins.

The engine gets the table in its own JJ format: per cell the value, the cost of hiding it, its
status, the values an outsider holds possible and the doubt that must remain, and then the sums.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.core.margin_table import MARGIN, Coordinate, MarginTable
from rondkomen.monitoring.core.suppression import SAFETY, Reason, Safety

MOST_CELLS = 1_500
"""Above this the engine runs into its time limit."""

_MINUTES = 1  # for the search itself; the best answer so far is used
_SECONDS = 300  # for the process
_NO_LIMIT = 1_000_000
_BEST, _GOOD_ENOUGH = 0, 1


def complements(
    table: MarginTable, small: Mapping[Coordinate, Reason], safety: Safety = SAFETY
) -> set[Coordinate]:
    """The extra cells to hide so that the `small` ones cannot be worked out.

    Raises: Refused when the table is too large, or the engine fails or takes too long.
    Policy: Safety; the outsider knows which hidden cells are below the threshold.
    """
    cells = table.countable()
    if len(cells) > MOST_CELLS:
        raise Refused(
            f"Deze tabel heeft {len(cells)} cellen, totalen meegeteld; boven {MOST_CELLS} lukt "
            "het beveiligen niet op tijd. Splits de tabel, bijvoorbeeld per wijk.",
            code="table_too_large",
        )
    with tempfile.TemporaryDirectory(prefix="rondkomen-") as folder:
        place = Path(folder)
        lines = [*_cell_lines(table, cells, small, safety), *_sum_lines(table, cells)]
        (place / "table.jj").write_text("\n".join(["0", *lines, ""]), encoding="ascii")
        _run(place)
        chosen = (place / "chosen.jj").read_text(encoding="ascii").split()[1:]
    return {cells[int(number)] for number in chosen} - small.keys()


def _cell_lines(
    table: MarginTable,
    cells: list[Coordinate],
    small: Mapping[Coordinate, Reason],
    safety: Safety,
) -> list[str]:
    lines = [str(len(cells))]
    for number, cell in enumerate(cells):
        value = table.cells[cell]
        if cell in small:
            below, above = _doubt(value, safety)
            rest = f"u 0 {safety.threshold - 1} {below} {above} 0"
        else:
            rest = f"s {safety.threshold} {_NO_LIMIT} 0 0 0"
        lines.append(f"{number} {value} {_cost(cell, value)} {rest}")
    return lines


def _sum_lines(table: MarginTable, cells: list[Coordinate]) -> list[str]:
    number = {cell: place for place, cell in enumerate(cells)}
    lines = []
    for whole, parts in table.sums():
        if whole in number:
            terms = [f"{number[whole]} (-1)", *(f"{number[p]} (1)" for p in parts if p in number)]
            lines.append(f"0 {len(terms)} : {' '.join(terms)}")
    return [str(len(lines)), *lines]


def _cost(cell: Coordinate, value: int) -> int:
    """Hiding the grand total costs most, then other totals, then inner cells; small before large."""
    totals = cell.count(MARGIN)
    weight = 100 if totals == len(cell) else 1 + 5 * totals
    return 1_000 * weight + min(value, 900)


def _doubt(value: int, safety: Safety) -> tuple[int, int]:
    """How far below and above its value a small cell must remain possible."""
    below = min(value, 2)
    above = safety.width - below
    if value + above >= safety.threshold:
        above = safety.threshold - 1 - value
        below = safety.width - above
    return below, above


def _run(place: Path) -> None:
    module = "rondkomen.monitoring.adapters.argus_run"
    command = [sys.executable, "-m", module, str(place), str(_MINUTES)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, in a folder of our own
            command, cwd=place, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Refused(
            f"Het beveiligen van deze tabel duurde langer dan {_SECONDS // 60} minuten. "
            "Splits de tabel of voeg rijen samen.",
            code="protection_too_slow",
        ) from slow
    if done.returncode not in (_BEST, _GOOD_ENOUGH) or not (place / "chosen.jj").is_file():
        raise Refused(
            "τ-ARGUS kon deze tabel niet beveiligen. Splits de tabel, of kies --method own bij "
            "een of twee kenmerken.",
            code="protection_failed",
        )
