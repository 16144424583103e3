"""Which pairs are worth weighing: one exact key per rule, so that no pair needs a full product."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# A rule that gives more pairs per left record than this has keys that are defaults or habits, not
# leads: those with too many right records or pairs are left out.
MOST_PAIRS_PER_RECORD = 40
MOST_PAIRS_PER_KEY = 250_000
MOST_PER_KEY = 5_000


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
    Rule("swapped_date", f"{_SWAPPED_DATE}, n1", "d, n1"),
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
    rules = [*RULES, *(rule for need, rule in EXTRA_RULES if _holds(connection, need, left, right))]
    most = max(MOST_PAIRS_PER_KEY, _count(connection, left) * MOST_PAIRS_PER_RECORD)
    connection.execute("CREATE OR REPLACE TEMP TABLE lead (l INTEGER, r INTEGER, rule INTEGER)")
    crowded = []
    for number, rule in enumerate(rules):
        # One more than the most: a rule that reaches it has keys that are no leads.
        if _follow(connection, rule, (left, right), (number, f"LIMIT {most + 1}")) > most:
            connection.execute("DELETE FROM lead WHERE rule = ?", [number])
            _find_crowded(connection, rule, left, right)
            _follow(connection, rule, (left, right), (number, ""), spared="crowded")
            crowded.append(rule.name)
    connection.execute("CREATE OR REPLACE TEMP TABLE pair AS SELECT DISTINCT l, r FROM lead")
    connection.execute("DROP TABLE lead")
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


def _follow(
    connection: duckdb.DuckDBPyConnection,
    rule: Rule,
    tables: tuple[str, str],
    run: tuple[int, str],
    *,
    spared: str = "",
) -> int:
    """How many pairs the rule added to `lead`, keys in the table `spared` left out."""
    left, count = _keyed(rule.left, tables[0])
    right, _ = _keyed(rule.right_key, tables[1])
    matched = " AND ".join(f"l.k{number} = r.k{number}" for number in range(count))
    conditions = [rule.only or "true"]
    if spared:
        keys = ", ".join(f"l.k{number}" for number in range(count))
        conditions.append(f"({keys}) NOT IN (FROM {spared})")
    pair = "l.rid, r.rid"
    if tables[0] == tables[1]:
        conditions.append("l.rid <> r.rid")
        pair = "least(l.rid, r.rid), greatest(l.rid, r.rid)"
    added = connection.execute(
        f"""INSERT INTO lead SELECT {pair}, {run[0]} FROM {left} l JOIN {right} r ON {matched}
        WHERE {" AND ".join(conditions)} {run[1]}"""
    ).fetchone()
    return int(added[0]) if added else 0


def _find_crowded(connection: duckdb.DuckDBPyConnection, rule: Rule, left: str, right: str) -> None:
    """Nothing; table `crowded` holds the keys of the rule that give too many pairs."""
    lefts, count = _keyed(rule.left, left)
    rights, _ = _keyed(rule.right_key, right)
    keys = ", ".join(f"k{number}" for number in range(count))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE crowded AS
        WITH ours AS (SELECT {keys}, count(*) AS n FROM {lefts} GROUP BY ALL),
        others AS (SELECT {keys}, count(*) AS n FROM {rights} GROUP BY ALL)
        SELECT {keys} FROM ours AS s JOIN others AS o USING ({keys})
        WHERE s.n * o.n > {MOST_PAIRS_PER_KEY} OR o.n > {MOST_PER_KEY}"""
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0
