"""Which pairs are worth weighing: one exact key per rule, so that no pair needs a full product."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from rondkomen.matching.adapters.side_by_side import each_side_by_side

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

    `right` is the key on the right side where it differs. `need` is what a record on either side
    must have for the rule to be worth following.
    """

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    need: str = ""

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The expressions that must be equal, left and right."""
        return list(zip(self.left, self.right or self.left, strict=True))


_SWAPPED_DATE = "left(d, 4) || right(d, 2) || d[5:6]"

RULES: tuple[Rule, ...] = (
    Rule("address", ("pc", "nr")),
    Rule("previous_right", ("pc", "nr"), ("ppc", "pnr")),
    Rule("previous_left", ("ppc", "pnr"), ("pc", "nr")),
    Rule("date_surname", ("d", "n1")),
    Rule("date_partner_right", ("d", "n1"), ("d", "n2")),
    Rule("date_partner_left", ("d", "n2"), ("d", "n1")),
    Rule("date_initial_area", ("d", "i1", "area")),
    Rule("date_initial_start", ("d", "i1", "left(n1, 3)")),
    Rule("swapped_date", (_SWAPPED_DATE, "n1"), ("d", "n1")),
    Rule("phone", ("phone1",)),
    Rule("email", ("email",)),
    Rule("surname_initial_area", ("n1", "i1", "area")),
    Rule("partner_area_right", ("n1", "i1", "area"), ("n2", "i1", "area")),
    Rule("partner_area_left", ("n2", "i1", "area"), ("n1", "i1", "area")),
    Rule("surname_number_initial", ("n1", "i1", "nr")),
    Rule("person_key", ("person_key",), need="person_key IS NOT NULL"),
    Rule("phone_12", ("phone1",), ("phone2",), need="phone2 IS NOT NULL"),
    Rule("phone_21", ("phone2",), ("phone1",), need="phone2 IS NOT NULL"),
    Rule("phone_22", ("phone2",), need="phone2 IS NOT NULL"),
)

# Only for pairs of which one record has no Dutch postcode; the rest where that is no exception.
ABROAD_RULES: tuple[Rule, ...] = (
    Rule("full_name", ("g1", "n1")),
    Rule("street_number", ("street", "nr")),
    Rule("date_number", ("d", "nr")),
    Rule("surname_street", ("n1", "street")),
)
MANY_ABROAD_RULES: tuple[Rule, ...] = (
    Rule("swapped_name", ("g1", "n1"), ("n1", "g1")),
    Rule("date_first_name", ("d", "g1")),
    Rule("date_postcode", ("d", "pc")),
    Rule("date_city", ("d", "city")),
    Rule("first_name_postcode", ("g1", "pc")),
    Rule("surname_postcode", ("n1", "pc")),
    Rule("first_name_street", ("g1", "street")),
    Rule("street_postcode", ("street", "pc")),
    Rule("street_city", ("street", "city", "i1")),
    Rule("number_postcode_city", ("nr", "city", "left(pc, 2)")),
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

    Shape: `pair(l, r)` each pair once. Within one list only pairs with l < r.
    """
    lists = _Lists(left, right)
    most = max(MOST_PAIRS_PER_KEY, _count(connection, left) * MOST_PAIRS_PER_RECORD)
    looks = [(lists, rule) for rule in RULES if _worthwhile(connection, rule, lists)]
    looks += [(part, rule) for part, rules in _parts_abroad(connection, lists) for rule in rules]
    connection.execute("CREATE OR REPLACE TABLE lead (l INTEGER, r INTEGER, look INTEGER)")
    crowded: set[str] = set()

    def look(place: int, cursor: duckdb.DuckDBPyConnection) -> None:
        where, rule = looks[place]
        if _add(cursor, rule, where, (place, most)):
            crowded.add(rule.name)

    each_side_by_side(connection, range(len(looks)), look)
    connection.execute("CREATE OR REPLACE TABLE pair AS SELECT DISTINCT l, r FROM lead")
    connection.execute("DROP TABLE lead")
    return sorted(crowded)


