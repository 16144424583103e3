"""The standardised form of delivered persons: what a pair is compared on.

The left records are standardised at once. Of a right record only the keys are made (`keys`) until
some left record may be that person: a register is long, and few in it are asked for.
"""

from __future__ import annotations

import json
from importlib import resources

import duckdb

from rondkomen.matching.adapters.forms import GIVEN_NAMES, KEY_FORMS, OTHER_FORMS
from rondkomen.matching.adapters.keys import STANDARD_KEYS, own_surname, partner_surname, right_keys
from rondkomen.matching.adapters.side_by_side import run_side_by_side
from rondkomen.matching.adapters.spelling import LEGAL, MACROS, SOLE_TRADER

# Mail and phone that stand for "none" in the systems of partners.
# Only the left side is checked: no right record is found by a mail box that is not there.
_NO_EMAIL = "('geen', 'onbekend', 'noreply', 'no-reply', 'nvt', 'n.v.t', 'info', 'administratie')"
_REAL_MAIL = f"AND split_part(r.mail, '@', 1) NOT IN {_NO_EMAIL}"
_NO_PHONE = "('612345678', '123456789', '987654321', '201234567', '101234567')"

_KIND = f"""CASE
        WHEN r.legal_form <> '' AND regexp_matches(fold(r.legal_form), '{LEGAL}') THEN 'legal'
        WHEN r.legal_form <> '' AND regexp_matches(fold(r.legal_form), '{SOLE_TRADER}') THEN 'trade'
        ELSE coalesce(s.kind, 'person') END"""


def _real_phone(digits: str) -> str:
    return (
        f"CASE WHEN length({digits}) > 5 AND replace({digits}, left({digits}, 1), '') <> ''"
        f" AND {digits} NOT IN {_NO_PHONE} THEN {digits} END"
    )


_STANDARD = f"""
WITH {{given}} told AS (
    SELECT *, CASE WHEN phone <> '' THEN numbers_in(phone) END AS phones,
        CASE WHEN contains(email, '@') THEN trim(lower(email)) END AS mail,
        plain_date(birth_date) AS day
    FROM {{raw}}
), raw AS (
    SELECT *, last_digits(CASE WHEN contains(phones, ';') THEN split_part(phones, ';', 1)
            ELSE phones END) AS a,
        CASE WHEN contains(phones, ';') THEN last_digits(split_part(phones, ';', 2)) END AS b
    FROM told
)
SELECT r.rid, {_KIND} AS kind, {own_surname("p1", "p2", "glued")} AS n1,
    {partner_surname("p1", "p2")} AS n2,
    coalesce(t.key, '') || s.whole AS whole,
    coalesce(g.g1, i.g1) AS g1, g.g12, coalesce(g.stems, '|' || i.g1 || '|') AS stems, g.others,
    coalesce(g.c1, left(i.g1, 1)) AS c1,
    CASE WHEN i.initials IS NULL THEN coalesce(g.initials, s.extra)
        WHEN starts_with(g.initials, i.initials) THEN g.initials
        ELSE i.initials END AS ini,
    coalesce(left(ini, 1), c1) AS i1,
    CASE WHEN r.day IS NULL THEN d.d ELSE replace(r.birth_date, '-', '') END AS d,
    pc.pc AS pc, coalesce(pc.dutch, false) AS dutch, pc.area,
    coalesce(h.number, number_in(coalesce(nullif(r.house_number, ''), st.number))) AS nr,
    coalesce(h.addition, '') AS addition,
    ppc.pc AS ppc, coalesce(ppc.dutch, false) AS pdutch,
    coalesce(ph.number, number_in(r.previous_house_number)) AS pnr,
    coalesce(ph.addition, '') AS paddition, st.street, ct.key AS city,
    {_real_phone("r.a")} AS phone1, {_real_phone("r.b")} AS phone2,
    CASE WHEN true {{real_mail}} THEN r.mail END AS email,
    nullif(r.person_key, '') AS person_key
FROM raw r
LEFT JOIN surname_form s ON s.raw = r.surname
LEFT JOIN surname_form p ON p.raw = r.partner_surname
LEFT JOIN word_form t ON t.raw = r.prefix
LEFT JOIN {{side}}_given g ON g.raw = r.given_names
LEFT JOIN initials_form i ON i.raw = r.initials
LEFT JOIN date_form d ON d.raw = CASE WHEN r.day IS NULL THEN r.birth_date END
LEFT JOIN postcode_form pc ON pc.raw = r.postcode
LEFT JOIN postcode_form ppc ON ppc.raw = r.previous_postcode
LEFT JOIN street_form st ON st.raw = r.street
LEFT JOIN word_form ct ON ct.raw = r.city
LEFT JOIN number_form h ON h.n = coalesce(nullif(r.house_number, ''), st.number)
    AND h.a = CASE WHEN r.house_number <> '' THEN coalesce(r.addition, '') ELSE st.rest END
LEFT JOIN number_form ph ON ph.n = r.previous_house_number
    AND ph.a = coalesce(r.previous_addition, '')
"""


