"""Letters and cards as tagged PDF, singly or as a batch; and the texts they are made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.files import pdf
from rondkomen.journal import services as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content
from rondkomen.outreach.core import letters as rules
from rondkomen.outreach.core.codes import ContactKind, PartnerType, PartOfDay
from rondkomen.outreach.core.letters import LetterKind, LetterTemplate
from rondkomen.outreach.models import Case, CaseSignal, LetterTemplateVersion, Sender, Versions
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.queries.templates import SenderRow, letter_template, sender
from rondkomen.outreach.services.attempts import NewAttempt, log_attempt
from rondkomen.outreach.services.desk import at_desk
from rondkomen.outreach.services.recipients import Recipient, recipients_of

_MOST_LETTERS = 500
_SAMPLE_SENDER = SenderRow(
    phone="[telefoon]", email="[e-mail]", postal_address="[postadres]", officer="[functionaris]"
)
_SAMPLE_RECIPIENT = Recipient(
    UUID(int=0), ("A. de Voorbeeld", "Voorbeeldstraat 1", "1234 AB  Voorbeeldstad"), "de Voorbeeld"
)
_SAMPLE_APPOINTMENT = "dinsdag om 10.00 uur, bij u thuis"


Told = Callable[[int, int, str], None]


def quietly(_done: int, _total: int, _message: str) -> None:
    """Nothing: nobody is watching the progress."""


@dataclass(frozen=True)
class SenderDetails:
    """Where a resident can turn; `officer` is a sentence about the data protection officer."""

    phone: str
    email: str
    postal_address: str
    officer: str


@dataclass(frozen=True)
class LetterOrder:
    """What to make. `token` makes sending the same order twice log the letters once."""

    case_ids: Sequence[UUID]
    kind: LetterKind
    token: UUID
    part_of_day: PartOfDay = PartOfDay.MORNING
    appointment: str = ""
    partner_names: Mapping[UUID, str] = field(default_factory=dict)
    log_as_sent: bool = True


@dataclass(frozen=True)
class LetterBatch:
    """The PDF, how many letters it holds, and which cases got none and why."""

    pdf: bytes
    letters: int
    skipped: tuple[tuple[UUID, str], ...]


@transaction.atomic
def make_letters(
    order: LetterOrder, *, today: date, actor: Actor, told: Told = quietly
) -> LetterBatch:
    """The letters for these cases in one PDF, each logged as an attempt when asked.

    Raises: Refused without sender details, without a case that can get a letter, for too many at
    once, for an appointment letter without an appointment, or for a card that would show an address
    that betrays debts.
    Law: AVG art. 14 (text not verified here): the first letter tells where the data come from.
    """
    check_order(order)
    template = letter_template(order.kind)
    cases = list(Case.objects.filter(id__in=list(order.case_ids)).order_by("neighbourhood", "id"))
    told(0, len(cases), "Adressen opzoeken")
    found, skipped = recipients_of(cases, actor=actor)
    if not found:
        reasons = skipped[0][1] if skipped else "Geen van deze zaken bestaat hier (meer)."
        raise Refused(f"Er is geen brief te maken. {reasons}", code="letter-none")
    common = _common_words(order, today=today, actor=actor)
    _refuse_a_telling_sender(template, common)
    partners = _partners(found, order.partner_names)
    items = [_item(one, template, {**common, "partners": partners[one.case_id]}) for one in found]
    told(0, len(found), "Document opmaken")
    document = pdf.render(_layout(order.kind), _data(template, items, common), made_on=today)
    if order.log_as_sent:
        _log_as_sent(order, found, today=today, actor=actor, told=told)
    journal.record_many(
        [journal.NewEvent("letter_made", one.case_id, {"kind": str(order.kind)}) for one in found],
        actor=actor,
    )
    return LetterBatch(document, len(found), tuple(skipped))


def _log_as_sent(
    order: LetterOrder, found: Sequence[Recipient], *, today: date, actor: Actor, told: Told
) -> None:
    with at_desk([one.case_id for one in found], actor=actor) as desk:
        for number, one in enumerate(found, 1):
            told(number, len(found), "Pogingen loggen")
            new = _attempt(order, one.case_id, today)
            log_attempt(one.case_id, new, today=today, actor=actor, desk=desk)


def sample_letter(template: LetterTemplate, *, today: date, actor: Actor) -> bytes:
    """This text as PDF, to a resident who does not exist; nothing is stored.

    Raises: Refused for a text with a fault, such as a fill-in word that does not exist, or a card
    with an address that betrays debts.
    """
    faults = rules.faults_in_template(template)
    if faults:
        raise Refused(faults[0].sentence, code="letter-template")
    words = {
        **_words(sender() or _SAMPLE_SENDER, today=today, actor=actor),
        "afspraak": _SAMPLE_APPOINTMENT,
        "partners": rules.partner_words([(PartnerType.RENT, ""), (PartnerType.ENERGY, "")]),
    }
    _refuse_a_telling_sender(template, words)
    data = _data(template, [_item(_SAMPLE_RECIPIENT, template, words)], words)
    return pdf.render(_layout(template.kind), data, made_on=today)


@transaction.atomic
def save_letter(template: LetterTemplate, *, actor: Actor) -> int:
    """The number of the new version, which is in use from now on.

    Raises: Refused with the first fault: a missing notice, a word that betrays debts, a fill-in
    word that does not exist.
    """
    faults = rules.faults_in_template(template)
    if faults:
        raise Refused(faults[0].sentence, code="letter-template", where=faults[0].where)
    versions = LetterTemplateVersion.objects.filter(kind=template.kind)
    last = versions.select_for_update().order_by("-number").first()
    versions.filter(state=Versions.ACTIVE).update(state=Versions.RETIRED)
    made = LetterTemplateVersion.objects.create(
        kind=template.kind,
        number=last.number + 1 if last else 1,
        name=template.name,
        subject=template.subject,
        body=template.body,
        notice=template.notice,
        author_ref=actor.user_id,
        made_at=timezone.now(),
    )
    journal.record("letter_text_saved", subject=made.id, actor=actor, data={"number": made.number})
    return made.number


def save_sender(details: SenderDetails, *, actor: Actor) -> None:
    """Nothing; letters come from this sender.

    Raises: Refused when a detail is missing: the first letter must tell them all.
    """
    values = {name: value.strip() for name, value in vars(details).items()}
    if not all(values.values()):
        raise Refused(
            "Vul telefoon, e-mail, postadres en functionaris in: de eerste brief noemt ze alle vier.",
            code="sender-incomplete",
        )
    with transaction.atomic():
        stored, _made = Sender.objects.update_or_create(defaults=values)
        journal.record("sender_saved", subject=stored.id, actor=actor, data={})


def check_order(order: LetterOrder) -> None:
    """Nothing, when this many letters of this kind can be made.

    Raises: Refused for none or too many at once, an appointment letter without an
    appointment, or without sender details.
    """
    if not 1 <= len(order.case_ids) <= _MOST_LETTERS:
        raise Refused(f"Maak 1 tot en met {_MOST_LETTERS} brieven tegelijk.", code="letter-size")
    if order.kind is LetterKind.APPOINTMENT and not order.appointment.strip():
        raise Refused("Vul dag, tijd en plaats van de afspraak in.", code="letter-appointment")
    _sender_details()


def _sender_details() -> SenderRow:
    details = sender()
    if details is None:
        raise Refused(
            "Vul eerst de afzender van brieven in: telefoon, e-mail, postadres en functionaris. "
            "De functioneel beheerder doet dat onder Beheer.",
            code="sender-missing",
        )
    return details


def _common_words(order: LetterOrder, *, today: date, actor: Actor) -> dict[str, str]:
    own = {"afspraak": order.appointment.strip()}
    return _words(_sender_details(), today=today, actor=actor) | own


def _words(details: SenderRow, *, today: date, actor: Actor) -> dict[str, str]:
    return {
        "medewerker": actor.name,
        "telefoon": details.phone,
        "email": details.email,
        "gemeente": access.gemeente(actor.gemeente_id).name,
        "adres_gemeente": details.postal_address,
        "functionaris": details.officer,
        "bewaartermijn": rules.retention_words(active_rules().table.terms.retention_months),
        "datum": f"{today:%d-%m-%Y}",
    }


def _refuse_a_telling_sender(template: LetterTemplate, words: Mapping[str, str]) -> None:
    fault = rules.fault_of_sender(template, words["email"])
    if fault:
        raise Refused(fault.sentence, code="letter-sender")


def _partners(found: Iterable[Recipient], names: Mapping[UUID, str]) -> dict[UUID, str]:
    by_case: dict[UUID, list[tuple[PartnerType, str]]] = {one.case_id: [] for one in found}
    for signal in CaseSignal.objects.filter(case_id__in=list(by_case)):
        kind = PartnerType(signal.partner_type)
        by_case[signal.case_id].append((kind, names.get(signal.partner_ref, "")))
    return {case_id: rules.partner_words(partners) for case_id, partners in by_case.items()}


def _item(one: Recipient, template: LetterTemplate, words: Mapping[str, str]) -> dict[str, object]:
    own = {**words, "aanhef": rules.salutation(one.surname)}
    return {
        "address": list(one.address),
        "subject": " ".join(rules.filled(template.subject, own)),
        "paragraphs": list(rules.filled(template.body, own)),
        "notice": list(rules.filled(template.notice, own)) if template.notice.strip() else [],
    }


def _data(
    template: LetterTemplate, items: list[dict[str, object]], words: Mapping[str, str]
) -> dict[str, object]:
    return {
        "title": template.name,
        "sender": f"{words['gemeente']}, {words['adres_gemeente']}",
        "date": words["datum"],
        "closing": "Met vriendelijke groet,",
        "signature": f"{words['medewerker']}, {words['gemeente']}",
        "notice_title": "Uw gegevens",
        "letters": items,
    }


def _layout(kind: LetterKind) -> str:
    return content.card_layout() if kind is LetterKind.CARD else content.letter_layout()


def _attempt(order: LetterOrder, case_id: UUID, today: date) -> NewAttempt:
    kind = ContactKind.CARD if order.kind is LetterKind.CARD else ContactKind.LETTER
    return NewAttempt(
        token=uuid5(order.token, str(case_id)),
        kind=kind,
        part_of_day=order.part_of_day,
        on=today,
        reached=False,
    )
