"""Whoever knows a number of another municipality, or of another partner, gets nothing for it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import ROLE_PURPOSES, Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.services import add_program, issue_token
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import PartnerType
from rondkomen.arrears.services import PartnerFacts, save_partner
from rondkomen.chain.demo.build import GEMEENTE
from rondkomen.journal.core.chain import Head
from rondkomen.journal.queries import chain_head
from tests.rights.conftest import OTHER
from tests.rights.test_rights_matrix import GUARDED, ROUTES, SAMPLES, _purposes

NOTHING = {302, 400, 403, 404, 405}  # a redirect shows nothing; the journal tells what changed
OF_PARAMETER = {
    "action_id": "dialogue.Action",
    "agreement_id": "arrears.Agreement",
    "attempt_id": "outreach.Attempt",
    "break_id": "monitoring.SeriesBreak",
    "case_id": "outreach.Case",
    "delivery_id": "arrears.Delivery",
    "draft_id": "dialogue.InstrumentDraft",
    "handover_id": "outreach.Handover",
    "job_id": "jobs.Job",
    "participant_id": "dialogue.Participant",
    "partner_id": "arrears.Partner",
    "review_id": "matching.Review",
    "row_id": "arrears.QuarantinedRow",
    "run_id": "outreach.LetterRun",
    "session_id": "dialogue.Session",
    "signal_ref": "arrears.Signal",
    "unmatched_id": "matching.Unmatched",
    "user_id": "access.User",
    "version_id": "outreach.RuleTableVersion",
}
_NUMBERED = re.compile(r"<uuid:(\w+)>")
NUMBERED = sorted(name for name in GUARDED if _NUMBERED.search(ROUTES[name][0]))


def numbers() -> dict[str, UUID]:
    """Per parameter the number of a row of Middenveld; a made-up one where it has no such row."""
    found: dict[str, UUID] = {}
    for name, label in OF_PARAMETER.items():
        model: type[Model] = apps.get_model(label)
        rows: Any = getattr(model, "unscoped", model._default_manager)
        first = rows.order_by("pk").values_list("pk", flat=True).first()
        found[name] = first or UUID(SAMPLES["uuid"])
    return found


def heads() -> dict[str, Head]:
    """Where the journal of each municipality ends."""
    found = {}
    for code in (GEMEENTE, OTHER):
        with acting_for(code):
            found[code] = chain_head()
    return found


def asked_with(name: str, known: dict[str, UUID]) -> str:
    place = _NUMBERED.sub(lambda part: str(known[part[1]]), ROUTES[name][0])
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: SAMPLES[part[1]], place)


def answers(client: Client, address: str) -> set[int]:
    return {client.get(address).status_code, client.post(address, {"to": ""}).status_code}


@pytest.mark.parametrize("name", NUMBERED)
def test_every_number_in_an_address_is_tried(name: str) -> None:
    assert set(_NUMBERED.findall(ROUTES[name][0])) <= set(OF_PARAMETER)


def test_a_number_of_another_municipality_opens_and_changes_nothing(
    middenveld: str, signed_in: Callable[..., Client]
) -> None:
    with acting_for(middenveld):
        known = numbers()
    with acting_for(OTHER):
        own = save_partner(PartnerFacts("Eigen", PartnerType.RENT), actor=system_actor(OTHER))
    before = heads()
    clients = {role: signed_in(role, gemeente_id=OTHER, partner_id=own) for role in Role}
    wrong = {}
    for name in NUMBERED:
        for role in Role:
            if ROLE_PURPOSES[role] & _purposes(name):
                found = answers(clients[role], asked_with(name, known)) - NOTHING
                if found:
                    wrong[name, role.value] = found
    assert wrong == {}
    assert heads() == before
    assert sum(number != UUID(SAMPLES["uuid"]) for number in known.values()) >= 10


def test_a_partner_gets_nothing_of_another_partner(
    middenveld: str, signed_in: Callable[..., Client]
) -> None:
    with acting_for(middenveld):
        theirs = next(iter(arrears.deliveries()))
        own = next(one.id for one in arrears.partners() if one.id != theirs.partner_id)
    contact = signed_in(Role.PARTNER_CONTACT, gemeente_id=middenveld, partner_id=own)
    for name in NUMBERED:
        if name.startswith("partner:"):
            assert answers(contact, asked_with(name, {"delivery_id": theirs.id})) <= NOTHING
    client_id, secret = add_program(
        "Programma", scope=Scope.DELIVER, gemeenten=[middenveld], partner_id=own
    )
    bearer = f"Bearer {issue_token(client_id, secret)}"
    asked = Client().get(f"/api/v1/deliveries/{theirs.id}", headers={"Authorization": bearer})
    assert asked.status_code == 404


def test_a_token_opens_no_screen(middenveld: str) -> None:
    client_id, secret = add_program("CBS", scope=Scope.READ, gemeenten=[middenveld])
    bearer = {"Authorization": f"Bearer {issue_token(client_id, secret)}"}
    assert Client().get("/zaken/", headers=bearer).status_code in {302, 404}
    refused = Client().post(
        "/api/v1/deliveries", data=b"x", content_type="text/csv", headers=bearer
    )
    assert refused.status_code == 403
