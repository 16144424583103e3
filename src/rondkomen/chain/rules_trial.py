"""Trying a version of the rules on past months, in the background, beside the rules in force."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from rondkomen.access.tenancy import acting_for
from rondkomen.jobs import queries as job_queries
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.queries import JobStatus
from rondkomen.jobs.registry import job
from rondkomen.kernel.period import Month
from rondkomen.outreach import content, queries
from rondkomen.outreach.core.simulation import Simulation, simulate
from rondkomen.outreach.core.stored_simulation import from_plain, to_plain

KIND = "rules-trial"
_STAGES = 3


@dataclass(frozen=True)
class Trial:
    """Which version is tried on which past months; no capacity is the version's own."""

    version_id: UUID
    first: Month
    last: Month
    capacity: int | None = None


@dataclass(frozen=True)
class TrialOutcome:
    """What the version would have done, beside the rules that were in force; `text` marks its wording."""

    first: Month
    last: Month
    drafted: Simulation
    active: Simulation
    text: str


def start(trial: Trial, *, gemeente_id: str) -> UUID:
    """The id of the background work that tries this version."""
    moment = timezone.now().isoformat(timespec="seconds")
    return jobs.start(
        KIND,
        args={
            "version": str(trial.version_id),
            "first": str(trial.first),
            "last": str(trial.last),
            "capacity": trial.capacity,
        },
        gemeente_id=gemeente_id,
        unique_key=f"{KIND}:{trial.version_id}:{moment}",
    )


def latest(version_id: UUID, *, gemeente_id: str) -> JobStatus | None:
    """The last time this version was tried; None when it never was."""
    recent = job_queries.latest(gemeente_id, kind=KIND)
    return next((one for one in recent if f":{version_id}:" in one.unique_key), None)


def outcome(status: JobStatus) -> TrialOutcome | None:
    """What the trial found; None while it runs, or when it was stopped."""
    found = status.result
    if found is None:
        return None
    return TrialOutcome(
        Month.parse(found["first"]),
        Month.parse(found["last"]),
        from_plain(found["drafted"]),
        from_plain(found["active"]),
        found["text"],
    )


def mark_of(text: str) -> str:
    """A short mark of this wording of a version, to see whether it changed since it was tried."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    first, last, capacity = Month.parse(args["first"]), Month.parse(args["last"]), args["capacity"]
    with acting_for(progress.gemeente_id, only_reading=True):
        progress.step(0, _STAGES, "Zaken van toen lezen")
        past = queries.month_facts(first, last)
        active = queries.active_rules().table
        text = queries.rule_version(UUID(args["version"])).text
        drafted = content.read_rule_table(text)
    progress.step(1, _STAGES, "Deze versie toepassen")
    found = simulate(drafted, past, capacity=capacity, active=active)
    progress.step(2, _STAGES, "De regels in gebruik toepassen")
    beside = simulate(active, past, capacity=capacity)
    progress.step(_STAGES, _STAGES, "Klaar")
    return {
        "first": args["first"],
        "last": args["last"],
        "drafted": to_plain(found),
        "active": to_plain(beside),
        "text": mark_of(text),
    }
