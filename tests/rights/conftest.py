"""A municipality with something behind every address."""

from collections.abc import Iterator
from datetime import date

import pytest

TODAY = date(2026, 11, 20)
OTHER = "9902"


@pytest.fixture(scope="module")
def full_of_work(
    rows_of_the_module: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A small municipality full of work, and beside it Anderland, for all tests of the file."""
    from django.conf import settings

    from rondkomen.access.services import NewGemeente, set_up_gemeente
    from rondkomen.chain.demo.build import GEMEENTE, Plan, build
    from rondkomen.jobs.services import start

    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(settings, "REGISTER_FOLDER", folder / "registers")
        build(Plan(7, TODAY, folder / "registers", folder, inhabitants=900, months=1))
        set_up_gemeente(NewGemeente(OTHER, "Gemeente Anderland", 30_000, 2026))
        start("count", args={}, gemeente_id=GEMEENTE, unique_key="known elsewhere")
        yield GEMEENTE


@pytest.fixture
def middenveld(full_of_work: str, db: None) -> str:
    """The municipality full of work; what the test changes is undone."""
    return full_of_work
