"""The standardised form of delivered persons, made once, in SQL.

Every text field is cleaned on its distinct values only and then joined back: a register of a
million persons holds some ten thousands of surnames.
"""

from __future__ import annotations

import json
from importlib import resources

import duckdb

from rondkomen.matching.adapters.side_by_side import WORKERS, run_side_by_side
from rondkomen.matching.adapters.spelling import (
    DATE_PARTS,
    HOUSE_NUMBER_PARTS,
    INITIALS_PARTS,
    LEGAL,
    MACROS,
    SOLE_TRADER,
    SURNAME_PARTS,
)

# Mail and phone that stand for "none" in the systems of partners.
# Only the left side is checked: no right record is found by a mail box that is not there.
_NO_EMAIL = "('geen', 'onbekend', 'noreply', 'no-reply', 'nvt', 'n.v.t', 'info', 'administratie')"
# From this many rows on DuckDB divides a statement over the cores by itself.
_SHORT_LIST, _LONG_LIST = 20_000, 250_000
_REAL_MAIL = f"AND split_part(r.mail, '@', 1) NOT IN {_NO_EMAIL}"
_NO_PHONE = "('612345678', '123456789', '987654321', '201234567', '101234567')"

_SURNAMES = f"""
CREATE OR REPLACE TABLE surname_form AS
WITH raw AS (
    SELECT surname AS raw FROM left_raw UNION SELECT partner_surname FROM left_raw
    UNION SELECT surname FROM right_raw UNION SELECT partner_surname FROM right_raw
), {SURNAME_PARTS}
"""

# Most names are plain words; only the others need folding as a whole. A title is no name.
_GIVEN_WORDS = """
CREATE OR REPLACE TABLE given_words AS
WITH raw AS (
    SELECT given_names AS raw FROM left_raw UNION SELECT given_names FROM right_raw
), shaped AS MATERIALIZED (
    SELECT raw, regexp_full_match(raw, '[\\p{L} ]*[\\p{Ll}AEIOUY][\\p{L} ]*') AS plain
    FROM raw WHERE raw IS NOT NULL
), folded AS (
    SELECT raw, plain, CASE WHEN plain THEN raw ELSE fold(without_title(raw)) END AS f,
        NOT plain AND regexp_full_match(trim(raw), '[A-Z]{1,4}') AS short FROM shaped
)
SELECT raw, CASE WHEN short THEN f END AS letters,
    CASE WHEN short THEN [] ELSE list_filter(string_split(f, ' '), lambda w: w <> '')[1:5] END AS w
FROM folded
"""

_GIVEN_KEYS = """
CREATE OR REPLACE TABLE given_key AS
WITH words AS (SELECT DISTINCT unnest(w) AS word FROM given_words),
folded AS (SELECT word, replace(fold(word), ' ', '') AS f FROM words),
keyed AS (SELECT word, first_letter(f) AS letter,
    CASE WHEN length(f) > 1 THEN spelling_key(f) END AS key FROM folded)
SELECT word, letter, key, coalesce(list_prepend(key, c.stems), [key]) AS stems
FROM keyed LEFT JOIN call_name c ON c.name = key
"""

_GIVEN_NAMES = """
CREATE OR REPLACE TABLE given_form AS
SELECT g.raw, row_number() OVER () AS gid, a.key AS g1, a.key || b.key AS g12, a.stems AS stems,
    CASE WHEN b.key IS NOT NULL THEN list_concat(b.stems, coalesce(c.stems, [])) END AS others,
    CASE WHEN a.key IS NOT NULL THEN a.letter END AS c1,
    nullif(coalesce(g.letters, concat(a.letter, b.letter, c.letter, d.letter)), '') AS initials
FROM given_words g LEFT JOIN given_key a ON a.word = g.w[1] LEFT JOIN given_key b ON b.word = g.w[2]
LEFT JOIN given_key c ON c.word = g.w[3] LEFT JOIN given_key d ON d.word = g.w[4]
"""

_INITIALS = f"""
CREATE OR REPLACE TABLE initials_form AS
WITH raw AS (
    SELECT initials AS raw FROM left_raw UNION SELECT initials FROM right_raw
), {INITIALS_PARTS}
"""

_DATES = f"""
CREATE OR REPLACE TABLE date_form AS
WITH raw AS (
    SELECT birth_date AS raw FROM left_raw UNION SELECT birth_date FROM right_raw
), {DATE_PARTS}
"""

_POSTCODES = """
CREATE OR REPLACE TABLE postcode_form AS
WITH raw AS (
    SELECT postcode AS raw FROM left_raw UNION SELECT previous_postcode FROM left_raw
    UNION SELECT postcode FROM right_raw UNION SELECT previous_postcode FROM right_raw
), upper_case AS (
    SELECT raw, regexp_replace(upper(trim(raw)), '\\.0$', '') AS t FROM raw WHERE raw IS NOT NULL
), tried AS MATERIALIZED (
    SELECT raw, t, regexp_extract(t, '^(?:NL ?-?)?([1-9][0-9]{3}) ?([A-Z]{2})(?:[^A-Z0-9]|$)',
        ['digits', 'letters']) AS pc FROM upper_case
)
SELECT raw, pc.digits <> '' AS dutch,
    nullif(CASE WHEN pc.digits <> '' THEN pc.digits || pc.letters
        ELSE ltrim(regexp_replace(t, '[^A-Z0-9]', '', 'g'), '0') END, '') AS pc
FROM tried
"""

