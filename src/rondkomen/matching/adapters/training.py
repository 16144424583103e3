"""Training on the levels that linking itself uses, with Splink where nobody knows the outcome.

House-mates of sure links tell how often two people at one address agree by chance; random pairs
tell it for people elsewhere. How often one person agrees with himself is counted where a table
`truth(l, r)` tells who is who, and else found by Splink's expectation maximisation.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date

import duckdb
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI

from rondkomen.kernel.refusal import Refused
from rondkomen.matching.adapters.engine import link_between
from rondkomen.matching.adapters.scoring import LEVEL_COLUMNS, compare
from rondkomen.matching.adapters.standardise import standardise_all
from rondkomen.matching.core.comparisons import KINDS, ComparisonKind
from rondkomen.matching.core.model import Model, StratumModel, Weights
from rondkomen.matching.core.records import Stratum

# How far what was expected beforehand still counts: a training set never shows every mistake.
EXPECTATION_SHARE = 0.2
_RANDOM_PAIRS = 1_000_000
_LEAST_PAIRS = 2_000
# No level is so rare that a list could not hold it more often than the training set did.
_LEAST_CHANCE, _LEAST_AGREEMENT = 1e-7, 0.0015
# Log2-odds from which a link is sure enough for the others at that address to be others.
_SURE = 8.0
# Contact data are shared within families and nearly unique elsewhere; samples cannot show that.
_FIXED_CHANCE = ("phone", "email")
_UNTRAINED = ("person_key",)
_Shares = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class _Session:
    """One round of estimation: which elsewhere pairs, and the comparisons they leave open."""

    agree_on: str
    left_open: tuple[str, ...]


_ELSEWHERE_SESSIONS = (
    _Session("l.d = r.d AND l.n1 = r.n1", ("first_name", "place", "phone", "email")),
    _Session("l.phone1 = r.phone1 AND l.i1 = r.i1", ("surname", "birth_date", "place", "email")),
)


def train(
    connection: duckdb.DuckDBPyConnection,
    expected: Model,
    *,
    version: str,
    today: date,
    known: bool = False,
) -> Model:
    """The model trained on `left_raw` and `right_raw`, drawn a little towards what was expected.

    Shape: with `known`, table `truth(l, r)` holds the row numbers of every pair of one person.

    Raises: `Refused` when the lists share too few people to learn from.
    """
    link_between(connection, expected)
    standardise_all(connection)
    _find_sure(connection, known=known)
    if _count(connection, "sure") < _LEAST_PAIRS:
        raise _too_little()
    strata = dict(expected.strata)
    strata[Stratum.SAME_ADDRESS] = _same_address(
        connection, strata[Stratum.SAME_ADDRESS], known=known
    )
    strata[Stratum.ELSEWHERE] = _elsewhere(connection, strata[Stratum.ELSEWHERE], known=known)
    sizes = [_count(connection, side) for side in ("left_raw", "right_raw")]
    trained = replace(
        expected,
        version=version,
        trained_on=today.isoformat(),
        description=f"{sizes[0]} × {sizes[1]} records; "
        + ("met bekende uitkomst" if known else "zonder bekende uitkomst, met Splink"),
        strata=strata,
    )
    return _with_shares(connection, trained)


def refuse_short(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing when the lists are long enough to share the people that training takes.

    Raises: `Refused` when one of them is shorter than that.
    """
    if min(_count(connection, side) for side in ("left_raw", "right_raw")) < _LEAST_PAIRS:
        raise _too_little()


def _too_little() -> Refused:
    return Refused(
        f"Deze lijsten delen minder dan {_LEAST_PAIRS} zekere personen: te weinig om van te"
        " leren. Gebruik het meegeleverde model."
    )


def _find_sure(connection: duckdb.DuckDBPyConnection, *, known: bool) -> None:
    source = (
        "FROM truth"
        if known
        else f"""SELECT l, r FROM decided
        WHERE band = 'same' AND total >= {_SURE}"""
    )
    connection.execute(f"CREATE OR REPLACE TABLE sure AS {source}")


def _known_agreement(connection: duckdb.DuckDBPyConnection, stratum: int) -> _Shares:
    connection.execute("CREATE OR REPLACE TABLE pair AS SELECT l, r, false AS certain FROM truth")
    compare(connection)
    return _shares(connection, f"WHERE stratum = {stratum}")


