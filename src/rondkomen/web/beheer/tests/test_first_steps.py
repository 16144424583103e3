"""A new municipality is told what to arrange first, and no longer once it is done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.services import add_user, grant_role
from rondkomen.arrears import services as arrears
from rondkomen.arrears.core.codes import PartnerType
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain.first_steps import FirstStep, first_steps


@pytest.fixture
def registers(tmp_path: Path, settings: Any) -> Path:
    settings.REGISTER_FOLDER = tmp_path
    return tmp_path


@pytest.mark.usefixtures("registers")
def test_on_the_first_day_everything_is_named_with_where_to_do_it(
    signed_in: Callable[..., Client],
) -> None:
    page = signed_in(Role.FUNCTIONAL_ADMINISTRATOR).get("/beheer/").content.decode()
    assert "Nog te regelen" in page
    for place in ("gebruikers", "partners", "brieven", "gemeente"):
        assert f'<li><a class="utrecht-link utrecht-link--html-a" href="/beheer/{place}/">' in page
    assert "in de map registers te zetten" in page


def test_a_step_that_was_taken_is_no_longer_named(
    acting: str, registers: Path, actor_with: Callable[..., Actor]
) -> None:
    admin = actor_with(Role.FUNCTIONAL_ADMINISTRATOR, Role.TEAM_LEAD)
    assert first_steps(timezone.localdate(), actor=admin) == tuple(FirstStep)
    for name in ("brp", "bag"):
        (registers / f"{name}-{acting}.csv").touch()
    partner = arrears.save_partner(PartnerFacts("P", PartnerType.RENT), actor=admin)
    terms = AgreementFacts(start=date(2024, 1, 1))
    arrears.save_agreement(partner, terms, actor=admin, today=timezone.localdate())
    left = (FirstStep.COLLEAGUES, FirstStep.SENDER, FirstStep.GEMEENTE)
    assert first_steps(timezone.localdate(), actor=admin) == left
    worker = add_user(email="w@middenveld.example", name="W", password="een lang wachtwoord 1")
    grant_role(worker, gemeente_id=acting, role=Role.EARLY_DETECTION_WORKER)
    assert FirstStep.COLLEAGUES not in first_steps(timezone.localdate(), actor=admin)


def test_without_partners_nobody_can_deliver_and_the_screen_says_who_adds_them(
    signed_in: Callable[..., Client],
) -> None:
    page = signed_in(Role.EARLY_DETECTION_WORKER).get("/leveringen/nieuw/").content.decode()
    assert "Nog geen partners" in page
    assert "<input" not in page.split("<main", 1)[1].split("</main>", 1)[0]
