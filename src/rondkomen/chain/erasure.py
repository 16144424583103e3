"""Erasing and giving access: what the terms end, what a resident asks for, and proof that it went.

The journal keeps that something was erased and under which rule, never what it was.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.arrears import services as arrears_services
from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries as matching
from rondkomen.matching import services as matching_services
from rondkomen.outreach import queries as outreach
from rondkomen.outreach import services as outreach_services
from rondkomen.outreach.queries.assembling import signals_by_case
from rondkomen.people import queries as people
from rondkomen.people import services as people_services

RETENTION = "retention"
REQUEST = "request"


@dataclass(frozen=True)
class Erased:
    """What went.

    Units: rows.
    """

    cases: int
    signals: int
    people: int


@transaction.atomic
def erase_expired(*, today: date, actor: Actor) -> Erased:
    """What the retention terms ended on or before today is gone, with every trace of it.

    Law: AVG art. 5(1)(e). Policy: no statutory number; each row knows the rule that set its date.
    """
    cases = outreach_services.purge_cases(
        outreach.past_keeping(today), today=today, actor=actor, rule=RETENTION
    )
    expired = [signal for signal, _identity in arrears.past_retention(today)]
    in_open_cases = set(outreach.signal_states(expired))
    signals = [signal for signal in expired if signal not in in_open_cases]
    return Erased(cases, len(signals), _erase_signals(signals, actor=actor, rule=RETENTION))


@transaction.atomic
def erase_resident(bsn: str, *, today: date, actor: Actor) -> Erased:
    """Everything about this resident is gone: signals, cases, matching, identity.

    Raises: Refused when nothing is known of the resident.
    Law: AVG art. 17; whether the request is to be granted is decided before, by a person.
    """
    refs = _known(bsn, actor)
    signals = _signals_of(refs)
    households = {link.household_ref for link in matching.live_links(signals).values()}
    of_households = [case for ids in outreach.cases_of(households).values() for case in ids]
    cases = [
        case_id
        for case_id, rows in signals_by_case(of_households).items()
        if {row.signal_ref for row in rows} <= signals
    ]
    purged = outreach_services.purge_cases(cases, today=today, actor=actor, rule=REQUEST)
    outreach_services.withdraw_signals(signals, today=today, actor=actor)
    gone = _erase_signals(list(signals), actor=actor, rule=REQUEST)
    gone += people_services.erase(refs)
    people_services.erase_households(households)
    return Erased(purged, len(signals), gone)


@transaction.atomic
def access_report(bsn: str, *, actor: Actor) -> dict[str, Any]:
    """Everything that is known of this resident, in plain values, with who looked and why.

    Raises: Refused when nothing is known of the resident.
    Law: AVG art. 15(1) and (3).
    """
    refs = _known(bsn, actor)
    signals = arrears.signals(_signals_of(refs))
    links = matching.live_links(signals)
    households = {link.household_ref for link in links.values()}
    cases = outreach.cases_of(households)
    return {
        "identities": [
            asdict(card.identity)
            for card in people.cards(refs, purpose=Purpose.RESIDENT_RIGHTS, actor=actor).values()
        ],
        "signals": [
            {
                "partner": signal.partner_name,
                "kind": signal.kind,
                "amount_cents": signal.amount,
                "signal_date": signal.signal_date,
                "status": signal.status,
                "retention_until": signal.retention_until,
            }
            for signal in signals.values()
        ],
        "cases": [
            {"case": case_id, "events": [asdict(event) for event in journal.events(case_id)]}
            for ids in cases.values()
            for case_id in ids
        ],
        "looks": [
            asdict(look) for ref in [*refs, *households] for look in journal.processing_of(ref)
        ],
    }


def _known(bsn: str, actor: Actor) -> list[UUID]:
    refs = people.refs_of_bsn(bsn, purpose=Purpose.RESIDENT_RIGHTS, actor=actor)
    if not refs:
        raise Refused("Over dit nummer is in deze gemeente niets vastgelegd.", code="bsn-unknown")
    return refs


def _signals_of(refs: Iterable[UUID]) -> set[UUID]:
    """The signals delivered under these identities, or linked to these persons."""
    delivered = {signal.id for signal in arrears.signals_of_identities(refs)}
    return delivered | matching.signals_of_persons(refs)


def _erase_signals(signals: list[UUID], *, actor: Actor, rule: str) -> int:
    """How many people went with these signals; persons that others still need stay."""
    persons = matching_services.erase_signals(signals)
    identities = arrears_services.purge_signals(signals, actor=actor, rule=rule)
    unused = persons - matching.persons_in_use(persons)
    return people_services.erase([*identities, *unused])
