"""The matching engine's front door.

`link(left_rows)` finds duplicates within one list; `link(left_rows, right_rows)` finds for every
left record the person in the right list. The shipped model is used unless another is given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import duckdb

from rondkomen.matching.adapters.background import fitted, measure
from rondkomen.matching.adapters.blocking import add_third_sides, block, many_abroad
from rondkomen.matching.adapters.deciding import (
    LEAST_RIVAL,
    close_circles,
    decide_between,
    decide_within,
    weigh_within,
)
from rondkomen.matching.adapters.reporting import results_between, results_within
from rondkomen.matching.adapters.scoring import COUNT_SURNAMES
from rondkomen.matching.adapters.side_by_side import run_side_by_side
from rondkomen.matching.adapters.standardise import (
    ASKED_RIGHT,
    prepare,
    standardise,
    standardise_all,
)
from rondkomen.matching.adapters.tables import put_records, workspace
from rondkomen.matching.core.model import Model, from_data
from rondkomen.matching.core.records import LinkResult, Record

Progress = Callable[[str], None]

# The pairs that agree on address, birth date, initial and surname where one right record does so;
# then the keys of the left records that remain.
_FIND_CERTAIN = (
    """CREATE OR REPLACE TABLE certain AS
    SELECT l.rid AS l, min(r.rid) AS r FROM right_key r JOIN left_key l
        ON l.pc = r.pc AND l.nr = r.nr AND l.born = r.born AND l.i1 = r.i1
    WHERE l.person AND r.person AND l.whole_date AND l.pc IS NOT NULL
        AND (l.n1 = r.n1 OR l.n1 = r.n2 OR l.n2 = r.n1)
        AND (l.person_key = r.person_key OR l.person_key IS NULL OR r.person_key IS NULL)
    GROUP BY l.rid HAVING count(*) = 1""",
    """CREATE OR REPLACE TABLE open_left AS
    SELECT * FROM left_key WHERE rid NOT IN (SELECT l FROM certain)""",
)


@dataclass(frozen=True, slots=True)
class Run:
    """How a run went: the model as fitted to the lists, and the rules with crowded keys."""

    model: Model
    crowded: list[str]


@cache
def shipped_model() -> Model:
    """The trained model that comes with this version."""
    return _content("model.json")


@cache
def expected_model() -> Model:
    """What is expected before any training; a training set shifts it."""
    return _content("expected.json")


def _content(name: str) -> Model:
    content = resources.files("rondkomen.matching.content")
    return from_data(json.loads((content / name).read_text(encoding="utf-8")))


def link(
    left_rows: Sequence[Record],
    right_rows: Sequence[Record] | None = None,
    *,
    model: Model | None = None,
) -> LinkResult:
    """Every left record linked, up for review or unlinked, each pair with its explanation.

    Raises: `Refused` when ids are empty or occur twice within one list.
    """
    model = model or shipped_model()
    with workspace() as connection:
        prepare(connection)
        left_ids = put_records(connection, "left", left_rows)
        right_ids = put_records(connection, "right", right_rows or ())
        if right_rows is None:
            run = link_within(connection, model)
            return results_within(connection, run.model, left_ids)
        run = link_between(connection, model)
        return results_between(connection, run.model, (left_ids, right_ids))


def link_between(
    connection: duckdb.DuckDBPyConnection, model: Model, progress: Progress = lambda _: None
) -> Run:
    """The model as fitted to the lists; table `decided` then holds the outcome per pair.

    Shape: reads `left_raw` and `right_raw` as written by `tables`.
    """
    progress("Gegevens gelijk schrijven")
    standardise(connection, sides=("left", "right"))
    abroad = many_abroad(connection, "left_key") or many_abroad(connection, "right_key")
    if abroad:
        standardise_all(connection)
    progress("Zekere paren zoeken")
    run_side_by_side(connection, (_FIND_CERTAIN, (COUNT_SURNAMES,)))
    progress("Mogelijke paren zoeken")
    crowded = block(connection, "open_left", "right_key", prune=not abroad)
    connection.execute("INSERT INTO pair SELECT l, r, true FROM certain")
    progress("Paren wegen")
    background = measure(connection, "right_raw", abroad=abroad)
    model = fitted(model, background)
    decide_between(connection, model, background, "" if abroad else ASKED_RIGHT)
    return Run(model, crowded)


def link_within(
    connection: duckdb.DuckDBPyConnection, model: Model, progress: Progress = lambda _: None
) -> Run:
    """The model as fitted to the list; table `decided` then holds the outcome per pair."""
    progress("Gegevens gelijk schrijven")
    standardise(connection, sides=("left",))
    connection.execute("UPDATE youngest SET d = NULL")
    connection.execute(COUNT_SURNAMES)
    progress("Mogelijke paren zoeken")
    crowded = block(connection, "left_key", "left_key")
    progress("Paren wegen")
    abroad = many_abroad(connection, "left_key")
    background = measure(connection, "left_raw", abroad=abroad)
    model = fitted(model, background)
    weigh_within(connection, model, background)
    connection.execute("CREATE OR REPLACE TABLE first_weighed AS FROM weighed")
    add_third_sides(connection, LEAST_RIVAL)
    weigh_within(connection, model, background)
    connection.execute("INSERT INTO weighed FROM first_weighed")
    decide_within(connection, model.thresholds, households=background.households)
    close_circles(connection, model.thresholds)
    return Run(model, crowded)
