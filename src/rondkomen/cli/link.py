"""`rondkomen link`: which records of one or two CSV files are the same person."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from rondkomen.cli.given import GivenFile
from rondkomen.cli.matching import chosen_model
from rondkomen.cli.output import emit, json_option, say
from rondkomen.kernel.refusal import Refused

if TYPE_CHECKING:
    from rondkomen.matching.core.model import Model

_HEADER = ("left_id", "right_id", "band", "score", "explanation")
_STDOUT = "-"
# Seconds. Work that takes longer says where it is; a refusal mostly comes sooner, and alone.
_LONG_WORK = 2.0


@click.command(
    epilog="Voorbeeld: rondkomen link signalen.csv personen.csv -o paren.csv",
    short_help="Koppelt de personen van een of twee CSV-bestanden.",
)
@click.argument("left", type=GivenFile())
@click.argument("right", type=GivenFile(), required=False)
@click.option(
    "-o", "--output", required=True, metavar="PAIRS.csv",
    help="Waar de paren komen; - is standaarduitvoer.",
)  # fmt: skip
@click.option(
    "--model", "model_path", type=GivenFile(),
    help="Een eigen model, van rondkomen matching train.",
)  # fmt: skip
@json_option
def command(
    left: Path, right: Path | None, output: str, model_path: Path | None, *, as_json: bool
) -> None:
    """Zoekt bij elke rij van LEFT de persoon in RIGHT; zonder RIGHT: dubbele rijen in LEFT.

    De bestanden zijn CSV in UTF-8, met komma of puntkomma en een kopregel. Alleen de kolom id is
    verplicht. Andere kolommen: initials, given_names, prefix, surname, partner_prefix,
    partner_surname, birth_date, street, house_number, addition, postcode, city,
    previous_postcode, previous_house_number, previous_addition, phone, email.

    De uitvoer heeft de kolommen left_id, right_id, band (same of review), score en explanation.
    """
    if output == _STDOUT and as_json:
        raise Refused("Kies een bestand bij -o: met --json is standaarduitvoer al bezet.")
    started = time.monotonic()
    model = chosen_model(model_path)
    with _written_whole(output, (left, right)) as file:
        summary = _link(left, right, file, model)
    summary |= {"output": output, "seconds": round(time.monotonic() - started, 2)}
    if output != _STDOUT:
        emit(summary, as_json=as_json, text=_told(summary))


def _link(left: Path, right: Path | None, file: TextIO, model: Model) -> dict[str, Any]:
    # Imported here: DuckDB and Arrow take a while, and `--help` must not wait for them.
    from rondkomen.matching.adapters import csv_files, engine
    from rondkomen.matching.adapters.reporting import pair_lines
    from rondkomen.matching.adapters.standardise import prepare
    from rondkomen.matching.adapters.tables import put_records, workspace

    tell = _when_it_lasts()
    with workspace() as connection:
        prepare(connection)
        left_ids = csv_files.load_csv(connection, "left", left)
        if right is None:
            put_records(connection, "right", ())
            right_ids = left_ids
            run = engine.link_within(connection, model, tell)
        else:
            tell(f"Lezen van {right.name}")
            right_ids = csv_files.load_csv(connection, "right", right)
            run = engine.link_between(connection, model, tell)
        tell("Paren schrijven")
        lines = pair_lines(connection, run.model, (left_ids, right_ids), within=right is None)
        counts = _write(file, lines)
        unread = csv_files.unreadable_dates(connection, ("left", "right"))
    _warn(run.crowded, unread)
    return _summary(
        run.model.version, counts, (len(left_ids), len(right_ids) if right else None)
    ) | {
        "unreadable_dates": unread,
        "crowded_keys": run.crowded,
    }


def _when_it_lasts() -> Callable[[str], None]:
    started = time.monotonic()

    def tell(text: str) -> None:
        if time.monotonic() - started > _LONG_WORK:
            say(text)

    return tell


def _write(file: TextIO, lines: Iterable[tuple[str, ...]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    left_records: set[str] = set()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADER)
    for line in lines:
        writer.writerow(line)
        counts[line[2]] += 1
        left_records.update(line[:1])
    counts["left_in_pair"] = len(left_records)
    return counts


def _summary(version: str, counts: Counter[str], sizes: tuple[int, int | None]) -> dict[str, Any]:
    return {
        "left": sizes[0],
        "right": sizes[1],
        "same": counts["same"],
        "review": counts["review"],
        "left_without_pair": sizes[0] - counts["left_in_pair"],
        "model": version,
    }


def _told(summary: dict[str, Any]) -> Iterator[str]:
    yield f"{summary['same']} paren zijn dezelfde persoon, {summary['review']} zijn te beoordelen."
    if summary["right"] is not None:
        yield f"{summary['left_without_pair']} van de {summary['left']} rijen hebben geen paar."
    yield f"Geschreven naar {summary['output']} met model {summary['model']}."


def _warn(crowded: list[str], unread: int) -> None:
    if unread:
        say(
            f"Let op: {unread} geboortedata zijn niet te lezen of bestaan niet, en tellen niet mee."
        )
    if crowded:
        say(
            "Let op: sommige waarden komen zo vaak voor dat er niet op is gezocht"
            f" ({', '.join(crowded)})."
        )


@contextmanager
def _written_whole(output: str, inputs: tuple[Path | None, ...]) -> Iterator[TextIO]:
    """A file that takes its name only when everything is in it."""
    if output == _STDOUT:
        yield sys.stdout
        return
    target = Path(output)
    if any(path is not None and _same_file(path, target) for path in inputs):
        raise Refused(
            f"{target.name} is een van de invoerbestanden. Kies een ander bestand bij -o."
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as wrong:
        raise Refused(
            f"{output} kan niet worden geschreven. Bestaat de map, en mag u erin schrijven?"
        ) from wrong
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        _give_name(Path(name), target)
    except OSError as wrong:
        raise Refused(f"{output} kon niet worden geschreven: {wrong.strerror}.") from wrong
    finally:
        Path(name).unlink(missing_ok=True)


def _give_name(made: Path, target: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o666 & ~mask)
    made.replace(target)


def _same_file(path: Path, target: Path) -> bool:
    return path.exists() and target.exists() and path.samefile(target)
