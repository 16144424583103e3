"""Stopping work: the request may not wait for the one writer of SQLite, which is that very work."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.roles import Role
from rondkomen.web.partner import portal
from rondkomen.web.ui import working

WORK = UUID("01a201db-0000-7000-8000-000000000001")
STOPS = (
    (Role.TEAM_LEAD, "worker:delivery-cancel", [WORK]),
    (Role.PARTNER_CONTACT, "partner:delivery-cancel", [WORK]),
    (Role.TEAM_LEAD, "worker:matching-stop", [WORK]),
    (Role.TEAM_LEAD, "worker:cbs-stop", [WORK]),
    (Role.TEAM_LEAD, "policy:count-stop", ["2026-10", WORK]),
    (Role.FUNCTIONAL_ADMINISTRATOR, "beheer:rules-trial-stop", [WORK, WORK]),
    (Role.AUDITOR, "beheer:journal-check-stop", [WORK]),
)


@pytest.mark.django_db(transaction=True)
def test_stopping_waits_for_nobody_who_writes(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    monkeypatch.setattr(working, "work_of", lambda *_: None)
    monkeypatch.setattr(portal, "_own", lambda *_: SimpleNamespace(id=WORK))
    monkeypatch.setattr(working, "stop", lambda _: waited.append(connection.in_atomic_block))
    clients = {role: signed_in(role, partner_id=WORK) for role in {role for role, *_ in STOPS}}
    for role, route, arguments in STOPS:
        assert clients[role].post(reverse(route, args=arguments)).status_code == 302
    # PostgreSQL has more than one writer, and needs the transaction for its wall between tenants.
    assert waited == [connection.vendor == "postgresql"] * len(STOPS)
