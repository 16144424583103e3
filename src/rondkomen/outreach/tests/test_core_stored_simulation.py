import json
from dataclasses import replace
from uuid import UUID

from rondkomen.outreach.content import starting_rule_table
from rondkomen.outreach.core.simulation import PastCase, simulate
from rondkomen.outreach.core.stored_simulation import from_plain, to_plain
from rondkomen.outreach.tests.examples import FRIDAY, facts, signal

TABLE = starting_rule_table()
STRICT = replace(TABLE, version="2", terms=replace(TABLE.terms, threshold_euros=200))


def test_a_simulation_comes_back_from_json_as_it_was():
    past = [
        PastCase(UUID(int=n), FRIDAY, facts(signal(amount=n * 10_000), age=20 * n), "Noord")
        for n in range(1, 4)
    ]
    found = simulate(STRICT, past, capacity=1, active=TABLE)
    assert found.dropped
    assert found.weeks
    assert from_plain(json.loads(json.dumps(to_plain(found)))) == found


def test_without_a_version_beside_it_there_is_no_difference():
    found = simulate(TABLE, [])
    assert from_plain(json.loads(json.dumps(to_plain(found)))) == found
