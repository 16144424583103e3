"""The standardised form of delivered persons, made once, in SQL.

Every text field is cleaned on its distinct values only and then joined back: a register of a
million persons holds some ten thousands of surnames.
"""

from __future__ import annotations

import json
from importlib import resources

import duckdb

from rondkomen.matching.adapters.spelling import (
    DATE_PARTS,
    HOUSE_NUMBER_PARTS,
    INITIALS_PARTS,
    MACROS,
    SURNAME_PARTS,
)

# Mail and phone that stand for "none" in the systems of partners.
_NO_EMAIL = r"^(geen|onbekend|noreply|no-reply|nvt|n\.v\.t|info|administratie|test)@"
_NO_PHONE = "('612345678','123456789','987654321','201234567','101234567')"

_SURNAMES = f"""
CREATE OR REPLACE TEMP TABLE surname_form AS
WITH raw AS (
    SELECT surname AS raw FROM left_raw UNION SELECT partner_surname FROM left_raw
    UNION SELECT surname FROM right_raw UNION SELECT partner_surname FROM right_raw
), {SURNAME_PARTS}
"""

_GIVEN_NAMES = """
CREATE OR REPLACE TEMP TABLE given_form AS
WITH raw AS (
    SELECT given_names AS raw FROM left_raw UNION SELECT given_names FROM right_raw
), folded AS (
    SELECT raw, fold(without_title(raw)) AS f,
        regexp_full_match(trim(raw), '[A-Z]{1,4}') AND NOT regexp_matches(raw, '[AEIOUY]') AS short
    FROM raw WHERE raw IS NOT NULL
), words AS (
    SELECT raw, short, replace(f, ' ', '') AS glued,
        list_filter(string_split(f, ' '), lambda w: w <> '') AS w FROM folded
), named AS (
    SELECT raw, w, short, glued,
        CASE WHEN short THEN [] ELSE list_filter(w, lambda v: length(v) > 1) END AS names FROM words
)
SELECT raw, nullif(spelling_key(names[1]), '') AS g1, nullif(spelling_key(names[2]), '') AS g2,
    coalesce(c.stem, nullif(spelling_key(names[1]), '')) AS stem,
    CASE WHEN len(names) > 1 THEN spelling_key(names[1] || names[2]) END AS g12,
    CASE WHEN short THEN glued ELSE
        list_aggregate(list_transform(w[1:5], lambda v: first_letter(v)), 'string_agg', '')
    END AS initials
FROM named LEFT JOIN call_name c ON c.name = spelling_key(names[1])
"""

_INITIALS = f"""
CREATE OR REPLACE TEMP TABLE initials_form AS
WITH raw AS (
    SELECT initials AS raw FROM left_raw UNION SELECT initials FROM right_raw
), {INITIALS_PARTS}
"""

_DATES = f"""
CREATE OR REPLACE TEMP TABLE date_form AS
WITH raw AS (
    SELECT birth_date AS raw FROM left_raw UNION SELECT birth_date FROM right_raw
), {DATE_PARTS}
"""

_POSTCODES = """
CREATE OR REPLACE TEMP TABLE postcode_form AS
WITH raw AS (
    SELECT postcode AS raw FROM left_raw UNION SELECT previous_postcode FROM left_raw
    UNION SELECT postcode FROM right_raw UNION SELECT previous_postcode FROM right_raw
), upper_case AS (
    SELECT raw, regexp_replace(upper(trim(raw)), '\\.0$', '') AS t FROM raw WHERE raw IS NOT NULL
), tried AS (
    SELECT raw, t, regexp_extract(t, '^(?:NL ?-?)?([1-9][0-9]{3}) ?([A-Z]{2})(?:[^A-Z0-9]|$)',
        ['digits', 'letters']) AS pc FROM upper_case
)
SELECT raw, pc.digits <> '' AS dutch,
    nullif(CASE WHEN pc.digits <> '' THEN pc.digits || pc.letters
        ELSE ltrim(regexp_replace(t, '[^A-Z0-9]', '', 'g'), '0') END, '') AS pc
FROM tried
"""

_STREETS = """
CREATE OR REPLACE TEMP TABLE street_form AS
WITH raw AS (
    SELECT street AS raw, false AS is_city FROM left_raw UNION SELECT street, false FROM right_raw
    UNION SELECT city, true FROM left_raw UNION SELECT city, true FROM right_raw
), tried AS (
    SELECT raw, is_city, CASE WHEN is_city THEN NULL ELSE regexp_extract(trim(raw),
        '^(.*[^0-9 ]) +([0-9]{1,5})(?: *[-/ ]? *([A-Za-z0-9]{1,6}))?$',
        ['name', 'number', 'rest']) END AS p
    FROM raw WHERE raw IS NOT NULL
)
SELECT raw, is_city,
    nullif(CASE WHEN is_city THEN spelling_key(fold(raw))
        ELSE street_key(CASE WHEN p.name <> '' THEN p.name ELSE raw END) END, '') AS street,
    try_cast(p.number AS INTEGER) AS number, nullif(p.rest, '') AS rest
FROM tried
"""

