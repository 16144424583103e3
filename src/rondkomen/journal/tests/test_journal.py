"""Recording, looking back, and what tampering in the database brings to light."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.tenancy import NoTenant
from rondkomen.journal import queries, services
from rondkomen.journal.adapters import guards
from rondkomen.journal.core.chain import Fault
from rondkomen.journal.core.trace import tracing
from rondkomen.journal.models import AppendOnly, ChainHead, Event, Processing, ProcessingSubject
from rondkomen.journal.services import NewEvent

SYSTEM = system_actor("9901")
CASE, OTHER = UUID(int=1), UUID(int=2)


def tamper(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def five(acting: str) -> None:
    """A journal of five events, in which the database allows what its guards refuse."""
    on_table = f" ON {guards.TABLE}" if connection.vendor == "postgresql" else ""
    for name in (guards.NO_UPDATE, guards.NO_DELETE):
        tamper(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    services.record_many(
        [NewEvent("case.noted", UUID(int=number), {"n": number}) for number in range(1, 6)],
        actor=SYSTEM,
    )


def found() -> list[tuple[int, Fault]]:
    return [(broken.sequence, broken.fault) for broken in queries.verify_chain()]


def test_events_come_back_as_they_were_recorded(acting: str) -> None:
    data = {"amount": 12_345, "day": date(2026, 12, 25), "score": 0.1, "large": 1e22, "nil": None}
    services.record("case.opened", subject=CASE, actor=SYSTEM, data=data)
    services.record("case.closed", subject=CASE, actor=SYSTEM, data={})
    services.record("case.opened", subject=OTHER, actor=SYSTEM, data={})
    first, second = queries.events(CASE)
    assert (first.kind, first.actor, first.data) == (
        "case.opened",
        None,
        {**data, "day": "2026-12-25"},
    )
    assert [first.sequence, second.sequence] == [1, 2]
    assert [len(rows) for rows in queries.events_of([CASE, OTHER]).values()] == [2, 1]
    assert found() == []


def test_history_keeps_its_own_moment(acting: str) -> None:
    then = datetime(2025, 3, 1, 9, tzinfo=UTC)
    services.record_many([NewEvent("case.opened", CASE, {}, then)], actor=SYSTEM)
    assert queries.events(CASE)[0].at == then
    assert found() == []


def test_event_rolls_back_with_what_it_tells_about(acting: str) -> None:
    services.record("kept", subject=CASE, actor=SYSTEM, data={})
    with transaction.atomic():
        services.record("lost", subject=CASE, actor=SYSTEM, data={})
        transaction.set_rollback(True)
    services.record("kept", subject=CASE, actor=SYSTEM, data={})
    assert [row.sequence for row in queries.events(CASE)] == [1, 2]
    assert found() == []


def test_actor_of_another_municipality_cannot_record(acting: str) -> None:
    with pytest.raises(NoTenant):
        services.record("x", subject=CASE, actor=system_actor("9902"), data={})


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.update(kind="x"),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.unscoped.all().delete(),
    ],
)
def test_model_refuses_to_change_events(acting: str, change: Any) -> None:
    services.record("case.opened", subject=CASE, actor=SYSTEM, data={})
    with pytest.raises(AppendOnly):
        change(Event.objects.get())


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_event SET kind = 'x'", "DELETE FROM journal_event"]
)
def test_database_refuses_to_change_events(acting: str, statement: str) -> None:
    missing = guards.missing(connection)
    for name in missing:  # taken away so that test databases can be emptied
        tamper(guards.statements(connection.vendor)[name])
    assert guards.missing(connection) == set()
    services.record("case.opened", subject=CASE, actor=SYSTEM, data={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(statement)


def test_changed_event_is_found(five: None) -> None:
    tamper("UPDATE journal_event SET data = %s WHERE sequence = 3", '{"n":4}')
    assert found() == [(3, Fault.CHANGED)]


def test_removed_event_is_found(five: None) -> None:
    tamper("DELETE FROM journal_event WHERE sequence = 3")
    assert found() == [(3, Fault.REMOVED)]


def test_removed_and_renumbered_events_are_found(five: None) -> None:
    tamper("DELETE FROM journal_event WHERE sequence = 3")
    tamper("UPDATE journal_event SET sequence = 3 WHERE sequence = 4")
    assert found()[0] == (3, Fault.CHANGED)


def test_swapped_events_are_found(five: None) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper("UPDATE journal_event SET sequence = %s WHERE sequence = %s", new, old)
    assert {(2, Fault.CHANGED), (3, Fault.CHANGED)} <= set(found())


def test_cut_off_end_is_found(five: None) -> None:
    tamper("DELETE FROM journal_event WHERE sequence > 3")
    assert found() == [(4, Fault.TRUNCATED)]


def test_head_put_back_by_hand_is_found(five: None) -> None:
    third = Event.objects.get(sequence=3)
    tamper("DELETE FROM journal_event WHERE sequence > 3")
    tamper("UPDATE journal_chainhead SET sequence = 3, hash = %s", third.hash)
    assert found() == [(3, Fault.HEAD)]


def test_removed_head_is_found(five: None) -> None:
    ChainHead.objects.all().delete()
    assert found() == [(0, Fault.HEAD)]


def test_municipality_without_events_is_sound(acting: str) -> None:
    assert found() == []
    assert queries.chain_head().sequence == 0


def test_log_has_a_line_for_each_person(acting: str) -> None:
    with tracing("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"):
        services.log_processing(
            purpose=Purpose.OUTREACH, subjects=[CASE, OTHER, CASE], actor=SYSTEM, activity="bellen"
        )
    (line,) = queries.processing_of(CASE)
    assert (line.activity, line.purpose, line.actor, line.status) == (
        "bellen",
        "outreach",
        None,
        "ok",
    )
    assert line.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert ProcessingSubject.objects.count() == 2
    assert queries.processing_of(UUID(int=3)) == []


def test_log_names_no_person(acting: str) -> None:
    services.log_processing(purpose=Purpose.MATCHING, subjects=[CASE], actor=SYSTEM, activity="x")
    stored = ProcessingSubject.objects.get().subject
    assert str(CASE) not in stored
    assert CASE.hex not in stored


def test_looking_at_nobody_is_no_processing(acting: str) -> None:
    services.log_processing(purpose=Purpose.MATCHING, subjects=[], actor=SYSTEM, activity="x")
    assert not Processing.objects.exists()


def test_right_keys_raise_nothing(acting: str) -> None:
    assert queries.key_faults() == []
    services.record("case.opened", subject=CASE, actor=SYSTEM, data={})
    assert queries.key_faults() == []


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("FIELD_KEYS", (b"x" * 32,), "RONDKOMEN_FIELD_KEYS"),
        ("INDEX_KEY", b"x" * 32, "RONDKOMEN_INDEX_KEY"),
    ],
)
def test_wrong_key_is_named(
    acting: str, settings: Any, setting: str, value: object, named: str
) -> None:
    services.record("case.opened", subject=CASE, actor=SYSTEM, data={})
    setattr(settings, setting, value)
    (fault,) = queries.key_faults()
    assert named in fault
