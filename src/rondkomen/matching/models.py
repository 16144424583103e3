"""Tables of `matching`: runs, links, choices for a person, and signals that found nobody."""

from django.db import models

from rondkomen.access.tenancy import TenantModel


class Run(TenantModel):
    """One matching of one month, with the model that was used and what came of it."""

    month = models.CharField(max_length=7)
    model_version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["gemeente", "month"], name="run_by_month"),)


class Link(TenantModel):
    """A signal belongs to this person, or only to this household; ended links stay as history."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="links")
    signal_ref = models.UUIDField()
    person_ref = models.UUIDField(null=True)
    household_ref = models.UUIDField()
    origin = models.CharField(max_length=20)
    score = models.FloatField(help_text="kans tussen 0 en 1")
    explanation = models.JSONField(default=dict)
    decided_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "signal_ref"],
                condition=models.Q(ended_at__isnull=True),
                name="one_live_link_per_signal",
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "household_ref"], name="link_by_household"),
            models.Index(fields=["gemeente", "person_ref"], name="link_by_person"),
        )


class Review(TenantModel):
    """A signal whose person a human must choose; once decided it feeds the evaluation set."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="reviews")
    signal_ref = models.UUIDField()
    identity_ref = models.UUIDField()
    candidates = models.JSONField(help_text="per kandidaat: person, household, score, explanation")
    decision = models.CharField(max_length=20, default="waiting")
    chosen_person = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "run", "signal_ref"], name="review_once_per_run"
            ),
        )
        indexes = (models.Index(fields=["gemeente", "decision", "made_at"], name="review_queue"),)


class Unmatched(TenantModel):
    """A signal nobody was found for: visible with its likely cause until a person settles it."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="unmatched")
    signal_ref = models.UUIDField()
    identity_ref = models.UUIDField()
    cause = models.CharField(max_length=30)
    text = models.CharField(max_length=300)
    settlement = models.CharField(max_length=30, default="waiting")
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "run", "signal_ref"], name="unmatched_once_per_run"
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "settlement", "made_at"], name="unmatched_queue"),
        )
