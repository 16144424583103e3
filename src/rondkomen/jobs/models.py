"""Tables of `jobs`. They stand outside the tenant wall, because they lie below it: no personal data."""

from django.db import models
from django.db.models import Q

from rondkomen.jobs.core.states import JobState
from rondkomen.kernel.ids import new_id


class Job(models.Model):
    """One piece of background work; written together with the rows that asked for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gemeente_id = models.CharField(max_length=4)
    kind = models.CharField(max_length=60)
    unique_key = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente_id", "unique_key"], name="job_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in JobState]), name="job_state_known"
            ),
        )
        indexes = (
            models.Index(
                fields=["state"], name="job_open", condition=Q(state__in=["queued", "running"])
            ),
        )


class JobProgress(models.Model):
    """How far a running job is, and the lease of its process; written outside its transaction.

    On SQLite it lives in a file of its own (docs/decisions/0009-progress-beside-the-work.md), so it
    refers to the job by value. Losing it costs nothing but a restart of the running job.
    """

    job_id = models.UUIDField(primary_key=True)
    attempt = models.PositiveSmallIntegerField()
    lease_until = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    cancel_requested = models.BooleanField(default=False)
    updated_at = models.DateTimeField()