_STREETS = """
CREATE OR REPLACE TABLE street_form AS
WITH raw AS (
    SELECT street AS raw FROM left_raw UNION SELECT street FROM right_raw
), turned AS (
    SELECT raw, regexp_replace(trim(raw), '^([0-9]{1,5}[A-Za-z]?),? +(.*)$', '\\2 \\1') AS t
    FROM raw WHERE raw IS NOT NULL
), tried AS MATERIALIZED (
    SELECT raw, regexp_extract(t, '^(.*[^0-9 ]) +([0-9]{1,5})(?: *[-/ ]? *([A-Za-z0-9]{1,6}))?$',
        ['name', 'number', 'rest']) AS p
    FROM turned
)
SELECT raw, nullif(street_key(CASE WHEN p.name <> '' THEN p.name ELSE raw END), '') AS street,
    CAST(try_cast(p.number AS INTEGER) AS VARCHAR) AS number, p.rest AS rest
FROM tried
"""

_CITIES = """
CREATE OR REPLACE TABLE city_form AS
WITH raw AS (SELECT city AS raw FROM left_raw UNION SELECT city FROM right_raw)
SELECT raw, nullif(spelling_key(fold(raw)), '') AS city FROM raw WHERE raw IS NOT NULL
"""

_HOUSE_NUMBERS = f"""
CREATE OR REPLACE TABLE number_form AS
WITH raw AS (
    SELECT house_number AS n, coalesce(addition, '') AS a FROM left_raw
    UNION SELECT previous_house_number, coalesce(previous_addition, '') FROM left_raw
    UNION SELECT house_number, coalesce(addition, '') FROM right_raw
    UNION SELECT previous_house_number, coalesce(previous_addition, '') FROM right_raw
    UNION SELECT number, rest FROM street_form WHERE number IS NOT NULL
), {HOUSE_NUMBER_PARTS}
"""

_PREFIXES = """
CREATE OR REPLACE TABLE prefix_form AS
WITH raw AS (SELECT prefix AS raw FROM left_raw UNION SELECT prefix FROM right_raw)
SELECT raw, spelling_key(fold(raw)) AS prefix FROM raw WHERE raw IS NOT NULL
"""

_STANDARD = f"""
WITH parted AS (
    SELECT *, lower(email) AS mail, CASE WHEN length(phone) < 18 THEN phone
        ELSE regexp_replace(phone, '\\s*(?:[;,|]|\\bof\\b|\\ben\\b|\\s/\\s)\\s*', ';', 'g') END
        AS phones
    FROM {{side}}_raw
), raw AS (
    SELECT *, right(regexp_replace(CASE WHEN contains(phones, ';') THEN split_part(phones, ';', 1)
            ELSE phones END, '[^0-9]', '', 'g'), 9) AS a,
        CASE WHEN contains(phones, ';')
            THEN right(regexp_replace(split_part(phones, ';', 2), '[^0-9]', '', 'g'), 9) END AS b
    FROM parted
)
SELECT r.rid,
    CASE WHEN r.legal_form <> '' AND regexp_matches(fold(r.legal_form), '{LEGAL}') THEN 'legal'
        WHEN r.legal_form <> '' AND regexp_matches(fold(r.legal_form), '{SOLE_TRADER}') THEN 'trade'
        ELSE coalesce(s.kind, 'person') END AS kind,
    CASE WHEN s.p1 IS NULL THEN p.p1
        WHEN s.p1 = p.p1 AND s.p2 IS NOT NULL THEN s.p2
        WHEN p.p1 IS NOT NULL AND s.p2 IS NOT NULL AND s.p2 <> p.p1 THEN s.glued
        ELSE s.p1 END AS n1,
    CASE WHEN s.p1 IS NULL THEN NULL
        WHEN s.p1 = p.p1 THEN CASE WHEN s.p2 IS NULL THEN NULL ELSE p.p1 END
        ELSE coalesce(p.p1, s.p2) END AS n2,
    coalesce(t.prefix, '') || s.whole AS whole,
    coalesce(g.g1, i.g1) AS g1, g.gid, coalesce(g.c1, left(i.g1, 1)) AS c1,
    CASE WHEN i.initials IS NULL THEN coalesce(g.initials, s.extra)
        WHEN starts_with(g.initials, i.initials) THEN g.initials
        ELSE i.initials END AS ini,
    coalesce(left(ini, 1), c1) AS i1,
    d.d, pc.pc AS pc, coalesce(pc.dutch, false) AS dutch,
    CASE WHEN pc.dutch THEN left(pc.pc, 4) ELSE pc.pc END AS area,
    h.number AS nr, coalesce(h.addition, '') AS addition,
    ppc.pc AS ppc, coalesce(ppc.dutch, false) AS pdutch, ph.number AS pnr,
    coalesce(ph.addition, '') AS paddition, st.street, ct.city,
    CASE WHEN length(r.a) > 5 AND replace(r.a, left(r.a, 1), '') <> '' AND r.a NOT IN {_NO_PHONE}
        THEN r.a END AS phone1,
    CASE WHEN length(r.b) > 5 AND replace(r.b, left(r.b, 1), '') <> '' AND r.b NOT IN {_NO_PHONE}
        THEN r.b END AS phone2,
    CASE WHEN contains(r.mail, '@') {{real_mail}} THEN trim(r.mail) END AS email,
    nullif(r.person_key, '') AS person_key
FROM raw r
LEFT JOIN surname_form s ON s.raw = r.surname
LEFT JOIN surname_form p ON p.raw = r.partner_surname
LEFT JOIN prefix_form t ON t.raw = r.prefix
LEFT JOIN given_form g ON g.raw = r.given_names
LEFT JOIN initials_form i ON i.raw = r.initials
LEFT JOIN date_form d ON d.raw = r.birth_date
LEFT JOIN postcode_form pc ON pc.raw = r.postcode
LEFT JOIN postcode_form ppc ON ppc.raw = r.previous_postcode
LEFT JOIN street_form st ON st.raw = r.street
LEFT JOIN city_form ct ON ct.raw = r.city
LEFT JOIN number_form h ON h.n = coalesce(nullif(r.house_number, ''), st.number)
    AND h.a = CASE WHEN r.house_number <> '' THEN coalesce(r.addition, '') ELSE st.rest END
LEFT JOIN number_form ph ON ph.n = r.previous_house_number
    AND ph.a = coalesce(r.previous_addition, '')
{{part}}
"""

