"""How a pair compares: the SQL that gives each comparison its level.

Aliases: `l` and `r` are the standardised records; `stratum` is that of the pair.
"""

from __future__ import annotations


def _dutch_address(left: str, right: str) -> str:
    return (
        f"(l.{left}nr = r.{right}nr AND l.{left}pc = r.{right}pc"
        f" AND l.{left}dutch AND r.{right}dutch)"
    )


# Two addresses are one when number and Dutch postcode agree, or, elsewhere in the world and where
# the postcode is missing, when number, street and postcode or city agree.
_WORLD_ADDRESS = """(NOT (l.dutch AND r.dutch) AND l.nr = r.nr
    AND (l.pc = r.pc OR ((l.pc IS NULL OR r.pc IS NULL) AND l.city = r.city))
    AND jaro_winkler_similarity(l.street, r.street) >= 0.9)"""

_DUTCH_ADDRESSES = " OR ".join(
    (_dutch_address("", ""), _dutch_address("", "p"), _dutch_address("p", ""))
)


def same_address(*, households: bool) -> str:
    """The SQL condition for a shared address, now or before.

    Where an address abroad stands for one person, it is compared field by field instead.
    """
    return f"{_DUTCH_ADDRESSES} OR {_WORLD_ADDRESS}" if households else _DUTCH_ADDRESSES


_NAME_OVERLAP = "(l.n1 = r.n1 OR l.whole = r.whole)"
_PARTNER_OVERLAP = "(l.n1 = r.n2 OR l.n2 = r.n1 OR l.n2 = r.n2)"


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


_SWAPPED = f"""((l.n1 = r.g1 AND {_one_slip("l.g1", "r.n1")})
    OR (l.g1 = r.n1 AND {_one_slip("l.n1", "r.g1")}))"""

_SURNAME_PAIRS = (("l.n1", "r.n1"), ("l.whole", "r.whole"), ("l.n1", "r.n2"), ("l.n2", "r.n1"))
_SURNAME_CLOSE = " OR ".join(_one_slip(*pair) for pair in _SURNAME_PAIRS)
_SURNAME_SIMILAR = " OR ".join(_alike(*pair) for pair in _SURNAME_PAIRS)

_SURNAME = f"""CASE WHEN l.n1 IS NULL OR r.n1 IS NULL THEN -1
    WHEN (l.n1 = r.n1 AND l.n2 = r.n2) OR (l.n1 = r.n2 AND l.n2 = r.n1) THEN 0
    WHEN {_NAME_OVERLAP} THEN 1
    WHEN {_PARTNER_OVERLAP} THEN 2
    WHEN {_SWAPPED} THEN 3
    WHEN {_SURNAME_CLOSE} THEN 4
    WHEN {_SURNAME_SIMILAR} THEN 5
    ELSE 6 END"""

# Johanna is not a slip of Johannes, nor Cornelia of Cornelis: the final a tells them apart.
_FIRST_SIMILAR = f"""((right(l.g1, 1) = 'a') = (right(r.g1, 1) = 'a') AND
    ({_one_slip("l.g1", "r.g1")} OR jaro_winkler_similarity(l.g1, r.g1) >= 0.94
        OR {_one_slip("coalesce(l.g12, l.g1)", "coalesce(r.g12, r.g1)")}))"""

# `stems` names the official names of a first name, `others` those of the second and third.
_AKIN = """(l.stems = r.stems
    OR (length(l.stems) <> length(r.stems) AND (contains(l.stems, r.stems)
        OR contains(r.stems, l.stems))))"""

_FIRST_NAME = f"""CASE
    WHEN l.g1 = r.g1 THEN 0
    WHEN {_SWAPPED} THEN 0
    WHEN {_AKIN} THEN 1
    WHEN l.g12 = r.g1 OR l.g1 = r.g12 OR contains(r.others, l.stems)
        OR contains(l.others, r.stems) THEN 2
    WHEN {_FIRST_SIMILAR} THEN 3
    WHEN l.i1 IS NULL OR r.i1 IS NULL THEN -1
    WHEN l.g1 <> r.g1 AND (l.i1 = r.i1 OR l.c1 = r.c1) THEN 8
    WHEN l.g1 <> r.g1 THEN 9
    WHEN l.ini = r.ini AND length(l.ini) > 1 THEN 4
    WHEN l.i1 = r.i1 AND (starts_with(l.ini, r.ini) OR starts_with(r.ini, l.ini)) THEN 5
    WHEN l.i1 = r.i1 THEN 6
    WHEN contains(l.ini, r.i1) OR contains(r.ini, l.i1) OR l.c1 = r.i1 OR l.i1 = r.c1 THEN 7
    ELSE 9 END"""

