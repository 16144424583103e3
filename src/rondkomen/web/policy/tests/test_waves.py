"""The table of two waves: who came back in counts, the others apart, and nothing that tells on few."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import services
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.web.policy.dialogue import library

Points = Mapping[str, Any]


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


def wave(actor: Actor, points: Points, previous: UUID | None = None) -> UUID:
    """A session in which everybody named gave a point to A; the name is the key to come back with."""
    now = timezone.now()
    kept = library.kept("gesprekstool", at=now, actor=actor)
    new = services.NewSession("Ronde", SessionPurpose.POLICY, Mode.APART, [kept], previous=previous)
    made = services.prepare_session(new, at=now, actor=actor)
    services.open_session(made, at=now, actor=actor)
    for who, point in points.items():
        joining = services.Joining(made, f"{made} {who}", "poverty", again_key_hash=who)
        participant = services.join(joining, at=now, actor=actor)
        given = services.Given(made, "gesprekstool", "A", point)
        services.give_answer(given, participant_id=participant, at=now, actor=actor)
    return made


def first_line(desk: Client, gemeente: str, before: Points, after: Points) -> tuple[str, list[str]]:
    """The page, and the cells of the first theme in its table of waves."""
    actor = system_actor(gemeente)
    with acting_for(gemeente):
        later = wave(actor, after, wave(actor, before))
    page = desk.get(f"/gesprek/{later}/resultaten/").content.decode()
    row = page.partition('id="ronden"')[2].partition("<tbody")[2].partition("</tr>")[0]
    return page, [re.sub("<[^>]+>", " ", cell).strip() for cell in re.findall("<td.*?</td>", row)]


def test_up_same_and_down_are_counted_and_the_others_stand_apart(
    desk: Client, gemeente: str
) -> None:
    before = {"a": 2, "b": 4, "c": 5, "d": "unknown", "x": 1, "y": 1, "z": 3}
    after = {"a": 4, "b": 4, "c": 3, "d": 4, "p": 5, "q": 5, "r": 2}
    page, cells = first_line(desk, gemeente, before, after)
    # Middles without don't know: 1 1 2 3 4 5 is 2,5 and 2 3 4 4 4 5 5 is 4; of the others 1 and 5.
    assert cells == ["2,5", "4,0", "1", "1", "1", "1,0", "5,0"]
    assert "4 deelnemers waren er beide keren." in page
    assert "1 van weet niet naar een punt" in page
    assert "significant" not in page


def test_who_came_back_is_not_told_apart_when_they_are_few(desk: Client, gemeente: str) -> None:
    before = {"a": 2, "b": 4, "x": 1, "y": 1, "z": 3}
    page, cells = first_line(desk, gemeente, before, {"a": 4, "b": 4, "p": 5, "q": 5, "r": 2})
    assert cells == ["2,0", "4,0", "Wie terugkwam is hier niet apart te laten zien."]
    assert "waren er beide keren" not in page


def test_without_an_earlier_wave_there_is_no_table(desk: Client, gemeente: str) -> None:
    with acting_for(gemeente):
        only = wave(system_actor(gemeente), {"a": 2, "b": 4, "c": 5})
    assert 'id="ronden"' not in desk.get(f"/gesprek/{only}/resultaten/").content.decode()
