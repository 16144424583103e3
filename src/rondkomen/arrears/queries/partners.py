"""Partners, agreements and mapping profiles."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from rondkomen.arrears.core.agreement import Effort, Terms
from rondkomen.arrears.core.codes import Consent, PartnerType, SigningStatus
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.models import Agreement, Mapping, Partner
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True)
class PartnerRecord:
    """One partner."""

    id: UUID
    name: str
    slug: str
    partner_type: PartnerType
    kvk_number: str
    contact_name: str
    contact_email: str


@dataclass(frozen=True)
class AgreementRecord:
    """One agreement with its partner."""

    id: UUID
    partner_id: UUID
    partner_name: str
    partner_type: PartnerType
    start: date
    end: date | None
    register_key: str
    effort: Effort
    bsn_allowed: bool
    feedback_wanted: bool
    signing_status: SigningStatus
    signed_on: date | None
    renew_by: date | None

    def in_force(self, day: date) -> bool:
        """Whether the agreement holds on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class MappingRecord:
    """One version of a mapping profile."""

    partner_id: UUID
    version: int
    profile: MappingProfile
    made_at: datetime
    made_by: str


def _partner(row: Partner) -> PartnerRecord:
    return PartnerRecord(
        id=row.id,
        name=row.name,
        slug=row.slug,
        partner_type=PartnerType(row.partner_type),
        kvk_number=row.kvk_number,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
    )


def _agreement(row: Agreement) -> AgreementRecord:
    return AgreementRecord(
        id=row.id,
        partner_id=row.partner_id,
        partner_name=row.partner.name,
        partner_type=PartnerType(row.partner.partner_type),
        start=row.start,
        end=row.end,
        register_key=row.register_key,
        effort=Effort(
            personal_contact=row.effort_personal_contact,
            help_mentioned=row.effort_help_mentioned,
            reminders=row.effort_reminders,
            consent=Consent(row.consent_response) if row.consent_response else None,
            current_customer=row.is_current_customer,
            running_arrangement=row.has_running_arrangement,
        ),
        bsn_allowed=row.bsn_allowed,
        feedback_wanted=row.feedback_wanted,
        signing_status=SigningStatus(row.signing_status),
        signed_on=row.signed_on,
        renew_by=row.renew_by,
    )


def partners() -> list[PartnerRecord]:
    """Return every partner, by name."""
    return [_partner(row) for row in Partner.objects.order_by("name")]


def partner(partner_id: UUID) -> PartnerRecord:
    """Return this partner.

    Raises: Refused when it does not exist here.
    """
    row = Partner.objects.filter(id=partner_id).first()
    if row is None:
        raise Refused("Deze partner bestaat niet in deze gemeente.", code="partner-unknown")
    return _partner(row)


def find_partner(text: str) -> PartnerRecord:
    """Return the partner with this name, short name or key, whatever the capitals.

    Raises: Refused when there is none, naming those there are.
    """
    wanted = Q(name__iexact=text.strip()) | Q(slug=text.strip().lower())
    with suppress(ValueError):  # not a key, so a name or a short name
        wanted |= Q(id=UUID(text.strip()))
    row = Partner.objects.filter(wanted).first()
    if row is None:
        known = ", ".join(Partner.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise Refused(
            f"Partner '{text}' is hier niet bekend. Kies uit: {known or 'er zijn nog geen partners'}.",
            code="partner-unknown",
        )
    return _partner(row)


def agreements(partner_id: UUID | None = None) -> list[AgreementRecord]:
    """Return the agreements, of one partner or of all, by partner and latest first."""
    rows = Agreement.objects.select_related("partner").order_by("partner__name", "-start")
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    return [_agreement(row) for row in rows]


def agreement(agreement_id: UUID) -> AgreementRecord:
    """Return this agreement.

    Raises: Refused when it does not exist here.
    """
    row = Agreement.objects.select_related("partner").filter(id=agreement_id).first()
    if row is None:
        raise Refused("Deze overeenkomst bestaat niet in deze gemeente.", code="agreement-unknown")
    return _agreement(row)


def agreement_on(partner_id: UUID, day: date) -> AgreementRecord:
    """Return the agreement that holds on `day`.

    Raises: Refused when there is none, saying when the last one ended.
    """
    found = agreements(partner_id)
    for one in found:
        if one.in_force(day):
            return one
    if not found:
        raise Refused(
            "Met deze partner is nog geen overeenkomst vastgelegd. Leg haar eerst vast onder"
            " Beheer, Partners.",
            code="agreement-missing",
        )
    last = found[0]
    if last.end is not None and last.end < day:
        raise Refused(
            f"De overeenkomst met {last.partner_name} liep af op {last.end:%d-%m-%Y}. Verleng haar"
            " onder Beheer, Partners, en lever dan opnieuw.",
            code="agreement-expired",
        )
    raise Refused(
        f"De overeenkomst met {last.partner_name} gaat in op {last.start:%d-%m-%Y}. Lever vanaf"
        " die dag.",
        code="agreement-not-started",
    )


def terms_on(partner_id: UUID, day: date, gemeente_id: str) -> Terms:
    """Return the agreement that holds on `day` as the checking of rows needs it.

    Raises: Refused when there is none.
    """
    found = agreement_on(partner_id, day)
    return Terms(
        gemeente=gemeente_id,
        partner_type=found.partner_type,
        start=found.start,
        end=found.end,
        effort=found.effort,
        bsn_allowed=found.bsn_allowed,
    )


def _mapping(row: Mapping) -> MappingRecord:
    return MappingRecord(
        partner_id=row.partner_id,
        version=row.version,
        profile=MappingProfile.from_data(row.profile),
        made_at=row.made_at,
        made_by=row.made_by,
    )


def current_mapping(partner_id: UUID) -> MappingRecord | None:
    """Return the mapping profile in use, or nothing when the partner has none."""
    row = Mapping.objects.filter(partner_id=partner_id).order_by("-version").first()
    return None if row is None else _mapping(row)


def mapping_versions(partner_id: UUID) -> list[MappingRecord]:
    """Return every version of the mapping profile, latest first."""
    return [
        _mapping(row) for row in Mapping.objects.filter(partner_id=partner_id).order_by("-version")
    ]
