"""From the signals of a month to cases: ask the registers, link, group by household, open.

What the engine cannot place waits for a person (`matching.queries`); nothing is dropped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, require, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import actor_of
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import ResidentMatch
from rondkomen.arrears.queries import SignalFacts
from rondkomen.arrears.services import set_resident_match
from rondkomen.chain import match_records
from rondkomen.chain.household_cases import open_household_cases
from rondkomen.chain.match_address import EXPLANATION, behind_the_door
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.kernel.period import Month
from rondkomen.matching import queries, services
from rondkomen.matching.adapters import engine
from rondkomen.matching.core.decisions import Candidate
from rondkomen.matching.core.records import Link, LinkResult
from rondkomen.matching.services import Doubted, NotFound, Outcome, Placed
from rondkomen.people.adapters import lookup
from rondkomen.people.adapters.registers import address_register, person_register
from rondkomen.people.core.registers import RegisteredPerson
from rondkomen.people.queries import matching_rows
from rondkomen.people.services import Kept

KIND = "match-month"
_STAGES = 5
Told = Callable[[int, str], None]


@dataclass(frozen=True)
class Matched:
    """What one matching of a month gave.

    Units: signals, except `cases`.
    """

    run_id: UUID
    signals: int
    placed: int
    review: int
    unmatched: int
    cases: int


def start(month: Month, *, today: date, actor: Actor) -> UUID:
    """The id of the background work that matches this month; one at a time per month.

    Raises: Refused when the actor may not match.
    """
    require(actor, Purpose.MATCHING)
    args = {"month": str(month), "today": today.isoformat(), "user": str(actor.user_id or "")}
    key = f"{KIND}:{month}:{timezone.now().isoformat(timespec='minutes')}"
    return jobs.start(KIND, args=args, gemeente_id=actor.gemeente_id, unique_key=key)


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    gemeente_id = progress.gemeente_id
    user = args["user"]
    with acting_for(gemeente_id):
        actor = actor_of(UUID(user), gemeente_id) if user else system_actor(gemeente_id)
        matched = match_month(
            Month.parse(args["month"]),
            today=date.fromisoformat(args["today"]),
            now=timezone.now(),
            actor=actor,
            told=lambda done, message: progress.step(done, _STAGES, message),
        )
    return {"placed": matched.placed, "review": matched.review, "cases": matched.cases}


@transaction.atomic
def match_month(
    month: Month,
    *,
    today: date,
    now: datetime,
    actor: Actor,
    told: Told = lambda done, message: None,
) -> Matched:
    """The outcome of matching every signal of the month that has no place and no verdict yet.

    Raises: Refused when the actor may not match, or a register is not there.
    Policy: docs/matching.md; a person's decision is never overruled by a new run.
    """
    require(actor, Purpose.MATCHING)
    told(0, "Signalen verzamelen")
    signals = _unplaced(arrears.signals_of_month(month))
    told(1, "Registers bevragen")
    by_identity = {signal.identity_ref: signal for signal in signals}
    persons = person_register(actor.gemeente_id)
    answer = lookup.residents_for(
        by_identity, register=persons, purpose=Purpose.MATCHING, actor=actor
    )
    told(2, "Koppelen")
    rows = matching_rows(by_identity, purpose=Purpose.MATCHING, actor=actor)
    doors = {row.ref: behind_the_door(row.identity, answer.residents) for row in rows}
    named = [row for row in rows if not doors[row.ref]]
    result = engine.link(match_records.delivered(named), match_records.registered(answer.residents))
    told(3, "Vastleggen")
    concerned = _concerned(result, answer.residents, doors)
    kept = lookup.keep(concerned, persons, address_register(actor.gemeente_id), actor=actor)
    outcome = _outcome(result, by_identity, kept, doors)
    run_id = services.store_run(month, outcome, actor=actor, started_at=now, now=now)
    set_resident_match(_resident_matches(outcome, concerned, kept), actor=actor)
    told(4, "Zaken openen")
    households = {placed.household_ref for placed in outcome.placed}
    cases = open_household_cases(households, month, today=today, actor=actor)
    told(5, "Klaar")
    return Matched(
        run_id=run_id,
        signals=len(signals),
        placed=len(outcome.placed),
        review=len(outcome.doubted),
        unmatched=len(outcome.not_found),
        cases=cases,
    )


def _unplaced(signals: Sequence[SignalFacts]) -> list[SignalFacts]:
    judged = queries.judged_signals(signal.id for signal in signals)
    return [signal for signal in signals if signal.id not in judged]


_Doors = dict[UUID, list[RegisteredPerson]]


def _concerned(
    result: LinkResult, residents: Sequence[RegisteredPerson], doors: _Doors
) -> list[RegisteredPerson]:
    """The residents a signal was linked to, or may concern; the other answers are forgotten."""
    keys = {link.right_id for link in result.links}
    keys |= {link.right_id for review in result.reviews for link in review.candidates}
    keys |= {key for household in result.household_links for key in household.right_ids}
    keys |= {person.register_key for behind in doors.values() for person in behind}
    return [person for person in residents if person.register_key in keys]


def _outcome(
    result: LinkResult,
    by_identity: dict[UUID, SignalFacts],
    kept: dict[str, Kept],
    doors: _Doors,
) -> Outcome:
    """The engine's result in references: identities become signals, register keys persons."""
    signal_of = {str(identity): signal for identity, signal in by_identity.items()}
    placed = [_placed(signal_of[link.left_id].id, link, kept) for link in result.links]
    household_only = {found.left_id: found for found in result.household_links}
    doubted: list[Doubted] = []
    for review in result.reviews:
        signal = signal_of[review.left_id]
        candidates = tuple(_candidate(link, kept) for link in review.candidates)
        house = household_only.get(review.left_id)
        if house is not None:
            placed.append(
                Placed(
                    signal.id,
                    None,
                    kept[house.right_ids[0]].household_ref,
                    house.score,
                    candidates[0].explanation if candidates else {},
                )
            )
        else:
            doubted.append(Doubted(signal.id, signal.identity_ref, candidates))
    placed += [
        _at_the_door(by_identity[ref].id, behind, kept) for ref, behind in doors.items() if behind
    ]
    return Outcome(result.model_version, placed, doubted, _not_found(result, signal_of))