def _same_address(
    connection: duckdb.DuckDBPyConnection, part: StratumModel, *, known: bool
) -> StratumModel:
    connection.execute(
        """CREATE OR REPLACE TABLE pair AS
        SELECT l.rid AS l, r.rid AS r, false AS certain FROM left_std l JOIN right_std r
            ON l.pc = r.pc AND l.nr = r.nr WHERE l.dutch AND r.dutch"""
    )
    compare(connection)
    mates = _shares(connection, "JOIN sure s ON s.l = p.l AND s.r <> p.r WHERE stratum = 0")
    part = _with_chance(part, mates)
    if known:
        return _with_agreement(part, _known_agreement(connection, 0))
    names = tuple(name for name in part.weights if name not in _UNTRAINED)
    return _with_agreement(part, _estimate(connection, "stratum = 0", part, names))


def _elsewhere(
    connection: duckdb.DuckDBPyConnection, part: StratumModel, *, known: bool
) -> StratumModel:
    left, right = _count(connection, "left_std"), _count(connection, "right_std")
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        f"""CREATE OR REPLACE TABLE pair AS
        SELECT DISTINCT CAST(floor(random() * {left}) AS INTEGER) AS l,
            CAST(floor(random() * {right}) AS INTEGER) AS r, false AS certain FROM range({_RANDOM_PAIRS})"""
    )
    compare(connection)
    part = _with_chance(part, _shares(connection, "WHERE stratum = 1"))
    if known:
        return _with_agreement(part, _known_agreement(connection, 1))
    rounds = []
    for session in _ELSEWHERE_SESSIONS:
        connection.execute(
            f"""CREATE OR REPLACE TABLE pair AS SELECT l.rid AS l, r.rid AS r, false AS certain
            FROM left_std l JOIN right_std r ON {session.agree_on}"""
        )
        compare(connection)
        rounds.append(_estimate(connection, "stratum = 1", part, session.left_open))
    return _with_agreement(part, _averaged(rounds))


def _averaged(rounds: list[_Shares]) -> _Shares:
    names = {name for shares in rounds for name in shares}
    found = {name: [shares[name] for shares in rounds if name in shares] for name in names}
    return {
        name: tuple(sum(level) / len(values) for level in zip(*values, strict=True))
        for name, values in found.items()
    }


def _with_chance(part: StratumModel, found: _Shares) -> StratumModel:
    """The part with how often two people agree as found, save what a sample cannot show."""
    weights = {
        name: old
        if name in _FIXED_CHANCE or name not in found
        else replace(old, u=_drawn(old.u, found[name], _LEAST_CHANCE))
        for name, old in part.weights.items()
    }
    return replace(part, weights=weights)


def _with_agreement(part: StratumModel, found: _Shares) -> StratumModel:
    """The part with how often one person agrees with himself as found."""
    weights = {
        name: replace(old, m=_drawn(old.m, found[name], _LEAST_AGREEMENT)) if name in found else old
        for name, old in part.weights.items()
    }
    return replace(part, weights=weights)


def _drawn(
    expected: tuple[float, ...], found: tuple[float, ...], least: float
) -> tuple[float, ...]:
    """What was found, drawn towards what was expected on the scale of weights."""
    mixed = [
        before**EXPECTATION_SHARE * max(share, least) ** (1 - EXPECTATION_SHARE)
        for before, share in zip(expected, found, strict=True)
    ]
    return tuple(round(max(share / sum(mixed), least), 8) for share in mixed)


def _shares(connection: duckdb.DuckDBPyConnection, which: str) -> _Shares:
    """How often each level of each comparison occurs among the compared pairs."""
    shares: _Shares = {}
    for kind in KINDS:
        counts = dict(
            connection.execute(
                f"SELECT c_{kind.name}, count(*) FROM compared p {which} GROUP BY 1"
            ).fetchall()
        )
        seen = [counts.get(level, 0) for level in range(len(kind.levels))]
        if sum(seen) >= _LEAST_PAIRS:
            shares[kind.name] = tuple(number / sum(seen) for number in seen)
    return shares


