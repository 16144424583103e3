"""Tables of `outreach`: cases with their signals, attempts, hand-overs, rules, letters, disclosures.

A case holds no name and no address: those live in `people`, behind `household_ref`.
"""

from django.db import models

from rondkomen.access.tenancy import TenantModel
from rondkomen.outreach.core import codes
from rondkomen.outreach.core.letters import LetterKind


class Versions(models.TextChoices):
    """Where a version of a rule table or a letter stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class RuleTableVersion(TenantModel):
    """One version of the priority rules; the active one is published by somebody else."""

    name = models.CharField(max_length=100)
    version = models.CharField(max_length=40)
    text = models.TextField(help_text="de tabel als YAML, zoals de auteur die schreef")
    state = models.CharField(max_length=10, choices=Versions.choices, default=Versions.DRAFT)
    author_ref = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    publisher_ref = models.UUIDField(null=True)
    published_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "version"], name="rule_table_version_once"),
            models.UniqueConstraint(
                fields=["gemeente"],
                condition=models.Q(state=Versions.ACTIVE),
                name="one_active_rule_table",
            ),
            models.CheckConstraint(
                condition=models.Q(author_ref__isnull=True)
                | models.Q(publisher_ref__isnull=True)
                | ~models.Q(publisher_ref=models.F("author_ref")),
                name="rule_table_needs_four_eyes",
            ),
        )


def _open_index(*fields: str, name: str) -> models.Index:
    return models.Index(fields=["gemeente", *fields], condition=models.Q(is_open=True), name=name)


class Case(TenantModel):
    """One household in one month: what was reported, who works on it, and how it ends."""

    household_ref = models.UUIDField()
    person_ref = models.UUIDField(null=True)
    month = models.CharField(max_length=7)
    matched_on = models.DateField()
    status = models.CharField(max_length=20, default=codes.CaseStatus.NEW)
    is_open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    points = models.IntegerField(default=0)
    top_rule = models.CharField(max_length=60, blank=True)
    explanation = models.JSONField(default=dict)
    rule_version = models.CharField(max_length=40, blank=True)

    proposed_reason = models.CharField(max_length=30, blank=True)
    proposal = models.CharField(max_length=200, blank=True)

    owner_ref = models.UUIDField(null=True)
    picked_up_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closing_reason = models.CharField(max_length=30, blank=True)
    result = models.CharField(max_length=30, blank=True)
    result_note = models.CharField(max_length=280, blank=True)

    # Copies of the signals' facts, so that a page of the worklist is one query.
    amount = models.BigIntegerField(default=0)
    signal_count = models.PositiveSmallIntegerField(default=0)
    partner_count = models.PositiveSmallIntegerField(default=0)
    partner_types = models.CharField(
        max_length=160, blank=True, help_text="tussen komma's, ook voor en achter: ,energy,rent,"
    )
    multiple = models.BooleanField(default=False)
    consecutive = models.BooleanField(default=False)
    increased = models.BooleanField(default=False)
    threatening = models.BooleanField(default=False)
    supply_ends_on = models.DateField(null=True)
    neighbourhood = models.CharField(max_length=80, blank=True)
    age = models.PositiveSmallIntegerField(null=True)
    children = models.BooleanField(null=True)

    # Copies of the last attempt, the nearest clock and the last hand-over, for the same reason.
    attempt_count = models.PositiveSmallIntegerField(default=0)
    last_attempt_on = models.DateField(null=True)
    last_attempt_kind = models.CharField(max_length=20, blank=True)
    last_attempt_part = models.CharField(max_length=10, blank=True)
    last_attempt_reached = models.BooleanField(null=True)
    first_attempt_on = models.DateField(null=True)
    first_contact_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    next_due_kind = models.CharField(max_length=30, blank=True)
    handover_state = models.CharField(max_length=12, blank=True)
    touched_on = models.DateField(help_text="laatste dag waarop er iets met de zaak gebeurde")
    keep_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "household_ref", "month"], name="case_once_per_month"
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True, result="", closed_on__isnull=True)
                | (models.Q(is_open=False, closed_on__isnull=False) & ~models.Q(result="")),
                name="case_closed_has_a_result",
            ),
        )
        indexes = (
            # Partial, because most cases are closed and SQLite finds no index on a bare boolean.
            _open_index("owner_ref", "-points", "id", name="case_mine"),
            _open_index("owner_ref", "next_due_on", "id", name="case_mine_by_due"),
            # Everything that is counted, and `is_open` itself because SQLite asks for it again: the
            # board and the counts never open a row.
            _open_index(
                *("owner_ref", "status", "next_due_on", "touched_on", "handover_state"),
                *("proposed_reason", "is_open"),
                name="case_board",
            ),
            _open_index("-points", "id", name="case_team"),
            _open_index("next_due_on", "id", name="case_team_by_due"),
            _open_index("neighbourhood", "-points", "id", name="case_by_neighbourhood"),
            models.Index(fields=["gemeente", "month", "id"], name="case_by_month"),
            models.Index(fields=["gemeente", "closed_on"], name="case_by_closing"),
            models.Index(fields=["gemeente", "keep_until"], name="case_by_retention"),
        )


class CaseSignal(TenantModel):
    """A signal of a case, with the facts that work and rules need."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="signals")
    signal_ref = models.UUIDField()
    partner_ref = models.UUIDField()
    person_ref = models.UUIDField(null=True)
    partner_type = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    signal_date = models.DateField()
    arrears_since = models.DateField(null=True)
    supply_end_date = models.DateField(null=True)
    previous_amount = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "signal_ref"], name="signal_in_one_case"),
        )
        indexes = (
            models.Index(fields=["gemeente", "case"], name="signal_by_case"),
            models.Index(fields=["gemeente", "partner_ref"], name="signal_by_partner"),
        )


