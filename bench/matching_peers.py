"""The same linking task done by others: a raw join, hand-written SQL, Splink, recordlinkage.

Each function gets a DuckDB connection with the views `l`, `r` of the lists as delivered and gives
a table `answer(l, r, score)` with its best right record per left record. Nobody gets help that
another does not get: all read the same files and clean them in their own usual way. `IMPORTS` are
loaded before the clock starts.
"""

from __future__ import annotations

import logging
import time
from typing import Any

import duckdb

CLEAN = """
SELECT rid,
    regexp_replace(regexp_replace(strip_accents(lower(coalesce(nullif(surname, ''),
        partner_surname))), '^((van|de|den|der|v|d|ter|te|ten|op|in|het|t)[. '']+)+', ''),
        '[^a-z-]', '', 'g') AS surname,
    regexp_replace(strip_accents(lower(partner_surname)), '[^a-z-]', '', 'g') AS partner,
    lower(left(coalesce(nullif(initials, ''), given_names), 1)) AS initial,
    strip_accents(lower(split_part(given_names, ' ', 1))) AS first_name,
    strftime(coalesce(try_strptime(birth_date, '%Y-%m-%d'), try_strptime(birth_date, '%d-%m-%Y'),
        try_strptime(birth_date, '%Y%m%d'), try_strptime(birth_date, '%d/%m/%Y'),
        try_strptime(birth_date, '%d.%m.%Y')), '%Y%m%d') AS born,
    nullif(upper(replace(postcode, ' ', '')), '') AS postcode,
    try_cast(regexp_extract(house_number, '^[0-9]+') AS INTEGER) AS number,
    nullif(upper(replace(previous_postcode, ' ', '')), '') AS old_postcode,
    try_cast(previous_house_number AS INTEGER) AS old_number,
    nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 9), '') AS phone,
    nullif(lower(email), '') AS email
FROM {table}
"""

_PASSES = (
    ("postcode, number", "postcode, number"), ("postcode, number", "old_postcode, old_number"),
    ("born, surname", "born, surname"), ("born, initial, left(postcode, 4)",) * 2,
    ("born, initial, left(surname, 3)",) * 2, ("phone",) * 2, ("email",) * 2,
    ("surname, initial, left(postcode, 4)",) * 2, ("born, surname", "born, partner"),
    ("partner, initial, left(postcode, 4)", "surname, initial, left(postcode, 4)"),
    ("surname, number, initial",) * 2,
    ("left(born, 4) || right(born, 2) || born[5:6], surname", "born, surname"),
)  # fmt: skip

_POINTS = """
CASE WHEN l.surname = r.surname OR l.surname = r.partner OR l.partner = r.surname THEN 6
    WHEN contains(l.surname, r.surname) OR contains(l.surname, r.partner) THEN 5
    WHEN jaro_winkler_similarity(l.surname, r.surname) >= 0.9 THEN 4
    WHEN jaro_winkler_similarity(l.surname, r.surname) >= 0.8 THEN 1 ELSE -4 END
+ CASE WHEN l.initial = '' OR r.initial = '' THEN 0 WHEN l.initial = r.initial THEN 3 ELSE -4 END
+ CASE WHEN l.first_name = '' OR r.first_name = '' THEN 0 WHEN l.first_name = r.first_name THEN 2
    WHEN jaro_winkler_similarity(l.first_name, r.first_name) >= 0.9 THEN 1
    WHEN l.initial = r.initial THEN -1 ELSE 0 END
+ CASE WHEN l.born IS NULL OR r.born IS NULL THEN 0 WHEN l.born = r.born THEN 8
    WHEN damerau_levenshtein(l.born, r.born) <= 1 THEN 4
    WHEN left(l.born, 4) || right(l.born, 2) || l.born[5:6] = r.born THEN 5
    WHEN left(l.born, 4) = left(r.born, 4) AND right(l.born, 4) = '0101' THEN 3 ELSE -5 END
+ CASE WHEN l.postcode = r.postcode AND l.number = r.number THEN 6
    WHEN l.postcode = r.old_postcode AND l.number = r.old_number THEN 5
    WHEN l.postcode = r.postcode THEN 2
    WHEN left(l.postcode, 4) = left(r.postcode, 4) THEN 1 ELSE 0 END
+ CASE WHEN l.phone = r.phone THEN 5 ELSE 0 END + CASE WHEN l.email = r.email THEN 5 ELSE 0 END
"""

_BEST = """
CREATE TABLE answer AS SELECT l, r, score FROM (
    SELECT l, r, score - coalesce(lead(score) OVER best, {nobody}) AS margin, score,
        row_number() OVER best AS rank
    FROM scored WINDOW best AS (PARTITION BY l ORDER BY score DESC, r))
WHERE rank = 1 AND margin >= {margin}
"""


