"""How a pair compares: the SQL that gives each comparison its level.

Columns: `l_…` and `r_…` are those of the standardised records; `stratum` is that of the pair.
"""

from __future__ import annotations


def _dutch_address(left: str, right: str) -> str:
    return (
        f"(l_{left}nr = r_{right}nr AND l_{left}pc = r_{right}pc"
        f" AND l_{left}dutch AND r_{right}dutch)"
    )


# Two addresses are one when number and Dutch postcode agree, or, elsewhere in the world and where
# the postcode is missing, when number, street and postcode or city agree.
_WORLD_ADDRESS = """(NOT (l_dutch AND r_dutch) AND l_nr = r_nr
    AND (l_pc = r_pc OR ((l_pc IS NULL OR r_pc IS NULL) AND l_city = r_city))
    AND jaro_winkler_similarity(l_street, r_street) >= 0.9)"""

_DUTCH_ADDRESSES = " OR ".join(
    (_dutch_address("", ""), _dutch_address("", "p"), _dutch_address("p", ""))
)


def same_address(*, households: bool) -> str:
    """The SQL condition for a shared address, now or before.

    Where an address abroad stands for one person, it is compared field by field instead.
    """
    return f"{_DUTCH_ADDRESSES} OR {_WORLD_ADDRESS}" if households else _DUTCH_ADDRESSES


_NAME_OVERLAP = "(l_n1 = r_n1 OR l_whole = r_whole)"
_PARTNER_OVERLAP = "(l_n1 = r_n2 OR l_n2 = r_n1 OR l_n2 = r_n2)"


def _one_slip(left: str, right: str) -> str:
    """One typing mistake apart, or two in a long name; the cheap conditions come first."""
    shortest = f"least(length({left}), length({right}))"
    return (
        f"(abs(length({left}) - length({right})) <= 2 AND levenshtein({left}, {right}) <= 3"
        f" AND damerau_levenshtein({left}, {right}) <="
        f" CASE WHEN {shortest} >= 8 THEN 2 WHEN {shortest} >= 3 THEN 1 ELSE 0 END)"
    )


def _one_sign(left: str, right: str) -> str:
    """One sign apart, or two neighbours exchanged."""
    return (
        f"CASE WHEN length({left}) <> length({right}) THEN levenshtein({left}, {right}) = 1"
        f" WHEN hamming({left}, {right}) > 2 THEN false"
        f" ELSE damerau_levenshtein({left}, {right}) = 1 END"
    )


def _alike(left: str, right: str) -> str:
    """Like each other, or one cut off."""
    return (
        f"(jaro_winkler_similarity({left}, {right}) >= 0.9 OR (least(length({left}),"
        f" length({right})) >= 5 AND (starts_with({left}, {right}) OR starts_with({right}, {left}))))"
    )


_SWAPPED = f"""((l_n1 = r_g1 AND {_one_slip("l_g1", "r_n1")})
    OR (l_g1 = r_n1 AND {_one_slip("l_n1", "r_g1")}))"""

_SURNAME_PAIRS = (("l_n1", "r_n1"), ("l_whole", "r_whole"), ("l_n1", "r_n2"), ("l_n2", "r_n1"))
_SURNAME_CLOSE = " OR ".join(_one_slip(*pair) for pair in _SURNAME_PAIRS)
_SURNAME_SIMILAR = " OR ".join(_alike(*pair) for pair in _SURNAME_PAIRS)

_SURNAME = f"""CASE WHEN l_n1 IS NULL OR r_n1 IS NULL THEN -1
    WHEN (l_n1 = r_n1 AND l_n2 = r_n2) OR (l_n1 = r_n2 AND l_n2 = r_n1) THEN 0
    WHEN {_NAME_OVERLAP} THEN 1
    WHEN {_PARTNER_OVERLAP} THEN 2
    WHEN {_SWAPPED} THEN 3
    WHEN {_SURNAME_CLOSE} THEN 4
    WHEN {_SURNAME_SIMILAR} THEN 5
    ELSE 6 END"""