_BIRTH_DATE = f"""CASE WHEN l.d IS NULL AND r.d > (SELECT d FROM youngest) THEN 7
    WHEN l.d IS NULL OR r.d IS NULL THEN -1
    WHEN l.d = r.d THEN 0
    WHEN left(l.d, 4) = left(r.d, 4) AND l.d[5:6] = r.d[7:8] AND l.d[7:8] = r.d[5:6] THEN 1
    WHEN left(l.d, 4) = left(r.d, 4)
        AND (right(l.d, 4) IN ('0101', '0000') OR right(r.d, 4) IN ('0101', '0000')) THEN 3
    WHEN {_one_sign("l.d", "r.d")} THEN 2
    WHEN left(l.d, 4) = left(r.d, 4) AND (l.d[5:6] = r.d[5:6] OR l.d[7:8] = r.d[7:8]) THEN 4
    WHEN left(l.d, 4) = left(r.d, 4) THEN 5
    ELSE 6 END"""

_ADDITION = f"""CASE WHEN NOT {{same}} THEN -1
    WHEN (l.pc = r.pc AND l.nr = r.nr) OR {_WORLD_ADDRESS} THEN {{compare_now}}
    WHEN l.pc = r.ppc AND l.nr = r.pnr THEN {{compare_right}}
    ELSE {{compare_left}} END"""


def _addition_level(left: str, right: str) -> str:
    return f"""CASE WHEN {left} = '' AND {right} = '' THEN 1
        WHEN {left} = {right} THEN 0 WHEN {left} = '' OR {right} = '' THEN 2 ELSE 3 END"""


_STREET_ALIKE = "coalesce(jaro_winkler_similarity(l.street, r.street) >= 0.92, false)"
_SAME_PLACE = "(coalesce(l.area = r.area, false) OR coalesce(l.city = r.city, false))"
_NEAR_POSTCODE = f"""(coalesce(l.pc = r.pc, false)
    OR coalesce({_one_sign("l.pc", "r.pc")}, false))"""

_PLACE = f"""CASE
    WHEN coalesce(l.pc, l.street, l.city) IS NULL OR coalesce(r.pc, r.street, r.city) IS NULL
        THEN -1
    WHEN l.nr = r.nr AND {_STREET_ALIKE} THEN 0
    WHEN l.nr = r.nr AND {_NEAR_POSTCODE} THEN 1
    WHEN ({_STREET_ALIKE} AND {_SAME_PLACE}) OR (l.pc = r.pc AND l.dutch AND r.dutch) THEN 2
    WHEN {_SAME_PLACE} THEN 3
    ELSE 4 END"""

_POSTCODE = f"""CASE WHEN l.pc IS NULL OR r.pc IS NULL THEN -1 WHEN l.pc = r.pc THEN 0
    WHEN {_one_sign("l.pc", "r.pc")} THEN 1 ELSE 2 END"""

_HOUSE_NUMBER = """CASE WHEN l.nr IS NULL OR r.nr IS NULL THEN -1
    WHEN l.nr = r.nr THEN 0 ELSE 1 END"""

_STREET = """CASE WHEN l.street IS NULL OR r.street IS NULL THEN -1 WHEN l.street = r.street THEN 0
    WHEN jaro_winkler_similarity(l.street, r.street) >= 0.9 THEN 1 ELSE 2 END"""

_CITY = """CASE WHEN l.city IS NULL OR r.city IS NULL THEN -1 WHEN l.city = r.city THEN 0
    WHEN jaro_winkler_similarity(l.city, r.city) >= 0.9 THEN 1 ELSE 2 END"""

_PHONE = f"""CASE WHEN l.phone1 IS NULL OR r.phone1 IS NULL THEN -1
    WHEN l.phone1 = r.phone1 OR l.phone1 = r.phone2 OR l.phone2 = r.phone1
        OR l.phone2 = r.phone2 THEN 0
    WHEN {_one_sign("l.phone1", "r.phone1")} THEN 1
    ELSE 2 END"""

_EMAIL = """CASE WHEN l.email IS NULL OR r.email IS NULL THEN -1
    WHEN l.email = r.email THEN 0
    WHEN abs(length(l.email) - length(r.email)) <= 2 AND levenshtein(l.email, r.email) <= 2 THEN 1
    ELSE 2 END"""

_PERSON_KEY = """CASE WHEN l.person_key IS NULL OR r.person_key IS NULL THEN -1
    WHEN l.person_key = r.person_key THEN 0 ELSE 1 END"""

_COMPARED_ADDITION = _ADDITION.format(
    same="stratum = 0",
    compare_now=_addition_level("l.addition", "r.addition"),
    compare_right=_addition_level("l.addition", "r.paddition"),
    compare_left=_addition_level("l.paddition", "r.addition"),
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
