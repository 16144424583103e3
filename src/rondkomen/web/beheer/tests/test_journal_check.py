"""The journal is checked when somebody asks, in the background; looking at the page checks nothing."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.chain import journal_check
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.worker import drain
from rondkomen.journal.core.chain import Break, Fault
from rondkomen.journal.services import record


def test_the_journal_is_checked_when_asked_and_not_by_looking(
    acting: str, signed_in: Callable[..., Client]
) -> None:
    auditor = signed_in(Role.AUDITOR)
    where = reverse("beheer:accountability")
    assert "Nog niet gecontroleerd" in auditor.get(where).content.decode()
    record("noted", subject=UUID(int=1), actor=system_actor(acting), data={})
    assert 'hx-get="' in auditor.post(reverse("beheer:journal-check"), follow=True).content.decode()
    drain()
    page = auditor.get(where).content.decode()
    assert "Het logboek is heel" in page
    assert "Laatst gecontroleerd op" in page
    assert "1 gebeurtenissen." in page


def test_a_broken_journal_shows_after_the_check(
    acting: str, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [Break(acting, 1, Fault.CHANGED), Break(acting, 2, Fault.REMOVED)]
    monkeypatch.setattr(journal_check.journal, "verify_chain", lambda told: broken)
    auditor = signed_in(Role.AUDITOR)
    auditor.post(reverse("beheer:journal-check"))
    drain()
    page = auditor.get(reverse("beheer:accountability")).content.decode()
    assert "Er zijn 2 breuken gevonden" in page


def test_a_check_is_stopped(signed_in: Callable[..., Client]) -> None:
    auditor = signed_in(Role.AUDITOR)
    auditor.post(reverse("beheer:journal-check"))
    (work,) = jobs.latest("9901", kind=journal_check.KIND)
    assert auditor.get(reverse("beheer:journal-check-progress", args=[work.id])).status_code == 200
    auditor.post(reverse("beheer:journal-check-stop", args=[work.id]))
    assert jobs.status(work.id).state == "cancelled"
