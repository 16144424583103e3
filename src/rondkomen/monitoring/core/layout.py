"""What is counted against what: the families of counts and the tables drawn from them.

A family counts one sort of thing (signals, cases, attempts, clocks). Its dimensions stand in
chains; neighbours in a chain are crossed, and all chains of a family share the same total. Every
published table is one dimension, or two neighbours, of a chain. That shape is what makes the
attack in `network` exact: the whole family is one circulation.
"""

from dataclasses import dataclass
from itertools import pairwise

Key = tuple[tuple[str, str], ...]
"""What a count is of: pairs of dimension and category, in the order of the chain; () = total."""

TOTAL: Key = ()


@dataclass(frozen=True, slots=True)
class Family:
    """One sort of thing that is counted, with its chains of dimensions.

    `shown` are the neighbours whose crossing some table shows; other crossings stay inside.
    """

    key: str
    chains: tuple[tuple[str, ...], ...]
    shown: frozenset[tuple[str, str]] = frozenset()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension, chain by chain."""
        return tuple(dimension for chain in self.chains for dimension in chain)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table as people see it: categories of `rows` down, of `columns` across (or one column)."""

    key: str
    family: str
    rows: str
    columns: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The one or two dimensions of the table."""
        return (self.rows, self.columns) if self.columns else (self.rows,)


SIGNALS = Family(
    "signals",
    (("kind", "partner_type", "picked_up", "status"),),
    shown=frozenset({("kind", "partner_type"), ("partner_type", "picked_up")}),
)
CASES = Family(
    "cases",
    (("multiple", "consecutive"), ("result", "accepted", "reached"), ("neighbourhood",)),
    shown=frozenset({("multiple", "consecutive"), ("accepted", "reached")}),
)
ATTEMPTS = Family(
    "attempts",
    (("part_of_day", "contact_kind", "answered"),),
    shown=frozenset({("part_of_day", "contact_kind"), ("contact_kind", "answered")}),
)
CLOCKS = Family("clocks", (("clock", "outcome"),), shown=frozenset({("clock", "outcome")}))

FAMILIES: tuple[Family, ...] = (SIGNALS, CASES, ATTEMPTS, CLOCKS)

TABLES: tuple[TableLayout, ...] = (
    TableLayout("inflow", "signals", "partner_type", "kind"),
    TableLayout("pick_up", "signals", "partner_type", "picked_up"),
    TableLayout("status", "signals", "status"),
    TableLayout("multiplicity", "cases", "multiple", "consecutive"),
    TableLayout("attempts", "attempts", "contact_kind", "part_of_day"),
    TableLayout("answered", "attempts", "contact_kind", "answered"),
    TableLayout("reach", "cases", "reached", "accepted"),
    TableLayout("results", "cases", "result"),
    TableLayout("neighbourhoods", "cases", "neighbourhood"),
    TableLayout("clocks", "clocks", "clock", "outcome"),
)


def family(key: str) -> Family:
    """The family with this key.

    Raises: KeyError when there is none.
    """
    return {each.key: each for each in FAMILIES}[key]


def crossed(one: Family) -> tuple[tuple[str, str], ...]:
    """The pairs of neighbouring dimensions whose categories are crossed."""
    return tuple(pair for chain in one.chains for pair in pairwise(chain))
