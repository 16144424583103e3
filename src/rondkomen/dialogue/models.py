"""Tables of `dialogue`: sessions on an instrument, who takes part, what they answer and agree.

A name is sealed; a browser's token and the key that recognises somebody again are kept as hashes.
"""

from typing import Any

from django.db import models

from rondkomen.access.tenancy import TenantModel
from rondkomen.dialogue.core.actions import agenda
from rondkomen.dialogue.core.actions.pointing import PointKind
from rondkomen.dialogue.core.session import codes


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class InstrumentVersion(TenantModel):
    """One version of an instrument as a municipality uses it; frozen at the first answer."""

    key = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    text = models.TextField(help_text="het instrument als YAML, zoals de auteur het schreef")
    fingerprint = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=[("shipped", "shipped"), ("own", "own")])
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="vanaf dan niet meer te kiezen")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "key", "version"], name="instrument_version_once"
            ),
        )


class InstrumentDraft(TenantModel):
    """An own instrument while it is being changed; it may have faults and no session runs on it.

    `text_before` is what the last change can be taken back to.
    """

    key = models.CharField(max_length=60)
    title = models.CharField(max_length=1000, blank=True)
    text = models.TextField(help_text="het instrument waaraan gewerkt wordt, als JSON")
    text_before = models.TextField(blank=True)
    based_on = models.ForeignKey(
        InstrumentVersion, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    author_ref = models.UUIDField(null=True, help_text="gebruiker die het laatst schreef")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "key"], name="instrument_draft_once"),
        )


class Session(TenantModel):
    """One conversation. `revision` counts every write in it: who polls asks for what came after."""

    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=12, choices=_choices(codes.SessionPurpose))
    mode = models.CharField(max_length=10, choices=_choices(codes.Mode))
    wave = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="later")
    state = models.CharField(
        max_length=10, choices=_choices(codes.SessionState), default=codes.SessionState.DRAFT
    )
    domains = models.JSONField(default=list, help_text="eigen lijst van domeinen; leeg is de onze")
    join_code = models.CharField(max_length=6, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    least_group = models.PositiveSmallIntegerField(default=3)
    results_open = models.BooleanField(default=False)
    hidden_until_closed = models.BooleanField(default=False)
    current_theme = models.CharField(max_length=130, blank=True)
    timer_ends_at = models.DateTimeField(null=True)
    facilitator_ref = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "join_code"],
                condition=~models.Q(join_code=""),
                name="join_code_once",
            ),
        )
        indexes = (models.Index(fields=["gemeente", "-made_at"], name="session_by_age"),)


class SessionInstrument(TenantModel):
    """An instrument of a session, in its order."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="instruments")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "session", "place"], name="session_instrument_once"
            ),
        )


class Participant(TenantModel):
    """Somebody who takes part, without an account: in a browser, or on paper that was typed in."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participants")
    token_hash = models.CharField(max_length=64)
    name_sealed = models.BinaryField(null=True)
    domain = models.CharField(max_length=80)
    consents_to_name = models.BooleanField(default=False)
    again_key_hash = models.CharField(max_length=64, blank=True)
    joined_at = models.DateTimeField()
    seen_results_at = models.DateTimeField(null=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "token_hash"], name="participant_token"),
            models.UniqueConstraint(
                fields=["gemeente", "session", "again_key_hash"],
                condition=~models.Q(again_key_hash=""),
                name="participant_again_once",
            ),
        )
        indexes = (models.Index(fields=["gemeente", "session"], name="participant_by_session"),)


class Answer(TenantModel):
    """An answer in its raw form; without a participant it is the group's.

    `cells` says per part of the answer at which revision it was written, and by whom; `origins`
    which row came from which row or option of an earlier step.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    instrument = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    phase = models.CharField(max_length=10, choices=_choices(codes.Phase))
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="answers"
    )
    value = models.JSONField(null=True)
    comment = models.TextField(blank=True)
    cells = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)
    after_results = models.BooleanField(
        default=False, help_text="gegeven nadat de schrijver de uitslag zag"
    )
    revision = models.PositiveIntegerField(default=1)
    author_ref = models.UUIDField(
        null=True, help_text="deelnemer of gebruiker die het laatst schreef"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "session", "instrument", "question", "phase", "participant"],
                condition=models.Q(participant__isnull=False),
                name="answer_once",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "session", "instrument", "question", "phase"],
                condition=models.Q(participant__isnull=True),
                name="group_answer_once",
            ),
        )
        indexes = (models.Index(fields=["gemeente", "participant"], name="answer_by_participant"),)


class AnswerChange(TenantModel):
    """What one write did to an answer, or to one cell of it; rows are only added."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="changes")
    path = models.CharField(max_length=130, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    revision = models.PositiveIntegerField()
    author_ref = models.UUIDField(null=True)
    undoes = models.PositiveIntegerField(null=True, help_text="de herziening die dit terugdraait")
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["gemeente", "answer", "-revision"], name="change_by_answer"),
        )


class Note(TenantModel):
    """What the facilitator writes down at a theme."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    theme = models.CharField(max_length=130, blank=True)
    kind = models.CharField(max_length=10, choices=_choices(codes.NoteKind))
    text = models.TextField()
    author_ref = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["gemeente", "session", "at"], name="note_by_session"),)


class Action(TenantModel):
    """Something agreed: who does what by when, and how it will be noticed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="actions")
    theme = models.CharField(max_length=130, blank=True)
    what = models.CharField(max_length=500)
    owner = models.CharField(max_length=120, blank=True)
    partners = models.CharField(max_length=300, blank=True)
    department = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True)
    notice = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=10, choices=_choices(codes.ActionState), default=codes.ActionState.OPEN
    )
    remind_days = models.PositiveSmallIntegerField(
        default=agenda.USUAL_REMINDER, help_text="dagen voor de datum; nul is op de dag zelf"
    )
    points_to_kind = models.CharField(max_length=12, blank=True, choices=_choices(PointKind))
    points_to = models.CharField(max_length=200, blank=True)
    points_in = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="de sessie van het blad waar de verwijzing op staat",
    )
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    author_ref = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["gemeente", "session"], name="action_by_session"),
            models.Index(fields=["gemeente", "state", "due"], name="action_by_due"),
        )


class ActionChange(TenantModel):
    """What an action was before one write; rows are only added."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField(help_text="de herziening die deze verving")
    before = models.JSONField()
    author_ref = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "action", "revision"], name="action_change_once"
            ),
        )
