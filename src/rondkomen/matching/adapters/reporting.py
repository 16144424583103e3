"""From the decided pairs in DuckDB to results a program or a person can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import duckdb

from rondkomen.matching.adapters.scoring import LEVEL_COLUMNS, STRATUM_CODES
from rondkomen.matching.core.explaining import Explainer, Outcome, Setting, probability
from rondkomen.matching.core.model import Model
from rondkomen.matching.core.records import (
    Band,
    HouseholdLink,
    Link,
    LinkResult,
    Review,
    Unlinked,
    UnlinkedCause,
)

# So sure must the household be before a record is linked to it without its person.
HOUSEHOLD_CERTAINTY = 0.95
MOST_CANDIDATES = 5

CAUSE_TEXTS = {
    UnlinkedCause.NO_CANDIDATE: "Niemand lijkt genoeg op deze persoon.",
    UnlinkedCause.ADDRESS_UNKNOWN: "Dit adres komt niet voor en niemand anders lijkt op de"
    " persoon.",
    UnlinkedCause.NOT_AT_ADDRESS: "Op dit adres staan alleen anderen.",
    UnlinkedCause.LEGAL_PERSON: "De naam is die van een rechtspersoon.",
    UnlinkedCause.TOO_LITTLE_DATA: "Er zijn te weinig gegevens: geen naam, of geen adres en geen"
    " geboortedatum.",
}

_PAIRS = f"""
SELECT l, r, band, stratum, rule, {LEVEL_COLUMNS}, frequency, mates, kinship, competition, total
FROM decided d WHERE band = 'same' OR (band = 'review' {{not_linked}})
QUALIFY band = 'same'
    OR row_number() OVER (PARTITION BY l, band ORDER BY total DESC, r) <= {MOST_CANDIDATES}