def _right_standard(raw: str) -> str:
    names = GIVEN_NAMES.format(raw=f"SELECT DISTINCT given_names AS raw FROM {raw}")
    return _STANDARD.format(
        side="right", raw=raw, real_mail="", given=f"right_given AS MATERIALIZED ({names}),"
    )


_LEFT = "CREATE OR REPLACE TABLE left_std AS " + _STANDARD.format(
    side="left", raw="left_raw", real_mail=_REAL_MAIL, given=""
)
# The query for the right records that some left record may be.
ASKED_RIGHT = f"""
WITH asked AS MATERIALIZED (SELECT * FROM right_raw WHERE rid IN (SELECT r FROM pair))
FROM ({_right_standard("asked")})"""

# Nobody on the right may be this much younger than nearly everybody on the left: a list of adults
# then does not find their children. Too few dates tell nothing.
_YOUNGEST = """
CREATE OR REPLACE TABLE youngest AS
SELECT CASE WHEN count(d) >= 200
    THEN CAST(CAST(left(quantile_disc(d, 0.998), 4) AS INTEGER) + 2 AS VARCHAR) || '0101' END AS d
FROM left_std WHERE d IS NOT NULL
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing; the connection then knows the cleaning macros and, in `called`, who is called what."""
    # DuckDB would look for shared parts in every long expression, and work them out for all rows.
    # Joins are written in the order that is best: the longest list first, dictionaries after it.
    connection.execute(
        "SET disabled_optimizers = 'common_subexpressions,join_order,build_side_probe_side'"
    )
    for macro in MACROS:
        connection.execute(macro)
    content = resources.files("rondkomen.matching.content")
    names = json.loads((content / "call_names.json").read_text(encoding="utf-8"))
    rows = sorted(
        {(variant, stem) for stem, variants in names["stems"].items() for variant in variants}
        | {(stem, stem) for stem in names["stems"]}
    )
    connection.execute(
        """CREATE OR REPLACE TABLE called AS
        SELECT unnest(?::VARCHAR[]) AS variant, unnest(?::VARCHAR[]) AS stem""",
        [list(column) for column in zip(*rows, strict=True)],
    )


def standardise(connection: duckdb.DuckDBPyConnection, *, sides: tuple[str, ...]) -> None:
    """Nothing; `left_std` then holds the comparable form of `left_raw`, `…_key` the keys of both.

    Shape: `…_raw` has `rid` and every column of `Record` as text. With one side, the right tables
    show the left ones.
    """
    run_side_by_side(connection, KEY_FORMS)
    left = [*OTHER_FORMS, _LEFT, STANDARD_KEYS.format(side="left"), _YOUNGEST]
    if "right" in sides:
        run_side_by_side(connection, ([right_keys(read_given=_lacks_initials(connection))], left))
        return
    run_side_by_side(connection, [left])
    connection.execute("CREATE OR REPLACE VIEW right_std AS FROM left_std")
    connection.execute("CREATE OR REPLACE VIEW right_key AS FROM left_key")


def standardise_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing; `right_std` then holds every right record, and `right_key` its keys with `g1`."""
    connection.execute(f"CREATE OR REPLACE TABLE right_std AS {_right_standard('right_raw')}")
    connection.execute(STANDARD_KEYS.format(side="right"))


def _lacks_initials(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "SELECT EXISTS (FROM right_raw WHERE initials = '' OR initials IS NULL)"
    ).fetchone()
    return bool(found and found[0])
