"""Which candidate is the person: every pair set against the others that want the same record."""

from __future__ import annotations

import duckdb

from rondkomen.matching.adapters.background import Background
from rondkomen.matching.adapters.scoring import LEVEL_COLUMNS, pair_levels, pair_weights
from rondkomen.matching.core.model import Model, Thresholds

# Units: log2-odds. What a pair is at least that agrees on everything, as nobody else does.
CERTAIN = 16.0
# Twins may share all that the first pass looks at, save the first name.
_SAME_NAME = "c_first_name NOT IN (8, 9)"
# Lighter pairs are no rivals within one list.
LEAST_RIVAL = -5.0
# A trade name beside a person's name is only linked on more than a shared surname.
_SURE_OF_PERSON = "(c_birth_date BETWEEN 0 AND 2 OR c_first_name BETWEEN 0 AND 5)"
# A surname with a shared phone or mail box, elsewhere, can be anybody of the family.
_ANYBODY = "(stratum = 1 AND c_first_name = -1 AND c_birth_date NOT IN (0, 1, 2))"
# An address without a name is whoever lives there.
_NAMELESS = "(c_surname = -1 AND c_first_name = -1 AND c_birth_date NOT IN (0, 1, 2))"
# Two persons have two numbers; a slip in one is for a person to see.
_OTHER_NUMBER = "(c_person_key = 1)"
# Another first name without the date of birth is a house-mate or a relative, whatever they share.
_SOMEBODY_ELSE = "(stratum < {least} AND c_first_name IN (8, 9) AND c_birth_date NOT IN (0, 1, 2))"
_KEPT = f"l, r, stratum, {LEVEL_COLUMNS}, frequency, mates, kinship, kinds_differ, home"


def _band(thresholds: Thresholds, *, households: bool) -> str:
    somebody_else = _SOMEBODY_ELSE.format(least=3 if households else 2)
    return f"""CASE WHEN is_legal THEN 'different'
        WHEN total >= {thresholds.same} AND (NOT kinds_differ OR {_SURE_OF_PERSON})
            AND NOT {somebody_else} AND NOT {_ANYBODY} AND NOT {_NAMELESS}
            AND NOT {_OTHER_NUMBER} THEN 'same'
        WHEN total >= {thresholds.review} THEN 'review' ELSE 'different' END"""


def decide_between(
    connection: duckdb.DuckDBPyConnection, model: Model, background: Background, asked: str = ""
) -> None:
    """Nothing; table `decided` holds per left record its candidates with total and band.

    Shape: `asked` is the query that stands for `right_std`, where there is no such table.
    Units: `total` = log2-odds over all candidates of the left record, nobody included.
    """
    households = background.households
    right = f"right_std AS ({asked}), " if asked else ""
    # One statement: nothing of what it goes through is needed afterwards, and tables are dear.
    connection.execute(
        f"""CREATE OR REPLACE TABLE decided AS
        WITH {right}compared AS MATERIALIZED ({pair_levels(households=households)}),
        weighed AS MATERIALIZED ({pair_weights(model, right_count=background.right_count)}),
        candidate AS (
            SELECT *, pow(2, least(weight, 200)) AS odds
            FROM weighed WHERE NOT (certain AND {_SAME_NAME})
        ), best AS (
            SELECT l, max_by(identity, weight) AS top, sum(odds) AS everyone
            FROM candidate GROUP BY l
        ), known AS (
            SELECT c.*, b.everyone, c.identity = b.top AS is_top FROM candidate c JOIN best b USING (l)
        ), rest AS (
            SELECT l, coalesce(sum(odds) FILTER (NOT is_top), 0) AS others FROM known GROUP BY l
        ), totalled AS (
            SELECT k.*, log2(1 + CASE WHEN is_top THEN others
                ELSE greatest(everyone - odds, 0) END) AS competition,
                weight - competition AS total FROM known k JOIN rest USING (l)
        )
        SELECT {_KEPT}, weight, competition, total, 'model' AS rule,
            {_band(model.thresholds, households=households)} AS band
        FROM totalled
        UNION ALL SELECT {_KEPT}, weight, 0.0, greatest(weight, {CERTAIN}), 'unique_agreement', 'same'
        FROM weighed WHERE certain AND {_SAME_NAME}"""
    )


def weigh_within(
    connection: duckdb.DuckDBPyConnection, model: Model, background: Background
) -> None:
    """Nothing; table `weighed` holds the pairs within one list that are worth keeping."""
    levels = pair_levels(households=background.households)
    weights = pair_weights(model, right_count=background.right_count, within=True)
    connection.execute(
        f"""CREATE OR REPLACE TABLE weighed AS
        WITH compared AS MATERIALIZED ({levels}) FROM ({weights})"""
    )


def decide_within(
    connection: duckdb.DuckDBPyConnection, thresholds: Thresholds, *, households: bool
) -> None:
    """Nothing; table `decided` holds per pair within one list its total and band.

    A third record competes for a pair when it looks like one of the two and contradicts the other.
    """
    limits = "0, 0, 0" if households else "0, 0, -8"
    contradict = f"t.weight - t.prior < [{limits}][t.stratum + 1]"
    connection.execute(
        f"""CREATE OR REPLACE TABLE decided AS
        WITH edge AS (
            SELECT l AS x, r AS y, weight FROM weighed WHERE weight > {LEAST_RIVAL}
            UNION ALL SELECT r, l, weight FROM weighed WHERE weight > {LEAST_RIVAL}
        ), rival AS (
            SELECT a.x, a.y, sum(pow(2, least(b.weight, 60))) AS odds
            FROM edge a JOIN edge b ON a.x = b.x AND a.y <> b.y
            LEFT JOIN weighed t ON t.l = least(a.y, b.y) AND t.r = greatest(a.y, b.y)
            WHERE t.l IS NULL OR {contradict} GROUP BY ALL
        ), totalled AS (
            SELECT w.*, log2(1 + coalesce(a.odds, 0) + coalesce(b.odds, 0)) AS competition,
                weight - competition AS total
            FROM weighed w LEFT JOIN rival a ON a.x = w.l AND a.y = w.r
            LEFT JOIN rival b ON b.x = w.r AND b.y = w.l
        )
        SELECT {_KEPT}, weight, competition, total, 'model' AS rule,
            {_band(thresholds, households=households)} AS band
        FROM totalled"""
    )


def close_circles(connection: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> None:
    """Nothing; pairs whose both records are one person with a third are then `same` as well."""
    connection.execute("SELECT l, r FROM decided WHERE band = 'same'")
    groups = _groups(connection.fetchall())
    connection.execute("CREATE OR REPLACE TABLE person_of (rid INTEGER, person INTEGER)")
    if groups:
        connection.execute(
            "INSERT INTO person_of SELECT unnest($1::INTEGER[]), unnest($2::INTEGER[])",
            [list(groups), list(groups.values())],
        )
    connection.execute(
        f"""UPDATE decided SET band = 'same', rule = 'through_third',
            total = greatest(total, {thresholds.same})
        FROM person_of a, person_of b WHERE a.rid = l AND b.rid = r AND a.person = b.person
            AND band = 'review'"""
    )


def _groups(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """For every record in a pair the lowest record it hangs together with."""
    lowest: dict[int, int] = {}

    def find(record: int) -> int:
        while lowest.setdefault(record, record) != record:
            lowest[record] = record = lowest[lowest[record]]
        return record

    for left, right in pairs:
        a, b = sorted((find(left), find(right)))
        lowest[b] = a
    return {record: find(record) for record in lowest}
