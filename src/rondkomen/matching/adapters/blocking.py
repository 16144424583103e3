"""Which pairs are worth weighing: one exact key per rule, so that no pair needs a full product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from rondkomen.matching.adapters.side_by_side import WORKERS, run_side_by_side

# A rule that gives more pairs per left record than this has keys that are defaults or habits, not
# leads: those with too many right records or pairs are left out.
MOST_PAIRS_PER_RECORD = 40
MOST_PAIRS_PER_KEY = 250_000
MOST_PER_KEY = 5_000
# From this share of records without a Dutch postcode on, they are no exception.
MANY_ABROAD = 0.05


@dataclass(frozen=True, slots=True)
class Rule:
    """A blocking rule: records with equal keys meet.

    `left` and `right` name the key columns of either side, `right` only where it differs. `need`
    is what a record on either side must have for the rule to be worth following, and `only` what
    must hold besides. `hopeless` is when a pair is not worth comparing, if no other rule thinks it is.
    """

    name: str
    left: str
    right: str = ""
    need: str = ""
    only: str = "true"
    hopeless: str = "{other_date} AND {other_initial}"

    def key(self, side: int, alias: str = "") -> str:
        """The expression that must be equal; missing where any of its parts is."""
        first, *others = ((self.right if side else self.left) or self.left).split()
        key = alias + first
        for other in others:
            key = f"xor({key}, {alias}{other})"
        return key


ADDRESS_RULES: tuple[Rule, ...] = (
    Rule("address", "pc nr"),
    Rule("previous_right", "pc nr", "ppc pnr"),
    Rule("previous_left", "ppc pnr", "pc nr"),
)
RULES: tuple[Rule, ...] = (
    *ADDRESS_RULES,
    Rule("date_surname", "born n1"),
    Rule("date_partner_right", "born n1", "born n2"),
    Rule("date_initial", "born i1", only="l.area = r.area OR l.start = r.start"),
    Rule("swapped_date", "swapped n1", "born n1"),
    Rule("phone", "phone1"),
    Rule("email", "email"),
    Rule("surname_initial_area", "n1 i1 area", hopeless="{other_date}"),
    Rule("partner_area_right", "n1 i1 area", "n2 i1 area", hopeless="{other_date}"),
    Rule("surname_number_initial", "n1 i1 nr", hopeless="{other_date}"),
    Rule("person_key", "person_key", need="person_key IS NOT NULL", hopeless="false"),
    Rule("phone_12", "phone1", "phone2", need="phone2 IS NOT NULL"),
    Rule("phone_21", "phone2", "phone1", need="phone2 IS NOT NULL"),
    Rule("phone_22", "phone2", need="phone2 IS NOT NULL"),
)

# Two dates of birth with another year and another day; or a child, where the left list has none.
_OTHER_DATE = """CASE WHEN l.born IS NULL THEN coalesce(r.born > {youngest}, false)
    ELSE coalesce(l.born // 10000 <> r.born // 10000 AND l.born % 10000 <> r.born % 10000, false)
    END"""
_OTHER_INITIAL = "coalesce(l.i1 <> r.i1, false)"
# The levels of `comparisons` that keys can tell.
_HOUSE_MATES = """CASE WHEN l.n1 IS NULL OR r.n1 IS NULL THEN -1
        WHEN (l.n1 = r.n1 AND l.n2 = r.n2) OR (l.n1 = r.n2 AND l.n2 = r.n1) THEN 0
        WHEN l.n1 = r.n1 THEN 1 WHEN l.n1 = r.n2 OR l.n2 = r.n1 OR l.n2 = r.n2 THEN 2
        ELSE 6 END AS c_surname,
    CASE WHEN l.phone1 IS NULL OR r.phone1 IS NULL THEN -1 WHEN l.phone1 = r.phone1 THEN 0
        ELSE 2 END AS c_phone,
    CASE WHEN l.email IS NULL OR r.email IS NULL THEN -1 WHEN l.email = r.email THEN 0
        ELSE 2 END AS c_email"""
_LEAD = """l INTEGER, r INTEGER, look INTEGER, hopeless BOOLEAN, c_surname INTEGER,
    c_phone INTEGER, c_email INTEGER"""
_NO_HOUSE_MATES = "NULL AS c_surname, NULL AS c_phone, NULL AS c_email"

# Only for pairs of which one record has no Dutch postcode; the rest where that is no exception.
ABROAD_RULES: tuple[Rule, ...] = (
    Rule("street_number", "street nr"),
    Rule("date_number", "born nr"),
)
FEW_ABROAD_RULES: tuple[Rule, ...] = (Rule("surname_initial", "n1 i1", hopeless="{other_date}"),)
MANY_ABROAD_RULES: tuple[Rule, ...] = (
    # The keys of first and last name combine alike in either order: this also finds them swapped.
    Rule("full_name", "g1 n1"),
    Rule("date_first_name", "born g1"),
    Rule("date_postcode", "born pc"),
    Rule("date_city", "born city"),
    Rule("first_name_postcode", "g1 pc"),
    Rule("surname_postcode", "n1 pc"),
    Rule("first_name_street", "g1 street"),
    Rule("street_postcode", "street pc"),
    Rule("street_city", "street city i1"),
    Rule("number_postcode_city", "nr region city"),
)


@dataclass(frozen=True, slots=True)
class _Lists:
    """Two tables, or the part of each in which a rule looks."""

    left: str
    right: str
    # What `hopeless` may speak of, as SQL; empty where no pair is left out.
    contradictions: Mapping[str, str]

    @property
    def within(self) -> bool:
        return self.left.split()[0] == self.right.split()[0]


def block(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, *, prune: bool = False
) -> list[str]:
    """The names of rules with keys left out as too frequent; table `pair` holds the pairs.

    With `prune` pairs whose keys alone contradict each other are left out; of those that share a
    Dutch address `house_mate` keeps what tells whose household it is.

    Shape: `left` and `right` are tables of keys. `pair(l, r, certain)` each pair once, none of them
    certain. Within one list only pairs with l < r.
    """
    lists = _Lists(left, right, _contradictions(connection) if prune else {})
    most = max(MOST_PAIRS_PER_KEY, _count(connection, left) * MOST_PAIRS_PER_RECORD)
    looks = [(lists, rule) for rule in _worthwhile(connection, lists)]
    looks += [(part, rule) for part, rules in _parts_abroad(connection, lists) for rule in rules]
    # One more than the most: a rule that reaches it has keys that are no leads.
    found = [f"({_leads(look, number)} LIMIT {most + 1})" for number, look in enumerate(looks)]
    connection.execute(f"CREATE OR REPLACE TABLE lead ({_LEAD})")
    shares = (found[start::WORKERS] for start in range(WORKERS))
    run_side_by_side(
        connection, [[f"INSERT INTO lead {' UNION ALL '.join(share)}"] for share in shares]
    )
    crowded = connection.execute(
        f"SELECT look FROM lead GROUP BY look HAVING count(*) > {most} ORDER BY look"
    ).fetchall()
    for (number,) in crowded:
        _look_again(connection, looks[number], number)
    _gather(connection)
    return sorted({looks[number][1].name for (number,) in crowded})


def _contradictions(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    youngest = connection.execute("SELECT coalesce(d, 'NULL') FROM youngest").fetchone()
    assert youngest is not None, "an aggregate gives one row"
    return {
        "other_date": _OTHER_DATE.format(youngest=youngest[0]), "other_initial": _OTHER_INITIAL
    }  # fmt: skip


def _gather(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """CREATE OR REPLACE TABLE met AS
        SELECT l, r, bool_and(hopeless) AS hopeless, max(c_surname) AS c_surname,
            max(c_phone) AS c_phone, max(c_email) AS c_email FROM lead GROUP BY l, r"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE pair AS SELECT l, r, false AS certain FROM met WHERE NOT hopeless"
    )
    connection.execute(
        """CREATE OR REPLACE TABLE house_mate AS SELECT l, c_surname, c_phone, c_email FROM met
        WHERE hopeless AND c_surname IS NOT NULL"""
    )
    connection.execute("DROP TABLE lead")
    connection.execute("DROP TABLE met")


