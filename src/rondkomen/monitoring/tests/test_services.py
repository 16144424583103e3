"""Keeping and publishing a month: who may, what leaves, and what is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring import queries, services
from rondkomen.monitoring.core.stored import (
    counts_as_data,
    counts_from_data,
    published_as_data,
    published_from_data,
)
from rondkomen.monitoring.tests.examples import NOVEMBER, some_month

AFTER = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def lead(actor_with: Any) -> Any:
    return actor_with(Role.TEAM_LEAD)


def keep(seed: int, actor: Any, **sizes: int) -> str:
    """Keep a made-up November; gives the fingerprint of its counts."""
    services.keep_counts(some_month(seed, **sizes), inhabitants=60_000, at=NOW, actor=actor)
    return queries.month_counts([NOVEMBER])[NOVEMBER].fingerprint


def publish(fingerprint: str, actor: Any, today: date = AFTER) -> Any:
    return services.publish(NOVEMBER, fingerprint=fingerprint, today=today, now=NOW, actor=actor)


def test_counts_come_back_as_they_went_in(acting: str) -> None:
    counts = some_month(1)
    keep(1, system_actor(acting))
    assert queries.month_counts([NOVEMBER])[NOVEMBER].counts == counts
    assert counts_from_data(counts_as_data(counts)) == counts


def test_counting_again_replaces_the_counts(acting: str) -> None:
    actor = system_actor(acting)
    assert keep(1, actor) != keep(2, actor)
    assert queries.counted_months() == [NOVEMBER]


def test_what_is_published_is_rounded_hidden_and_logged(acting: str, lead: Any) -> None:
    made = publish(keep(1, lead), lead)
    version = queries.published([NOVEMBER])[NOVEMBER]
    numbers = [n for shown in version.content.counts.values() for n in shown.values()]
    assert None in numbers
    assert all(n is None or (n >= 10 and n % 5 == 0) for n in numbers)
    assert published_from_data(published_as_data(version.content)) == version.content
    log = queries.published_tables()
    assert len(log) == 10
    assert sum(line.hidden for line in log) > 0
    assert [event.kind for event in journal.events(made)] == ["month_published"]


def test_a_running_month_is_not_published(acting: str, lead: Any) -> None:
    with pytest.raises(Refused, match="nog niet voorbij"):
        publish(keep(1, lead), lead, today=date(2026, 11, 30))


def test_counts_that_changed_after_looking_are_not_published(acting: str, lead: Any) -> None:
    seen = keep(1, lead)
    keep(2, lead)
    with pytest.raises(Refused, match="bijgewerkt sinds u ze bekeek"):
        publish(seen, lead)
    assert queries.published_months() == []


def test_the_same_counts_are_published_once(acting: str, lead: Any) -> None:
    seen = keep(1, lead)
    publish(seen, lead)
    with pytest.raises(Refused, match="al gepubliceerd"):
        publish(seen, lead)


def test_a_correction_that_gives_somebody_away_is_blocked(acting: str, lead: Any) -> None:
    publish(keep(1, lead), lead)
    counts = queries.month_counts([NOVEMBER])[NOVEMBER]
    assert services.objections_to(counts) == ()
    corrected = keep(1, lead, signals=243)
    assert services.objections_to(queries.month_counts([NOVEMBER])[NOVEMBER])
    with pytest.raises(Refused, match="kleine verschillen"):
        publish(corrected, lead)
    assert queries.published([NOVEMBER])[NOVEMBER].number == 1


def test_a_month_without_signals_is_not_published(acting: str, lead: Any) -> None:
    with pytest.raises(Refused, match="geen signalen"):
        publish(keep(1, lead, signals=0, cases=0), lead)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.TEAM_LEAD, Role.PARTNER_CONTACT)]
)
def test_others_than_the_team_lead_neither_keep_nor_publish(
    acting: str, actor_with: Any, lead: Any, role: Role
) -> None:
    seen = keep(1, lead)
    other = actor_with(role)
    with pytest.raises(Refused):
        keep(2, other)
    with pytest.raises(Refused):
        publish(seen, other)


def test_another_municipality_sees_nothing_of_it(gemeente: str) -> None:
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        publish(keep(1, actor), actor)
    with acting_for("9902"):
        assert queries.counted_months() == queries.published_months() == []
        assert queries.published_tables() == []
