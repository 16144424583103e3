"""From matched signals to open cases, their letters, and what the passing of a day does to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.arrears import services as arrears_services
from rondkomen.arrears.core.codes import SignalStatus
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.services import LetterBatch, LetterOrder
from rondkomen.outreach.services.letters import Told, quietly

KIND = "outreach-nightly"
_STAGES = 4
_MONTHS_BACK = 12  # older cases are closed and their signals told


@dataclass(frozen=True)
class Night:
    """What the passing of a day did.

    Units: hand-overs, clocks and cases.
    """

    silent: int
    ended: int
    judged: int


def open_cases(groups: Sequence[CaseGroup], month: Month, *, today: date, actor: Actor) -> int:
    """How many cases these households have in the month, opened or brought up to date."""
    done = services.open_cases(groups, month=month, today=today, actor=actor)
    refs = [signal.signal_ref for group in groups for signal in group.signals]
    _copy_states(queries.signal_states(refs), actor=actor)
    return done.opened + done.updated + done.unchanged


def withdraw_signals(signal_refs: Iterable[UUID], *, today: date, actor: Actor) -> int:
    """How many cases lost a signal that the matching took back."""
    return services.withdraw_signals(signal_refs, today=today, actor=actor)


def make_letters(
    order: LetterOrder, *, today: date, actor: Actor, told: Told = quietly
) -> LetterBatch:
    """The letters of this order, which name each partner as the municipality knows it.

    Raises: Refused as `outreach.services.make_letters` does.
    """
    names = {partner.id: partner.name for partner in arrears.partners()}
    named = replace(order, partner_names=names)
    return services.make_letters(named, today=today, actor=actor, told=told)


def start_night(gemeente_id: str, *, today: date) -> UUID:
    """The id of the background work for this day; once a day per municipality."""
    args = {"today": today.isoformat()}
    return jobs.start(KIND, args=args, gemeente_id=gemeente_id, unique_key=f"{KIND}:{today}")


@transaction.atomic
def pass_night(*, today: date, actor: Actor, progress: Progress | None = None) -> Night:
    """What a new day changes: silence is noted, day-counting clocks end, points move along."""
    silent = services.note_silence(today=today, actor=actor)
    _tell(progress, 1, "Overdrachten nagelopen")
    ended = services.end_passed_terms(today=today, actor=actor)
    _tell(progress, 2, "Termijnen afgesloten")
    judged = services.judge_open_cases_anew(today=today, actor=actor)
    _tell(progress, 3, "Volgorde bijgewerkt")
    since = Month.of(today).plus(-_MONTHS_BACK)
    _copy_states(queries.signal_states_since(since), actor=actor)
    _tell(progress, _STAGES, "Signalen bijgewerkt")
    return Night(silent, ended, judged)


def _copy_states(states: Mapping[UUID, str], *, actor: Actor) -> None:
    """Each signal has the status of its case, for its partner's scorecard and for CBS."""
    arrears_services.set_status(
        {ref: SignalStatus(state) for ref, state in states.items()}, actor=actor
    )


def _tell(progress: Progress | None, done: int, message: str) -> None:
    if progress is not None:
        progress.step(done, _STAGES, message)


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    today = date.fromisoformat(args["today"]) if "today" in args else timezone.localdate()
    with acting_for(progress.gemeente_id):
        night = pass_night(today=today, actor=system_actor(progress.gemeente_id), progress=progress)
    return {"silent": night.silent, "ended": night.ended, "judged": night.judged}