def add_third_sides(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Nothing; `pair` then holds the y–z that were not in it, where x–y and x–z may be rivals."""
    connection.execute(
        f"""CREATE OR REPLACE TABLE third_side AS
        WITH edge AS (
            SELECT l AS x, r AS y FROM weighed WHERE weight > {least}
            UNION ALL SELECT r, l FROM weighed WHERE weight > {least}
        )
        SELECT DISTINCT a.y AS l, b.y AS r FROM edge a JOIN edge b ON a.x = b.x AND a.y < b.y
        WHERE NOT EXISTS (FROM pair p WHERE p.l = a.y AND p.r = b.y)"""
    )
    connection.execute("CREATE OR REPLACE TABLE pair AS FROM third_side")


def _worthwhile(connection: duckdb.DuckDBPyConnection, rule: Rule, lists: _Lists) -> bool:
    return not rule.need or any(
        _exists(connection, f"{table} WHERE {rule.need}") for table in (lists.left, lists.right)
    )


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
        abroad = _count(connection, f"{table} WHERE NOT dutch")
        if abroad:
            many = abroad > MANY_ABROAD * _count(connection, table)
            parts.append((part, ABROAD_RULES + MANY_ABROAD_RULES if many else ABROAD_RULES))
    return parts


def _add(
    connection: duckdb.DuckDBPyConnection, rule: Rule, lists: _Lists, look: tuple[int, int]
) -> bool:
    """Whether keys had to be left out; the rule's pairs are then in `lead` under its number."""
    number, most = look
    # One more than the most: a rule that reaches it has keys that are no leads.
    if _follow(connection, rule, lists, number, f"LIMIT {most + 1}") <= most:
        return False
    connection.execute("DELETE FROM lead WHERE look = ?", [number])
    _find_crowded(connection, rule, lists, f"crowded_{number}")
    matched = ", ".join(f"l.k{place}" for place in range(len(rule.keys)))
    _follow(connection, rule, lists, number, f"AND ({matched}) NOT IN (FROM crowded_{number})")
    return True


def _follow(
    connection: duckdb.DuckDBPyConnection, rule: Rule, lists: _Lists, number: int, ending: str
) -> int:
    """How many pairs the rule gave."""
    matched = " AND ".join(f"l.k{place} = r.k{place}" for place in range(len(rule.keys)))
    pair, different = "l.rid, r.rid", "true"
    if lists.within:
        pair = "least(l.rid, r.rid), greatest(l.rid, r.rid)"
        different = "l.rid <> r.rid"
    added = connection.execute(
        f"""INSERT INTO lead SELECT {pair}, {number} FROM {_keyed(rule, lists, 0)} l
        JOIN {_keyed(rule, lists, 1)} r ON {matched} WHERE {different} {ending}"""
    ).fetchone()
    return int(added[0]) if added else 0


def _find_crowded(
    connection: duckdb.DuckDBPyConnection, rule: Rule, lists: _Lists, table: str
) -> None:
    """Nothing; the table holds the keys of the rule that give too many pairs."""
    keys = ", ".join(f"k{number}" for number in range(len(rule.keys)))
    connection.execute(
        f"""CREATE OR REPLACE TABLE {table} AS
        WITH ours AS (SELECT {keys}, count(*) AS n FROM {_keyed(rule, lists, 0)} GROUP BY ALL),
        others AS (SELECT {keys}, count(*) AS n FROM {_keyed(rule, lists, 1)} GROUP BY ALL)
        SELECT {keys} FROM ours JOIN others USING ({keys})
        WHERE ours.n * others.n > {MOST_PAIRS_PER_KEY} OR others.n > {MOST_PER_KEY}"""
    )


def _keyed(rule: Rule, lists: _Lists, side: int) -> str:
    """The records of one side that have a key, with its parts as k0, k1 and on."""
    parts = [pair[side] for pair in rule.keys]
    columns = ", ".join(f"{part} AS k{number}" for number, part in enumerate(parts))
    present = " AND ".join(f"({part}) IS NOT NULL" for part in parts)
    table = (lists.left, lists.right)[side]
    joined = "AND" if " WHERE " in table else "WHERE"
    return f"(SELECT rid, {columns} FROM {table} {joined} {present})"


def _exists(connection: duckdb.DuckDBPyConnection, where: str) -> bool:
    found = connection.execute(f"SELECT EXISTS (FROM {where})").fetchone()
    return bool(found and found[0])


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0
