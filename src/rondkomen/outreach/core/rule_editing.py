"""Changing a rule table by hand, one step at a time: plain values in, changed plain values out.

What comes out may hold faults; `rule_table.check` names them, as it does for text.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Plain = dict[str, Any]

# Conditions with one number, which a form can ask for.
THRESHOLDS = ("supply_ends_within", "amount_at_least", "amount_below", "partners_at_least")
_LONGEST_ID = 60


def changed_rule(data: Plain, number: int, values: Mapping[str, Any]) -> Plain:
    """The table with other points, another reason or other thresholds in one rule.

    Shape: `values` holds `points`, `reason` and conditions of `THRESHOLDS`; `number` counts from 0.
    Policy: a threshold is changed only where the rule has it, so no condition slips in.
    """
    made = deepcopy(data)
    rule = made["rules"][number]
    for name, value in values.items():
        if name in rule["when"]:
            rule["when"][name] = value
        elif name in ("points", "reason"):
            rule[name] = value
    return made


def moved_rule(data: Plain, number: int, by: int) -> Plain:
    """The table with one rule moved up (negative) or down; at the end it stays where it is.

    Policy: within a group only the first rule that holds counts, so order can change points.
    """
    made = deepcopy(data)
    rules = made["rules"]
    place = min(max(number + by, 0), len(rules) - 1)
    rules.insert(place, rules.pop(number))
    return made


def copied_rule(data: Plain, number: int) -> Plain:
    """The table with a copy of one rule right below it, under a name of its own.

    Policy: names in a table differ, so that points can be traced to one rule.
    """
    made = deepcopy(data)
    copy = deepcopy(made["rules"][number])
    taken = {rule["id"] for rule in made["rules"]}
    base = copy["id"][: _LONGEST_ID - 4]
    copy["id"] = next(name for i in range(2, 10_000) if (name := f"{base}-{i}") not in taken)
    made["rules"].insert(number + 1, copy)
    return made


def without_rule(data: Plain, number: int) -> Plain:
    """The table without one rule.

    Policy: an empty table is a fault, named by `rule_table.check`.
    """
    made = deepcopy(data)
    del made["rules"][number]
    return made


def next_version(versions: list[str]) -> str:
    """A version number that is not taken: one more than the highest whole number.

    Policy: versions are never used twice.
    """
    numbers = [int(text) for text in versions if text.isdecimal()]
    return str(max(numbers, default=0) + 1)
