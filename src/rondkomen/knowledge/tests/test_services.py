"""Keeping practices: adding, claiming, changing with two at once, undoing, marking, and the walls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge import queries, services
from rondkomen.knowledge.core.keeping import PracticeText
from rondkomen.knowledge.core.practices import Keeping
from rondkomen.knowledge.models import KeptPractice, OutdatedMark, PracticeChange

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TEXT = PracticeText("Soep en post", "Samen post openen trekt buren.", ("D",))


@pytest.fixture
def officer(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer of Middenveld, which no shipped practice is about."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def of_assen(db: None, actor_with: Callable[..., Actor]) -> Any:
    """A policy officer of Assen, acting."""
    set_up_gemeente(NewGemeente("9903", "Gemeente Assen", 69_000, 2026))
    actor = actor_with(Role.POLICY_OFFICER, email="p@assen.example", gemeente_id="9903")
    with acting_for("9903"):
        yield actor


def test_an_own_practice_is_seen_with_the_others(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    found = queries.practice(key)
    assert (found.keeping, found.municipalities, found.name) == (
        Keeping.OWN, ("Middenveld",), "Soep en post",
    )  # fmt: skip
    assert len(queries.practices()) == 45


def test_another_municipality_sees_none_of_it(
    gemeente: str, actor_with: Callable[..., Actor]
) -> None:
    officer = actor_with(Role.POLICY_OFFICER)
    with acting_for(gemeente):
        key = services.add_practice(TEXT, at=NOW, actor=officer)
        services.mark_outdated("PW01", "gestopt", at=NOW, actor=officer)
    other = actor_with(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    with acting_for("9902"):
        assert len(queries.practices()) == 44
        assert queries.practice("PW01").outdated is None
        for write in (
            lambda: services.change_practice(key, TEXT, based_on=1, at=NOW, actor=other),
            lambda: services.remove_practice(key, actor=other),
        ):
            with pytest.raises(Refused, match="houdt dit voorbeeld niet bij"):
                write()


def test_a_claimed_text_is_kept_from_then_on_and_can_be_given_back(of_assen: Actor) -> None:
    services.claim_practice("PW04", at=NOW, actor=of_assen)
    text = replace(queries.kept("PW04").text, lesson="Binnen twee weken.")
    assert services.change_practice("PW04", text, based_on=1, at=NOW, actor=of_assen) is None
    found = queries.practice("PW04")
    assert (found.keeping, found.lesson_in("nl"), found.revision) == (
        Keeping.CLAIMED, "Binnen twee weken.", 2,
    )  # fmt: skip
    services.remove_practice("PW04", actor=of_assen)
    assert queries.practice("PW04").keeping is Keeping.SHIPPED
    assert "vier weken" in queries.practice("PW04").lesson_in("nl")


def test_who_it_is_not_about_may_not_claim(officer: Actor) -> None:
    with pytest.raises(Refused, match="Alleen de gemeente"):
        services.claim_practice("PW04", at=NOW, actor=officer)
    assert not KeptPractice.objects.exists()


def test_nobody_claims_twice(of_assen: Actor) -> None:
    services.claim_practice("PW04", at=NOW, actor=of_assen)
    with pytest.raises(Refused, match="Alleen de gemeente"):
        services.claim_practice("PW04", at=NOW, actor=of_assen)


def test_two_at_once_overwrite_nothing_unseen(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    first = replace(TEXT, lesson="Eerst soep.")
    services.change_practice(key, first, based_on=1, at=NOW, actor=officer)
    mine = replace(TEXT, lesson="Eerst post.")
    told = services.change_practice(key, mine, based_on=1, at=NOW, actor=officer)
    assert told == services.ChangedSince(first, 2, officer.user_id)
    assert queries.kept(key).text == first
    assert services.change_practice(key, mine, based_on=2, at=NOW, actor=officer) is None
    assert queries.kept(key).text == mine


def test_a_change_is_undone_and_done_again(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    changed = replace(TEXT, lesson="Eerst soep.")
    services.change_practice(key, changed, based_on=1, at=NOW, actor=officer)
    services.undo_change(key, based_on=2, at=NOW, actor=officer)
    assert queries.kept(key).text == TEXT
    with pytest.raises(Refused, match="daarna veranderd"):
        services.undo_change(key, based_on=2, at=NOW, actor=officer)
    services.undo_change(key, based_on=3, at=NOW, actor=officer)
    assert queries.kept(key).text == changed


def test_what_was_never_changed_has_nothing_to_undo(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    with pytest.raises(Refused, match="niets terug"):
        services.undo_change(key, based_on=1, at=NOW, actor=officer)


def test_outdated_is_said_with_a_reason_and_taken_back(officer: Actor) -> None:
    for reason in (" ", "x" * 501):
        with pytest.raises(Refused, match="waarom"):
            services.mark_outdated("PW01", reason, at=NOW, actor=officer)
    services.mark_outdated("PW01", "gestopt in 2020", at=NOW, actor=officer)
    services.mark_outdated("PW01", "gestopt in 2021", at=NOW, actor=officer)
    found = queries.practice("PW01")
    assert found.outdated is not None
    assert found.outdated.reason == "gestopt in 2021"
    assert "licht antwoord" in found.lesson_in("nl")
    services.mark_current("PW01", actor=officer)
    assert queries.practice("PW01").outdated is None
    with pytest.raises(Refused, match="niet als verouderd"):
        services.mark_current("PW01", actor=officer)
    with pytest.raises(Refused, match="bestaat hier niet"):
        services.mark_outdated("PW99", "weg", at=NOW, actor=officer)


def test_removing_takes_everything_along(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    services.change_practice(key, replace(TEXT, lesson="Anders"), based_on=1, at=NOW, actor=officer)
    services.mark_outdated(key, "gestopt", at=NOW, actor=officer)
    services.remove_practice(key, actor=officer)
    tables = (KeptPractice, PracticeChange, OutdatedMark)
    assert [table.unscoped.count() for table in tables] == [0, 0, 0]


def test_every_write_leaves_an_event_without_the_text(officer: Actor) -> None:
    key = services.add_practice(TEXT, at=NOW, actor=officer)
    row = queries.kept(key)
    services.change_practice(key, replace(TEXT, lesson="Anders"), based_on=1, at=NOW, actor=officer)
    services.undo_change(key, based_on=2, at=NOW, actor=officer)
    services.remove_practice(key, actor=officer)
    events = journal.events(row.id)
    assert [event.kind for event in events] == [
        "knowledge_practice_added",
        "knowledge_practice_changed",
        "knowledge_practice_changed",
        "knowledge_practice_removed",
    ]
    assert not any("Soep" in str(event.data) or "Anders" in str(event.data) for event in events)


def test_who_may_not_lead_a_conversation_writes_nothing(
    acting: str, actor_with: Callable[..., Actor]
) -> None:
    other = actor_with(Role.TEAM_LEAD)
    for write in (
        lambda: services.add_practice(TEXT, at=NOW, actor=other),
        lambda: services.claim_practice("PW04", at=NOW, actor=other),
        lambda: services.change_practice("PW04", TEXT, based_on=1, at=NOW, actor=other),
        lambda: services.undo_change("PW04", based_on=1, at=NOW, actor=other),
        lambda: services.remove_practice("PW04", actor=other),
        lambda: services.mark_outdated("PW01", "weg", at=NOW, actor=other),
        lambda: services.mark_current("PW01", actor=other),
    ):
        with pytest.raises(Refused, match="Uw rol"):
            write()


def test_all_practices_cost_three_questions(
    officer: Actor, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(12):
        services.add_practice(replace(TEXT, name=f"Soep {number}"), at=NOW, actor=officer)
    with django_assert_num_queries(3):
        assert len(queries.practices()) == 56