def _at_the_door(
    signal_ref: UUID, behind: Sequence[RegisteredPerson], kept: dict[str, Kept]
) -> Placed:
    """A signal without a name, at the household behind its door."""
    return Placed(signal_ref, None, kept[behind[0].register_key].household_ref, 1.0, EXPLANATION)


def _not_found(result: LinkResult, signal_of: dict[str, SignalFacts]) -> list[NotFound]:
    return [
        NotFound(
            signal_of[found.left_id].id,
            signal_of[found.left_id].identity_ref,
            found.cause,
            found.text,
        )
        for found in result.unlinked
    ]


def _placed(signal_ref: UUID, link: Link, kept: dict[str, Kept]) -> Placed:
    where = kept[link.right_id]
    explanation = match_records.stored_explanation(link.explanation)
    return Placed(signal_ref, where.person_ref, where.household_ref, link.score, explanation)


def _candidate(link: Link, kept: dict[str, Kept]) -> Candidate:
    where = kept[link.right_id]
    explanation = match_records.stored_explanation(link.explanation)
    return Candidate(where.person_ref, where.household_ref, link.score, explanation)


def _resident_matches(
    outcome: Outcome, concerned: Iterable[RegisteredPerson], kept: dict[str, Kept]
) -> dict[UUID, ResidentMatch]:
    """Per signal whether its person was found, and what the register says of that person."""
    by_person = {kept[person.register_key].person_ref: person for person in concerned}
    matches = {found.signal_ref: ResidentMatch.NONE for found in outcome.not_found}
    matches |= {doubted.signal_ref: ResidentMatch.FUZZY for doubted in outcome.doubted}
    for placed in outcome.placed:
        resident = by_person.get(placed.person_ref) if placed.person_ref else None
        matches[placed.signal_ref] = _resident_match(resident, placed.explanation)
    return matches


def _resident_match(
    resident: RegisteredPerson | None, explanation: dict[str, object]
) -> ResidentMatch:
    if resident is not None and resident.deceased_on is not None:
        return ResidentMatch.DECEASED
    if resident is not None and resident.moved_to:
        return ResidentMatch.MOVED
    exact = explanation.get("rule") == "unique_agreement"
    return ResidentMatch.EXACT if exact else ResidentMatch.FUZZY
