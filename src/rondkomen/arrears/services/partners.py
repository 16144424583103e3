"""Partners, agreements and mapping profiles."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from rondkomen.access.core.actor import Actor
from rondkomen.arrears.content import legal_register
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import PARTNER_TYPE_LABELS, PartnerType, SigningStatus
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.models import Agreement, Mapping, Partner
from rondkomen.journal.services import cancel_clock, record, start_clock
from rondkomen.kernel.refusal import Refused

RENEWAL_CLOCK = "agreement_renewal"
RENEWAL_NOTICE = timedelta(days=90)  # Policy: time enough to have an agreement signed again


@dataclass(frozen=True)
class PartnerFacts:
    """What is recorded of a partner."""

    name: str
    partner_type: PartnerType
    kvk_number: str = ""
    contact_name: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class AgreementFacts:
    """What is recorded of an agreement; `end` is its last day, or nothing."""

    start: date
    end: date | None = None
    effort: Effort = field(default_factory=Effort)
    bsn_allowed: bool = False
    feedback_wanted: bool = True
    signing_status: SigningStatus = SigningStatus.DRAFT
    signed_on: date | None = None


@transaction.atomic
def save_partner(facts: PartnerFacts, *, actor: Actor, partner_id: UUID | None = None) -> UUID:
    """Return the key of the partner, added or changed.

    Raises: Refused without a name, when another partner has that name, or when signals of another
    kind came from it already.
    """
    slug = slugify(facts.name)[:60]
    if not slug:
        raise Refused("Geef de partner een naam.", code="partner-name", where="name")
    if Partner.objects.filter(slug=slug).exclude(id=partner_id).exists():
        raise Refused("Er is al een partner met deze naam.", code="partner-twice", where="name")
    row = Partner.objects.filter(id=partner_id).first() if partner_id else Partner()
    if row is None:
        raise Refused("Deze partner bestaat niet in deze gemeente.", code="partner-unknown")
    if partner_id and row.partner_type != facts.partner_type and row.signals.exists():
        raise Refused(
            "Van deze partner zijn al signalen ingenomen; de soort kan niet meer veranderen. Leg"
            " een tweede partner vast.",
            code="partner-type-fixed",
            where="partner_type",
        )
    row.name, row.slug, row.partner_type = facts.name.strip(), slug, facts.partner_type
    row.kvk_number = facts.kvk_number
    row.contact_name, row.contact_email = facts.contact_name, facts.contact_email
    row.save()
    record("partner_saved", subject=row.id, actor=actor, data={"partner_type": row.partner_type})
    return row.id


@transaction.atomic
def save_agreement(
    partner_id: UUID,
    facts: AgreementFacts,
    *,
    actor: Actor,
    today: date,
    agreement_id: UUID | None = None,
) -> UUID:
    """Return the key of the agreement, added or changed; its renewal clock follows its end.

    Raises: Refused when the period overlaps another agreement, when it ended on no day, or when BSN
    is allowed without a ground.
    Law: a BSN only where a law says so (rijksoverheid.nl, burgerservicenummer).
    """
    partner = Partner.objects.filter(id=partner_id).first()
    if partner is None:
        raise Refused("Deze partner bestaat niet in deze gemeente.", code="partner-unknown")
    basis = legal_register().basis(PartnerType(partner.partner_type))
    _check_agreement(partner, facts, agreement_id, bsn_lawful=basis.bsn_lawful)
    row = Agreement.objects.filter(id=agreement_id).first() if agreement_id else Agreement()
    if row is None:
        raise Refused("Deze overeenkomst bestaat niet in deze gemeente.", code="agreement-unknown")
    row.partner, row.register_key = partner, basis.key
    row.start, row.end = facts.start, facts.end
    row.bsn_allowed, row.feedback_wanted = facts.bsn_allowed, facts.feedback_wanted
    row.signing_status, row.signed_on = facts.signing_status, facts.signed_on
    row.renew_by = facts.end - RENEWAL_NOTICE if facts.end else None
    _set_effort(row, facts.effort)
    row.save()
    _renewal_clock(row, today)
    record(
        "agreement_saved",
        subject=row.id,
        actor=actor,
        data={
            "partner": str(partner.id),
            "start": str(row.start),
            "end": str(row.end or ""),
            "bsn_allowed": row.bsn_allowed,
            "signing_status": row.signing_status,
        },
    )
    return row.id


def _check_agreement(
    partner: Partner, facts: AgreementFacts, agreement_id: UUID | None, *, bsn_lawful: bool
) -> None:
    if facts.end is not None and facts.end < facts.start:
        raise Refused("De overeenkomst eindigt voor zij begint. Draai de datums om.", where="end")
    if facts.signing_status is SigningStatus.ENDED and facts.end is None:
        raise Refused(
            "Een beëindigde overeenkomst heeft een laatste dag; zonder die dag blijft zij gelden."
            " Vul hem in.",
            code="agreement-end",
            where="end",
        )
    if facts.bsn_allowed and not bsn_lawful:
        label = PARTNER_TYPE_LABELS[PartnerType(partner.partner_type)]
        raise Refused(
            f"Voor '{label}' is geen wettelijke grondslag voor het BSN geladen. Zet BSN uit.",
            code="bsn-without-ground",
            where="bsn_allowed",
        )
    others = Agreement.objects.filter(partner=partner).exclude(id=agreement_id)
    overlapping = others.filter(Q(end__isnull=True) | Q(end__gte=facts.start))
    if facts.end is not None:
        overlapping = overlapping.filter(start__lte=facts.end)
    if overlapping.exists():
        raise Refused(
            "In deze periode geldt al een overeenkomst met deze partner. Beëindig die eerst.",
            code="agreement-overlap",
            where="start",
        )


def _set_effort(row: Agreement, effort: Effort) -> None:
    row.effort_personal_contact = effort.personal_contact
    row.effort_help_mentioned = effort.help_mentioned
    row.effort_reminders = effort.reminders
    row.consent_response = effort.consent or ""
    row.is_current_customer = effort.current_customer
    row.has_running_arrangement = effort.running_arrangement


def _renewal_clock(row: Agreement, today: date) -> None:
    cancel_clock(RENEWAL_CLOCK, subject=row.id, on=today)
    if row.end is not None and row.renew_by is not None and row.end >= today:
        start_clock(
            RENEWAL_CLOCK,
            subject=row.id,
            start=row.start,
            due=max(row.renew_by, row.start),
            owner=None,
            law="Policy: LCV, overeenkomst per gemeente en partner",
        )


@transaction.atomic
def save_mapping(partner_id: UUID, profile: MappingProfile, *, actor: Actor) -> int:
    """Return the version under which the mapping profile is now in use.

    An unchanged profile keeps its version.

    Raises: Refused when the partner does not exist here.
    """
    partner = Partner.objects.select_for_update().filter(id=partner_id).first()
    if partner is None:
        raise Refused("Deze partner bestaat niet in deze gemeente.", code="partner-unknown")
    last = Mapping.objects.filter(partner=partner).order_by("-version").first()
    if last is not None and last.profile == profile.as_data():
        return last.version
    row = Mapping.objects.create(
        partner=partner,
        version=last.version + 1 if last else 1,
        profile=profile.as_data(),
        made_by=actor.name,
    )
    record("mapping_saved", subject=partner.id, actor=actor, data={"version": row.version})
    return row.version
