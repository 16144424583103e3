"""Handing a case over: offered, accepted, refused or met with silence; never lost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.clocks import ClockKind, term_on_handover
from rondkomen.outreach.core.codes import CaseStatus, HandoverState, HandoverTo
from rondkomen.outreach.models import Case, Handover
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.services import terms
from rondkomen.outreach.services.keeping import keep, move, take


@dataclass(frozen=True)
class NewHandover:
    """Help offered elsewhere, and what happens when no answer comes."""

    to: HandoverTo
    organisation: str
    backup: str


@transaction.atomic
def offer_handover(
    case_id: UUID, new: NewHandover, *, today: date, actor: Actor, version: int | None = None
) -> UUID:
    """The id of the hand-over; its clock runs until the other side answers.

    Raises: Refused without an organisation or a back-up, or when the case cannot be handed over.
    """
    case = take(case_id, version=version)
    move(case, "offer_handover", CaseStatus.HANDOVER_OFFERED)
    handover = store_handover(case, new, today=today, actor=actor)
    terms.copy_nearest(case)
    keep(case, today=today)
    return handover.id


def store_handover(case: Case, new: NewHandover, *, today: date, actor: Actor) -> Handover:
    """The stored hand-over of a case already taken out.

    Raises: Refused without an organisation or a back-up.
    Policy: silence has a next human step, written down when the help is offered.
    """
    if not new.organisation.strip() or not new.backup.strip():
        raise Refused(
            "Vul in wie de zaak overneemt en wat u doet als er geen antwoord komt.",
            code="handover-incomplete",
        )
    term = term_on_handover(today, terms=active_rules().table.terms)
    handover = Handover.objects.create(
        case=case,
        to=new.to,
        organisation=new.organisation.strip()[:120],
        backup=new.backup.strip()[:200],
        offered_on=today,
        due_on=term.due,
        offered_by=actor.user_id,
    )
    case.handover_state = HandoverState.OFFERED
    terms.restart_term(case, term, today=today)
    journal.record("handover_offered", subject=case.id, actor=actor, data={"to": str(new.to)})
    return handover


@transaction.atomic
def answer_handover(
    handover_id: UUID, *, accepted: bool, answer: str = "", today: date, actor: Actor
) -> None:
    """Nothing; the answer is kept. A refused case comes back to its owner.

    Raises: Refused when it was answered before, or a refusal gives no reason.
    """
    if not accepted and not answer.strip():
        raise Refused("Zeg kort waarom de overdracht niet kan.", code="handover-why")
    state = HandoverState.ACCEPTED if accepted else HandoverState.REFUSED
    _settle(handover_id, state, answer=answer.strip()[:280], today=today, actor=actor)


@transaction.atomic
def withdraw_handover(handover_id: UUID, *, today: date, actor: Actor) -> None:
    """Nothing; the offer is taken back and the case is worked on here.

    Raises: Refused when it was answered before.
    """
    _settle(handover_id, HandoverState.WITHDRAWN, answer="", today=today, actor=actor)


@transaction.atomic
def note_silence(*, today: date, actor: Actor) -> int:
    """How many hand-overs got no answer in time; their cases come back with the back-up step."""
    silent = Handover.objects.filter(state=HandoverState.OFFERED, due_on__lt=today)
    ids = list(silent.order_by("due_on", "id").values_list("id", flat=True))
    for handover_id in ids:
        _settle(handover_id, HandoverState.SILENT, answer="", today=today, actor=actor)
    return len(ids)


def _settle(
    handover_id: UUID, state: HandoverState, *, answer: str, today: date, actor: Actor
) -> None:
    handover = Handover.objects.filter(id=handover_id).first()
    if handover is None:
        raise Refused("Deze overdracht bestaat hier niet (meer).", code="handover-unknown")
    case = take(handover.case_id)
    settled = Handover.objects.filter(id=handover_id, state=HandoverState.OFFERED).update(
        state=state, answered_on=today, answer=answer
    )
    if not settled:
        raise Refused(
            "Op deze overdracht is al geantwoord. Ververs de pagina.", code="handover-answered"
        )
    terms.meet(case, ClockKind.HANDOVER, on=today)
    case.handover_state = state
    if case.status == CaseStatus.HANDOVER_OFFERED and state is not HandoverState.ACCEPTED:
        talked = case.first_contact_on is not None
        move(
            case,
            "return_handover",
            CaseStatus.IN_CONVERSATION if talked else CaseStatus.PICKED_UP,
        )
    terms.copy_nearest(case)
    keep(case, today=today)
    journal.record("handover_answered", subject=case.id, actor=actor, data={"state": str(state)})