def _estimate(
    connection: duckdb.DuckDBPyConnection, which: str, part: StratumModel, names: tuple[str, ...]
) -> _Shares:
    """How often one person has each level, by Splink's expectation maximisation, u held fixed.

    Splink compares columns of two tables. Here each row of both is a pair that is already
    compared, so that it trains on exactly the levels that linking uses.
    """
    connection.execute(
        f"""CREATE OR REPLACE TABLE compared_pair AS
        SELECT row_number() OVER () AS unique_id, {LEVEL_COLUMNS} FROM compared WHERE {which}"""
    )
    if _count(connection, "compared_pair") < _LEAST_PAIRS:
        return {}
    connection.execute("CREATE OR REPLACE TABLE counterpart AS FROM compared_pair")
    api = DuckDBAPI(connection=connection)
    kinds = [kind for kind in KINDS if kind.name in names]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_splink_comparison(kind, part.weights[kind.name]) for kind in kinds],
        probability_two_random_records_match=0.4,
        retain_matching_columns=False,
    )
    tables = [api.register(name) for name in ("compared_pair", "counterpart")]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_parameters_using_expectation_maximisation(
        "l.unique_id = r.unique_id", fix_u_probabilities=True
    )
    return _found(linker, kinds)


def _splink_comparison(kind: ComparisonKind, weights: Weights) -> dict[str, object]:
    column = f"c_{kind.name}"
    levels: list[dict[str, object]] = [
        {"sql_condition": f"{column}_l = -1", "label_for_charts": "-", "is_null_level": True}
    ]
    for code, (level, m, u) in enumerate(zip(kind.levels, weights.m, weights.u, strict=True)):
        levels.append(
            {
                "sql_condition": f"{column}_l = {code}", "label_for_charts": level.code,
                "m_probability": m, "u_probability": u,
            }
        )  # fmt: skip
    return {"output_column_name": column, "comparison_levels": levels}


def _found(linker: Linker, kinds: list[ComparisonKind]) -> _Shares:
    saved = linker.misc.save_model_to_json()
    return {
        kind.name: tuple(
            float(level.get("m_probability") or _LEAST_CHANCE)
            for level in comparison["comparison_levels"][1:]
        )
        for kind, comparison in zip(kinds, saved["comparisons"], strict=True)
    }


def _with_shares(connection: duckdb.DuckDBPyConnection, model: Model) -> Model:
    """The model with the shares of left records found at their address and elsewhere."""
    link_between(connection, model)
    connection.execute(
        """CREATE OR REPLACE TABLE found_share AS
        WITH odds AS (SELECT l, stratum, sum(pow(2, least(weight, 60))) AS odds FROM decided
            GROUP BY ALL),
        shares AS (SELECT l, stratum, odds / (1 + sum(odds) OVER (PARTITION BY l)) AS share
            FROM odds),
        beside AS (SELECT DISTINCT l.rid FROM left_key l JOIN right_key r
            ON l.pc = r.pc AND l.nr = r.nr)
        SELECT l.rid IN (FROM beside) AS beside,
            avg(coalesce(h.share, 0)) AS here, avg(coalesce(e.share, 0)) AS elsewhere
        FROM left_std l LEFT JOIN shares h ON h.l = l.rid AND h.stratum = 0
        LEFT JOIN shares e ON e.l = l.rid AND e.stratum = 1 WHERE l.dutch GROUP BY ALL"""
    )
    rows = connection.execute("SELECT beside, here, elsewhere FROM found_share").fetchall()
    shares = {bool(row[0]): (float(row[1]), float(row[2])) for row in rows}
    here, elsewhere = shares.get(True, (0.9, 0.04))
    alone = shares.get(False, (0.0, 0.5))[1]
    strata = dict(model.strata)
    at_address = strata[Stratum.SAME_ADDRESS]
    strata[Stratum.SAME_ADDRESS] = replace(at_address, beside=_within(here, 0.5, 0.9))
    strata[Stratum.ELSEWHERE] = replace(
        strata[Stratum.ELSEWHERE],
        prior=_within(alone, 0.1, 0.7),
        beside=_within(elsewhere, 0.01, 0.07),
    )
    return replace(model, strata=strata)


def _within(value: float, least: float, most: float) -> float:
    return round(min(max(value, least), most), 4)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0
