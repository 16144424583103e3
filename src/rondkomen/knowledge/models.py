"""Tables of `knowledge`: the practices a municipality keeps itself, and what it calls outdated.

What comes with the product is content, not rows; `key` names a practice of either sort.
"""

from django.db import models

from rondkomen.access.tenancy import TenantModel


class KeptPractice(TenantModel):
    """A practice whose text this municipality keeps: its own, or a shipped one that it claimed."""

    key = models.CharField(max_length=36)
    claimed = models.BooleanField()
    text = models.JSONField(help_text="de tekst zoals de gemeente haar schreef")
    revision = models.PositiveIntegerField(default=1)
    author_ref = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "key"], name="kept_practice_once"),
        )


class PracticeChange(TenantModel):
    """What a practice said before one write; rows are only added, and go with the practice."""

    practice = models.ForeignKey(KeptPractice, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField(help_text="de herziening die deze tekst verving")
    before = models.JSONField()
    author_ref = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "practice", "revision"], name="practice_change_once"
            ),
        )


class OutdatedMark(TenantModel):
    """That a practice no longer holds, and why; its text stays."""

    key = models.CharField(max_length=36)
    reason = models.CharField(max_length=500)
    author_ref = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "key"], name="outdated_mark_once"),
        )
