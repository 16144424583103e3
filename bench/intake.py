"""Taking in a CSV of 50,000 rows, against a bare executemany of the very rows it leaves behind.

Ours reads, maps, judges, encrypts and stores every row with its fate, the identities, the
processing log and the journal, in one transaction. The peer is given those rows ready to insert
into the same tables, with the same indexes and constraints, and does nothing else.

Run: `.venv/bin/python bench/intake.py` (SQLite, and PostgreSQL where this machine has one).
"""

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from databases import migrated, on_each, peak_mb
from report import save, show

ROWS = int(os.environ.get("ROWS", "50000"))
ROUNDS = 3
BAR = 4.0
TODAY = date(2026, 11, 21)
TABLES = (
    "people_deliveredidentity",
    "journal_processing",
    "arrears_signal",
    "arrears_deliveryrow",
    "arrears_quarantinedrow",
    "journal_processingsubject",
)
HEADER = (
    "klantnummer;soort_signaal;signaaldatum;bedrag;achterstand_sinds;aantal_termijnen;"
    "aantal_herinneringen;voorletters;tussenvoegsel;achternaam;geboortedatum;postcode;huisnummer;"
    "toevoeging;straat;woonplaats;telefoon;e-mail"
)


def write_file(path: Path) -> None:
    """Write a believable file: 3 % with a doubtful value, 1 % unlawful, 15 % without a phone."""
    chance = random.Random(1)
    names = [
        f"{a}{b}"
        for a in ("Berg", "Dijk", "Veld", "Meer", "Hof")
        for b in ("stra", "ma", "man", "huis", "")
    ]
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER + "\n")
        for number in range(ROWS):
            since = date(2026, 10, 20) - timedelta(chance.randrange(20, 70))
            born = date(1940, 1, 1) + timedelta(chance.randrange(24_000))
            doubtful, unlawful = chance.random() < 0.03, chance.random() < 0.01
            phone = "" if chance.random() < 0.15 else f"06{chance.randrange(10**8):08d}"
            out.write(
                f"K{number:06d};vroeg;02-11-2026;{chance.randrange(60, 900)},{chance.randrange(100):02d};"
                f"{since:%d-%m-%Y};{chance.randrange(1, 5)};{0 if unlawful else 2};{chance.choice('ABCDEFGHJ')}.;"
                f"{chance.choice(('', '', 'van', 'de', 'van der'))};{chance.choice(names)};"
                f"{'31-02-1980' if doubtful else f'{born:%d-%m-%Y}'};"
                f"{chance.randrange(1000, 9999)} {chance.choice('ABCDE')}{chance.choice('KLMNP')};"
                f"{chance.randrange(1, 300)};{chance.choice(('', '', '', 'A', '2', 'hs'))};"
                f"Voorbeeldstraat;Middenveld;{phone};\n"
            )


def measure() -> dict[str, Any]:
    """Take the file in, and insert the same rows bare, in turns, in this process."""
    migrated()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levering.csv"
        write_file(path)
        take_in = _prepared(path)
        start_mb = peak_mb()
        first, counts = _timed(take_in)
        most_mb = peak_mb()
        kept = _emptied()
        ours, bare = [first], []
        for _ in range(ROUNDS):
            bare.append(_undone(lambda: _insert(kept)))
            ours.append(_undone(take_in))
    return {
        "rows": counts.rows,
        "taken_in": counts.taken_in,
        "quarantined": counts.quarantined,
        "unlawful": counts.refused_unlawful,
        "ours_s": round(min(ours), 2),
        "bare_s": round(min(bare), 2),
        "ratio": round(min(ours) / min(bare), 2),
        "rows_per_s": round(counts.rows / min(ours)),
        "start_mb": round(start_mb),
        "peak_mb": round(most_mb),
    }


def _prepared(path: Path) -> Callable[[], Any]:
    """What takes the file in and gives the counts."""
    from rondkomen.access.core.actor import system_actor
    from rondkomen.chain import intake
    from rondkomen.chain.tests.intake_setting import set_up_partner

    partner, actor = set_up_partner("9901"), system_actor("9901")

    def take_in() -> Any:
        with path.open("rb") as source:
            return intake.load(source, partner, today=TODAY, actor=actor).counts

    return take_in


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def _undone(work: Callable[[], Any]) -> float:
    """Seconds for work in a transaction that is then rolled back, so that every turn is alike."""
    from django.db import transaction

    from rondkomen.access.tenancy import acting_for

    with acting_for("9901"):
        seconds, _ = _timed(work)
        transaction.set_rollback(True)
    return seconds


def _emptied() -> dict[str, Any]:
    """The rows per table as they were stored; the tables are empty afterwards."""
    from django.db import connection

    from rondkomen.access.tenancy import acting_for

    with acting_for("9901"), connection.cursor() as cursor:
        kept = {table: _rows_of(cursor, table) for table in TABLES}
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("UPDATE arrears_delivery SET state = 'cancelled'")
    return kept


def _insert(kept: dict[str, Any]) -> None:
    """One executemany per table."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            places = ", ".join(["%s"] * len(columns))
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


def _rows_of(cursor: Any, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in cursor.description]
    return columns, [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: object) -> object:
    """JSON comes back from PostgreSQL as Python objects; it was text when it went in."""
    return json.dumps(value) if isinstance(value, list | dict) else value


def main() -> None:
    """Print the table and write `bench/results/intake.json`."""
    results = on_each(__file__, measure)
    header = ("database", "rows", "ours s", "bare s", "ratio", "bar", "rows/s", "peak MB")
    rows = [
        (
            *(name, one["rows"], one["ours_s"], one["bare_s"], one["ratio"], BAR),
            *(one["rows_per_s"], one["peak_mb"]),
        )
        for name, one in results.items()
    ]
    show("Taking in a CSV, against a bare executemany of the same rows", header, rows)
    save("intake", results)


if __name__ == "__main__":
    main()