_HOUSE_NUMBERS = f"""
CREATE OR REPLACE TEMP TABLE number_form AS
WITH raw AS (
    SELECT house_number AS n, addition AS a FROM left_raw
    UNION SELECT previous_house_number, previous_addition FROM left_raw
    UNION SELECT house_number, addition FROM right_raw
    UNION SELECT previous_house_number, previous_addition FROM right_raw
    UNION SELECT CAST(number AS VARCHAR), rest FROM street_form WHERE number IS NOT NULL
), {HOUSE_NUMBER_PARTS}
"""

_NAMES = """
CREATE OR REPLACE TEMP TABLE {side}_names AS
SELECT r.rid, coalesce(s.kind, 'person') AS kind,
    CASE WHEN s.p1 IS NULL THEN p.p1
        WHEN s.p1 = p.p1 AND s.p2 IS NOT NULL THEN s.p2
        WHEN p.p1 IS NOT NULL AND s.p2 IS NOT NULL AND s.p2 <> p.p1 THEN s.glued
        ELSE s.p1 END AS n1,
    CASE WHEN s.p1 IS NULL THEN NULL
        WHEN s.p1 = p.p1 THEN CASE WHEN s.p2 IS NULL THEN NULL ELSE p.p1 END
        ELSE coalesce(p.p1, s.p2) END AS n2,
    CASE WHEN r.prefix IS NULL THEN s.whole
        ELSE spelling_key(fold(r.prefix)) || s.whole END AS whole,
    coalesce(g.g1, i.g1) AS g1, g.g2, g.g12, coalesce(g.stem, i.g1) AS stem,
    CASE WHEN i.initials IS NULL THEN coalesce(g.initials, s.extra)
        WHEN starts_with(g.initials, i.initials) THEN g.initials
        ELSE i.initials END AS ini
FROM {side}_raw r
LEFT JOIN surname_form s ON s.raw = r.surname
LEFT JOIN surname_form p ON p.raw = r.partner_surname
LEFT JOIN given_form g ON g.raw = r.given_names
LEFT JOIN initials_form i ON i.raw = r.initials
"""

_STANDARD = f"""
CREATE OR REPLACE TEMP TABLE {{side}}_std AS
SELECT r.rid, n.kind, n.n1, n.n2, n.whole, n.g1, n.g2, n.g12, n.stem, n.ini,
    coalesce(left(n.ini, 1), left(n.g1, 1)) AS i1, left(n.g1, 1) AS c1,
    d.d, pc.pc AS pc, coalesce(pc.dutch, false) AS dutch,
    CASE WHEN pc.dutch THEN left(pc.pc, 4) ELSE pc.pc END AS area,
    coalesce(h.number, st.number) AS nr, coalesce(h.addition, sh.addition, '') AS addition,
    ppc.pc AS ppc, coalesce(ppc.dutch, false) AS pdutch, ph.number AS pnr,
    coalesce(ph.addition, '') AS paddition,
    st.street, ct.street AS city,
    CASE WHEN phone1(r.phone) NOT IN {_NO_PHONE} THEN phone1(r.phone) END AS phone1,
    CASE WHEN r.phone LIKE '%;%' THEN phone2(r.phone) END AS phone2,
    CASE WHEN r.email LIKE '%@%' AND NOT regexp_matches(lower(trim(r.email)), '{_NO_EMAIL}')
        THEN lower(trim(r.email)) END AS email,
    nullif(r.person_key, '') AS person_key
FROM {{side}}_raw r JOIN {{side}}_names n USING (rid)
LEFT JOIN date_form d ON d.raw = r.birth_date
LEFT JOIN postcode_form pc ON pc.raw = r.postcode
LEFT JOIN postcode_form ppc ON ppc.raw = r.previous_postcode
LEFT JOIN street_form st ON st.raw = r.street AND NOT st.is_city
LEFT JOIN street_form ct ON ct.raw = r.city AND ct.is_city
LEFT JOIN number_form h ON h.n = r.house_number AND h.a IS NOT DISTINCT FROM r.addition
LEFT JOIN number_form sh ON r.house_number IS NULL AND sh.n = CAST(st.number AS VARCHAR)
    AND sh.a IS NOT DISTINCT FROM st.rest
LEFT JOIN number_form ph ON ph.n = r.previous_house_number
    AND ph.a IS NOT DISTINCT FROM r.previous_addition
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
    connection.execute("CREATE OR REPLACE TEMP TABLE call_name (name VARCHAR, stem VARCHAR)")
    connection.execute(
        "INSERT INTO call_name SELECT spelling_key(fold(x[1])), min(spelling_key(fold(x[2])))"
        " FROM (SELECT unnest(?::VARCHAR[][]) AS x) GROUP BY 1",
        [[list(row) for row in rows]],
    )


def standardise(connection: duckdb.DuckDBPyConnection, *, sides: tuple[str, ...]) -> None:
    """Nothing; `left_std` (and `right_std`) then hold the comparable form of `…_raw`.

    Shape: `…_raw` has `rid` and every column of `Record` as text, empty cells as NULL.
    """
    for statement in (_SURNAMES, _GIVEN_NAMES, _INITIALS, _DATES, _POSTCODES, _STREETS):
        connection.execute(statement)
    connection.execute(_HOUSE_NUMBERS)
    for side in sides:
        connection.execute(_NAMES.format(side=side))
        connection.execute(_STANDARD.format(side=side))
        connection.execute(f"DROP TABLE {side}_names")
