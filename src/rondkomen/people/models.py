"""Tables of `people`: the only place where names, addresses and BSN are stored."""

from django.db import models

from rondkomen.access.tenancy import TenantModel


class Address(TenantModel):
    """A house; the neighbourhood is kept for spread and route, never shown beside a partner."""

    postcode = models.CharField(max_length=12)
    house_number = models.PositiveIntegerField()
    house_letter = models.CharField(max_length=4, blank=True)
    house_addition = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    neighbourhood = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "postcode", "house_number", "house_letter", "house_addition"],
                name="address_once",
            ),
        )


class Household(TenantModel):
    """The people who live together at one address, as far as the municipality may know."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="households")
    size = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(
        null=True, help_text="alleen waar dit mag worden verwerkt; anders leeg"
    )

    class Meta:
        indexes = (models.Index(fields=["gemeente", "address"], name="household_by_address"),)


class IdentityColumns(models.Model):
    """The columns an identity has wherever it is stored."""

    initials = models.CharField(max_length=40, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    prefix = models.CharField(max_length=40, blank=True)
    surname = models.CharField(max_length=160, blank=True)
    partner_prefix = models.CharField(max_length=40, blank=True)
    partner_surname = models.CharField(max_length=160, blank=True)
    birth_date = models.DateField(null=True)
    phones = models.JSONField(default=list)
    email = models.CharField(max_length=254, blank=True)
    bsn_sealed = models.BinaryField(null=True)
    bsn_index = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class Person(IdentityColumns, TenantModel):
    """Someone the municipality knows: found in the BRP, or met through earlier work."""

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="members"
    )
    register_key = models.CharField(
        max_length=64, blank=True, help_text="sleutel van de bron, bijvoorbeeld de BRP-koppeling"
    )
    previous_postcode = models.CharField(max_length=12, blank=True)
    previous_house_number = models.PositiveIntegerField(null=True)
    previous_house_addition = models.CharField(max_length=20, blank=True)
    deceased_on = models.DateField(null=True)
    moved_to = models.CharField(
        max_length=4, blank=True, help_text="gemeentecode van vestiging, als iemand vertrok"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "register_key"],
                condition=~models.Q(register_key=""),
                name="person_once_per_register_key",
            ),
        )
        indexes = (
            models.Index(fields=["gemeente", "household"], name="person_by_household"),
            models.Index(
                fields=["gemeente", "bsn_index"],
                name="person_by_bsn",
                condition=~models.Q(bsn_index=""),
            ),
        )


class DeliveredIdentity(IdentityColumns, TenantModel):
    """A person as one partner described them in one row; never corrected, only linked."""

    postcode = models.CharField(max_length=12, blank=True)
    house_number = models.PositiveIntegerField(null=True)
    house_letter = models.CharField(max_length=4, blank=True)
    house_addition = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    kvk_number = models.CharField(max_length=8, blank=True)
    legal_form = models.CharField(max_length=60, blank=True)
