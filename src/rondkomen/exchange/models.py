"""Tables of `exchange`: the deliveries made for CBS."""

from django.db import models

from rondkomen.access.tenancy import TenantModel
from rondkomen.exchange.core.codes import Route


class CbsDelivery(TenantModel):
    """One delivery as it was made; its content is kept sealed, and only as long as it is needed."""

    route = models.CharField(max_length=8)
    period_start = models.DateField()
    period_end = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=120)
    signals = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField()
    left_out = models.JSONField(
        default=dict, help_text="waarom signalen niet konden worden geleverd, met aantallen"
    )
    sha256 = models.CharField(max_length=64)
    case_ends = models.BinaryField()
    sealed = models.BinaryField(null=True)
    keep_until = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    handed_over = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="cbs_period_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(route__in=[route.value for route in Route]),
                name="cbs_route_known",
            ),
        )
        indexes = (
            models.Index(
                fields=["gemeente", "period_start", "period_end", "-made_at"],
                name="cbs_delivery_by_period",
            ),
            models.Index(
                fields=["gemeente", "keep_until"],
                name="cbs_delivery_to_erase",
                condition=models.Q(sealed__isnull=False),
            ),
        )