def raw_join(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """The physical limit: one join on postcode and number as delivered, written out."""
    connection.execute(
        """CREATE TABLE answer AS SELECT l.rid AS l, r.rid AS r, 0 AS score FROM l JOIN r
            ON upper(replace(l.postcode, ' ', '')) = r.postcode
            AND l.house_number = r.house_number"""
    )
    return {}


def hand_sql(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Twelve passes and points set by hand, the best candidate with a margin."""
    _clean(connection)
    passes = " UNION ".join(
        f"""SELECT l.rid AS l, r.rid AS r FROM (SELECT rid, {_named(left)} FROM left_clean) l
        JOIN (SELECT rid, {_named(right)} FROM right_clean) r USING ({_names(left)})"""
        for left, right in _PASSES
    )
    connection.execute(f"CREATE TABLE pair AS {passes}")
    connection.execute(
        f"""CREATE TABLE scored AS SELECT p.l, p.r, {_POINTS} AS score FROM pair p
        JOIN left_clean l ON l.rid = p.l JOIN right_clean r ON r.rid = p.r"""
    )
    connection.execute(_BEST.format(margin=1, nobody=0))
    return {}


def splink_default(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """One Splink model as its documentation would have it, trained on these very lists."""
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    _clean(connection)
    for side in ("left", "right"):
        connection.execute(
            f"""CREATE TABLE {side}_splink AS SELECT rid AS unique_id, nullif(surname, '') AS surname,
            nullif(first_name, '') AS first_name, nullif(initial, '') AS initial, born, postcode,
            number, phone, email, left(postcode, 4) AS area FROM {side}_clean"""
        )
    rules = [block_on("postcode", "number"), block_on("born", "surname"), block_on("phone"),
             block_on("email"), block_on("surname", "initial", "area"),
             block_on("born", "initial", "area"), block_on("surname", "number", "initial")]  # fmt: skip
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.JaroWinklerAtThresholds("surname", [0.93, 0.85]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("first_name", [0.9]),
            cl.ExactMatch("initial"),
            cl.LevenshteinAtThresholds("born", 1),
            cl.ExactMatch("postcode"),
            cl.ExactMatch("number"),
            cl.ExactMatch("phone"),
            cl.ExactMatch("email"),
        ],
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=connection)
    names = ("left_splink", "right_splink")
    linker = Linker([api.register(name, table_name=name) for name in names], settings)
    started = time.perf_counter()
    linker.training.estimate_probability_two_random_records_match(
        [block_on("born", "surname", "postcode")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("born", "initial"), block_on("postcode", "number", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)
    trained = time.perf_counter() - started
    found = linker.inference.predict(threshold_match_weight=-8)
    connection.execute(
        f"""CREATE TABLE scored AS SELECT CASE WHEN source_dataset_l = '{names[0]}' THEN unique_id_l
            ELSE unique_id_r END AS l, CASE WHEN source_dataset_l = '{names[0]}' THEN unique_id_r
            ELSE unique_id_l END AS r, match_weight AS score FROM {found.physical_name}"""
    )
    connection.execute(_BEST.format(margin=1, nobody=-30))
    return {"training": trained}


def record_linkage(
    connection: duckdb.DuckDBPyConnection, *, like_hand_sql: bool = True
) -> dict[str, float]:
    """recordlinkage from start to end as its documentation shows it, in pandas.

    Cleaning with its own `preprocessing` (`clean`, `phonenumbers`) and pandas; the union of the
    pairs of some blocks; Jaro-Winkler from .9 on for surname and first name, its date comparison
    (which knows day and month exchanged), equality for the rest; expectation maximisation (ECM).
    Comparing takes two processes where that is faster than one: from 50,000 left records on.
    Without `like_hand_sql` it blocks on seven keys only, and knows no partner and no previous
    address: quicker, and with far more mistakes.
    """
    import recordlinkage as rl

    started = time.perf_counter()
    left, right = (_clean_in_pandas(connection, side, like_hand_sql) for side in ("l", "r"))
    cleaned = time.perf_counter() - started
    indexer = rl.Index()
    for left_on, right_on in _BLOCKS if like_hand_sql else _SEVEN_BLOCKS:
        indexer.block(left_on.split(), right_on.split())
    pairs = indexer.index(left, right)
    compare = rl.Compare(n_jobs=2 if len(left) >= 50_000 else 1)
    compare.string("surname", "surname", method="jarowinkler", threshold=0.9)
    compare.string("first_name", "first_name", method="jarowinkler", threshold=0.9)
    compare.date("born", "born", swap_month_day=1)
    for left_on, right_on in _EQUAL + _EQUAL_ELSEWHERE if like_hand_sql else _EQUAL:
        compare.exact(left_on, right_on)
    features = compare.compute(pairs, left, right)
    model = rl.ECMClassifier(binarize=0.5)
    model.fit(features)
    scored = model.prob(features).rename("score").reset_index()
    scored.columns = ["l", "r", "score"]
    connection.register("scored", scored)
    connection.execute(_BEST.format(margin=1e-9, nobody=0))
    return {"cleaning": cleaned}


def record_linkage_seven(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """recordlinkage with the fewest blocks that one would choose."""
    return record_linkage(connection, like_hand_sql=False)


_SEVEN_BLOCKS = tuple((key, key) for key in (
    "postcode number", "born surname", "phone", "email", "surname initial area",
    "born initial area", "surname number initial",
))  # fmt: skip
# The passes of the hand-written SQL.
_BLOCKS = (
    *_SEVEN_BLOCKS, ("postcode number", "old_postcode old_number"),
    ("born initial start", "born initial start"), ("born surname", "born partner"),
    ("partner initial area", "surname initial area"), ("swapped surname", "born surname"),
)  # fmt: skip
_EQUAL = tuple((name, name) for name in ("initial", "postcode", "number", "phone", "email"))
_EQUAL_ELSEWHERE = (
    ("surname", "partner"), ("partner", "surname"), ("postcode", "old_postcode"),
    ("number", "old_number"),
)  # fmt: skip


def _clean_in_pandas(connection: duckdb.DuckDBPyConnection, side: str, whole: bool) -> Any:
    import pandas as pd
    from recordlinkage.preprocessing import clean, phonenumbers

    columns = f"{_RAW}, previous_postcode, previous_house_number" if whole else _RAW
    raw = connection.execute(f"SELECT {columns} FROM {side}").df().set_index("rid")
    frame = pd.DataFrame(index=raw.index)
    frame["surname"] = _core(raw["surname"].where(raw["surname"] != "", raw["partner_surname"]))
    first_names = clean(raw["given_names"], strip_accents="unicode")
    frame["first_name"] = first_names.str.split(" ").str[0]
    initials = raw["initials"].where(raw["initials"] != "", raw["given_names"])
    frame["initial"] = initials.str[:1].str.lower()
    frame["born"] = _dates_in_pandas(raw["birth_date"])
    frame["postcode"] = raw["postcode"].str.upper().str.replace(" ", "")
    frame["area"] = frame["postcode"].str[:4]
    frame["number"] = pd.to_numeric(raw["house_number"].str.extract(r"^(\d+)")[0])
    frame["phone"] = phonenumbers(raw["phone"]).str[-9:]
    frame["email"] = raw["email"].str.lower()
    if whole:
        _add_elsewhere(frame, raw)
    return frame.replace("", None)


_RAW = """rid, surname, partner_surname, given_names, initials, birth_date, postcode, house_number,
    phone, email"""


def _core(surname: Any) -> Any:
    from recordlinkage.preprocessing import clean

    return clean(surname, strip_accents="unicode").str.replace(
        "^(?:(?:van|de|den|der|v|d|ter|te|ten|op|in|het|t) )+", "", regex=True
    )


def _add_elsewhere(frame: Any, raw: Any) -> None:
    import pandas as pd

    frame["partner"] = _core(raw["partner_surname"])
    frame["start"] = frame["surname"].str[:3]
    frame["old_postcode"] = raw["previous_postcode"].str.upper().str.replace(" ", "")
    frame["old_number"] = pd.to_numeric(raw["previous_house_number"], errors="coerce")
    born = frame["born"].dt
    swapped = pd.DataFrame({"year": born.year, "month": born.day, "day": born.month})
    frame["swapped"] = pd.to_datetime(swapped, errors="coerce")


def _dates_in_pandas(text: Any) -> Any:
    import pandas as pd

    dates = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    for form in ("%d-%m-%Y", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"):
        left = dates.isna() & (text != "")
        dates[left] = pd.to_datetime(text[left], format=form, errors="coerce")
    return dates


def ours(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """The engine with the shipped model, as the application runs it."""
    from rondkomen.matching.adapters import engine
    from rondkomen.matching.adapters.standardise import prepare

    for side in ("left", "right"):
        connection.execute(f"CREATE VIEW {side}_raw AS FROM {side[0]}")
    prepare(connection)
    engine.link_between(connection, engine.shipped_model())
    connection.execute(
        """CREATE TABLE answer AS SELECT l, max_by(r, total) AS r, max(total) AS score
        FROM decided GROUP BY l"""
    )
    return {}


def _clean(connection: duckdb.DuckDBPyConnection) -> None:
    for side in ("left", "right"):
        connection.execute(f"CREATE TABLE {side}_clean AS {CLEAN.format(table=side[0])}")


def _parts(key: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(key):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(key[start:place])
            start = place + 1
    return [*parts, key[start:]]


def _named(key: str) -> str:
    return ", ".join(f"{part} AS k{number}" for number, part in enumerate(_parts(key)))


def _names(key: str) -> str:
    return ", ".join(f"k{number}" for number in range(len(_parts(key))))


CONTENDERS: dict[str, Any] = {
    "raw join": raw_join,
    "hand SQL": hand_sql,
    "rondkomen": ours,
    "Splink": splink_default,
    "recordlinkage": record_linkage,
    "recordlinkage, 7 blocks": record_linkage_seven,
}
_PANDAS = ("pandas", "recordlinkage", "recordlinkage.preprocessing")
IMPORTS: dict[str, tuple[str, ...]] = {
    "rondkomen": ("rondkomen.matching.adapters.engine",),
    "Splink": ("splink", "splink.comparison_library", "splink.backends.duckdb"),
    "recordlinkage": _PANDAS,
    "recordlinkage, 7 blocks": _PANDAS,
}
