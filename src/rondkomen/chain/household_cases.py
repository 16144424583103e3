"""One case per household and month: gathers the household's signals and hands them to outreach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import ResidentMatch
from rondkomen.arrears.queries import SignalFacts
from rondkomen.chain import outreach_flow
from rondkomen.kernel.period import Month
from rondkomen.matching import queries as matching
from rondkomen.matching.core.window import is_consecutive
from rondkomen.matching.queries import LinkRow
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import ClosingReason
from rondkomen.outreach.core.priority import SignalFact
from rondkomen.people.core.identity import Card, Door
from rondkomen.people.queries import cards, doors

_KNOWN_REASONS = {
    ResidentMatch.DECEASED: ClosingReason.DECEASED,
    ResidentMatch.MOVED: ClosingReason.MOVED_AWAY,
}


def open_household_cases(
    household_refs: Iterable[UUID], month: Month, *, today: date, actor: Actor
) -> int:
    """How many cases these households have in this month, opened or brought up to date.

    Policy: one case per household and month; docs/matching.md.
    """
    links = matching.signals_at_households(household_refs)
    refs = [link.signal_ref for rows in links.values() for link in rows]
    signals = arrears.signals(set(refs) - arrears.revoked(refs))
    houses = doors(links, purpose=Purpose.MATCHING, actor=actor)
    people = cards(
        {link.person_ref for rows in links.values() for link in rows if link.person_ref},
        purpose=Purpose.MATCHING,
        actor=actor,
    )
    groups = [
        group
        for household_ref, rows in links.items()
        if (group := _group(_Household(houses[household_ref], rows, people), month, signals, today))
    ]
    return outreach_flow.open_cases(groups, month, today=today, actor=actor)


@dataclass(frozen=True)
class _Household:
    """A household with its links and the people in them."""

    door: Door
    links: list[LinkRow]
    people: dict[UUID, Card]


def _group(
    household: _Household, month: Month, signals: dict[UUID, SignalFacts], today: date
) -> CaseGroup | None:
    """The household's signals of the month; None when it has none left after a split."""
    door, people = household.door, household.people
    known = [
        (link, signals[link.signal_ref]) for link in household.links if link.signal_ref in signals
    ]
    now = [(link, signal) for link, signal in known if signal.month == month]
    if not now:
        return None
    persons = tuple((link.signal_ref, link.person_ref) for link, _ in now if link.person_ref)
    heaviest = max(now, key=lambda pair: pair[1].amount)[0].person_ref
    return CaseGroup(
        household_ref=door.household_ref,
        signals=tuple(_fact(signal) for _, signal in now),
        person_ref=heaviest,
        person_of=persons,
        neighbourhood=door.neighbourhood,
        consecutive=is_consecutive(month, (signal.month for _, signal in known)),
        age=_age(people.get(heaviest) if heaviest else None, today),
        known_reason=_known_reason([signal for _, signal in now]),
    )


def _fact(signal: SignalFacts) -> SignalFact:
    return SignalFact(
        signal_ref=signal.id,
        partner_ref=signal.partner_id,
        partner_type=signal.partner_type,
        kind=signal.kind,
        amount=signal.amount,
        signal_date=signal.signal_date,
        arrears_since=signal.arrears_since,
        supply_end_date=signal.supply_end_date,
    )


def _age(card: Card | None, today: date) -> int | None:
    """Age on the day in whole years, when the date of birth is known.

    Units: years.
    """
    born = card.identity.birth_date if card else None
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _known_reason(signals: list[SignalFacts]) -> ClosingReason | None:
    """What the register says of the household's people, when it says the same of each signal."""
    reasons = {_KNOWN_REASONS.get(signal.resident_match) for signal in signals}
    if all(signal.legal_person for signal in signals):
        return ClosingReason.LEGAL_PERSON
    return reasons.pop() if len(reasons) == 1 else None
