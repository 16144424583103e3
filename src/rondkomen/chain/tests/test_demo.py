"""The demo municipality: the same from the same seed, every row accounted for, matching judged by the truth."""

import csv
from datetime import date
from pathlib import Path

import pytest

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.chain.demo.build import GEMEENTE, Built, Plan, build
from rondkomen.chain.demo.deliveries import year_of_files
from rondkomen.chain.demo.population import population
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries as matching
from rondkomen.outreach import queries as outreach
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.people.models import Person

TODAY = date(2026, 11, 21)
SMALL = 4_000


def test_the_same_seed_gives_the_same_files() -> None:
    people = population(7, 400, today=TODAY)
    first, second = (
        [
            (file.name, file.truth)
            for file in year_of_files(people, seed=7, today=TODAY, gemeente_id=GEMEENTE)
        ]
        for _ in range(2)
    )
    assert first == second
    other = year_of_files(people, seed=8, today=TODAY, gemeente_id=GEMEENTE)
    assert first != [(file.name, file.truth) for file in other]


@pytest.fixture
def built(db: None, tmp_path: Path, settings: object) -> tuple[Built, Path]:
    settings.REGISTER_FOLDER = tmp_path / "registers"
    plan = Plan(
        2026, TODAY, settings.REGISTER_FOLDER, tmp_path / "demo", inhabitants=SMALL, months=2
    )
    return build(plan), tmp_path


def truth_of(folder: Path) -> dict[str, str]:
    """Per customer number the key of the resident, empty for a stranger."""
    with (folder / "demo" / "waarheid.csv").open(encoding="utf-8", newline="") as handle:
        return {row["reference"]: row["person"] for row in csv.DictReader(handle)}


def check_fates(made: Built) -> None:
    deliveries = arrears.deliveries(limit=500)
    assert len(deliveries) == made.files
    assert all(one.counts.adds_up for one in deliveries)
    assert {one.received_at.date() for one in deliveries} == {one.received_on for one in deliveries}
    assert sum(one.counts.rows for one in deliveries) >= made.signals


def check_links(truth: dict[str, str]) -> None:
    signals = [signal.id for signal in arrears.signals_between(date(2020, 1, 1), TODAY)]
    system = system_actor(GEMEENTE)
    references = arrears.references(signals, purpose=Purpose.INTAKE, actor=system)
    links = matching.live_links(signals)
    keys = dict(Person.objects.values_list("id", "register_key"))
    judged = [
        keys[link.person_ref] == truth[references[signal]]
        for signal, link in links.items()
        if link.person_ref
    ]
    assert len(judged) > 20
    assert judged.count(False) <= len(judged) / 20  # a rough net; the bar itself is in bench/


def test_the_demo_adds_up_agrees_with_the_truth_and_leaves_work(built: tuple[Built, Path]) -> None:
    made, folder = built
    with acting_for(GEMEENTE):
        check_fates(made)
        check_links(truth_of(folder))
        assert (
            outreach.worklist(
                WorklistFilter(whose=Whose.TEAM), today=TODAY, actor=system_actor(GEMEENTE)
            ).total
            > 0
        )
    assert made.to_upload.stat().st_size > 0
    with pytest.raises(Refused, match="bestaat al"):
        build(Plan(1, TODAY, folder / "registers", folder / "demo", inhabitants=50))
