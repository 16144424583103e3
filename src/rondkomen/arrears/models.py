"""Tables of `arrears`: partners, agreements, deliveries with the fate of every row, signals."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from rondkomen.access.tenancy import TenantModel
from rondkomen.arrears.core import codes
from rondkomen.journal.core.moment import current_moment

_DIGEST = 32  # hexadecimal signs of a keyed fingerprint: 128 bits


def _one_of(column: str, choices: type[StrEnum]) -> Q:
    return Q(**{f"{column}__in": [choice.value for choice in choices]})


class Partner(TenantModel):
    """An organisation that reports arrears to this municipality."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=60)
    partner_type = models.CharField(max_length=20)
    kvk_number = models.CharField(max_length=8, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "slug"], name="partner_slug_once"),
            models.CheckConstraint(
                condition=_one_of("partner_type", codes.PartnerType), name="partner_type_known"
            ),
        )


class Agreement(TenantModel):
    """What municipality and partner agreed for a period; empty efforts are stated per row."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    start = models.DateField()
    end = models.DateField(null=True)
    register_key = models.CharField(max_length=40)
    effort_personal_contact = models.BooleanField(null=True)
    effort_help_mentioned = models.BooleanField(null=True)
    effort_reminders = models.PositiveSmallIntegerField(null=True)
    consent_response = models.CharField(max_length=20, blank=True)
    is_current_customer = models.BooleanField(null=True)
    has_running_arrangement = models.BooleanField(null=True)
    bsn_allowed = models.BooleanField(default=False)
    feedback_wanted = models.BooleanField(default=True)
    signing_status = models.CharField(max_length=20, default=codes.SigningStatus.DRAFT)
    signed_on = models.DateField(null=True)
    renew_by = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=_one_of("signing_status", codes.SigningStatus),
                name="agreement_signing_known",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "partner", "start"], name="agreement_start_once"
            ),
        )


class Mapping(TenantModel):
    """One version of a partner's mapping profile; the highest one is in use."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="mappings")
    version = models.PositiveIntegerField()
    profile = models.JSONField()
    made_at = models.DateTimeField(default=current_moment)
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "partner", "version"], name="mapping_version_once"
            ),
        )


class Delivery(TenantModel):
    """One file of one partner. `label` is made up by us: a file name may hold personal data."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="deliveries")
    mapping_version = models.PositiveIntegerField(null=True)
    label = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    file_format = models.CharField(max_length=12)
    file_bytes = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12)
    message = models.CharField(max_length=500, blank=True)
    received_on = models.DateField()
    received_at = models.DateTimeField(default=current_moment)
    received_by = models.CharField(max_length=120)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    accepted_with_warnings = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    refused_unlawful = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    finding_counts = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "partner", "sha256"],
                condition=Q(state__in=[codes.DeliveryState.RECEIVED, codes.DeliveryState.STORED]),
                name="delivery_file_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    rows=F("accepted")
                    + F("accepted_with_warnings")
                    + F("quarantined")
                    + F("refused_unlawful")
                    + F("duplicate")
                ),
                name="delivery_rows_add_up",
            ),
            models.CheckConstraint(
                condition=_one_of("state", codes.DeliveryState), name="delivery_state_known"
            ),
        )
        indexes = (models.Index(fields=["gemeente", "received_on"], name="delivery_by_day"),)


class UploadPart(TenantModel):
    """A piece of an uploaded file that waits for its check, sealed; gone as soon as that is done."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "delivery", "position"], name="upload_part_once"
            ),
        )


class Signal(TenantModel):
    """One reported arrear, without who it is about: that is in `people`, behind `identity`.

    `reference_index` is a keyed fingerprint of the partner's customer number, `content` one of
    everything delivered. `month` is the first day of the month of `signal_date`.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="signals")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="signals")
    identity = models.ForeignKey(
        "people.DeliveredIdentity", on_delete=models.PROTECT, related_name="+"
    )
    reference_index = models.CharField(max_length=_DIGEST)
    reference_sealed = models.BinaryField()
    content = models.CharField(max_length=_DIGEST)
    version = models.PositiveSmallIntegerField(default=1)
    partner_type = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    signal_date = models.DateField()
    month = models.DateField()
    amount = models.PositiveBigIntegerField(help_text="eurocent")
    arrears_since = models.DateField(null=True)
    arrears_terms = models.PositiveSmallIntegerField(null=True)
    supply_end_date = models.DateField(null=True)
    crisis = models.BooleanField(default=False)
    effort_personal_contact = models.BooleanField(null=True)
    effort_help_mentioned = models.BooleanField(null=True)
    effort_reminders = models.PositiveIntegerField(null=True)
    consent_response = models.CharField(max_length=20, blank=True)
    is_current_customer = models.BooleanField(null=True)
    has_running_arrangement = models.BooleanField(null=True)
    has_phone = models.BooleanField(default=False)
    legal_person = models.BooleanField(default=False)
    status = models.CharField(max_length=20)
    resident_match = models.CharField(max_length=12)
    retention_until = models.DateField()
    retention_rule = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "partner", "reference_index", "kind", "month"],
                name="signal_once",
            ),
            models.CheckConstraint(
                condition=_one_of("kind", codes.SignalKind), name="signal_kind_known"
            ),
            models.CheckConstraint(
                condition=_one_of("status", codes.SignalStatus), name="signal_status_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="signal_amount_positive"),
        )
        indexes = (
            models.Index(fields=["gemeente", "signal_date"], name="signal_by_day"),
            models.Index(fields=["gemeente", "identity"], name="signal_by_identity"),
            models.Index(fields=["gemeente", "retention_until"], name="signal_by_retention"),
        )


class SignalVersion(TenantModel):
    """What a signal said before a corrected file replaced it.

    Shape: `before` field → value, without identity; `changed` the names of what changed.
    """

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey(
        "people.DeliveredIdentity", on_delete=models.PROTECT, related_name="+"
    )
    before = models.JSONField()
    changed = models.JSONField()
    replaced_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "signal", "version"], name="signal_version_once"
            ),
        )


class DeliveryRow(TenantModel):
    """The fate of one row of a file.

    Shape: `findings` list of {code, column, detail}, without any value from the row.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="delivery_rows")
    row_no = models.PositiveIntegerField()
    state = models.CharField(max_length=24)
    findings = models.JSONField(default=list)
    signal = models.ForeignKey(
        Signal, null=True, on_delete=models.SET_NULL, related_name="delivery_rows", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "delivery", "row_no"], name="delivery_row_once"
            ),
            models.CheckConstraint(
                condition=_one_of("state", codes.RowState), name="delivery_row_state_known"
            ),
        )
        indexes = (
            models.Index(
                fields=["gemeente", "signal"],
                name="delivery_row_by_signal",
                condition=Q(signal__isnull=False),
            ),
        )


class QuarantinedRow(TenantModel):
    """A row that waits for a person. `sealed` holds the row until the decision, then nothing.

    `content` is a keyed fingerprint, so that the same row in a later file is recognised.
    """

    row = models.OneToOneField(DeliveryRow, on_delete=models.CASCADE, related_name="quarantine")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    content = models.CharField(max_length=_DIGEST)
    decision = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(decision="", sealed__isnull=False)
                | Q(
                    decision__in=[choice.value for choice in codes.Decision],
                    sealed__isnull=True,
                    decided_on__isnull=False,
                ),
                name="quarantine_erased_when_decided",
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "partner", "content"], name="quarantine_by_content"),
            models.Index(
                fields=["gemeente", "row"], name="quarantine_open", condition=Q(decision="")
            ),
        )