# Johanna is not a slip of Johannes, nor Cornelia of Cornelis: the final a tells them apart.
_FIRST_SIMILAR = f"""((right(l_g1, 1) = 'a') = (right(r_g1, 1) = 'a') AND
    ({_one_slip("l_g1", "r_g1")} OR jaro_winkler_similarity(l_g1, r_g1) >= 0.94
        OR {_one_slip("coalesce(l_g12, l_g1)", "coalesce(r_g12, r_g1)")}))"""

# `stems` names the official names of a first name, `others` those of the second and third.
_AKIN = """(l_stems = r_stems
    OR (length(l_stems) <> length(r_stems) AND (contains(l_stems, r_stems)
        OR contains(r_stems, l_stems))))"""

_FIRST_NAME = f"""CASE
    WHEN l_g1 = r_g1 THEN 0
    WHEN {_SWAPPED} THEN 0
    WHEN {_AKIN} THEN 1
    WHEN l_g12 = r_g1 OR l_g1 = r_g12 OR contains(r_others, l_stems)
        OR contains(l_others, r_stems) THEN 2
    WHEN {_FIRST_SIMILAR} THEN 3
    WHEN l_i1 IS NULL OR r_i1 IS NULL THEN -1
    WHEN l_g1 <> r_g1 AND (l_i1 = r_i1 OR l_c1 = r_c1) THEN 8
    WHEN l_g1 <> r_g1 THEN 9
    WHEN l_ini = r_ini AND length(l_ini) > 1 THEN 4
    WHEN l_i1 = r_i1 AND (starts_with(l_ini, r_ini) OR starts_with(r_ini, l_ini)) THEN 5
    WHEN l_i1 = r_i1 THEN 6
    WHEN contains(l_ini, r_i1) OR contains(r_ini, l_i1) OR l_c1 = r_i1 OR l_i1 = r_c1 THEN 7
    ELSE 9 END"""

_BIRTH_DATE = f"""CASE WHEN l_d IS NULL AND r_d > (SELECT d FROM youngest) THEN 7
    WHEN l_d IS NULL OR r_d IS NULL THEN -1
    WHEN l_d = r_d THEN 0
    WHEN left(l_d, 4) = left(r_d, 4) AND l_d[5:6] = r_d[7:8] AND l_d[7:8] = r_d[5:6] THEN 1
    WHEN left(l_d, 4) = left(r_d, 4)
        AND (right(l_d, 4) IN ('0101', '0000') OR right(r_d, 4) IN ('0101', '0000')) THEN 3
    WHEN {_one_sign("l_d", "r_d")} THEN 2
    WHEN left(l_d, 4) = left(r_d, 4) AND (l_d[5:6] = r_d[5:6] OR l_d[7:8] = r_d[7:8]) THEN 4
    WHEN left(l_d, 4) = left(r_d, 4) THEN 5
    ELSE 6 END"""

_ADDITION = f"""CASE WHEN NOT {{same}} THEN -1
    WHEN (l_pc = r_pc AND l_nr = r_nr) OR {_WORLD_ADDRESS} THEN {{compare_now}}
    WHEN l_pc = r_ppc AND l_nr = r_pnr THEN {{compare_right}}
    ELSE {{compare_left}} END"""


def _addition_level(left: str, right: str) -> str:
    return f"""CASE WHEN {left} = '' AND {right} = '' THEN 1
        WHEN {left} = {right} THEN 0 WHEN {left} = '' OR {right} = '' THEN 2 ELSE 3 END"""


_STREET_ALIKE = "coalesce(jaro_winkler_similarity(l_street, r_street) >= 0.92, false)"
_SAME_PLACE = "(coalesce(l_area = r_area, false) OR coalesce(l_city = r_city, false))"
_NEAR_POSTCODE = f"""(coalesce(l_pc = r_pc, false)
    OR coalesce({_one_sign("l_pc", "r_pc")}, false))"""

