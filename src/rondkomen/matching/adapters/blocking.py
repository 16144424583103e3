"""Which pairs are worth weighing: one exact key per rule, so that no pair needs a full product."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

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
    is what a record on either side must have for the rule to be worth following.
    """

    name: str
    left: str
    right: str = ""
    need: str = ""

    def key(self, side: int, alias: str = "") -> str:
        """The expression that must be equal; missing where any of its parts is."""
        first, *others = ((self.right if side else self.left) or self.left).split()
        key = alias + first
        for other in others:
            key = f"xor({key}, {alias}{other})"
        return key


RULES: tuple[Rule, ...] = (
    Rule("address", "pc nr"),
    Rule("previous_right", "pc nr", "ppc pnr"),
    Rule("previous_left", "ppc pnr", "pc nr"),
    Rule("date_surname", "d n1"),
    Rule("date_partner_right", "d n1", "d n2"),
    Rule("date_partner_left", "d n2", "d n1"),
    Rule("date_initial_area", "d i1 area"),
    Rule("date_initial_start", "d i1 start"),
    Rule("swapped_date", "swapped n1", "d n1"),
    Rule("phone", "phone1"),
    Rule("email", "email"),
    Rule("surname_initial_area", "n1 i1 area"),
    Rule("partner_area_right", "n1 i1 area", "n2 i1 area"),
    Rule("partner_area_left", "n2 i1 area", "n1 i1 area"),
    Rule("surname_number_initial", "n1 i1 nr"),
    Rule("person_key", "person_key", need="person_key IS NOT NULL"),
    Rule("phone_12", "phone1", "phone2", need="phone2 IS NOT NULL"),
    Rule("phone_21", "phone2", "phone1", need="phone2 IS NOT NULL"),
    Rule("phone_22", "phone2", need="phone2 IS NOT NULL"),
)

# Only for pairs of which one record has no Dutch postcode; the rest where that is no exception.
ABROAD_RULES: tuple[Rule, ...] = (
    Rule("street_number", "street nr"),
    Rule("date_number", "d nr"),
    Rule("surname_street", "n1 street"),
)
FEW_ABROAD_RULES: tuple[Rule, ...] = (Rule("surname_initial", "n1 i1"),)
MANY_ABROAD_RULES: tuple[Rule, ...] = (
    # The keys of first and last name combine alike in either order: this also finds them swapped.
    Rule("full_name", "g1 n1"),
    Rule("date_first_name", "d g1"),
    Rule("date_postcode", "d pc"),
    Rule("date_city", "d city"),
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

    @property
    def within(self) -> bool:
        return self.left.split()[0] == self.right.split()[0]


def block(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> list[str]:
    """The names of rules with keys left out as too frequent; table `pair` holds the pairs.

    Shape: `left` and `right` are tables of keys. `pair(l, r, certain)` each pair once, none of them
    certain. Within one list only pairs with l < r.
    """
    lists = _Lists(left, right)
    most = max(MOST_PAIRS_PER_KEY, _count(connection, left) * MOST_PAIRS_PER_RECORD)
    looks = [(lists, rule) for rule in RULES if _worthwhile(connection, rule, lists)]
    looks += [(part, rule) for part, rules in _parts_abroad(connection, lists) for rule in rules]
    # One more than the most: a rule that reaches it has keys that are no leads.
    found = (f"({_leads(look, number)} LIMIT {most + 1})" for number, look in enumerate(looks))
    connection.execute(f"CREATE OR REPLACE TABLE lead AS {' UNION ALL '.join(found)}")
    crowded = connection.execute(
        f"SELECT look FROM lead GROUP BY look HAVING count(*) > {most} ORDER BY look"
    ).fetchall()
    for (number,) in crowded:
        _look_again(connection, looks[number], number)
    connection.execute(
        "CREATE OR REPLACE TABLE pair AS SELECT DISTINCT l, r, false AS certain FROM lead"
    )
    connection.execute("DROP TABLE lead")
    return sorted({looks[number][1].name for (number,) in crowded})


def add_third_sides(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Nothing; `pair` then holds the y–z that were not in it, where x–y and x–z may be rivals."""
    connection.execute(
        f"""CREATE OR REPLACE TABLE third_side AS
        WITH edge AS (
            SELECT l AS x, r AS y FROM weighed WHERE weight > {least}
            UNION ALL SELECT r, l FROM weighed WHERE weight > {least}
        )
        SELECT DISTINCT a.y AS l, b.y AS r, false AS certain FROM edge a JOIN edge b ON a.x = b.x AND a.y < b.y
        WHERE NOT EXISTS (FROM pair p WHERE p.l = a.y AND p.r = b.y)"""
    )
    connection.execute("CREATE OR REPLACE TABLE pair AS FROM third_side")


def _worthwhile(connection: duckdb.DuckDBPyConnection, rule: Rule, lists: _Lists) -> bool:
    return not rule.need or any(
        _exists(connection, f"{table} WHERE {rule.need}") for table in (lists.left, lists.right)
    )


def many_abroad(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether records without a Dutch postcode are no exception in a table of keys."""
    abroad = _count(connection, f"{table} WHERE NOT dutch")
    return abroad > MANY_ABROAD * _count(connection, table)


def _parts_abroad(
    connection: duckdb.DuckDBPyConnection, lists: _Lists
) -> list[tuple[_Lists, tuple[Rule, ...]]]:
    """The parts that together hold every pair with a record without a Dutch postcode."""
    halves = (
        (lists.left, _Lists(f"{lists.left} WHERE NOT dutch", lists.right)),
        (lists.right, _Lists(f"{lists.left} WHERE dutch", f"{lists.right} WHERE NOT dutch")),
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
    return (
        f"SELECT {pair}, {number} AS look FROM {left} l JOIN {right} r ON l.key = r.key"
        f" WHERE {different} {no_lead}"
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
