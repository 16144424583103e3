"""What a person decides about a doubtful or unplaced signal, and what it means for the cases."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import ResidentMatch, SignalStatus
from rondkomen.arrears.services import set_resident_match, set_status
from rondkomen.chain import outreach_flow
from rondkomen.chain.household_cases import open_household_cases
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries, services
from rondkomen.matching.core.decisions import Place, Settlement
from rondkomen.matching.services import Verdict
from rondkomen.people import queries as people
from rondkomen.people.services import AddressFacts, register_household

_STATUS_OF = {
    Settlement.NOT_RESIDENT: SignalStatus.NOT_RESIDENT,
    Settlement.LEGAL_PERSON: SignalStatus.OTHER_REASON,
}


@transaction.atomic
def decide(
    review_id: UUID, verdict: Verdict, *, today: date, now: datetime, actor: Actor
) -> UUID | None:
    """The household the signal now belongs to, with its case opened or brought up to date.

    Raises: Refused when a colleague was first, or nobody on screen was chosen.
    """
    require(actor, Purpose.MATCHING)
    review = queries.review(review_id)
    household = services.decide(review_id, verdict, actor=actor, now=now)
    if household is not None:
        set_resident_match({review.signal_ref: ResidentMatch.FUZZY}, actor=actor)
        open_household_cases([household], review.month, today=today, actor=actor)
    return household


@transaction.atomic
def undo(review_id: UUID, *, today: date, now: datetime, actor: Actor) -> None:
    """Nothing; the decision is taken back and the signal leaves the case it made.

    Raises: Refused when there is nothing to undo.
    """
    require(actor, Purpose.MATCHING)
    signal_ref = services.undo_decision(review_id, actor=actor, now=now)
    outreach_flow.withdraw_signals([signal_ref], today=today, actor=actor)


@transaction.atomic
def split(signal_ref: UUID, *, reason: str, today: date, now: datetime, actor: Actor) -> None:
    """Nothing; the signal leaves its household and waits for somebody to place it.

    Raises: Refused when no reason is given or the signal has no place.
    """
    require(actor, Purpose.MATCHING)
    if not reason.strip():
        raise Refused("Schrijf kort waarom dit signaal hier niet hoort.", code="reason-missing")
    signal = _signal(signal_ref)
    services.end_link(
        signal_ref, identity_ref=signal.identity_ref, reason=reason.strip(), actor=actor, now=now
    )
    outreach_flow.withdraw_signals([signal_ref], today=today, actor=actor)


@transaction.atomic
def merge(
    signal_ref: UUID, place: Place, *, reason: str, today: date, now: datetime, actor: Actor
) -> None:
    """Nothing; the signal joins this household and its case of the same month.

    Raises: Refused without a reason, when the household, the person in it or the signal does not
    exist here, and as `matching.services.link_by_hand` does.
    """
    require(actor, Purpose.MATCHING)
    if not reason.strip():
        raise Refused("Schrijf kort waarom dit signaal daar hoort.", code="reason-missing")
    signal = _signal(signal_ref)
    home = place.household_ref
    if home not in people.doors([home], purpose=Purpose.MATCHING, actor=actor):
        raise Refused("Dit huishouden bestaat niet (meer).", code="household-unknown")
    members = people.members([home], purpose=Purpose.MATCHING, actor=actor)[home]
    if place.person_ref is not None and place.person_ref not in {card.ref for card in members}:
        raise Refused("Deze persoon hoort niet bij dat huishouden.", code="person-elsewhere")
    services.link_by_hand(signal_ref, place, reason=reason.strip(), actor=actor, now=now)
    outreach_flow.withdraw_signals([signal_ref], today=today, actor=actor)
    if place.person_ref is not None:
        set_resident_match({signal_ref: ResidentMatch.FUZZY}, actor=actor)
    open_household_cases([home], signal.month, today=today, actor=actor)


@transaction.atomic
def open_at_delivered_address(
    unmatched_id: UUID, *, today: date, now: datetime, actor: Actor
) -> UUID:
    """The household at the address the partner gave, with a case for it.

    Raises: Refused when the delivered address is not one to go to.
    Policy: every designated signal gets an offer, also when the register does not know the person.
    """
    require(actor, Purpose.MATCHING)
    row = queries.unmatched(unmatched_id)
    identity = people.card(row.identity_ref, purpose=Purpose.MATCHING, actor=actor).identity
    if not identity.postcode or identity.house_number is None:
        raise Refused(
            "Het geleverde adres is niet volledig; vraag de partner om postcode en huisnummer.",
            code="address-incomplete",
        )
    household_ref = register_household(
        AddressFacts(
            identity.postcode,
            identity.house_number,
            identity.house_letter,
            identity.house_addition,
            identity.street,
            identity.city,
        )
    )
    services.link_by_hand(
        row.signal_ref,
        Place(household_ref),
        reason="opgepakt op het geleverde adres",
        actor=actor,
        now=now,
    )
    open_household_cases([household_ref], row.month, today=today, actor=actor)
    return household_ref


@transaction.atomic
def settle(unmatched_id: UUID, settlement: Settlement, *, now: datetime, actor: Actor) -> None:
    """Nothing; the signal is answered without a case: not a resident, or a legal person.

    Raises: Refused for another settlement, or when a colleague was first.
    """
    require(actor, Purpose.MATCHING)
    if settlement not in _STATUS_OF:
        raise Refused("Kies wat er met dit signaal moet gebeuren.", code="settlement-missing")
    signal_ref = services.settle(unmatched_id, settlement, actor=actor, now=now)
    set_status({signal_ref: _STATUS_OF[settlement]}, actor=actor)


def _signal(signal_ref: UUID) -> arrears.SignalFacts:
    found = arrears.signals([signal_ref]).get(signal_ref)
    if found is None:
        raise Refused("Dit signaal bestaat niet (meer).", code="signal-unknown")
    return found
