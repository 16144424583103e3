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


def measure(connection: duckdb.DuckDBPyConnection, right: str, *, abroad: bool) -> Background:
    """The background of `left_key` and `right_key`; `right` names the raw right list.

    Where nearly every address is Dutch nothing needs measuring: the model knows those.
    """
    count = int(_number(connection, "SELECT count(*) FROM right_key"))
    if not abroad:
        return Background(count, households=True, chance={})
    chance = {
        name: max(_number(connection, _agreement(column)), _LEAST_CHANCE)
        for name, column in _MEASURED.items()
    }
    return Background(count, _has_households(connection, right), chance)


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


def _agreement(column: str) -> str:
    """The probability that two random records with this field agree on it."""
    return f"""WITH a AS (SELECT {column} AS v, count(*) AS n FROM left_key
            WHERE {column} IS NOT NULL GROUP BY v),
        b AS (SELECT {column} AS v, count(*) AS n FROM right_key
            WHERE {column} IS NOT NULL GROUP BY v)
        SELECT coalesce(sum(a.n * b.n) / ((SELECT sum(n) FROM a) * (SELECT sum(n) FROM b)), 0)
        FROM a JOIN b USING (v)"""


def _has_households(connection: duckdb.DuckDBPyConnection, right: str) -> bool:
    share = _number(
        connection,
        f"""WITH home AS (SELECT * FROM right_key WHERE nr IS NOT NULL AND pc IS NOT NULL),
        sample AS (SELECT * FROM home ORDER BY hash(rid) LIMIT {_SAMPLE}),
        near AS (SELECT l.rid AS a, r.rid AS b FROM home r JOIN sample l
            ON l.rid <> r.rid AND l.nr = r.nr AND l.pc = r.pc
            WHERE (l.dutch OR l.street = r.street) AND l.born <> r.born
                AND l.g1 <> r.g1 AND l.g1 <> r.n1),
        told AS (SELECT n.*, x.birth_date, x.given_names FROM {right} x JOIN near n ON x.rid = n.a),
        shared AS (SELECT DISTINCT a FROM {right} y JOIN told x ON y.rid = x.b
            WHERE damerau_levenshtein(x.birth_date, y.birth_date) > 2
            AND damerau_levenshtein(lower(x.given_names), lower(y.given_names)) > 2)
        SELECT (SELECT count(*) FROM shared) / greatest((SELECT count(*) FROM sample), 1)""",
    )
    return share >= _SHARED_HOMES


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    found = connection.execute(sql).fetchone()
    return float(found[0]) if found and found[0] is not None else 0.0
