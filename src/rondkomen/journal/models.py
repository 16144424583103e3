"""Tables of `journal`."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from rondkomen.access.tenancy import ScopedManager, TenantModel
from rondkomen.journal.core.clocks import ClockState


class AppendOnly(RuntimeError):
    """Someone tried to change or remove an event: a programming error, never shown to users."""


class _AppendOnlyRows(models.QuerySet[Any]):
    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly("Events are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("Events are never removed.")


class Event(TenantModel):
    """Something that happened; refers to people by id and holds no identity.

    The database refuses changes too, see `adapters/guards.py`.
    """

    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    data = models.TextField()  # canonical JSON: databases rewrite numbers in columns of their own
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ScopedManager.from_queryset(_AppendOnlyRows)()
    unscoped = models.Manager.from_queryset(_AppendOnlyRows)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "sequence"], name="event_number_once"),
        )
        indexes = (
            models.Index(fields=["gemeente", "subject", "sequence"], name="event_of_subject"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new event; an existing one is never saved again."""
        if not self._state.adding:
            raise AppendOnly("Events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never."""
        raise AppendOnly("Events are never removed.")


class ChainHead(TenantModel):
    """Where a municipality's chain ends. Locking this row is what makes events follow one another."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    key_check = models.BinaryField()  # a known word, sealed: opens only with the right key

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente"], name="chain_head_once"),)


class Processing(TenantModel):
    """One processing of personal data, whoever it concerned (Logboek Dataverwerkingen)."""

    trace_id = models.CharField(max_length=32)
    operation_id = models.CharField(max_length=16)
    activity = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40)
    actor = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    status = models.CharField(max_length=8, default="ok")

    class Meta:
        indexes = (models.Index(fields=["gemeente", "started_at"], name="processing_by_time"),)


class ProcessingSubject(TenantModel):
    """The line per person: who was processed, as a keyed pseudonym that only this system can ask for."""

    processing = models.ForeignKey(Processing, on_delete=models.CASCADE, related_name="subjects")
    subject = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["gemeente", "subject"], name="processing_of_subject"),)


class Clock(TenantModel):
    """A term that runs: on what, from when, until when, on what ground, and whose it is."""

    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    law = models.CharField(max_length=200)
    start = models.DateField()
    due = models.DateField()
    owner = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default=ClockState.RUNNING)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "kind", "subject"],
                condition=Q(state=ClockState.RUNNING),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClockState]),
                name="clock_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=ClockState.RUNNING, closed_on__isnull=True)
                | (~Q(state=ClockState.RUNNING) & Q(closed_on__isnull=False)),
                name="clock_closed_has_a_day",
            ),
            models.CheckConstraint(condition=Q(due__gte=models.F("start")), name="clock_forward"),
        )
        indexes = (
            models.Index(fields=["gemeente", "subject"], name="clock_of_subject"),
            models.Index(
                fields=["gemeente", "due"],
                condition=Q(state=ClockState.RUNNING),
                name="clock_running_by_due",
            ),
        )
