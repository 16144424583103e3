"""Dictionaries from what was delivered to its comparable form, each distinct value cleaned once.

A register of a million persons holds some ten thousands of surnames. Beside each form stands its
key, a 64-bit hash: records that may be one person are found on keys, so that nothing but numbers
is needed of the records that nobody asks for.
"""

from __future__ import annotations

from rondkomen.matching.adapters.spelling import (
    DATE_PARTS,
    HOUSE_NUMBER_PARTS,
    INITIALS_PARTS,
    SURNAME_PARTS,
    spelt_words,
)


def _values(*columns: str) -> str:
    """The distinct values of these columns in both lists."""
    return " UNION ".join(
        f"SELECT {column} AS raw FROM {side}_raw"
        for side in ("left", "right")
        for column in columns
    )


_SURNAMES = f"""
CREATE OR REPLACE TABLE surname_form AS
WITH raw AS ({_values("surname", "partner_surname")}), form AS MATERIALIZED (
    WITH {SURNAME_PARTS}
)
SELECT *, key_of(p1) AS k1, key_of(p2) AS k2, key_of(glued) AS kg,
    key_of(left(p1, 3)) AS s1, key_of(left(p2, 3)) AS s2, key_of(left(glued, 3)) AS sg FROM form
"""

_INITIALS = f"""
CREATE OR REPLACE TABLE initials_form AS
WITH raw AS ({_values("initials")}), form AS MATERIALIZED (WITH {INITIALS_PARTS})
SELECT *, key_of(left(initials, 1)) AS first FROM form
"""

_DATES = f"""
CREATE OR REPLACE TABLE date_form AS
WITH raw AS (FROM ({_values("birth_date")}) WHERE plain_date(raw) IS NULL),
form AS MATERIALIZED (WITH {DATE_PARTS})
SELECT *, try_cast(d AS UBIGINT) AS born FROM form
"""

_POSTCODES = f"""
CREATE OR REPLACE TABLE postcode_form AS
WITH raw AS ({_values("postcode", "previous_postcode")}), told AS MATERIALIZED (
    SELECT raw, regexp_full_match(raw, '[1-9][0-9]{{3}}[A-Z]{{2}}') AS plain FROM raw
    WHERE raw <> ''
), upper_case AS (
    SELECT raw, regexp_replace(upper(trim(raw)), '\\.0$', '') AS t FROM told WHERE NOT plain
), tried AS MATERIALIZED (
    SELECT raw, t, regexp_extract(t, '^(?:NL ?-?)?([1-9][0-9]{{3}}) *([A-Z]{{2}})(?:[^A-Z0-9]|$)',
        ['digits', 'letters']) AS pc FROM upper_case
), form AS MATERIALIZED (
    SELECT raw, pc.digits <> '' AS dutch,
        nullif(CASE WHEN pc.digits <> '' THEN pc.digits || pc.letters
            ELSE ltrim(regexp_replace(t, '[^A-Z0-9]', '', 'g'), '0') END, '') AS pc
    FROM tried UNION ALL SELECT raw, true, raw FROM told WHERE plain
)
SELECT raw, dutch, pc, CASE WHEN dutch THEN left(pc, 4) ELSE pc END AS area,
    key_of(pc) AS kpc, key_of(area) AS karea FROM form
"""

_STREETS = f"""
CREATE OR REPLACE TABLE street_form AS
WITH raw AS ({_values("street")}), turned AS (
    SELECT raw, regexp_replace(trim(raw), '^([0-9]{{1,5}}[A-Za-z]?),? +(.*)$', '\\2 \\1') AS t
    FROM raw WHERE raw <> ''
), tried AS MATERIALIZED (
    SELECT raw, regexp_extract(t, '^(.*[^0-9 ]) +([0-9]{{1,5}})(?: *[-/ ]? *([A-Za-z0-9]{{1,6}}))?$',
        ['name', 'number', 'rest']) AS p
    FROM turned
), form AS MATERIALIZED (
    SELECT raw, nullif(street_key(CASE WHEN p.name <> '' THEN p.name ELSE raw END), '') AS street,
        CAST(try_cast(p.number AS INTEGER) AS VARCHAR) AS number, p.rest AS rest FROM tried
)
SELECT *, key_of(street) AS kstreet FROM form
"""

_WORDS = f"""
CREATE OR REPLACE TABLE word_form AS
WITH raw AS ({_values("city", "prefix")})
SELECT raw, nullif(spelling_key(fold(raw)), '') AS key FROM raw WHERE raw <> ''
"""