ORDER BY l, total DESC, r
"""
_NOT_LINKED = "AND NOT EXISTS (FROM decided s WHERE s.l = d.l AND s.band = 'same')"


def pair_rows(connection: duckdb.DuckDBPyConnection, *, within: bool) -> Iterator[tuple[Any, ...]]:
    """The pairs to report, per left record the best first."""
    connection.execute(_PAIRS.format(not_linked="" if within else _NOT_LINKED))
    while rows := connection.fetchmany(10_000):
        yield from rows


def pair_lines(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    ids: tuple[Sequence[str], Sequence[str]],
    *,
    within: bool,
) -> Iterator[tuple[str, ...]]:
    """The pairs as lines of text: both ids, band, score and the explanation as JSON.

    Between two lists a record under review has one line, its best candidate; the others stand in
    the explanation.
    """
    explainer, right_count = Explainer(model), len(ids[1])
    rows = pair_rows(connection, within=within)
    if within:
        grouped: Iterator[list[tuple[Any, ...]]] = ([row] for row in rows)
    else:
        grouped = (list(group) for _, group in groupby(rows, key=lambda row: (row[0], row[2])))
    for group in grouped:
        shown = group if group[0][2] == Band.SAME else group[:1]
        others = [{"right_id": ids[1][row[1]], "score": _score(row)} for row in group[len(shown) :]]
        for row in shown:
            outcome = outcome_of(row, right_count, within=within)
            more = {"other_candidates": others} if others else {}
            explanation = explainer.as_json(outcome, **more)
            yield ids[0][row[0]], ids[1][row[1]], row[2], f"{_score(row):.6f}", explanation


def _score(row: Sequence[Any]) -> float:
    return round(probability(row[-1]), 6)


def outcome_of(row: Sequence[Any], right_count: int, *, within: bool) -> Outcome:
    """What was found for a pair, from its row."""
    return Outcome(
        stratum=STRATUM_CODES[row[3]],
        rule=row[4],
        levels=tuple(row[5:-5]),
        frequency=int(row[-5] or 1),
        setting=Setting(right_count, int(row[-4]), row[-3], within),
        competition=row[-2],
        total=row[-1],
    )


def results_between(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    ids: tuple[Sequence[str], Sequence[str]],
) -> LinkResult:
    """The decided pairs of two lists as links, reviews, households and unlinked records.

    A left record has one link at most: where the right list holds a person twice, somebody chooses.
    """
    explainer = Explainer(model)
    found = [
        _link(row, explainer, ids, within=False) for row in pair_rows(connection, within=False)
    ]
    same = Counter(pair.left_id for pair in found if pair.band is Band.SAME)
    pairs = [replace(pair, band=Band.REVIEW) if same[pair.left_id] > 1 else pair for pair in found]
    reviews = tuple(
        Review(left_id, tuple(candidates))
        for left_id, candidates in groupby(
            (pair for pair in pairs if pair.band is Band.REVIEW), key=lambda pair: pair.left_id
        )
    )
    shown = {pair.left_id for pair in pairs}
    return LinkResult(
        links=tuple(pair for pair in pairs if pair.band is Band.SAME),
        reviews=reviews,
        household_links=tuple(_households(connection, ids)),
        unlinked=tuple(_unlinked(connection, ids[0], shown)),
        model_version=model.version,
    )


def results_within(
    connection: duckdb.DuckDBPyConnection, model: Model, left_ids: Sequence[str]
) -> LinkResult:
    """The decided pairs within one list as links and reviews."""
    ids = (left_ids, left_ids)
    explainer = Explainer(model)
    pairs = [_link(row, explainer, ids, within=True) for row in pair_rows(connection, within=True)]
    shown = {key for pair in pairs for key in (pair.left_id, pair.right_id)}
    return LinkResult(
        links=tuple(pair for pair in pairs if pair.band is Band.SAME),
        reviews=tuple(Review(pair.left_id, (pair,)) for pair in pairs if pair.band is Band.REVIEW),
        household_links=(),
        unlinked=tuple(
            Unlinked(key, UnlinkedCause.NO_CANDIDATE, "Geen ander record in de lijst lijkt op dit.")
            for key in left_ids
            if key not in shown
        ),
        model_version=model.version,
    )


def _link(
    row: Sequence[Any],
    explainer: Explainer,
    ids: tuple[Sequence[str], Sequence[str]],
    *,
    within: bool,
) -> Link:
    outcome = outcome_of(row, len(ids[1]), within=within)
    return Link(
        left_id=ids[0][row[0]],
        right_id=ids[1][row[1]],
        band=Band(row[2]),
        score=_score(row),
        explanation=explainer.explain(outcome),
    )


def _households(
    connection: duckdb.DuckDBPyConnection, ids: tuple[Sequence[str], Sequence[str]]
) -> Iterator[HouseholdLink]:
    connection.execute(
        f"""WITH shares AS (
            SELECT d.l, d.r, d.home, d.stratum,
                pow(2, weight) / (1 + sum(pow(2, weight)) OVER (PARTITION BY d.l)) AS share
            FROM decided d WHERE NOT EXISTS (FROM decided x WHERE x.l = d.l AND x.band = 'same')
                AND EXISTS (FROM decided x WHERE x.l = d.l AND x.band = 'review')
        )
        SELECT l, list(r ORDER BY share DESC, r), sum(share) FROM shares WHERE stratum = 0
        GROUP BY l, home
        HAVING sum(share) >= {HOUSEHOLD_CERTAINTY} ORDER BY l"""
    )
    for left, rights, share in connection.fetchall():
        yield HouseholdLink(
            ids[0][left], tuple(ids[1][right] for right in rights), round(min(share, 1.0), 6)
        )


def _unlinked(
    connection: duckdb.DuckDBPyConnection, left_ids: Sequence[str], shown: set[str]
) -> Iterator[Unlinked]:
    connection.execute(
        """SELECT rid, CASE
            WHEN l.kind = 'legal' THEN 'legal_person'
            WHEN l.n1 IS NULL OR (l.nr IS NULL AND l.d IS NULL) THEN 'too_little_data'
            WHEN l.pc IS NULL OR l.nr IS NULL THEN 'no_candidate'
            WHEN NOT EXISTS (FROM right_key r WHERE r.pc = k.pc AND r.nr = k.nr)
                THEN 'address_unknown'
            ELSE 'not_at_address' END
        FROM left_std l JOIN left_key k USING (rid) ORDER BY rid"""
    )
    for rid, code in connection.fetchall():
        if left_ids[rid] not in shown:
            cause = UnlinkedCause(code)
            yield Unlinked(left_ids[rid], cause, CAUSE_TEXTS[cause])
