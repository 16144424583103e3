import json
from copy import deepcopy
from typing import Any

import jsonschema
import pytest

from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.content import CONTENT, rule_table_text
from rondkomen.outreach.core.priority import HOLDS, evaluate
from rondkomen.outreach.core.rule_table import CONDITION_SHAPES, Level, build, check
from rondkomen.outreach.core.rule_table_schema import json_schema
from rondkomen.outreach.tests.examples import FRIDAY, facts

GOOD: dict[str, Any] = yaml.load(rule_table_text())
SCHEMA = json_schema()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The starting table with one value changed; `...` takes it away."""
    data = deepcopy(GOOD)
    place: Any = data
    *way, last = [int(p) if p.isdigit() else p for p in path.split("/")]
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


def test_the_starting_table_has_no_fault_and_no_remark():
    assert check(GOOD) == ()


def test_the_published_schema_is_the_one_the_check_uses():
    on_file = json.loads((CONTENT / "rule_table.schema.json").read_text(encoding="utf-8"))
    assert on_file == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(GOOD, SCHEMA)


def test_every_condition_can_be_read_and_evaluated():
    assert set(CONDITION_SHAPES) == set(HOLDS)


SHAPE_FAULTS = [
    ("name", ..., "name"),
    ("name", "", "name"),
    ("colour", "red", "colour"),
    ("format", "other/1", "format"),
    ("minimum_points", "ten", "minimum_points"),
    ("minimum_points", True, "minimum_points"),
    ("terms/retention_months", 3, "terms.retention_months"),
    ("terms/unknown", 3, "terms.unknown"),
    ("age_bands/0/name", "With Capitals", "age_bands[1].name"),
    ("age_bands/1/label", ..., "age_bands[2].label"),
    ("rules", [], "rules"),
    ("rules/0/points", 0, "rules[1].points"),
    ("rules/0/points", 1.5, "rules[1].points"),
    ("rules/0/when", {}, "rules[1].when"),
    ("rules/0/when/kind_in", ["shouting"], "rules[1].when.kind_in"),
    ("rules/0/when/kind_in", [], "rules[1].when.kind_in"),
    ("rules/0/when/nationality", "x", "rules[1].when.nationality"),
    ("rules/0/when/partners_at_least", "2", "rules[1].when.partners_at_least"),
    ("rules/2/reason", ..., "rules[3].reason"),
    ("rules/2", "points", "rules[3]"),
]


@pytest.mark.parametrize(("path", "value", "where"), SHAPE_FAULTS)
def test_a_fault_is_named_with_its_place_and_the_schema_refuses_it_too(path, value, where):
    broken = changed(path, value)
    assert [fault.where for fault in check(broken)] == [where]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(broken)


MEANING_FAULTS = [
    ("age_bands/1/at_least", 26, "age_bands[2].at_least", "overlapt"),
    ("age_bands/0/at_most", 17, "age_bands[1].at_most", "lager dan de laagste"),
    ("rules/1/id", "supply-ends-in-a-week", "rules[2].id", "twee keer"),
    ("rules/0/reason", "Over {name}.", "rules[1].reason", "Onbekend invulwoord"),
    ("rules/0/reason", "Over {amount.__class__}.", "rules[1].reason", "Onbekend invulwoord"),
    ("rules/0/reason", "Over {amount!r}.", "rules[1].reason", "Onbekend invulwoord"),
    ("rules/0/reason", "Over {amount", "rules[1].reason", "accolade"),
    ("rules/0/when/children", True, "rules[1].when.children", "grond"),
    ("rules/0/when/age_band_in", ["young"], "rules[1].when.age_band_in", "age_ground"),
]


@pytest.mark.parametrize(("path", "value", "where", "words"), MEANING_FAULTS)
def test_a_fault_in_meaning_is_named_with_its_place(path, value, where, words):
    faults = check(changed(path, value))
    assert [fault.where for fault in faults] == [where]
    assert words in faults[0].sentence


def test_all_faults_are_named_at_once_and_building_refuses_with_the_first():
    broken = changed("rules/0/points", 0)
    broken["name"] = ""
    assert len(check(broken)) == 2
    with pytest.raises(Refused, match=r"name: .*In totaal zijn er 2 fouten"):
        build(broken)


def test_age_counts_once_its_ground_is_written_down():
    data = changed("rules/0/when", {"age_band_in": ["young"]})
    data["age_ground"] = "Beleidsplan schuldhulp, besluit van de raad."
    data["rules"][0]["reason"] = "Jongeren gaan voor ({age_band})."
    outcome = evaluate(build(data), facts(age=26), today=FRIDAY)
    assert outcome.steps[0].text == "Jongeren gaan voor (18 tot en met 26 jaar)."
    assert evaluate(build(data), facts(age=None), today=FRIDAY).value < outcome.value


@pytest.mark.parametrize("path", ["minimum_points", "terms/threshold_euros"])
def test_dropping_cases_is_allowed_but_remarked(path):
    data = changed(path, 50)
    assert [fault.level for fault in check(data)] == [Level.REMARK]
    assert build(data).rules


@pytest.mark.parametrize("data", [None, [], "tekst", 3])
def test_something_else_than_a_table_is_one_plain_fault(data):
    assert [fault.where for fault in check(data)] == ["bestand"]
