"""No look without a purpose and a line, no write without an actor and an event; each check is proven."""

from textwrap import dedent

import pytest

from tests.architecture import traces
from tests.architecture.source import Code, all_code, faults_of

PEOPLE = "src/rondkomen/people/queries.py"
LOGGED = """
def card(ref, *, purpose, actor):
    return _all([ref], purpose, actor)

def _all(refs, purpose, actor):
    log_processing(purpose=purpose, subjects=refs, actor=actor, activity="gezien")
"""


def test_every_look_at_people_is_logged():
    faults = faults_of(traces.unlogged_looks, all_code())
    assert not faults, "\n" + "\n".join(map(str, faults))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (LOGGED, 0),
        (LOGGED.replace("log_processing", "look_away"), 1),
        (LOGGED.replace("*, purpose, actor", "*, actor"), 1),
        (LOGGED.replace("*, purpose, actor", "*, purpose"), 1),
    ],
)
def test_a_look_that_leaves_no_line_is_seen(text, count):
    assert len(list(traces.unlogged_looks(Code(PEOPLE, dedent(text))))) == count
