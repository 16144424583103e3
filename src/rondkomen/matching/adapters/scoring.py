"""The model compiled to SQL: levels, weights and the choice among one record's candidates."""

from __future__ import annotations

import math
from collections.abc import Iterable

import duckdb

from rondkomen.matching.adapters.comparing import LEVELS, same_address
from rondkomen.matching.core.comparisons import EMAIL, KINDS, PHONE, SURNAME, ComparisonKind
from rondkomen.matching.core.explaining import SHARED_NAME_LEVELS, Setting, prior_log2
from rondkomen.matching.core.model import Model, Weights
from rondkomen.matching.core.records import Stratum

STRATUM_CODES: tuple[Stratum, ...] = (
    Stratum.SAME_ADDRESS, Stratum.ELSEWHERE, Stratum.GENERAL,
)  # fmt: skip
LEVEL_COLUMNS = ", ".join(f"c_{name}" for name, _ in LEVELS)
# Below this a candidate changes nothing: it is not kept.
LEAST_WEIGHT = -14.0
LEAST_WEIGHT_WITHIN = -40.0
# What house-mates have in common and strangers have not; and how far their being different counts.
KINSHIP = (SURNAME, PHONE, EMAIL)
LEAST_KINSHIP = -2.0
# Two records of the right list that are the same person in everything do not compete. Twins with
# one name for daily use look like that too, save for their number.
_IDENTITY = "hash(r_d, r_n1, r_ini, r_g1, r_pc, r_nr, r_addition, r_person_key)"
_COMPLETE = "r_d IS NOT NULL AND r_i1 IS NOT NULL AND r_n1 IS NOT NULL"

# How often a left record's names occur on the right.
COUNT_SURNAMES = """
CREATE OR REPLACE TABLE name_frequency AS
WITH counted AS (
    SELECT name, count(*) AS n FROM (SELECT n1 AS name FROM right_key
        UNION ALL SELECT n2 FROM right_key WHERE n2 IS NOT NULL) GROUP BY name)
SELECT k.rid, CASE WHEN k.n1 IS NOT NULL THEN coalesce(a.n, 1) END AS own,
    CASE WHEN k.n2 IS NOT NULL THEN coalesce(b.n, 1) END AS partner
FROM left_key k LEFT JOIN counted a ON a.name = k.n1 LEFT JOIN counted b ON b.name = k.n2
"""


def compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing; table `compared` holds what `pair_levels` says of each pair."""
    connection.execute(f"CREATE OR REPLACE TABLE compared AS {pair_levels()}")


def pair_levels(*, households: bool = True) -> str:
    """The query for the stratum of each `pair` and the level of each comparison.

    Shape: reads `left_std`, `right_std` with the right records of the pairs, and `name_frequency`.
    `identity` is equal for right records that tell the same person, `home` for those of one door.
    """
    levels = ",\n".join(f"CAST({sql} AS TINYINT) AS c_{name}" for name, sql in LEVELS)
    return rf"""SELECT l_rid AS l, r_rid AS r, certain, stratum,
        {levels},
        CASE WHEN l_n1 = r_n1 OR l_n1 = r_n2 THEN own ELSE coalesce(partner, own) END AS frequency,
        l_kind <> r_kind AS kinds_differ, l_kind = 'legal' OR r_kind = 'legal' AS is_legal,
        CASE WHEN {_COMPLETE} THEN {_IDENTITY} ELSE hash(r_rid) END AS identity,
        hash(r_pc, r_nr, r_addition) AS home
    FROM (
        SELECT *, CASE WHEN {same_address(households=households)} THEN 0
            WHEN l_dutch AND r_dutch THEN 1 ELSE 2 END AS stratum
        FROM (SELECT COLUMNS(l.*) AS 'l_\0', COLUMNS(r.*) AS 'r_\0', p.certain, f.own, f.partner
            FROM right_std r JOIN pair p ON p.r = r.rid JOIN left_std l ON l.rid = p.l
            JOIN name_frequency f ON f.rid = p.l))"""


def pair_weights(model: Model, *, right_count: int, within: bool = False) -> str:
    """The query for the `compared` pairs worth keeping with their `weight`.

    Units: log2-odds that the pair is one person, before competition; `mates` and `kinship` as in
    `Setting`.
    """
    # Materialised, or the filter on the weight would work it out a second time.
    return f"""WITH mate AS (
            SELECT l, c_surname, c_phone, c_email, frequency FROM compared WHERE stratum = 0
            UNION ALL SELECT m.l, c_surname, c_phone, c_email, f.own
            FROM house_mate m JOIN name_frequency f ON f.rid = m.l
        ), house AS (
            SELECT l, count(*) AS mates, greatest(max({_kinship_sql(model, right_count)}),
                {LEAST_KINSHIP}) AS kinship FROM mate GROUP BY l
        ), told AS (
            SELECT c.*, coalesce(h.mates, 0) AS mates,
                {"0.0" if within else "coalesce(h.kinship, 0.0)"} AS kinship
            FROM compared c LEFT JOIN house h ON h.l = c.l
        ), known AS MATERIALIZED (
            SELECT *, {_prior_case(model, right_count, within=within)} AS prior,
                prior + {_evidence_sql(model, right_count)} AS weight FROM told
        )
        FROM known WHERE certain OR weight > {LEAST_WEIGHT_WITHIN if within else LEAST_WEIGHT}"""


def _prior_case(model: Model, right_count: int, *, within: bool) -> str:
    arms = (
        f"WHEN {code} THEN {_prior_sql(model, stratum, right_count, within=within)}"
        for code, stratum in enumerate(STRATUM_CODES)
    )
    return f"CASE stratum {' '.join(arms)} END"


def _prior_sql(model: Model, stratum: Stratum, right_count: int, *, within: bool) -> str:
    alone = f"{prior_log2(model, stratum, Setting(right_count, within=within)):.4f}"
    if within:
        return alone
    beside = model.strata[stratum].beside
    nobody = f"({model.unregistered_mate} + {model.stranger:.5f} * pow(2, -kinship))"
    if stratum is Stratum.SAME_ADDRESS:
        return f"log2({beside} / mates / {nobody})"
    unlike = f"{beside} * pow(2, -kinship) / {max(right_count, 1)}"
    return f"(CASE WHEN mates = 0 THEN {alone} ELSE log2({unlike} / {nobody}) END)"


def _evidence_sql(model: Model, right_count: int) -> str:
    """What the levels of a pair add up to, in log2."""
    terms = []
    for kind in KINDS:
        weights = []
        for stratum in STRATUM_CODES:
            known = model.strata[stratum].weights.get(kind.name)
            rare = kind is SURNAME and stratum is not Stratum.SAME_ADDRESS
            weights += _by_level(known, kind, right_count if rare else 0)
        terms.append(f"{_listed(weights)}[stratum * {len(kind.levels) + 1} + c_{kind.name} + 2]")
    return f"({' + '.join(terms)} - {_commonness('stratum > 0', right_count)})"


def _kinship_sql(model: Model, right_count: int) -> str:
    """How much more a house-mate than a stranger compares like this, in log2."""
    mates = model.strata[Stratum.SAME_ADDRESS].weights
    strangers = model.strata[Stratum.ELSEWHERE].weights
    terms = []
    for kind in KINSHIP:
        ratio = Weights(mates[kind.name].u, strangers[kind.name].u)
        weights = _by_level(ratio, kind, right_count if kind is SURNAME else 0)
        terms.append(f"{_listed(weights)}[c_{kind.name} + 2]")
    return f"({' + '.join(terms)} - {_commonness('true', right_count)})"


def _by_level(weights: Weights | None, kind: ComparisonKind, right_count: int) -> list[float]:
    """The weight of "not comparable" and of every level.

    With a `right_count` names count by their rarity: the weight of a shared one is then that of a
    name which one person on the right has, and `_commonness` goes off it.
    """
    told = list(weights.log2) if weights else [0.0] * len(kind.levels)
    if weights and right_count:
        for level in SHARED_NAME_LEVELS:
            told[level] = math.log2(weights.m[level] * right_count)
    return [0.0, *told]


def _listed(weights: Iterable[float]) -> str:
    # To look a weight up is quicker than a CASE of its levels, above all to plan.
    return f"CAST([{', '.join(f'{weight:.4f}' for weight in weights)}] AS DOUBLE[])"


def _commonness(where: str, right_count: int) -> str:
    most = f"{max(right_count / 2, 1):.1f}"
    return f"""CASE WHEN {where} AND c_surname IN {SHARED_NAME_LEVELS}
        THEN log2(least(greatest(frequency, 1), {most})) ELSE 0 END"""
