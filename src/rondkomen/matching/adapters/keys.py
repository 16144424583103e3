"""The keys on which records are found: one 64-bit hash per field, missing where the field is.

A date is its own key, as a number: 19800203. Keys combine by `xor`; equal keys lead to a pair, and
only the comparison decides.
"""

from __future__ import annotations


def own_surname(first: str, second: str, glued: str) -> str:
    """The person's own surname from two delivered ones, in the given columns of their forms.

    Either may hold both names; then the part that is not the other's is the person's own.
    """
    return f"""CASE WHEN s.k1 IS NULL THEN p.{first}
        WHEN s.k1 = p.k1 AND s.k2 IS NOT NULL THEN s.{second}
        WHEN p.k1 IS NOT NULL AND s.k2 IS NOT NULL AND s.k2 <> p.k1 THEN s.{glued}
        ELSE s.{first} END"""


def partner_surname(first: str, second: str) -> str:
    """The other surname, of the partner or the first half of a double name."""
    return f"""CASE WHEN s.k1 IS NULL THEN NULL
        WHEN s.k1 = p.k1 THEN CASE WHEN s.k2 IS NOT NULL THEN p.{first} END
        ELSE coalesce(p.{first}, s.{second}) END"""


STANDARD_KEYS = """
CREATE OR REPLACE TABLE {side}_key AS
SELECT rid, kind = 'person' AS person, dutch, key_of(n1) AS n1, key_of(n2) AS n2,
    key_of(left(n1, 3)) AS start, try_cast(d AS UBIGINT) AS born,
    born - born % 10000 + born % 100 * 100 + born // 100 % 100 AS swapped,
    born % 10000 <> 0 AS whole_date,
    key_of(i1) AS i1, key_of(g1) AS g1, key_of(pc) AS pc, key_of(area) AS area,
    key_of(left(pc, 2)) AS region, key_of(nr) AS nr, key_of(ppc) AS ppc, key_of(pnr) AS pnr,
    key_of(street) AS street, key_of(city) AS city,
    key_of(try_cast(phone1 AS BIGINT)) AS phone1, key_of(try_cast(phone2 AS BIGINT)) AS phone2,
    key_of(email) AS email, key_of(person_key) AS person_key
FROM {side}_std
"""

# The keys of a long list, straight from what was delivered. Given names are the longest column:
# they are only read (`{{given}}`) where initials are missing.
_RIGHT_KEYS = f"""
CREATE OR REPLACE TABLE right_key AS
WITH raw AS (
    SELECT rid, surname, partner_surname, initials, birth_date, plain_date(birth_date) AS day,
        postcode, previous_postcode, street,
        coalesce(legal_form, '') = '' AS human, number_in(house_number) AS nr,
        number_in(previous_house_number) AS pnr, {{given}} AS given, phone,
        CASE WHEN phone <> '' THEN try_cast(phone AS BIGINT) % 1000000000 END AS phone1,
        CASE WHEN email <> '' THEN lower(email) END AS email, nullif(person_key, '') AS person_key
    FROM right_raw
), called AS (
    SELECT *, CASE WHEN phone <> '' AND phone1 IS NULL THEN numbers_in(phone) END AS phones FROM raw
), told AS (
    SELECT r.rid, human AND coalesce(s.kind, 'person') = 'person' AS person,
        coalesce(pc.dutch, false) AS dutch, {own_surname("k1", "k2", "kg")} AS n1,
        {partner_surname("k1", "k2")} AS n2, {own_surname("s1", "s2", "sg")} AS start,
        CASE WHEN day IS NULL THEN d.born
            ELSE year(day) * 10000 + month(day) * 100 + day(day) END AS born,
        i.first, CASE WHEN i.first IS NULL THEN fold(r.given) END AS given,
        CASE WHEN i.first IS NULL THEN left(s.extra, 1) END AS extra,
        pc.kpc AS pc, pc.karea AS area,
        CASE WHEN r.nr IS NOT NULL THEN r.nr ELSE number_in(st.number) END AS nr,
        ppc.kpc AS ppc, r.pnr, st.kstreet AS street,
        CASE WHEN r.phones IS NULL THEN r.phone1
            ELSE try_cast(last_digits(split_part(r.phones, ';', 1)) AS BIGINT) END AS phone1,
        CASE WHEN r.phones IS NOT NULL
            THEN try_cast(last_digits(split_part(r.phones, ';', 2)) AS BIGINT) END AS phone2,
        r.email, r.person_key
    FROM called r
    LEFT JOIN surname_form s ON s.raw = r.surname
    LEFT JOIN surname_form p ON p.raw = r.partner_surname
    LEFT JOIN initials_form i ON i.raw = r.initials
    LEFT JOIN date_form d ON d.raw = CASE WHEN r.day IS NULL THEN r.birth_date END
    LEFT JOIN postcode_form pc ON pc.raw = r.postcode
    LEFT JOIN postcode_form ppc ON ppc.raw = r.previous_postcode
    LEFT JOIN street_form st ON st.raw = r.street
)
SELECT rid, person, dutch, n1, n2, start, CAST(born AS UBIGINT) AS born,
    CASE WHEN first IS NOT NULL THEN first WHEN given <> '' THEN hash(first_letter(given))
        WHEN extra <> '' THEN hash(extra) END AS i1,
    pc, area, key_of(nr) AS nr, ppc, key_of(pnr) AS pnr, street,
    key_of(phone1) AS phone1, key_of(phone2) AS phone2, key_of(email) AS email,
    key_of(person_key) AS person_key
FROM told
"""


def right_keys(*, read_given: bool) -> str:
    """The statement that fills `right_key`; without initials it must read the given names."""
    first = "CASE WHEN given_names <> '' THEN split_part(given_names, ' ', 1) END"
    return _RIGHT_KEYS.format(given=first if read_given else "CAST(NULL AS VARCHAR)")
