"""Who lives there and how to reach them: the household, completed with what partners delivered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears.queries import SignalFacts
from rondkomen.kernel.dutch.phone import parse_phone
from rondkomen.outreach.queries import CaseView
from rondkomen.people import queries as people
from rondkomen.people.core.identity import Card


@dataclass(frozen=True)
class Contact:
    """One person to reach; `delivered_by` is set when only a partner knows this person."""

    ref: UUID
    name: str
    birth_date: date | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    reported: bool
    deceased: bool = False
    moved: bool = False
    delivered_by: str = ""


def contacts(
    view: CaseView, facts: dict[UUID, SignalFacts], *, actor: Actor
) -> tuple[Contact, ...]:
    """Everyone to reach in this case, those about whom a partner reported first; a logged look.

    Raises: Refused when the actor may not look for outreach.
    """
    home = view.row.household_ref
    household = people.members([home], purpose=Purpose.OUTREACH, actor=actor)[home]
    delivered = people.cards(
        [fact.identity_ref for fact in facts.values()], purpose=Purpose.OUTREACH, actor=actor
    )
    reported = {signal.person_ref for signal in view.signals}
    found = {card.ref: _contact(card, reported=card.ref in reported) for card in household}
    for signal in view.signals:
        fact = facts.get(signal.signal_ref)
        card = delivered.get(fact.identity_ref) if fact else None
        if fact is None or card is None:
            continue
        if signal.person_ref in found:
            found[signal.person_ref] = _completed(found[signal.person_ref], card)
        elif not any(_same_name(card, known) for known in found.values()):
            found[card.ref] = replace(_contact(card, reported=True), delivered_by=fact.partner_name)
    return tuple(sorted(found.values(), key=lambda contact: not contact.reported))


def _contact(card: Card, *, reported: bool) -> Contact:
    identity = card.identity
    return Contact(
        ref=card.ref,
        name=identity.display_name,
        birth_date=identity.birth_date,
        phones=_numbers(identity.phones),
        emails=_once([identity.email]),
        reported=reported,
        deceased=card.deceased,
        moved=bool(card.moved_to),
    )


def _completed(contact: Contact, card: Card) -> Contact:
    return replace(
        contact,
        phones=_numbers([*contact.phones, *card.identity.phones]),
        emails=_once([*contact.emails, card.identity.email]),
    )


def _same_name(card: Card, known: Contact) -> bool:
    return bool(card.identity.display_name) and card.identity.display_name == known.name


def _numbers(phones: Iterable[str]) -> tuple[str, ...]:
    """The numbers in one way of writing; what is no Dutch number stays as it was given."""
    return _once(_one_way(phone) for phone in phones)


def _one_way(phone: str) -> str:
    try:
        return parse_phone(phone)
    except ValueError:
        return phone


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
