"""The scenario as fixtures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.chain.tests import scenario


@pytest.fixture
def registers(tmp_path: Path, settings: object) -> Path:
    """The registers of the scenario, in use."""
    settings.REGISTER_FOLDER = tmp_path
    scenario.write_registers(tmp_path)
    return tmp_path


@pytest.fixture
def system(acting: str) -> Actor:
    """The system, acting for Middenveld."""
    return system_actor(acting)


@pytest.fixture
def partner(system: Actor) -> Callable[..., UUID]:
    """Makes a partner: `partner("Woonproef", PartnerType.RENT)`."""
    return partial(scenario.add_partner, actor=system)


@pytest.fixture
def deliver(system: Actor) -> Callable[..., UUID]:
    """Takes rows in: `deliver(partner_id, {"klantnummer": "K1", ...})`."""
    return partial(scenario.deliver_rows, actor=system)
