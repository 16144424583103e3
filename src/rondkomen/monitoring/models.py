"""Tables of `monitoring`: counts per month, and every version that was published."""

from django.db import models

from rondkomen.access.tenancy import TenantModel


class MonthSnapshot(TenantModel):
    """The exact counts of a month as they stood when it was last counted; no reference to anybody.

    `source` is empty for counts from our own cases, and else the name of the system before.
    """

    month = models.CharField(max_length=7)
    counts = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    definitions = models.JSONField(default=dict)
    inhabitants = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=80, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "month"], name="month_counted_once"),
        )


class SeriesBreak(TenantModel):
    """A month from which figures do not compare with those before, and why; told by the municipality.

    `indicator` is empty when it holds for every figure.
    """

    indicator = models.CharField(max_length=40, blank=True)
    since = models.CharField(max_length=7)
    why = models.CharField(max_length=300)
    marked_at = models.DateTimeField()
    marked_by_name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "indicator", "since"], name="series_break_once"
            ),
        )


class Publication(TenantModel):
    """One published version of a month; `content` is what left, `basis` the counts behind it.

    The basis stays inside: it serves to see what a next version would give away beside this one.
    """

    month = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    basis = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    definitions = models.JSONField(default=dict)
    source = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_by_name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "month", "number"], name="publication_once"
            ),
        )


class PublishedTable(TenantModel):
    """The log of published tables: which left, in which version, how many numbers shown and hidden."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="tables")
    key = models.CharField(max_length=40)
    shown = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "publication", "key"], name="published_table_once"
            ),
        )
