"""Which pairs are worth weighing: one exact key per rule, so that no pair needs a full product."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# A key that would give more pairs than this is a default or a habit, not a lead.
MOST_PAIRS_PER_KEY = 250_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A blocking rule: records with equal keys meet; `only` narrows which pairs count."""

    name: str
    left: str
    right: str = ""
    only: str = ""

    @property
    def right_key(self) -> str:
        """The key on the right side; by default the same expression as on the left."""
        return self.right or self.left


_SWAPPED_DATE = "left(d, 4) || right(d, 2) || d[5:6]"
_NOT_DUTCH = "NOT (l.dutch AND r.dutch)"

RULES: tuple[Rule, ...] = (
    Rule("address", "pc, nr"),
    Rule("previous_right", "pc, nr", "ppc, pnr"),
    Rule("previous_left", "ppc, pnr", "pc, nr"),
    Rule("date_surname", "d, n1"),
    Rule("date_partner_right", "d, n1", "d, n2"),
    Rule("date_partner_left", "d, n2", "d, n1"),
    Rule("date_initial_area", "d, i1, area"),
    Rule("date_initial_start", "d, i1, left(n1, 3)"),
    Rule("swapped_date", "d, n1", f"{_SWAPPED_DATE}, n1"),
    Rule("phone", "phone1"),
    Rule("email", "email"),
    Rule("surname_initial_area", "n1, i1, area"),
    Rule("partner_area_right", "n1, i1, area", "n2, i1, area"),
    Rule("partner_area_left", "n2, i1, area", "n1, i1, area"),
    Rule("surname_number_initial", "n1, i1, nr"),
)

EXTRA_RULES: tuple[tuple[str, Rule], ...] = (
    ("person_key IS NOT NULL", Rule("person_key", "person_key")),
    ("phone2 IS NOT NULL", Rule("phone_12", "phone1", "phone2")),
    ("phone2 IS NOT NULL", Rule("phone_21", "phone2", "phone1")),
    ("phone2 IS NOT NULL", Rule("phone_22", "phone2")),
    ("NOT dutch", Rule("full_name", "g1, n1", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("swapped_name", "g1, n1", "n1, g1", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("street_number", "street, nr", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("date_first_name", "d, g1", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("date_postcode", "d, pc", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("date_number", "d, nr", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("first_name_postcode", "g1, pc", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("surname_postcode", "n1, pc", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("surname_street", "n1, street", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("first_name_street", "g1, street", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("street_postcode", "street, pc", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("street_city", "street, city", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("date_city", "d, city", only=_NOT_DUTCH)),
    ("NOT dutch", Rule("number_postcode_city", "nr, city, left(pc, 2)", only=_NOT_DUTCH)),
)


def block(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> list[str]:
    """The names of rules with keys left out as too frequent; table `pair` holds the pairs.

    Shape: `pair(l, r)` each pair once. Within one list only pairs with l < r.
    """
    within = left == right
    rules = [*RULES, *(rule for need, rule in EXTRA_RULES if _holds(connection, need, left, right))]
    selects, crowded = [], []
    for rule in rules:
        guard = _crowded_keys(connection, rule, left, right)
        if guard:
            crowded.append(rule.name)
        selects.append(_pairs_of(rule, (left, right), within, guard))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pair AS SELECT DISTINCT l, r FROM (\n"
        + "\nUNION ALL\n".join(selects)
        + ")"
    )
    return crowded


def add_third_sides(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Nothing; `pair` then also holds y–z where x–y and x–z weigh enough to be rivals.

    Shape: replaces the contents of `pair` by the added pairs only.
    """
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE third_side AS
        WITH edge AS (
            SELECT l AS x, r AS y FROM weighed WHERE weight > {least}
            UNION ALL SELECT r, l FROM weighed WHERE weight > {least}
        )
        SELECT DISTINCT a.y AS l, b.y AS r FROM edge a JOIN edge b ON a.x = b.x AND a.y < b.y
        WHERE NOT EXISTS (FROM pair p WHERE p.l = a.y AND p.r = b.y)"""
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE pair AS FROM third_side")


def _holds(connection: duckdb.DuckDBPyConnection, need: str, left: str, right: str) -> bool:
    found = connection.execute(
        f"SELECT EXISTS (FROM {left} WHERE {need}) OR EXISTS (FROM {right} WHERE {need})"
    ).fetchone()
    return bool(found and found[0])


def _columns(key: str, prefix: str) -> list[str]:
    """The parts of a key, split at the commas outside brackets, each under its own name."""
    parts, depth, start = [], 0, 0
    for position, sign in enumerate(key):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(key[start:position])
            start = position + 1
    parts.append(key[start:])
    return [f"{part.strip()} AS {prefix}{number}" for number, part in enumerate(parts)]


def _keyed(key: str, table: str) -> tuple[str, int]:
    columns = _columns(key, "k")
    present = " AND ".join(f"({column.rsplit(' AS ', 1)[0]}) IS NOT NULL" for column in columns)
    return f"(SELECT rid, dutch, {', '.join(columns)} FROM {table} WHERE {present})", len(columns)


def _pairs_of(rule: Rule, tables: tuple[str, str], within: bool, guard: str) -> str:
    left, count = _keyed(rule.left, tables[0])
    right, _ = _keyed(rule.right_key, tables[1])
    matched = " AND ".join(f"l.k{number} = r.k{number}" for number in range(count))
    conditions = [rule.only] if rule.only else []
    if guard:
        keys = ", ".join(f"l.k{number}" for number in range(count))
        conditions.append(f"({keys}) NOT IN (FROM {guard})")
    pair = "l.rid AS l, r.rid AS r"
    if within:
        conditions.append("l.rid <> r.rid")
        pair = "least(l.rid, r.rid) AS l, greatest(l.rid, r.rid) AS r"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {pair} FROM {left} l JOIN {right} r ON {matched}{where}"


def _crowded_keys(connection: duckdb.DuckDBPyConnection, rule: Rule, left: str, right: str) -> str:
    """The name of a table of keys that give too many pairs, or nothing when there is none."""
    lefts, count = _keyed(rule.left, left)
    rights, _ = _keyed(rule.right_key, right)
    keys = ", ".join(f"k{number}" for number in range(count))
    name = f"crowded_{rule.name}"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {name} AS
        WITH many_left AS (SELECT {keys}, count(*) AS n FROM {lefts} GROUP BY ALL),
        many_right AS (SELECT {keys}, count(*) AS n FROM {rights} GROUP BY ALL HAVING n > 20)
        SELECT {keys} FROM many_left l JOIN many_right r USING ({keys})
        WHERE l.n * r.n > {MOST_PAIRS_PER_KEY} OR r.n > 5000"""
    )
    found = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    return name if found and found[0] else ""