def add_third_sides(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Nothing; `pair` then holds the y–z that were not in it, where x–y and x–z may be rivals."""
    connection.execute(
        f"""CREATE OR REPLACE TABLE third_side AS
        WITH edge AS (
            SELECT l AS x, r AS y FROM weighed WHERE weight > {least}
            UNION ALL SELECT r, l FROM weighed WHERE weight > {least}
        )
        SELECT DISTINCT a.y AS l, b.y AS r, false AS certain
        FROM edge a JOIN edge b ON a.x = b.x AND a.y < b.y
        WHERE NOT EXISTS (FROM pair p WHERE p.l = a.y AND p.r = b.y)"""
    )
    connection.execute("CREATE OR REPLACE TABLE pair AS FROM third_side")


def _worthwhile(connection: duckdb.DuckDBPyConnection, lists: _Lists) -> list[Rule]:
    """The rules by which some record of either list can be found."""
    needs = tuple(dict.fromkeys(rule.need for rule in RULES if rule.need))
    asked = ", ".join(f"coalesce(bool_or({need}), false)" for need in needs)
    met = {""}
    for table in (lists.left, lists.right):
        (found,) = connection.execute(f"SELECT {asked} FROM {table}").fetchall()
        met.update(need for need, holds in zip(needs, found, strict=True) if holds)
    return [rule for rule in RULES if rule.need in met]


def many_abroad(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether records without a Dutch postcode are no exception in a table of keys."""
    (found,) = connection.execute(
        f"SELECT count(*) FILTER (NOT dutch) > {MANY_ABROAD} * count(*) FROM {table}"
    ).fetchall()
    return bool(found[0])


def _parts_abroad(
    connection: duckdb.DuckDBPyConnection, lists: _Lists
) -> list[tuple[_Lists, tuple[Rule, ...]]]:
    """The parts that together hold every pair with a record without a Dutch postcode."""
    left, right = lists.left, lists.right
    halves = (
        (left, replace(lists, left=f"{left} WHERE NOT dutch")),
        (right, replace(lists, left=f"{left} WHERE dutch", right=f"{right} WHERE NOT dutch")),
    )
    parts = []
    for table, part in halves[:1] if lists.within else halves:
        if _exists(connection, f"{table} WHERE NOT dutch"):
            more = MANY_ABROAD_RULES if many_abroad(connection, table) else FEW_ABROAD_RULES
            parts.append((part, ABROAD_RULES + more))
    return parts


_Look = tuple[_Lists, Rule]


def _leads(look: _Look, number: int, but: str = "") -> str:
    """The query for the pairs of one look; `but` names a table of keys that are no leads."""
    lists, rule = look
    pair, different = "l.rid AS l, r.rid AS r", "true"
    if lists.within:
        pair = "least(l.rid, r.rid) AS l, greatest(l.rid, r.rid) AS r"
        different = "l.rid <> r.rid" if rule.right or lists.left != lists.right else "l.rid < r.rid"
    left, right = (f"(SELECT *, {rule.key(side)} AS key FROM {table})"
                   for side, table in enumerate((lists.left, lists.right)))  # fmt: skip
    no_lead = f"AND l.key NOT IN (SELECT key FROM {but})" if but else ""
    hopeless, at_home = "false", False
    if lists.contradictions:
        hopeless, at_home = rule.hopeless.format(**lists.contradictions), rule in ADDRESS_RULES
        different += "" if at_home else f" AND NOT ({hopeless})"
    return (
        f"SELECT {pair}, {number} AS look, {hopeless if at_home else 'false'} AS hopeless,"
        f" {_HOUSE_MATES if at_home else _NO_HOUSE_MATES}"
        f" FROM {right} r JOIN {left} l ON l.key = r.key WHERE ({rule.only}) AND {different} {no_lead}"
    )


def _look_again(connection: duckdb.DuckDBPyConnection, look: _Look, number: int) -> None:
    """Nothing; the look's pairs are in `lead` without those on keys that give too many."""
    lists, rule = look
    ours, others = (
        f"(SELECT {rule.key(side)} AS key, count(*) AS n FROM {table} GROUP BY key)"
        for side, table in enumerate((lists.left, lists.right))
    )
    connection.execute(
        f"""CREATE OR REPLACE TABLE crowded AS SELECT key FROM {ours} u JOIN {others} o USING (key)
        WHERE u.n * o.n > {MOST_PAIRS_PER_KEY} OR o.n > {MOST_PER_KEY}"""
    )
    connection.execute("DELETE FROM lead WHERE look = ?", [number])
    connection.execute(f"INSERT INTO lead {_leads(look, number, 'crowded')}")


def _exists(connection: duckdb.DuckDBPyConnection, where: str) -> bool:
    found = connection.execute(f"SELECT EXISTS (FROM {where})").fetchone()
    return bool(found and found[0])


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0