class Attempt(TenantModel):
    """One try to reach the resident; an undone one stays, marked."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attempts")
    client_token = models.UUIDField()
    kind = models.CharField(max_length=20)
    part_of_day = models.CharField(max_length=10)
    on = models.DateField()
    reached = models.BooleanField()
    accepted = models.BooleanField(default=False, help_text="de inwoner nam hulp aan")
    conversation = models.BooleanField(default=False, help_text="dit was een gesprek over hulp")
    note = models.CharField(max_length=280, blank=True)
    by_ref = models.UUIDField(null=True)
    logged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "client_token"], name="attempt_once"),
        )
        indexes = (models.Index(fields=["gemeente", "case", "on"], name="attempt_by_case"),)


class Handover(TenantModel):
    """Help offered elsewhere: who was asked, what they answered, and what happens on silence."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handovers")
    to = models.CharField(max_length=20)
    organisation = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=codes.HandoverState.OFFERED)
    backup = models.CharField(max_length=200)
    offered_on = models.DateField()
    due_on = models.DateField()
    offered_by = models.UUIDField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=280, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "case"],
                condition=models.Q(state=codes.HandoverState.OFFERED),
                name="one_handover_waits_per_case",
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "case"], name="handover_by_case"),
            models.Index(fields=["gemeente", "state", "due_on"], name="handover_waiting"),
        )


class LetterTemplateVersion(TenantModel):
    """One version of an editable letter or card; the one in use is active."""

    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in LetterKind])
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    body = models.TextField()
    notice = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=Versions.choices, default=Versions.ACTIVE)
    author_ref = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "kind", "number"], name="letter_version_once"
            ),
            models.UniqueConstraint(
                fields=["gemeente", "kind"],
                condition=models.Q(state=Versions.ACTIVE),
                name="one_active_letter_per_kind",
            ),
        )


class LetterRun(TenantModel):
    """A batch of letters somebody asked for; its id is the token of the form that asked.

    The document holds names and addresses, so it is kept sealed and only as long as it is needed.
    """

    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in LetterKind])
    part_of_day = models.CharField(max_length=10)
    appointment = models.CharField(max_length=160, blank=True)
    log_as_sent = models.BooleanField(default=True)
    case_refs = models.JSONField(default=list)
    ordered_by = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    letters = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=dict, help_text="waarom zaken geen brief kregen, met aantal")
    sealed = models.BinaryField(null=True)
    keep_until = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["gemeente", "ordered_by", "-ordered_at"], name="letter_run_mine"),
            models.Index(fields=["gemeente", "keep_until"], name="letter_run_to_erase"),
        )


class Disclosure(TenantModel):
    """What a partner was told about one signal, when and by whom."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disclosures")
    signal_ref = models.UUIDField()
    partner_ref = models.UUIDField()
    code = models.CharField(max_length=30)
    as_of = models.DateField()
    collection_pause_until = models.DateField(null=True)
    told_at = models.DateTimeField()
    told_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "signal_ref", "code", "as_of"], name="told_once_a_day"
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "partner_ref", "as_of"], name="told_to_partner"),
            models.Index(fields=["gemeente", "case"], name="told_about_case"),
            models.Index(fields=["gemeente", "signal_ref", "told_at"], name="told_about_signal"),
        )


class Capacity(TenantModel):
    """How many open cases a worker can carry."""

    worker_ref = models.UUIDField()
    open_cases = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "worker_ref"], name="capacity_once"),
        )


class Sender(TenantModel):
    """Who letters come from and where a resident can turn; one per municipality."""

    phone = models.CharField(max_length=20)
    email = models.EmailField()
    postal_address = models.CharField(max_length=160)
    officer = models.CharField(
        max_length=200, help_text="hoe de functionaris gegevensbescherming te bereiken is, als zin"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente"], name="one_sender"),)
