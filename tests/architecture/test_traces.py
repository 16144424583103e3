"""No look without a purpose and a line, no write without an actor and an event; each check is proven."""

from textwrap import dedent

import pytest

from tests.architecture import traces
from tests.architecture.source import Code, all_code, exceptions, faults_of

PEOPLE = "src/rondkomen/people/queries.py"
LOGGED = """
def card(ref, *, purpose, actor):
    return _all([ref], purpose, actor)

def _all(refs, purpose, actor):
    log_processing(purpose=purpose, subjects=refs, actor=actor, activity="gezien")
"""


CHECKS = [traces.unlogged_looks, traces.untraced_writes, traces.untold_access]
SERVICES = "src/rondkomen/arrears/services.py"
SAVED = """
def save(facts, *, actor):
    Partner.objects.create(**facts)
    _tell(actor)

def _tell(actor):
    record("partner_added", subject=None, actor=actor, data={})
"""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_looks_and_writes_leave_their_trace(check):
    faults = faults_of(check, all_code())
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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SAVED, 0),
        (SAVED.replace("record(", "forget("), 1),
        (SAVED.replace("*, actor", "*, name"), 1),
        (SAVED.replace("Partner.objects.create(**facts)", "facts.check()"), 0),
        (SAVED.replace("def save", "def _save"), 0),
    ],
)
def test_a_write_without_actor_or_event_is_seen(text, count):
    code = Code(SERVICES, dedent(text))
    assert len(list(traces.untraced_writes(code, [code]))) == count


@pytest.mark.parametrize(("told", "count"), [("record('user_added')", 0), ("pass", 1)])
def test_access_that_changes_untold_is_seen(told, count):
    text = f"from rondkomen.access import services\n\ndef add():\n    services.add_user()\n    {told}\n"
    assert len(list(traces.untold_access(Code("src/rondkomen/web/beheer/a.py", text)))) == count


def test_what_may_go_untraced_is_still_needed():
    found = {
        (fault.check, fault.where)
        for check in CHECKS
        for code in all_code()
        for fault in check(code)
    }
    listed = [entry for entry in exceptions() if entry["check"] in {"look", "trace", "access"}]
    assert {(entry["check"], entry["where"]) for entry in listed} <= found
    assert all(len(entry["reason"].split()) >= 4 for entry in listed)