_PLACE = f"""CASE
    WHEN coalesce(l_pc, l_street, l_city) IS NULL OR coalesce(r_pc, r_street, r_city) IS NULL
        THEN -1
    WHEN l_nr = r_nr AND {_STREET_ALIKE} THEN 0
    WHEN l_nr = r_nr AND {_NEAR_POSTCODE} THEN 1
    WHEN ({_STREET_ALIKE} AND {_SAME_PLACE}) OR (l_pc = r_pc AND l_dutch AND r_dutch) THEN 2
    WHEN {_SAME_PLACE} THEN 3
    ELSE 4 END"""

_POSTCODE = f"""CASE WHEN l_pc IS NULL OR r_pc IS NULL THEN -1 WHEN l_pc = r_pc THEN 0
    WHEN {_one_sign("l_pc", "r_pc")} THEN 1 ELSE 2 END"""

_HOUSE_NUMBER = """CASE WHEN l_nr IS NULL OR r_nr IS NULL THEN -1
    WHEN l_nr = r_nr THEN 0 ELSE 1 END"""

_STREET = """CASE WHEN l_street IS NULL OR r_street IS NULL THEN -1 WHEN l_street = r_street THEN 0
    WHEN jaro_winkler_similarity(l_street, r_street) >= 0.9 THEN 1 ELSE 2 END"""

_CITY = """CASE WHEN l_city IS NULL OR r_city IS NULL THEN -1 WHEN l_city = r_city THEN 0
    WHEN jaro_winkler_similarity(l_city, r_city) >= 0.9 THEN 1 ELSE 2 END"""

_PHONE = f"""CASE WHEN l_phone1 IS NULL OR r_phone1 IS NULL THEN -1
    WHEN l_phone1 = r_phone1 OR l_phone1 = r_phone2 OR l_phone2 = r_phone1
        OR l_phone2 = r_phone2 THEN 0
    WHEN {_one_sign("l_phone1", "r_phone1")} THEN 1
    ELSE 2 END"""

_EMAIL = """CASE WHEN l_email IS NULL OR r_email IS NULL THEN -1
    WHEN l_email = r_email THEN 0
    WHEN abs(length(l_email) - length(r_email)) <= 2 AND levenshtein(l_email, r_email) <= 2 THEN 1
    ELSE 2 END"""

_PERSON_KEY = """CASE WHEN l_person_key IS NULL OR r_person_key IS NULL THEN -1
    WHEN l_person_key = r_person_key THEN 0 ELSE 1 END"""

_COMPARED_ADDITION = _ADDITION.format(
    same="stratum = 0",
    compare_now=_addition_level("l_addition", "r_addition"),
    compare_right=_addition_level("l_addition", "r_paddition"),
    compare_left=_addition_level("l_paddition", "r_addition"),
)

LEVELS: tuple[tuple[str, str], ...] = (
    ("surname", _SURNAME),
    ("first_name", _FIRST_NAME),
    ("birth_date", _BIRTH_DATE),
    ("addition", _COMPARED_ADDITION),
    ("place", f"CASE WHEN stratum = 1 THEN {_PLACE} ELSE -1 END"),
    ("postcode", f"CASE WHEN stratum = 2 THEN {_POSTCODE} ELSE -1 END"),
    ("house_number", f"CASE WHEN stratum = 2 THEN {_HOUSE_NUMBER} ELSE -1 END"),
    ("street", f"CASE WHEN stratum = 2 THEN {_STREET} ELSE -1 END"),
    ("city", f"CASE WHEN stratum = 2 THEN {_CITY} ELSE -1 END"),
    ("phone", _PHONE),
    ("email", _EMAIL),
    ("person_key", _PERSON_KEY),
)