# A number of digits only, without an addition, needs no dictionary.
_HOUSE_NUMBERS = f"""
CREATE OR REPLACE TABLE number_form AS
WITH delivered AS (
    SELECT house_number AS n, coalesce(addition, '') AS a FROM left_raw
    UNION SELECT previous_house_number, coalesce(previous_addition, '') FROM left_raw
    UNION SELECT house_number, coalesce(addition, '') FROM right_raw
    UNION SELECT previous_house_number, coalesce(previous_addition, '') FROM right_raw
    UNION SELECT number, rest FROM street_form WHERE number IS NOT NULL
), raw AS (
    FROM delivered WHERE n <> '' AND (a <> '' OR try_cast(n AS INTEGER) IS NULL)
), {HOUSE_NUMBER_PARTS}
"""

_CALL_NAMES = f"""
CREATE OR REPLACE TABLE call_name AS
WITH folded AS MATERIALIZED (SELECT fold(variant) AS variant, fold(stem) AS stem FROM called),
word AS (SELECT variant AS word FROM folded UNION SELECT stem FROM folded),
spelt AS MATERIALIZED ({spelt_words()})
SELECT v.key AS name, '|' || string_agg(DISTINCT s.key, '|' ORDER BY s.key) || '|' AS stems
FROM folded f JOIN spelt v ON v.word = f.variant JOIN spelt s ON s.word = f.stem GROUP BY v.key
"""

# Most names are plain words; only the others need folding as a whole. A title is no name, and a
# few capitals without a vowel are initials.
GIVEN_NAMES = """
WITH raw AS ({raw}), shaped AS MATERIALIZED (
    SELECT raw, regexp_full_match(raw, '\\p{{L}}+(?: \\p{{L}}+)*')
        AND NOT regexp_full_match(raw, '[B-DF-HJ-NP-TV-XZ ]+') AS plain
    FROM raw WHERE raw <> ''
), folded AS (
    SELECT raw, plain, CASE WHEN plain THEN raw ELSE fold(without_title(raw)) END AS f,
        NOT plain AND regexp_full_match(trim(raw), '[A-Z]{{1,4}}') AS short FROM shaped
), words AS MATERIALIZED (
    SELECT raw, letters, split_part(f, ' ', 1) AS a, split_part(f, ' ', 2) AS b,
        split_part(f, ' ', 3) AS c, split_part(f, ' ', 4) AS d
    FROM (SELECT raw, CASE WHEN short THEN f END AS letters, CASE WHEN NOT short THEN f END AS f
        FROM folded)
), word AS (
    SELECT a AS word FROM words UNION SELECT b FROM words UNION SELECT c FROM words
    UNION SELECT d FROM words
), keyed AS (
    SELECT word, first_letter(f) AS letter, CASE WHEN length(f) > 1 THEN spelling_key(f) END AS key
    FROM (SELECT word, replace(fold(word), ' ', '') AS f FROM word WHERE word <> '')
), known AS MATERIALIZED (
    SELECT word, letter, key, coalesce(n.stems, '|' || key || '|') AS stems
    FROM keyed LEFT JOIN call_name n ON n.name = key
)
SELECT g.raw, a.key AS g1, a.key || b.key AS g12, a.stems AS stems,
    CASE WHEN b.key IS NOT NULL THEN concat(b.stems, c.stems) END AS others,
    CASE WHEN a.key IS NOT NULL THEN a.letter END AS c1,
    nullif(coalesce(g.letters, concat(a.letter, b.letter, c.letter, d.letter)), '') AS initials
FROM words g LEFT JOIN known a ON a.word = g.a LEFT JOIN known b ON b.word = g.b
LEFT JOIN known c ON c.word = g.c LEFT JOIN known d ON d.word = g.d
"""
_LEFT_GIVEN_NAMES = "CREATE OR REPLACE TABLE left_given AS " + GIVEN_NAMES.format(
    raw="SELECT DISTINCT given_names AS raw FROM left_raw"
)

# What keys are made from, and the call names: statements that do not need each other, the longest
# first.
KEY_FORMS: tuple[tuple[str, ...], ...] = (
    (_SURNAMES,), (_DATES,), (_INITIALS,), (_STREETS,), (_POSTCODES,), (_CALL_NAMES,),
)  # fmt: skip
# What only whole records need besides.
OTHER_FORMS: tuple[str, ...] = (_LEFT_GIVEN_NAMES, _HOUSE_NUMBERS, _WORDS)
