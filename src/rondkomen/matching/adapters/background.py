"""What the lists themselves tell: how often fields agree by chance and whether homes are shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from rondkomen.matching.core.model import Model, Weights
from rondkomen.matching.core.records import Stratum

# From this share of records with another person at their address on, a list has households.
_SHARED_HOMES = 0.03
_SAMPLE = 2_000
_LEAST_CHANCE = 1e-6
# Chance agreement is measured for these; a city says little beside street and postcode.
_MEASURED = {"postcode": "pc", "house_number": "nr", "street": "street"}


@dataclass(frozen=True, slots=True)
class Background:
    """The right list's length, whether its homes are shared, and agreement by chance per field."""

    right_count: int
    households: bool
    chance: Mapping[str, float]


def measure(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> Background:
    """The background of two standardised lists.

    Where every address is Dutch nothing needs measuring: the model knows those.
    """
    count = _number(connection, f"SELECT count(*) FROM {right}")
    abroad = _number(
        connection,
        f"SELECT (SELECT count(*) FROM {left} WHERE NOT dutch)"
        f" + (SELECT count(*) FROM {right} WHERE NOT dutch)",
    )
    if not abroad:
        return Background(int(count), households=True, chance={})
    chance = {
        name: max(_number(connection, _agreement(column, left, right)), _LEAST_CHANCE)
        for name, column in _MEASURED.items()
    }
    return Background(int(count), _has_households(connection, right), chance)


def fitted(model: Model, background: Background) -> Model:
    """The model with, for pairs without a Dutch address, the chance agreement of these lists."""
    if not background.chance:
        return model
    part = model.strata[Stratum.GENERAL]
    weights = dict(part.weights)
    for name, chance in background.chance.items():
        old = weights[name]
        weights[name] = Weights(old.m, (min(chance, 0.5), *old.u[1:]))
    strata = dict(model.strata) | {Stratum.GENERAL: replace(part, weights=weights)}
    return replace(model, strata=strata)


def _agreement(column: str, left: str, right: str) -> str:
    """The probability that two random records with this field agree on it."""
    return f"""WITH a AS (SELECT {column} AS v, count(*) AS n FROM {left}
            WHERE {column} IS NOT NULL GROUP BY v),
        b AS (SELECT {column} AS v, count(*) AS n FROM {right}
            WHERE {column} IS NOT NULL GROUP BY v)
        SELECT coalesce(sum(a.n * b.n) / ((SELECT sum(n) FROM a) * (SELECT sum(n) FROM b)), 0)
        FROM a JOIN b USING (v)"""


def _has_households(connection: duckdb.DuckDBPyConnection, right: str) -> bool:
    share = _number(
        connection,
        f"""WITH home AS (SELECT * FROM {right} WHERE nr IS NOT NULL AND pc IS NOT NULL),
        sample AS (SELECT * FROM home ORDER BY hash(rid) LIMIT {_SAMPLE}),
        shared AS (SELECT DISTINCT l.rid FROM sample l JOIN home r
            ON l.rid <> r.rid AND l.nr = r.nr AND l.pc = r.pc
            WHERE (l.dutch OR l.street = r.street) AND l.g1 <> r.g1 AND l.g1 <> r.n1
            AND damerau_levenshtein(l.d, r.d) > 2 AND damerau_levenshtein(l.g1, r.g1) > 2)
        SELECT (SELECT count(*) FROM shared) / greatest((SELECT count(*) FROM sample), 1)""",
    )
    return share >= _SHARED_HOMES


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    found = connection.execute(sql).fetchone()
    return float(found[0]) if found and found[0] is not None else 0.0
