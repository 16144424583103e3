"""The sheet that goes along with a hand-over: who, what was reported, what to do on silence."""

from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente
from rondkomen.arrears import queries as arrears
from rondkomen.files import pdf
from rondkomen.journal import services as journal
from rondkomen.kernel.money import format_euro
from rondkomen.outreach import content, queries
from rondkomen.outreach.core.codes import HANDOVER_TO_LABELS, PARTNER_TYPE_LABELS
from rondkomen.outreach.core.sharing import Shared, shared_with
from rondkomen.outreach.queries import CaseView, HandoverRow, SignalRow
from rondkomen.people import queries as people
from rondkomen.people.core.identity import Card


@transaction.atomic
def sheet(handover_id: UUID, *, today: date, actor: Actor) -> bytes:
    """The PDF for the receiver, with no more than it needs; the making is kept in the journal.

    Raises: Refused when the actor may not, or when the resident did not accept help yet.
    """
    require(actor, Purpose.OUTREACH)
    offered = queries.handover(handover_id)
    case = queries.case(offered.case_id, actor=actor, today=today)
    shared = shared_with(offered.to, accepted=case.accepted_on is not None)
    parts = [
        _part("Wie", _person_lines(case, shared, actor)),
        _part("Wat is gemeld", _arrears_lines(case.signals) if shared.arrears else []),
        _part("Afspraken", _agreement_lines(offered, shared)),
    ]
    document = pdf.render(
        content.handover_layout(),
        {
            "title": f"Overdracht aan {offered.organisation}",
            "intro": f"{gemeente(actor.gemeente_id).name}, {today:%d-%m-%Y}.",
            "parts": [part for part in parts if part["lines"]],
        },
        made_on=today,
    )
    journal.record(
        "handover_sheet_made", subject=offered.case_id, actor=actor, data={"to": str(offered.to)}
    )
    return document


def _part(heading: str, lines: list[str]) -> dict[str, object]:
    return {"heading": heading, "lines": lines}


def _person_lines(case: CaseView, shared: Shared, actor: Actor) -> list[str]:
    address = f"{case.row.address}, {case.postcode} {case.city}".strip(", ")
    if case.person_ref is None:
        return [address]
    card = people.card(case.person_ref, purpose=Purpose.OUTREACH, actor=actor)
    lines = [card.identity.display_name, address]
    if shared.birth_date and card.identity.birth_date:
        lines.append(f"Geboren op {card.identity.birth_date:%d-%m-%Y}")
    if shared.contact:
        lines += _contact_lines(card)
    return [line for line in lines if line]


def _contact_lines(card: Card) -> list[str]:
    lines = [f"Telefoon: {phone}" for phone in card.identity.phones]
    return [*lines, f"E-mail: {card.identity.email}"] if card.identity.email else lines


def _arrears_lines(signals: tuple[SignalRow, ...]) -> list[str]:
    names = {partner.id: partner.name for partner in arrears.partners()}
    return [
        f"{names.get(signal.partner_ref) or PARTNER_TYPE_LABELS[signal.partner_type]}: "
        f"{format_euro(signal.amount)}, gemeld op {signal.signal_date:%d-%m-%Y}"
        for signal in signals
    ]


def _agreement_lines(offered: HandoverRow, shared: Shared) -> list[str]:
    return [
        f"Aangeboden op {offered.offered_on:%d-%m-%Y} aan {HANDOVER_TO_LABELS[offered.to]}",
        f"Antwoord graag uiterlijk {offered.due_on:%d-%m-%Y}",
        f"Komt er geen antwoord: {offered.backup}",
        f"Grond voor het delen: {shared.ground}",
    ]
