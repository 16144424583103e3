"""`rondkomen matching`: the model behind linking, shown and trained anew."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rondkomen.cli.given import GivenFile, TargetFile
from rondkomen.cli.output import emit, json_option, say
from rondkomen.kernel.refusal import Refused

if TYPE_CHECKING:
    from rondkomen.matching.core.model import Model

_PEOPLE, _DELIVERIES = 100_000, 40_000


@click.group(
    epilog="Voorbeeld: rondkomen matching train signalen.csv personen.csv --save model.json",
    short_help="Toont het model achter het koppelen, of traint het opnieuw.",
)
def command() -> None:
    """Het model waarmee personen worden gekoppeld: tonen en opnieuw trainen.

    Het meegeleverde model verandert nooit vanzelf. Een getraind model geldt pas wanneer iemand het
    kiest, bijvoorbeeld met rondkomen link --model.
    """


@command.command(epilog="Voorbeeld: rondkomen matching show")
@click.option("--model", "path", type=GivenFile(), help="Een ander model (JSON).")
@json_option
def show(path: Path | None, *, as_json: bool) -> None:
    """Toont versie, herkomst en gewichten van het model."""
    from rondkomen.matching.core.model import to_data

    model = chosen_model(path)
    emit(to_data(model), as_json=as_json, text=_described(model))


@command.command(epilog="Voorbeeld: rondkomen matching train --seed 11 --save model.json")
@click.argument("left", type=GivenFile(), required=False)
@click.argument("right", type=GivenFile(), required=False)
@click.option("--seed", default=11, show_default=True, help="Voor de verzonnen bevolking.")
@click.option("--version", "version", help="Naam van het nieuwe model; standaard de datum.")
@click.option("--save", type=TargetFile(), help="Bewaart het model in dit bestand.")
@json_option
def train(
    left: Path | None,
    right: Path | None,
    seed: int,
    version: str | None,
    save: Path | None,
    *,
    as_json: bool,
) -> None:
    """Traint het model en toont wat er zou veranderen; bewaart alleen met --save.

    Zonder bestanden leert het van een verzonnen bevolking met bekende uitkomst. Met LEFT en RIGHT
    (als bij rondkomen link) leert het van die lijsten, zonder dat iemand de uitkomst kent.
    """
    if (left is None) != (right is None):
        raise Refused("Geef twee bestanden, LEFT en RIGHT, of geen van beide.")
    today = date.today()  # noqa: DTZ011 - the date of a model is that of its maker's calendar
    trained = _trained(left, right, seed, (version or f"nl-{today:%Y.%m.%d}", today))
    changes = _changes(chosen_model(None), trained)
    if save is not None:
        _save(trained, save)
    emit(
        {"version": trained.version, "changes": changes, "saved": save},
        as_json=as_json,
        text=_told(trained, changes, save),
    )


def chosen_model(path: Path | None) -> Model:
    """The model in the file, or the shipped one.

    Raises: `Refused` when the file is not a model of this version.
    """
    from rondkomen.matching.adapters.engine import shipped_model
    from rondkomen.matching.core.model import from_data

    if path is None:
        return shipped_model()
    try:
        data = json.loads(path.read_bytes())
    except ValueError as wrong:
        raise Refused(f"{path.name} is geen model: het is geen JSON.") from wrong
    try:
        return from_data(data)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Refused(f"{path.name} is geen model: er ontbreekt een onderdeel.") from wrong
    except ValueError as wrong:
        raise Refused(f"{path.name} is geen bruikbaar model: {wrong}") from wrong


def _trained(left: Path | None, right: Path | None, seed: int, label: tuple[str, date]) -> Model:
    from rondkomen.matching.adapters import csv_files, training
    from rondkomen.matching.adapters.engine import expected_model
    from rondkomen.matching.adapters.standardise import prepare
    from rondkomen.matching.adapters.tables import workspace

    with workspace() as connection:
        prepare(connection)
        if left is None or right is None:
            say("Verzonnen bevolking maken")
            _put_fictional(connection, seed)
        else:
            csv_files.load_csv(connection, "left", left)
            csv_files.load_csv(connection, "right", right)
            training.refuse_short(connection)
        say("Trainen: dit duurt enkele minuten")
        trained = training.train(
            connection, expected_model(), version=label[0], today=label[1], known=left is None
        )
    if left is None:
        origin = f"verzonnen bevolking (seed {seed}), {trained.description}"
        trained = replace(trained, description=origin)
    return trained


def _put_fictional(connection: Any, seed: int) -> None:
    from rondkomen.chain.demo.noise import HARD, NORMAL, deliver
    from rondkomen.chain.demo.population import population
    from rondkomen.chain.demo.register_records import register_record
    from rondkomen.matching.adapters.tables import put_records

    day = date(2026, 11, 1)  # any fixed day: the same seed then always gives the same people
    people = population(seed, _PEOPLE, today=day)
    delivered = [
        *deliver(people, _DELIVERIES, seed=seed + 1, level=NORMAL, today=day),
        *deliver(people, _DELIVERIES, seed=seed + 2, level=HARD, today=day),
    ]
    put_records(connection, "right", [register_record(person) for person in people])
    put_records(connection, "left", [one.record for one in delivered], numbered=True)
    truth = [(row, one.person) for row, one in enumerate(delivered) if one.person is not None]
    connection.execute(
        "CREATE TABLE truth AS SELECT unnest($1::INTEGER[]) AS l, unnest($2::INTEGER[]) AS r",
        [[row for row, _ in truth], [person for _, person in truth]],
    )


def _changes(old: Model, new: Model) -> list[dict[str, object]]:
    """Every level whose weight differs by half a bit or more, the largest change first."""
    from rondkomen.matching.core.comparisons import KINDS

    rows: list[dict[str, object]] = [
        {"stratum": stratum.value, "comparison": kind.name, "level": level.code,
         "now": round(before, 2), "then": round(after, 2)}
        for stratum, part in new.strata.items()
        for kind in KINDS
        if kind.name in part.weights
        for level, before, after in zip(
            kind.levels,
            old.strata[stratum].weights[kind.name].log2,
            part.weights[kind.name].log2,
            strict=True,
        )
        if abs(after - before) >= 0.5
    ]  # fmt: skip
    return sorted(rows, key=_size_of)


def _size_of(change: dict[str, object]) -> float:
    return -abs(float(str(change["then"])) - float(str(change["now"])))


def _save(model: Model, path: Path) -> None:
    from rondkomen.matching.core.model import to_data

    text = json.dumps(to_data(model), indent=1, ensure_ascii=False) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise Refused(f"{path} kan niet worden geschreven: {wrong.strerror}.") from wrong


def _described(model: Model) -> list[str]:
    from rondkomen.matching.core.comparisons import KINDS

    lines = [
        f"Model {model.version} van {model.trained_on}: {model.description}.",
        (
            f"Dezelfde vanaf {model.thresholds.same}, beoordelen vanaf {model.thresholds.review}"
            " (log2 van de kansverhouding)."
        ),
    ]
    for stratum, part in model.strata.items():
        lines.append(f"\n{stratum.value}")
        for kind in KINDS:
            if kind.name in part.weights:
                weights = zip(kind.levels, part.weights[kind.name].log2, strict=True)
                told = ", ".join(f"{level.code} {weight:+.1f}" for level, weight in weights)
                lines.append(f"  {kind.label}: {told}")
    return lines


def _told(model: Model, changes: list[dict[str, object]], save: Path | None) -> list[str]:
    lines = [f"Model {model.version}: {model.description}."]
    if not changes:
        lines.append("Geen enkel gewicht verandert een halve bit of meer.")
    lines += [
        f"  {row['stratum']} / {row['comparison']} / {row['level']}: {row['now']} wordt {row['then']}"
        for row in changes
    ]
    lines.append(f"Bewaard in {save}." if save else "Niet bewaard. Bewaar het met --save BESTAND.")
    return lines