# Chains of statements that do not need each other.
_FORMS: tuple[tuple[str, ...], ...] = (
    (_SURNAMES,), (_GIVEN_WORDS, _GIVEN_KEYS, _GIVEN_NAMES), (_DATES,), (_INITIALS,),
    (_STREETS, _HOUSE_NUMBERS), (_POSTCODES,), (_CITIES,), (_PREFIXES,),
)  # fmt: skip

# Nobody on the right may be this much younger than nearly everybody on the left: a list of adults
# then does not find their children. Too few dates tell nothing.
_YOUNGEST = """
CREATE OR REPLACE TABLE youngest AS
SELECT CASE WHEN count(d) >= 200
    THEN CAST(CAST(left(quantile_disc(d, 0.998), 4) AS INTEGER) + 2 AS VARCHAR) || '0101' END AS d
FROM left_std WHERE d IS NOT NULL
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing; the connection then knows the cleaning macros and the table of call names."""
    for macro in MACROS:
        connection.execute(macro)
    content = resources.files("rondkomen.matching.content")
    names = json.loads((content / "call_names.json").read_text(encoding="utf-8"))
    rows = sorted(
        {(variant, stem) for stem, variants in names["stems"].items() for variant in variants}
        | {(stem, stem) for stem in names["stems"]}
    )
    connection.execute(
        "CREATE OR REPLACE TABLE call_name AS SELECT spelling_key(fold(x[1])) AS name,"
        " list(DISTINCT spelling_key(fold(x[2]))) AS stems"
        " FROM (SELECT unnest(?::VARCHAR[][]) AS x) GROUP BY 1",
        [[list(row) for row in rows]],
    )


def standardise(connection: duckdb.DuckDBPyConnection, *, sides: tuple[str, ...]) -> None:
    """Nothing; `left_std` (and `right_std`) then hold the comparable form of `…_raw`.

    Shape: `…_raw` has `rid` and every column of `Record` as text.
    """
    run_side_by_side(connection, _FORMS)
    chains = []
    for side in sides:
        real_mail = _REAL_MAIL if side == "left" else ""
        shape = _STANDARD.format(side=side, real_mail=real_mail, part="LIMIT 0")
        connection.execute(f"CREATE OR REPLACE TABLE {side}_std AS {shape}")
        for which in _parts(connection, side):
            filled = _STANDARD.format(side=side, real_mail=real_mail, part=which)
            chains.append([f"INSERT INTO {side}_std {filled}"])
    run_side_by_side(connection, chains)
    connection.execute(_YOUNGEST)


def _parts(connection: duckdb.DuckDBPyConnection, side: str) -> list[str]:
    """Conditions that divide a list; short ones are not worth it, long ones DuckDB divides."""
    found = connection.execute(f"SELECT count(*) FROM {side}_raw").fetchone()
    assert found is not None, "a count gives one row"
    if not _SHORT_LIST <= found[0] < _LONG_LIST:
        return [""]
    return [f"WHERE r.rid % {WORKERS} = {part}" for part in range(WORKERS)]
