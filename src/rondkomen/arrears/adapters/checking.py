"""A file checked as it would be taken in, for partners too: no database is needed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rondkomen.arrears.adapters.intake_file import judged_rows
from rondkomen.arrears.adapters.table import Table
from rondkomen.arrears.core.codes import RowState
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.core.judge import Bench

_TOLD_EVERY = 500

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """What a file would lead to, with the rows that deserve a look.

    `sentences` holds at most as many as were asked for; `left_out` says how many more there are.
    """

    file_format: str
    counts: Counts
    findings: dict[FindingCode, int]
    sentences: tuple[tuple[int, RowState, str], ...]
    left_out: int


def checked(
    table: Table,
    bench: Bench,
    *,
    most_sentences: int = 1000,
    told: Told = lambda done, total: None,
) -> Checked:
    """Return what taking in this table would lead to, without storing anything.

    Raises: Refused when the file as a whole cannot be taken in.
    """
    states: Counter[RowState] = Counter()
    codes: Counter[FindingCode] = Counter()
    sentences: list[tuple[int, RowState, str]] = []
    total = 0
    for judged in judged_rows(table, bench):
        states[judged.state] += 1
        codes.update({finding.code for finding in judged.findings})
        total += len(judged.findings)
        if len(sentences) < most_sentences:
            sentences += [
                (judged.row_no, judged.state, one.sentence(judged.row_no))
                for one in judged.findings
            ]
        if states.total() % _TOLD_EVERY == 0:
            told(states.total(), max(table.total, states.total()))
    counts = Counts.from_tally({state: states[state] for state in RowState})
    kept = tuple(sentences[:most_sentences])
    return Checked(table.file_format, counts, dict(codes), kept, total - len(kept))
