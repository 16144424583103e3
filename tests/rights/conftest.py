"""A municipality with something behind every address."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

TODAY = date(2026, 11, 20)
OTHER = "9902"


@pytest.fixture
def middenveld(db: None, tmp_path: Path, settings: Any) -> str:
    """A small municipality full of work, and beside it Anderland."""
    from rondkomen.access.services import NewGemeente, set_up_gemeente
    from rondkomen.chain.demo.build import GEMEENTE, Plan, build
    from rondkomen.jobs.services import start

    settings.REGISTER_FOLDER = tmp_path / "registers"
    build(Plan(7, TODAY, settings.REGISTER_FOLDER, tmp_path, inhabitants=900, months=1))
    set_up_gemeente(NewGemeente(OTHER, "Gemeente Anderland", 30_000, 2026))
    start("count", args={}, gemeente_id=GEMEENTE, unique_key="known elsewhere")
    return GEMEENTE
